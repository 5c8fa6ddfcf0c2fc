"""Meaning as numbers: the sentence model, and which texts are asked of it."""
