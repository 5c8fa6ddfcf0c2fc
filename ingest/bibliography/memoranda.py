"""The head of a memorandum, a letter or a court's findings: its title stands beside a label.

No type is larger there than "SUBJECT:" of a memorandum, or "CITATION:" of findings of an inquest.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.pages.lines import Line

_LABEL = re.compile(
    r"(?P<label>to|from|through|thru|via|cc|date|subject|subj|re|case|file|citation|title of court"
    r"|jurisdiction|delivered (?:on|at)|findings? of|hearing dates?|catchwords"
    r"|inquest|matter|file (?:number|no\.?)|(?:date|place) of findings?)"
    r"\s*:\s*(?P<value>.*)",
    re.IGNORECASE,
)
_SUBJECTS = frozenset({"subject", "subj", "re", "citation", "inquest", "matter"})
# Without all of one of these it is a letter or a form.
_HEADS = (
    frozenset({"to", "from"}),
    frozenset({"citation", "delivered on"}),
    frozenset({"inquest", "findings of"}),
    frozenset({"matter", "findings of"}),
)
# What kind of paper it is: "After Action Report: Championship Celebration" above "TO: Chief"
_KIND = re.compile(r"\b(?:report|review|assessment|debrief(?:ing)?|evaluation)\b", re.IGNORECASE)
# Type of a title above the labels is so much larger than theirs.
_LARGER = 1.15
# "MEMORANDUM FOR RECORD" goes to nobody.
_FOR_RECORD = re.compile(r"MEMORANDUM FOR (?:THE )?RECORD", re.IGNORECASE)
# A letter that reports says under "Re:" on what: "Dear Mayor Whitlow:"
_DEAR = re.compile(r"Dear (?:[A-Z][\w.’'-]*,? ){0,4}[A-Z][\w.’'-]*[:,]")
# A value's lines stand no further from the middle of their label than this many times its size.
_REACH = 2.0
# Lines of one subject stand no further apart than this many times their size.
_GAP = 0.6


def subject_of(lines: Sequence[Line]) -> str:
    """Give the subject of a memorandum from the lines of its first page; "" where it is none."""
    heads = {
        match["label"].lower(): (line, match["value"].strip())
        for line in reversed(lines)
        if (match := _LABEL.fullmatch(line.text.strip()))
    }
    named = next((name for name in heads if name in _SUBJECTS), "")
    opens_otherwise = any(
        opening.fullmatch(line.text.strip()) for line in lines for opening in (_FOR_RECORD, _DEAR)
    )
    if not named or not (opens_otherwise or any(heads.keys() >= known for known in _HEADS)):
        return ""
    label, value = heads[named]
    # "TITLE OF" above "COURT:" is a label too
    labels = [line for line in lines if abs(line.box.x0 - label.box.x0) < label.size / 2]
    named_lines = [line for line, _ in heads.values()]
    more = _beside(label, labels, lines) or (_below(label, named_lines, lines) if value else [])
    return " ".join([value, *more]).strip()


def heading_of(lines: Sequence[Line]) -> str:
    """Give the line of larger type above a memorandum's labels that says what paper it is.

    "SUBJECT: Events of June 19-20, 2025" then says less. "" where the memorandum has none.
    """
    labels = [line for line in lines if _LABEL.fullmatch(line.text.strip())]
    if not subject_of(lines) or not labels:
        return ""
    first = min(labels, key=_middle)
    above = [
        line.text.strip() for line in lines
        if line.box.bottom <= first.box.top and line.size >= _LARGER * first.size
    ]  # fmt: skip
    return next((text for text in above if _KIND.search(text) and len(text.split()) > 2), "")  # noqa: PLR2004


def _below(label: Line, labels: Sequence[Line], lines: Sequence[Line]) -> list[str]:
    """Give the lines with which a subject goes on under its label, up to a gap."""
    held = [label]
    for line in sorted((one for one in lines if one.box.top > label.box.top), key=_middle):
        near = line.box.top - held[-1].box.bottom <= _GAP * label.size
        if not near or line in labels:
            break
        held.append(line)
    return [line.text.strip() for line in held[1:]]


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
