"""How much a description tells of what happened: a date, a place or one word is little."""

from __future__ import annotations

import re
from functools import cache

from kb.analysis import analyze
from kb.reference import load_states

# From so many words on an account is put to the accounts of the types: "night" alone lay near to
# those of boats, "police" to those of riots.
TELLS_A_KIND = 3
# So many words are enough to compare by, a detail counting as some of them. With less, scores fall:
# what is likest to "September 2019" may have no more in common than that.
ENOUGH, OF_A_DETAIL = 6, 2
# A date or a state alone still finds what is of it.
LEAST_TOLD = 0.1
_DATE = re.compile(
    r"\b(?:\d{1,2} )?(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?"
    r"|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?,? \d+",
    re.IGNORECASE,
)


def telling_words(text: str) -> int:
    """Count the different words that say what happened, beside numbers, dates and states."""
    words = analyze(_DATE.sub(" ", text))
    return len({w.term for w in words if w.word.isalpha()} - _states())


def share_told(text: str, details: int) -> float:
    """Say how much of what is enough was told, up to 1; `details` counts those understood."""
    told = (telling_words(text) + OF_A_DETAIL * details) / ENOUGH
    return min(1.0, max(LEAST_TOLD, told))


@cache
def _states() -> frozenset[str]:
    return frozenset(word.term for state in load_states() for word in analyze(state.name))
