"""House styles: induced from the report itself, sharpened by rows for known ones."""
