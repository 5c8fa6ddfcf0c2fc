"""How alike two incidents are in one attribute, each kind compared in its own way.

After Gower (1971), "A general coefficient of similarity and some of its properties": every
attribute gives a likeness between 0 and 1, and what either side does not know is left out.
"""

from __future__ import annotations

import math
from collections.abc import Iterable

import numpy as np
import numpy.typing as npt

from kb.attribute_table import AttributeSpec

Likenesses = npt.NDArray[np.float64]
Value = str | int | float

# On a log scale a ten-fold difference counts as no likeness at all; otherwise one of ten.
LOG_RANGE = math.log(10)
PLAIN_RANGE = 10.0
# Values of one kind: a pistol and a rifle.
KIN = 0.5
# From here on a value is said to agree, in words and where it is demanded.
AGREES = 0.5


def likeness(spec: AttributeSpec, mine: Value, other: Value) -> float:
    """Compare two values of an attribute: 1 the same, 0 nothing alike."""
    if isinstance(mine, str) or isinstance(other, str):
        return _named(spec, str(mine), str(other))
    return float(likenesses(spec, mine, np.array([other], dtype=np.float64))[0])


def likenesses(spec: AttributeSpec, mine: float, others: Likenesses) -> Likenesses:
    """Compare a number with many."""
    if spec.scale == "log":
        apart = np.abs(np.log1p(np.maximum(0.0, others)) - math.log1p(max(0.0, mine))) / LOG_RANGE
    else:
        apart = np.abs(others - mine) / PLAIN_RANGE
    nearness: Likenesses = np.maximum(0.0, 1.0 - apart)
    # None hurt is another thing than one hurt, however near the numbers
    nearness[(others == 0) != (mine == 0)] = 0.0
    # Two libraries' logarithms of 2.0 differ in the last place
    nearness[others == mine] = 1.0
    return nearness


def _named(spec: AttributeSpec, mine: str, other: str) -> float:
    if mine.casefold() == other.casefold():
        return 1.0
    return KIN if any(mine in group and other in group for group in spec.kin) else 0.0


def band_of(spec: AttributeSpec, value: float) -> int:
    """Give the number of the class of values that people speak of; 0 below the first."""
    return sum(value >= low for low in spec.bands)


def agree(spec: AttributeSpec, mine: Value, others: Iterable[Value]) -> bool:
    """Say whether one of several values is what is demanded: the same, or of the same band."""
    return any(_demanded(spec, mine, other) for other in others)


def _demanded(spec: AttributeSpec, mine: Value, other: Value) -> bool:
    if isinstance(mine, str) or isinstance(other, str):
        return str(mine).casefold() == str(other).casefold()
    if spec.bands and band_of(spec, mine) == band_of(spec, other):
        return True
    return likeness(spec, mine, other) > AGREES
