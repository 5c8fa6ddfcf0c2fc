"""Reading: the bytes of a PDF become an Extraction."""
