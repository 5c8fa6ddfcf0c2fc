"""How surely an account is of each type, learned from all accounts that were written, at once.

Kernel ridge regression (Saunders, Gammerman and Vovk 1998, "Ridge regression learning algorithm in
dual variables"), one target a type: unlike the nearest accounts alone it knows what sets a type
apart from those whose accounts lie beside it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Numbers = npt.NDArray[np.float64]

# How soon accounts stop being alike as their cosine falls, and how little one account is trusted
# by itself. Each account left out in turn, 1 to 4 and 0.1 to 1 put between 0.60 and 0.66 right.
NARROW, RIDGE = 2.0, 0.3


@dataclass(frozen=True, slots=True)
class Learned:
    """What was learned: `weights` has a row for each account and a column for each of `types`.

    `usual` is the share of all accounts that are of a type.
    """

    types: tuple[str, ...]
    usual: Numbers
    weights: Numbers

    def surely(self, cosines: Numbers) -> dict[str, float]:
        """Say how surely a text is of each type, about 0 to 1, by its cosines with the accounts."""
        values = self.usual + _alike(cosines) @ self.weights
        return dict(zip(self.types, values.tolist(), strict=True))


def learn(cosines: Numbers, kinds: Sequence[str]) -> Learned:
    """Learn from accounts of these kinds and their cosines with each other."""
    types = tuple(dict.fromkeys(kinds))
    is_of = np.array([[kind == one for one in types] for kind in kinds], dtype=np.float64)
    usual: Numbers = is_of.mean(axis=0)
    ridged = _alike(cosines) + RIDGE * np.eye(len(kinds))
    weights: Numbers = np.linalg.solve(ridged, is_of - usual).astype(np.float64)
    return Learned(types, usual, weights)


def _alike(cosines: Numbers) -> Numbers:
    alike: Numbers = np.exp(-NARROW * (1.0 - cosines))
    return alike
