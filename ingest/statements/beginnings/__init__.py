"""Where a statement may begin: labels, codes, cells, lists, type, or the sentence itself."""
