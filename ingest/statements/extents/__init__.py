"""Where a statement ends."""
