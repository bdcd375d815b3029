"""The catalogue and the search through it."""
