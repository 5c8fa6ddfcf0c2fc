"""The words that statements share, those of the field that say the same counted as one.

A shared word counts by its rarity (Sparck Jones 1972). Which words and phrases say the same is told
by `corpus/vocabulary/alike_words.txt`.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from kb.analysis import phrase_terms, tokenize
from kb.reference import VOCABULARY_DIR

Bag = Mapping[str, float]

_SENSES_FILE = VOCABULARY_DIR / "alike_words.txt"
# What marks the name of a sense beside stems.
_SENSE = "~"
# A shared sense says more than a shared word, whose other senses nobody has told apart.
SENSE_WEIGHT, WORD_WEIGHT = 1.3, 0.8
# "Data is not collected": what says less can be part of anything.
FEWEST_WORDS = 4


@dataclass(frozen=True, slots=True)
class Rarity:
    """How few of `statements` hold each word, sense or subject, by `holding`."""

    statements: int
    holding: Mapping[str, int]

    def bag(self, terms: Iterable[str]) -> Bag:
        """Weigh a statement's words and senses; the bag has length 1."""
        weights = {term: self._of(term) * _weight(term) for term in terms}
        length = math.sqrt(sum(w * w for w in weights.values())) or 1.0
        return {term: weight / length for term, weight in weights.items() if weight > 0}

    def rarest(self, terms: Iterable[str], most: int) -> list[str]:
        """Give the rarest words, senses left out."""
        return sorted(without_senses(terms), key=lambda term: (self.holding.get(term, 0), term))[
            :most
        ]

    def share(self, term: str) -> float:
        """Give a term's rarity between 0, held by all, and 1, held by none."""
        return self._of(term) / math.log((self.statements + 1) / 0.5)

    def _of(self, term: str) -> float:
        return max(0.0, math.log((self.statements + 1) / (self.holding.get(term, 0) + 0.5)))


def shared(one: Bag, other: Bag) -> float:
    """Give the cosine of two bags, 0 to 1."""
    if len(one) > len(other):
        one, other = other, one
    return sum(weight * other.get(term, 0.0) for term, weight in one.items())


def says_enough(terms: Iterable[str]) -> bool:
    """Say whether a statement has words enough to be compared."""
    return sum(1 for _ in without_senses(terms)) >= FEWEST_WORDS


def without_senses(terms: Iterable[str]) -> Iterator[str]:
    """Give the words alone."""
    return (term for term in terms if not term.startswith(_SENSE))


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
