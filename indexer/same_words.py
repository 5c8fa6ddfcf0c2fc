"""How far two statements say the same: by the words they share and by what they mean, together.

Neither suffices alone. Vectors of sentences find all that is about one subject alike; shared words
find what is worded alike. Their geometric mean asks for both. A shared word counts by its rarity
(Sparck Jones 1972), and words and phrases of the field that say the same (`corpus/vocabulary/
alike_words.txt`) count as one.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from kb.analysis import phrase_terms, tokenize

Bag = Mapping[str, float]

_SENSES_FILE = Path(__file__).parent.parent / "corpus" / "vocabulary" / "alike_words.txt"
# What marks the name of a sense beside stems.
_SENSE = "~"
# A shared sense says more than a shared word, whose other senses nobody has told apart.
SENSE_WEIGHT, WORD_WEIGHT = 1.3, 0.8
# Statements that share fewer words are alike in subject only.
LEAST_SHARED = 0.3
# Subjects in common lift what is alike; they are too few to make it so.
SUBJECTS_SHARE = 0.1
# "Data is not collected": what says less can be part of anything.
FEWEST_WORDS = 4


@dataclass(frozen=True, slots=True)
class Rarity:
    """How few of `statements` hold each word or sense, by `holding`."""

    statements: int
    holding: Mapping[str, int]

    def bag(self, terms: Iterable[str]) -> Bag:
        """Weigh a statement's words and senses; the bag has length 1."""
        weights = {term: self._of(term) * _weight(term) for term in terms}
        length = math.sqrt(sum(w * w for w in weights.values())) or 1.0
        return {term: weight / length for term, weight in weights.items() if weight > 0}

    def rarest(self, terms: Iterable[str], most: int) -> list[str]:
        """Give the rarest words, senses left out."""
        words = [term for term in terms if not term.startswith(_SENSE)]
        return sorted(words, key=lambda term: (self.holding.get(term, 0), term))[:most]

    def _of(self, term: str) -> float:
        return max(0.0, math.log((self.statements + 1) / (self.holding.get(term, 0) + 0.5)))


def shared(one: Bag, other: Bag) -> float:
    """Give the cosine of two bags, 0 to 1."""
    if len(one) > len(other):
        one, other = other, one
    return sum(weight * other.get(term, 0.0) for term, weight in one.items())


def alike(words: float, meaning: float, subjects: float) -> float:
    """Join what words, vectors and subjects in common (each 0 to 1) say of two statements."""
    if words < LEAST_SHARED:
        return 0.0
    return math.sqrt(max(words, 0.0) * max(meaning, 0.0)) + SUBJECTS_SHARE * subjects


def says_enough(terms: Iterable[str]) -> bool:
    """Say whether a statement has words enough to be compared."""
    return sum(not term.startswith(_SENSE) for term in terms) >= FEWEST_WORDS


def in_common(one: frozenset[str], other: frozenset[str]) -> float:
    """Give the share of subjects that two statements have in common (Jaccard)."""
    return len(one & other) / len(one | other) if one and other else 0.0


def terms_of(text: str) -> frozenset[str]:
    """Give a statement's stems and the senses of its phrases."""
    tokens = list(tokenize(text))
    stems = [token.term for token in tokens]
    return frozenset(t.term for t in tokens if not t.stop) | frozenset(_senses_in(stems))


def _senses_in(stems: Sequence[str]) -> Iterable[str]:
    senses, longest = _senses()
    for start in range(len(stems)):
        for size in range(min(longest, len(stems) - start), 0, -1):
            named = senses.get(tuple(stems[start : start + size]))
            if named:
                yield from named
                break


@cache
def _senses() -> tuple[Mapping[tuple[str, ...], frozenset[str]], int]:
    """Read the senses: the stems of each phrase with the names of what it says."""
    found: dict[tuple[str, ...], frozenset[str]] = {}
    for line in _SENSES_FILE.read_text(encoding="utf-8").splitlines():
        name, colon, rest = line.partition(":")
        if not colon or line.startswith("#"):
            continue
        for phrase in (name, *rest.split(",")):
            key = phrase_terms(phrase)
            if key:
                found[key] = found.get(key, frozenset()) | {_SENSE + name}
    return found, max(map(len, found))


def _weight(term: str) -> float:
    return SENSE_WEIGHT if term.startswith(_SENSE) else WORD_WEIGHT
