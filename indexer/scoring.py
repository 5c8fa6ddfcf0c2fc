"""How well a document answers: BM25F, the same figures in every engine of our own.

Robertson, Zaragoza and Taylor, "Simple BM25 extension to multiple weighted fields" (2004): a word's
counts are added over the fields, each by its weight and brought to the field's usual length, before
they saturate. The inverse document frequency is Lucene's, which never falls below zero.
"""

from __future__ import annotations

import math

# Usual values of the literature (Robertson and Zaragoza 2009, section 3.3).
K1 = 1.2
B = 0.75


def idf(documents: int, holding: int) -> float:
    """Weigh a word by how few documents hold it."""
    return math.log(1 + (documents - holding + 0.5) / (holding + 0.5))


def normalised(count: float, length: float, mean_length: float, weight: float) -> float:
    """Bring a word's count in one field to that field's weight and usual length."""
    return weight * count / (1 - B + B * length / mean_length) if mean_length else 0.0


def saturated(count: float) -> float:
    """Let the tenth occurrence add less than the second."""
    return count * (K1 + 1) / (count + K1)
