"""How rare words and subjects are in the field, not only in what one collection happens to hold.

In a collection of a dozen reports, or of many that are about something else, "radio" or "command"
seem rarer than they are where police write. So the statements written for the vocabulary's topics
(`corpus/vocabulary/topic_statements.txt`) are counted as if they were held too.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from functools import cache

from indexer.recurring.same_words import Rarity, terms_of
from kb.reference import VOCABULARY_DIR

_WRITTEN = VOCABULARY_DIR / "topic_statements.txt"
# What marks a topic beside words where those that hold it are counted.
_SUBJECT = "#"


def subject_term(topic: str) -> str:
    """Name a topic among the words that are counted."""
    return _SUBJECT + topic


def rarity_among(statements: int, holding: Mapping[str, int]) -> Rarity:
    """Tell rarity from a collection's statements, `holding` each word, and those of the field."""
    written, counts = _of_the_field()
    return Rarity(statements + written, Counter(counts) + Counter(holding))


@cache
def _of_the_field() -> tuple[int, Mapping[str, int]]:
    counts: Counter[str] = Counter()
    written = 0
    for line in _WRITTEN.read_text(encoding="utf-8").splitlines():
        topics, colon, text = line.partition(": ")
        if colon and not line.startswith("#"):
            written += 1
            counts.update({*terms_of(text), *map(subject_term, topics.split())})
    return written, counts
