"""What is shown: hits with marked words, counts named, and what would help where none is."""
