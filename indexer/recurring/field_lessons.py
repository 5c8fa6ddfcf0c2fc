"""Where a statement stands among the lessons of the field, by its words alone.

`corpus/vocabulary/field_lessons.txt` says each lesson in several ways. Words that say one lesson
come near each other thereby ("hours without relief", "nodded off at the wheel"), without the two
ever standing in one statement: latent semantic analysis (Deerwester et al. 1990), lessons in the
place of documents.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache

import numpy as np
import numpy.typing as npt

from kb.analysis import tokenize
from kb.reference import VOCABULARY_DIR

Vector = npt.NDArray[np.float32]

_WRITTEN = VOCABULARY_DIR / "field_lessons.txt"
# A word that stands in one line alone brings nothing near anything.
FEWEST_LINES = 2
# Of as many directions as there are lessons, those in which they differ most.
DIRECTIONS = 300


@dataclass(frozen=True, slots=True)
class _Space:
    """The words that are known: where each stands, its rarity, its numbers in all directions."""

    at: Mapping[str, int]
    rarity: Vector
    directions: Vector

    def weighed(self, words: Iterable[str]) -> tuple[list[int], Vector]:
        """Give where known words stand and what each weighs, together of length 1."""
        known = Counter(self.at[word] for word in words if word in self.at)
        counts = np.array(list(known.values()), dtype=np.float32)
        return list(known), _to_length((1 + np.log(counts)) * self.rarity[list(known)])


def place_of(text: str) -> Vector:
    """Give a statement's place: DIRECTIONS numbers of length 1, all 0 where no word is known."""
    space = _space()
    places, weights = space.weighed(_words(text))
    if not places:
        return np.zeros(DIRECTIONS, dtype=np.float32)
    return _to_length(weights @ space.directions[places])


@cache
def _space() -> _Space:
    said = list(_lines())
    lines = Counter(word for _, words in said for word in set(words))
    known = sorted(word for word, count in lines.items() if count >= FEWEST_LINES)
    rarity = [math.log((len(said) + 1) / (lines[word] + 0.5)) for word in known]
    at = {word: place for place, word in enumerate(known)}
    bare = _Space(at, np.array(rarity, dtype=np.float32), np.empty((0, 0), dtype=np.float32))
    names = {name: row for row, name in enumerate(dict.fromkeys(name for name, _ in said))}
    lessons = np.zeros((len(names), len(known)), dtype=np.float32)
    for name, words in said:
        places, weights = bare.weighed(words)
        lessons[names[name], places] += weights
    lessons /= np.linalg.norm(lessons, axis=1, keepdims=True)
    return _Space(at, bare.rarity, _directions(lessons))


def _directions(lessons: Vector) -> Vector:
    """Give each word's numbers: the right singular vectors by the roots of their values."""
    values, left = np.linalg.eigh((lessons @ lessons.T).astype(np.float64))
    most = slice(-DIRECTIONS, None)
    roots = np.maximum(values[most], 1e-9) ** 0.25
    directions: Vector = (lessons.T @ (left[:, most] / roots)).astype(np.float32)
    return directions


def _lines() -> Iterable[tuple[str, list[str]]]:
    for line in _WRITTEN.read_text(encoding="utf-8").splitlines():
        name, colon, text = line.partition(": ")
        if colon and not line.startswith("#"):
            yield name, _words(text)


def _words(text: str) -> list[str]:
    return [token.term for token in tokenize(text) if not token.stop]


def _to_length(vector: Vector) -> Vector:
    length = float(np.linalg.norm(vector))
    return vector / length if length else vector
