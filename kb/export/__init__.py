"""Statements carried away: one file for each format, all of them in `kb.export.registry`."""
