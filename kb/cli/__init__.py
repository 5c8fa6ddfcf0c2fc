"""The command line: `python -m kb ...`."""
