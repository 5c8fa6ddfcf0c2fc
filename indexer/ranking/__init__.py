"""What matches and how well, over documents by number, in arrays that every own engine shares."""
