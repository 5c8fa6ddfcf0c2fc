"""The head of a memorandum: what stands beside "SUBJECT:" is its title, no type being larger."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.lines import Line

_LABEL = re.compile(
    r"(?P<label>to|from|through|thru|via|cc|date|subject|subj|re|case|file)\s*:\s*(?P<value>.*)",
    re.IGNORECASE,
)
_SUBJECTS = frozenset({"subject", "subj", "re"})
# Without these it is a letter or a form.
_SENT = frozenset({"to", "from"})
# A value's lines stand no further from the middle of their label than this many times its size.
_REACH = 2.0


def subject_of(lines: Sequence[Line]) -> str:
    """Give the subject of a memorandum from the lines of its first page; "" where it is none."""
    heads = {
        match["label"].lower(): (line, match["value"].strip())
        for line in reversed(lines)
        if (match := _LABEL.fullmatch(line.text.strip()))
    }
    named = next((name for name in heads if name in _SUBJECTS), "")
    if not named or not heads.keys() >= _SENT:
        return ""
    label, value = heads[named]
    beside = _beside(label, [line for line, _ in heads.values()], lines)
    return " ".join([value, *beside]).strip()


def _beside(label: Line, labels: Sequence[Line], lines: Sequence[Line]) -> list[str]:
    """Give the lines to the right of a label that no other label is nearer to.

    Where a cell's label is centred, a subject of two lines begins above it.
    """
    mine = [
        line for line in lines
        if line not in labels
        and line.box.x0 > label.box.x0 + label.size
        and abs(_middle(line) - _middle(label)) <= _REACH * label.size
        and min(labels, key=lambda one: abs(_middle(one) - _middle(line))) is label
    ]  # fmt: skip
    return [line.text.strip() for line in sorted(mine, key=_middle)]


def _middle(line: Line) -> float:
    return (line.box.top + line.box.bottom) / 2
