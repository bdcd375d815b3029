"""Other ways to make codes of the same features, to compare with."""
