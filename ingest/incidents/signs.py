"""What happened, told by its signs: a levee, boats and homes under water are a flood.

Asked where neither phrases nor what was done to whom name the event. A reviewer who writes "when
the Coosada came over" never says *flood*, but goes on to speak of what there is in one.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from kb.reference import load_event_signs

# What makes the event must be told, and so many of its signs beside it.
FEWEST_SIGNS = 2

# The words that many rows of `incident_signs.toml` share, by the names they have there.
_NAMES = {
    "{OFFICERS}": (
        r"(?:officers?|deput(?:y|ies)|troopers?|constables?|police|sergeants?)"
    ),
    "{TREATED}": (
        r"\b(?:hospitals?|ambulances?|treated|triage|injured|hurt|died|deaths?|dead|killed)\b"
    ),
    "{LEFT HOMES}": (
        r"\b(?:evacuat\w+|shelters?|left their homes|(?:residents|people|everybody|everyone"
        r"|families)"
        r" (?:\w+ ){0,6}(?:to leave|left)|told to (?:leave|stay indoors))\b"
    ),
    "{FIRE SERVICE}": (
        r"\b(?:fire ?fighters?|fire (?:chief|departments?|crews|companies|service|brigade)|engines?"
        r"|pumps|appliances|hazmat|hazardous materials)\b"
    ),
}  # fmt: skip

_Row = tuple[str, re.Pattern[str], tuple[re.Pattern[str], ...], re.Pattern[str] | None]


def type_by_signs(account: Sequence[str], fewest: int = FEWEST_SIGNS) -> str:
    """Give the type whose signs an account holds most of, of equals the first; "" for too few."""
    whole = " ".join(account)
    best, most = "", 0
    for type_, made_by, signs, never in _rows():
        if made_by.search(whole) and not (never and never.search(whole)):
            held = sum(bool(sign.search(whole)) for sign in signs)
            if held > most:
                best, most = type_, held
    return best if most >= fewest else ""


@cache
def _rows() -> tuple[_Row, ...]:
    return tuple(
        (
            row.type,
            _pattern(row.made_by),
            tuple(map(_pattern, row.signs)),
            _pattern(row.never) if row.never else None,
        )
        for row in load_event_signs()
    )


def _pattern(source: str) -> re.Pattern[str]:
    for name, words in _NAMES.items():
        source = source.replace(name, words)
    return re.compile(source, re.IGNORECASE)
