"""How well a document answers: BM25F, the same figures in every engine of our own.

Robertson, Zaragoza and Taylor, "Simple BM25 extension to multiple weighted fields" (2004): a word's
counts are added over the fields, each by its weight and brought to the field's usual length, before
they saturate. The inverse document frequency is Lucene's, which never falls below zero.
"""

from __future__ import annotations

import math

import numpy as np
import numpy.typing as npt

Scores = npt.NDArray[np.float64]

# Usual values of the literature (Robertson and Zaragoza 2009, section 3.3).
K1 = 1.2
B = 0.75
# Words and meaning are brought to one scale over so many best documents (ahead of
# fusing by ranks wherever it was measured).
RANGE_OVER = 1_000
# The cosine of what has no vector; below all others.
UNLIKE = -2.0
# Decimals of a cosine: what differs beyond them is the processor's rounding.
DECIMALS = 5
# The best score by words counts as this much at least, so that meaning also ranks where no word is.
LEAST_TOP = 1.0
# What a printed label asked for by its number ("Finding 12") counts, in rarities: before all words.
LABELLED = 6.0


def idf(documents: int, holding: int) -> float:
    """Weigh a word by how few documents hold it."""
    return math.log(1 + (documents - holding + 0.5) / (holding + 0.5))


def normalised(count: float, length: float, mean_length: float, weight: float) -> float:
    """Bring a word's count in one field to that field's weight and usual length."""
    return weight * count / (1 - B + B * length / mean_length) if mean_length else 0.0


def saturated(count: float) -> float:
    """Let the tenth occurrence add less than the second."""
    return count * (K1 + 1) / (count + K1)


def span(cosines: Scores) -> tuple[float, float]:
    """Give the lowest and the highest of the best `RANGE_OVER` cosines."""
    if not len(cosines):
        return 0.0, 0.0
    at = max(0, len(cosines) - RANGE_OVER)
    return float(np.partition(cosines, at)[at]), float(cosines.max())


def spread(cosines: Scores, low: float, high: float) -> Scores:
    """Bring cosines to the scale from 0, the lowest that counts, to 1, the highest."""
    if high <= low:
        return (cosines >= high).astype(np.float64) * (cosines > UNLIKE)
    scaled: Scores = np.clip((cosines - low) / (high - low), 0.0, 1.0)
    return scaled
