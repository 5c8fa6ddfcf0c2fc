"""Find contents pages and lists of findings with page numbers, and harvest their entries."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from ingest.layout.page_labels import roman_value
from ingest.layout.rows import Row
from ingest.pages.lines import Line

# So many lines with a page number make a contents page.
ENTRIES = 3
# Entries lead forward: so large a part of them gives a page not before the one above.
FORWARD = 0.75

_LEADERS = re.compile(
    r"^(?P<title>.*?\S)\s*(?:(?:\.\s?){4,}|…{2,}|(?:\. ){3,}|_{4,}|·{4,})\s*"
    r"(?P<label>[ivxlcIVXLC]{1,7}|[A-Z]?-?\d{1,4})?\s*$"
)
# a sentence's end before the number is a footnote mark's: "The log was kept by hand. 3"
_TRAILING = re.compile(r"^(?P<title>.*[^\W_].*?)(?<![.,;:])\s+(?P<label>\d{1,4}|[ivxlc]{1,7})$")
_HEADING = re.compile(
    r"^\W*(?:table of )?contents\b|^(?:list|index) of \w+|^\W*in this report\W*$", re.IGNORECASE
)
_NUMBER = re.compile(r"^(?:\d{1,4}|[ivxlc]{1,7})$")


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry on a contents page: its rows, its title and the page number it prints."""

    rows: tuple[Row, ...]
    title: str
    label: str


def join_page_numbers(lines: Sequence[Line]) -> list[Line]:
    """Unite page numbers that stand in a column of their own with the titles they belong to.

    Only where at least three of them end at one right edge.
    """
    numbers = [line for line in lines if _NUMBER.match(line.text.strip())]
    edges = [n for n in numbers if sum(abs(n.box.x1 - o.box.x1) < 3 for o in numbers) >= ENTRIES]
    if not edges:
        return list(lines)
    taken: dict[int, Line] = {}
    gone: set[int] = set()
    for number in edges:
        title = _title_of(number, lines)
        if title is not None and id(title) not in taken:
            taken[id(title)] = number
            gone.add(id(number))
    return [
        _united(line, taken[id(line)]) if id(line) in taken else line
        for line in lines
        if id(line) not in gone
    ]


def _title_of(number: Line, lines: Sequence[Line]) -> Line | None:
    beside = [
        line
        for line in lines
        if line.box.x1 <= number.box.x0 + 2
        and line.box.top < (number.box.top + number.box.bottom) / 2 < line.box.bottom
    ]
    return max(beside, key=lambda line: line.box.x1, default=None)


def _united(title: Line, number: Line) -> Line:
    last = title.runs[-1]
    return Line(
        f"{title.text.rstrip()} {number.text.strip()}",
        title.box.union(number.box),
        (*title.runs[:-1], replace(last, text=f"{last.text} "), *number.runs),
    )


def is_contents_heading(text: str) -> bool:
    """Say whether a line heads a contents page or a list of figures or findings.

    "list of values, and a supervisor should audit ten" is the midst of a sentence.
    """
    return len(text) < 60 and not text[:1].islower() and bool(_HEADING.search(text))


def find_entries(rows: Sequence[Row], *, expected: bool) -> list[Entry]:
    """Give the entries among a page's rows, [] where it is no contents page.

    Leader dots tell by themselves; bare trailing numbers only where contents are `expected` (the
    page has such a heading, or the page before is a contents page).
    """
    entries: list[Entry] = []
    waiting: list[Row] = []
    for row in rows:
        match = _LEADERS.match(row.text) or (_TRAILING.match(row.text) if expected else None)
        if match and (match["label"] or _LEADERS.match(row.text)):
            before = _wrapped(waiting, row)
            title = " ".join([*(r.text for r in before), match["title"]])
            entries.append(Entry((*before, row), title.strip(" ."), match["label"] or ""))
            waiting = []
        else:
            waiting.append(row)
    return entries if _is_contents(entries, expected=expected) else []


def _wrapped(waiting: Sequence[Row], row: Row) -> list[Row]:
    """Take the rows above that an entry's title began on: close, set alike, no further right."""
    taken: list[Row] = []
    below = row
    for candidate in reversed(waiting[-3:]):
        step = below.box.bottom - candidate.box.bottom
        alike = abs(candidate.size - below.size) < 0.5 and candidate.bold == below.bold
        indented = below.box.x0 >= candidate.box.x0 - 1
        if not (0 < step < 1.9 * below.size and alike and indented):
            break
        if is_contents_heading(candidate.text):
            break
        taken.insert(0, candidate)
        below = candidate
    return taken


def _is_contents(entries: Sequence[Entry], *, expected: bool) -> bool:
    if len(entries) < (1 if expected else ENTRIES):
        return False
    values = [v for e in entries if (v := page_value(e.label))]
    if len(values) < 2:
        return expected or len(entries) >= ENTRIES
    forward = sum(b >= a for a, b in pairwise(values))
    # One step back is free: roman front matter before page 1, one list after another.
    return forward + 1 >= FORWARD * (len(values) - 1)


def page_value(label: str) -> int:
    """Give the number that a printed page label stands for, 0 where it has none."""
    if label.isdigit():
        return int(label)
    digits = re.sub(r"\D", "", label)
    return int(digits) if digits else roman_value(label)
