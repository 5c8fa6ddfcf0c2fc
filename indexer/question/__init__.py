"""What is asked: typed words and filters, read into a tree, bounded and widened."""
