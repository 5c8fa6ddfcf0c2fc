"""Incidents like the one described, and why they are alike."""
