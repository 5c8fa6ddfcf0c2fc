"""What a statement has to do with others: its parent, its repeats, its status."""
