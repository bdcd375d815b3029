"""Training of the feature network: `python -m models.training --help` (needs requirements-train.txt)."""
