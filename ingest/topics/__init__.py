"""The subtopics that a statement's words support."""
