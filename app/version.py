"""Name and version of the program."""

PROGRAM = "Swimwear Finder"
VERSION = "0.1.0"
