"""Which of a lesson's statements speaks for it: one that is whole, general, central and short."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence

from kb.analysis import terms
from kb.domain.published import RecordInReport
from kb.domain.record import Kind

# What says in general what to do speaks for a lesson before what tells how one incident went.
_GENERAL = (Kind.LESSON, Kind.RECOMMENDATION, Kind.CORRECTIVE_ACTION, Kind.ACTION_ITEM)
# "This should be done within a year" needs the sentence before it.
_LEANS = re.compile(
    r"(?:this|that|these|those|it|they|such|however|also|further|similarly|in addition|as noted)\b",
    re.IGNORECASE,
)
# "Sign transport agreements with the": the rest was lost with a table's cell or a page's end.
_BREAKS_OFF = re.compile(
    r"\b(?:the|an?|and|or|of|to|with|for|in|on|by|at|from|that|which)\W*$", re.IGNORECASE
)
FEWEST_WORDS = 6
# Of those about as near to all others as the nearest, the shortest is chosen.
ABOUT_AS_CENTRAL = 0.85


def spokesman(told: Sequence[RecordInReport]) -> RecordInReport:
    """Choose the statement to head a lesson; the first by length and id where many would do."""
    held = [frozenset(terms(one.record.text)) for one in told]
    central = [_central(at, held) for at in range(len(told))]
    fit = [at for at, one in enumerate(told) if _whole(one.record.text)] or list(range(len(told)))
    fit = [at for at in fit if told[at].record.kind in _GENERAL] or fit
    least = ABOUT_AS_CENTRAL * max(central[at] for at in fit)
    near = [told[at] for at in fit if central[at] >= least]
    return min(near, key=lambda one: (len(one.record.text), one.id))


def _whole(text: str) -> bool:
    """Say whether a statement can be read alone."""
    words = text.split()
    leans = _LEANS.match(text) or _BREAKS_OFF.search(text)
    return len(words) >= FEWEST_WORDS and not leans and not text.isupper()


def _central(at: int, held: Sequence[frozenset[str]]) -> float:
    """Give the mean share of words in common with the others (Ochiai's coefficient)."""
    others = [words for place, words in enumerate(held) if place != at]
    mine = held[at]
    shares = [len(mine & o) / math.sqrt(len(mine) * len(o)) for o in others if mine and o]
    return sum(shares) / max(1, len(others))
