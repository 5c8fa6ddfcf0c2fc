"""Which type's written accounts an event is told like, by the words they have in common.

The last to be asked: what nobody foresaw as a phrase, a deed or a sign still has words of its kind,
as "he ran two red lights" has those of a pursuit. Each word weighs for a type as far as more of its
accounts in `incident_accounts.txt` and `incident_openings.txt` hold it than of all:
log (seen + A) / (expected + A), summed.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from functools import cache
from math import log

from kb.analysis import terms
from kb.reference import load_incident_accounts, load_incident_openings, load_incident_types

# A of the formula; from 0.1 to 1.0 it puts as many of 53 accounts right, within two.
_SMOOTHING = 0.3
# A word that a type's accounts lack says little against it.
_LEAST = -0.5
# Of 53 accounts by another hand 41 come to this sum so far ahead of the next type, 30 rightly.
_SURE, _AHEAD = 3.0, 1.0
# Studies tell no event, and of transport no account is without its vessel, train or aircraft.
_NO_EVENT = frozenset({"organizational", "national", "bias", "transport"})
_STUDIES = frozenset({"use-of-force/pattern-review", "use-of-force/ois-pattern"})
# Where a type's own deed is not told, words in common are those of another event: after a power
# failure or a feast, too, people are "at the office" and "in the hall".
_SHOT = r"\b(?:shot|shots|shoot\w*|gun\w*|fired|rifle|pistol|shotgun|revolver|rounds)\b"
_HIT = r"\b(?:killed|killing|wounded|died|dead|fatally|murdered|injured|hurt|hit|victims?|lives)\b"
_DEEDS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("mass-violence/active-shooter", (_SHOT, _HIT)),
    ("mass-violence/mobile", (_SHOT, _HIT)),
    ("officer-targeted", (_SHOT, _HIT)),
    ("use-of-force/officer-involved-shooting", (_SHOT,)),
    ("mass-violence/bombing", (r"\b(?:bomb\w*|explo\w+|blast|device|went off|detonat\w+)\b",)),
    (
        "mass-violence/vehicle",
        (r"\b(?:car|van|truck|pickup|vehicle|suv|sedan|driver|drove)\b", _HIT),
    ),
)

Weights = Mapping[str, Mapping[str, float]]
"""The weight of each word for the types of whose accounts some hold it, and for all others."""


def type_told_alike(account: Sequence[str]) -> str:
    """Give the type whose accounts an account is most like; "" where none stands out."""
    whole = " ".join(account)
    words = set(terms(whole))
    sums: dict[str, float] = dict.fromkeys((k for k in _events() if _done(k, whole)), 0.0)
    for word in words & _weights().keys():
        for kind in sums.keys() & _weights()[word].keys():
            sums[kind] += _weights()[word][kind]
    first, second = sorted(sums, key=lambda kind: -sums[kind])[:2]
    sure = sums[first] >= _SURE and sums[first] - sums[second] >= _AHEAD
    return first if sure else ""


def is_event(kind: str) -> bool:
    """Say whether a type, by its id, is one that this may give."""
    return kind in _events()


def _done(kind: str, whole: str) -> bool:
    """Say whether what makes an event of this type is told at all."""
    deeds = next((deeds for start, deeds in _DEEDS if kind.startswith(start)), ())
    return all(re.search(deed, whole, re.IGNORECASE) for deed in deeds)


@cache
def _events() -> tuple[str, ...]:
    kinds = (k for k in load_incident_types() if k.family not in _NO_EVENT)
    return tuple(k.id for k in kinds if k.id not in _STUDIES)


@cache
def _weights() -> Weights:
    accounts = (*load_incident_accounts(), *load_incident_openings())
    of_type = Counter(kind for kind, _ in accounts)
    seen: Counter[str] = Counter()
    seen_for: dict[str, Counter[str]] = defaultdict(Counter)
    for kind, told in accounts:
        words = set(terms(told))
        seen.update(words)
        seen_for[kind].update(words)
    return {
        word: {
            kind: max(_LEAST, log((seen_for[kind][word] + _SMOOTHING) / (expected + _SMOOTHING)))
            for kind in _events()
            for expected in (times * of_type[kind] / len(accounts),)
        }
        for word, times in seen.items()
    }
