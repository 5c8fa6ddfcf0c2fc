"""Whether a statement praises, tells of a lack, or asks: what is praised is not what is missing.

"One officer posted for all agencies" and "the accounts were silent at night" are about one thing
and say opposite things of it; the advice that such officers should post agrees with both.
"""

from __future__ import annotations

import re
from enum import StrEnum

from kb.domain.record import Kind, Record


class Stance(StrEnum):
    """How a statement looks at what it tells."""

    PRAISES = "praises"
    LACKS = "lacks"
    OPEN = "open"


_BY_KIND = {
    Kind.STRENGTH: Stance.PRAISES,
    Kind.IMPROVEMENT: Stance.LACKS,
    Kind.CONTRIBUTING_FACTOR: Stance.LACKS,
}
# Kinds that hold what was bad as well as what was good, without saying which.
_TOLD_AS_IT_WAS = frozenset({Kind.FINDING, Kind.OBSERVATION})
_LACK = re.compile(
    r"\b(?:not|no|never|none|nobody|nothing|without|neither|nor|only|late|slow(?:ly)?|poor(?:ly)?"
    r"|fail\w*|lack\w*|delay\w*|silent|missing|absent|ignored|missed|wait(?:ed|ing)"
    r"|insufficient\w*|inadequate\w*|inconsistent\w*|incomplete|incorrect\w*|ineffective\w*"
    r"|un(?:able|aware|clear|prepared|trained|answered|attended|used|equipped|marked)"
    r"|confus\w*|difficult\w*|problems?|shortages?|gaps?|limited|hampered|hindered|blocked)\b",
    re.IGNORECASE,
)
_ASKED = re.compile(r"\b(?:should|must|needs? to|recommends?)\b", re.IGNORECASE)


def stance_of(record: Record) -> Stance:
    """Tell a statement's stance by its kind, or by its words where the kind leaves it open."""
    if record.kind in _TOLD_AS_IT_WAS and _LACK.search(record.text):
        return Stance.OPEN if _ASKED.search(record.text) else Stance.LACKS
    return _BY_KIND.get(record.kind, Stance.OPEN)


def opposed(one: Stance, other: Stance) -> bool:
    """Say whether one praises what the other misses."""
    return {one, other} == {Stance.PRAISES, Stance.LACKS}
