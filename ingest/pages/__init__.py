"""The bytes of a PDF become pages of lines, each with its words, type and place."""
