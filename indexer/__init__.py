"""Finding: the catalog becomes an index, a question becomes a page of results."""
