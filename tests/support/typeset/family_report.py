"""Small reports written line by line, each set in a look drawn for it, to be read.

A family is written line by line. A line's beginning says how it is set: `#` and `##` headings, `*`
a bullet, `>` a paragraph set in, `|` a row of a table, `[` a shaded box, `!` a label left of the
text (`!label!text`), `~` so many sentences of narrative, `%` a new page, else a paragraph. `{f}` in
a line is a new finding out of the pool, `{r}` a recommendation and so on (`KINDS`); `{F}` one in
capitals; `{0}` says statement 0 again.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from html import escape

from reportlab.lib.colors import HexColor
from reportlab.platypus import Flowable, PageBreak, Paragraph, Spacer, Table

from kb.domain.record import Record
from tests.support.printed_pages import typeset
from tests.support.typeset.lot import Style, draw_style
from tests.support.typeset.placements import face, paragraph_style
from tests.support.typeset.wording import NARRATIVE

KINDS = {
    "f": "finding", "o": "observation", "l": "lesson", "r": "recommendation", "s": "strength",
    "i": "improvement", "c": "corrective-action", "x": "contributing-factor", "a": "action-item",
}  # fmt: skip
_SLOT = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True, slots=True)
class Family:
    """A family: the label as `printed`, its `lines`, its statements' `numbers` and `statuses`."""

    printed: str
    lines: tuple[str, ...]
    numbers: tuple[str, ...] = ()
    statuses: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a careful reader takes out of a family's report."""

    kind: str
    number: str
    text: str
    status: str

    @property
    def told(self) -> tuple[str, str, str, str]:
        """Give what must be read of it: kind, number, letters of the text, status."""
        return self.kind, self.number, _letters(self.text), self.status


def told(record: Record) -> tuple[str, str, str, str]:
    """Give the same of what was read."""
    return record.kind.value, record.number, _letters(record.text), record.status


def _letters(text: str) -> str:
    return re.sub(r"\W+", "", text).lower()


class FamilyReport:
    """A family's report in a look drawn for its number: `typeset()` and what is `wanted`."""

    def __init__(self, number: int, family: Family, pool: Mapping[str, list[str]]) -> None:
        self._style = draw_style(number)
        self._lot = random.Random(number)
        self._family = family
        self._pool = {k: self._lot.sample(v, len(v)) for k, v in pool.items()}
        self._texts: list[tuple[str, str]] = []
        self._lines = [self._filled(line) for line in family.lines]

    @property
    def wanted(self) -> tuple[Wanted, ...]:
        """Give the statements in the order in which they are first printed."""
        numbers = self._family.numbers or ("",) * len(self._texts)
        statuses = self._family.statuses or ("",) * len(self._texts)
        return tuple(
            Wanted(kind, number, text, status)
            for (kind, text), number, status in zip(self._texts, numbers, statuses, strict=True)
        )

    def typeset(self) -> bytes:
        """Set the lines, rows of one table together."""
        return typeset(list(self._story()), size=self._style.page)

    def _filled(self, line: str) -> str:
        return _SLOT.sub(lambda found: escape(self._said(found[1])), line)

    def _said(self, slot: str) -> str:
        if slot.isdigit():
            return self._texts[int(slot)][1]
        kind = KINDS[slot.lower()]
        texts = self._pool.get(kind) or self._pool["finding"]
        text = texts.pop().split("\n")[0]
        text = text.upper().rstrip(".") if slot.isupper() else text
        self._texts.append((kind, text))
        return text

    def _narrative(self, sentences: int) -> str:
        told = (self._lot.choice(NARRATIVE) for _ in range(sentences))
        return " ".join(t.format(n=self._lot.randint(3, 40)) for t in told)

    def _story(self) -> Iterator[Flowable]:
        rows: list[list[Paragraph]] = []
        for line in self._lines:
            if line.startswith("|"):
                rows.append([Paragraph(c, self._plain()) for c in line.strip("|").split("|")])
                continue
            if rows:
                yield _grid(rows)
                rows = []
            yield from self._set(line)
        if rows:
            yield _grid(rows)

    def _set(self, line: str) -> Iterator[Flowable]:
        mark, rest = line[:1], line[1:].strip()
        if mark == "#":
            yield _heading(self._style, rest.lstrip("# "), 1 if line[1] != "#" else 2)
        elif mark == "*":
            yield Paragraph(rest, self._plain(leftIndent=20), bulletText="\N{BULLET}")
        elif mark == ">":
            yield Paragraph(rest, self._plain(leftIndent=24))
        elif mark == "[":
            shade = [("BACKGROUND", (0, 0), (-1, -1), HexColor("#e6ecf2"))]
            yield Table([[Paragraph(rest, self._plain())]], colWidths=[440], style=shade)
            yield Spacer(1, 6)
        elif mark == "!":
            label, _, text = rest.partition("!")
            cells = [[Paragraph(f"<b>{label}</b>", self._plain()), Paragraph(text, self._plain())]]
            yield Table(cells, colWidths=[130, None], style=[("VALIGN", (0, 0), (-1, -1), "TOP")])
        elif mark == "%":
            yield PageBreak()
        elif mark == "~":
            yield Paragraph(self._narrative(int(rest or 4)), self._plain())
        else:
            yield Paragraph(line, self._plain())

    def _plain(self, **more: object):
        return paragraph_style(self._style, **more)


def _heading(style: Style, text: str, rank: int) -> Paragraph:
    size = {1: 16, 2: 12.5}[rank]
    look = paragraph_style(
        style, fontName=face(style, bold=True), fontSize=size, leading=size * 1.25,
        textColor=HexColor(style.accent), spaceBefore=10, keepWithNext=1,
    )  # fmt: skip
    return Paragraph(text, look)


def _grid(rows: list[list[Paragraph]]) -> Table:
    lines = [("GRID", (0, 0), (-1, -1), 0.5, HexColor("#888888")),
             ("VALIGN", (0, 0), (-1, -1), "TOP")]  # fmt: skip
    narrow = [r.text for row in rows for r in row[:1]]
    first = 50 if max(map(len, narrow)) < 14 else 130
    return Table(rows, colWidths=[first] + [None] * (len(rows[0]) - 1), style=lines, repeatRows=1)
