"""How sentences state the attributes of an incident: rows of patterns, a file for each subject."""
