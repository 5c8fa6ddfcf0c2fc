"""Lines become blocks in reading order: columns, tables, boxes, headings, paragraphs."""
