"""Plain values that pages, JSON and the API render alike."""
