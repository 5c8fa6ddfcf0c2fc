"""How far two statements say the same: by the words they share and by what they mean, together.

Neither suffices alone. Vectors of sentences find all that is about one subject alike; shared words
find what is worded alike. Their geometric mean asks for both. A shared word counts by its rarity
(Sparck Jones 1972), and words and phrases of the field that say the same (`corpus/vocabulary/
alike_words.txt`) count as one.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
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


def bags(texts: Iterable[str]) -> list[Bag]:
    """Weigh each text's words and senses by rarity among the texts; each bag has length 1."""
    told = [_terms(text) for text in texts]
    held = Counter(term for terms in told for term in terms)
    rarity = {term: math.log((len(told) + 1) / (count + 0.5)) for term, count in held.items()}
    return [_unit({t: rarity[t] * _weight(t) for t in terms if rarity[t] > 0}) for terms in told]


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


def in_common(one: frozenset[str], other: frozenset[str]) -> float:
    """Give the share of subjects that two statements have in common (Jaccard)."""
    return len(one & other) / len(one | other) if one and other else 0.0


def _terms(text: str) -> frozenset[str]:
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


def _unit(weights: dict[str, float]) -> Bag:
    length = math.sqrt(sum(w * w for w in weights.values())) or 1.0
    return {term: weight / length for term, weight in weights.items()}
