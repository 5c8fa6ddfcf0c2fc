"""Serving: pages, JSON and the command line stand on the services opened here."""
