"""What a field's name with a space after its colon means: `kind: lesson`, but `site: the park`."""

from __future__ import annotations

import re
from collections.abc import Callable

from indexer.fields import BY_NAME, PREFIXES
from indexer.question.ranges import bounds_in, ranged
from kb.domain.ids import slug
from kb.domain.record import Kind
from kb.place_names import state_code, state_name

_APART = re.compile(rf'\b({"|".join(PREFIXES)}):\s+("[^"]*"|[^\s()"]+)', re.IGNORECASE)
# A field named in a question, with its value.
NAMED_FIELD = re.compile(rf'[+-]?\b(?:{"|".join(PREFIXES)}):(?:"[^"]*"|[^\s()"]+)', re.IGNORECASE)
_POSTAL = 2


def closed_up(question: str) -> str:
    """Leave out the space after each field's name where a field is meant."""
    return _APART.sub(_closed_up, question)


def _closed_up(found: re.Match[str]) -> str:
    meant = told_apart(found[1].lower(), found[2].rstrip(".,;").strip('"'))
    return f"{found[1]}:{found[2]}" if meant else found[0]


def told_apart(name: str, value: str) -> bool:
    """Say whether a value can be nothing but one of this field; of most fields nobody can tell."""
    if BY_NAME[name].kind.numeric:
        return bounds_in(name, ranged(name, value)) is not None
    known = _KNOWN.get(name)
    return known is not None and known(value)


def _kind(value: str) -> bool:
    return slug(value) in {kind.value for kind in Kind}


def _state(value: str) -> bool:
    """Know a state by its names, and by its code in capitals: `state: in doubt` is a sentence."""
    code = state_code(value)
    return state_name(code) != code and (len(value) > _POSTAL or value.isupper())


# Whose values are the same for every collection.
_KNOWN: dict[str, Callable[[str], bool]] = {"kind": _kind, "state": _state}
