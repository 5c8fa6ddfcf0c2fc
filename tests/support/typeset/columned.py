"""Pages in columns drawn by lot, with the order in which a person reads their lines.

Heads, figures and tables that span all columns or some of them cut a page into bands; a band is
read column by column, each whole before the next. A line is known by its words, drawn too.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from io import BytesIO
from itertools import pairwise

from reportlab.lib.colors import HexColor
from reportlab.lib.pagesizes import A4, letter
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

SYLLABLES = (
    "ba",
    "ce",
    "di",
    "fo",
    "gu",
    "ha",
    "je",
    "ki",
    "lo",
    "mu",
    "na",
    "pe",
    "qui",
    "ro",
    "su",
    "ta",
    "wi",
)
FONTS = (("Helvetica", "Helvetica-Bold"), ("Times-Roman", "Times-Bold"))
Column = tuple[float, float]


@dataclass(slots=True)
class Sheet:
    """A page being drawn: its look by lot, and the lines drawn so far in reading order.

    Heights are points from the top. `bottom` is where text must end.
    """

    lot: random.Random
    canvas: Canvas
    width: float
    height: float
    fonts: tuple[str, str]
    size: float
    leading: float
    apart: float
    justified: bool
    bottom: float
    order: list[str] = field(default_factory=list)
    used: set[str] = field(default_factory=set)

    def words(self, count: int) -> str:
        """Give words that stand nowhere else on the page."""
        new: list[str] = []
        while len(new) < count:
            word = "".join(self.lot.choices(SYLLABLES, k=self.lot.choice((2, 3, 3, 4))))
            if word not in self.used:
                self.used.add(word)
                new.append(word)
        return " ".join(new)

    def put(
        self,
        text: str,
        x: float,
        y: float,
        *,
        bold: bool = False,
        size: float = 0.0,
        fill: float = 0.0,
    ) -> None:
        """Draw one line with its baseline at `y`, stretched to the width `fill` where given."""
        face, size = self.fonts[bold], size or self.size
        space = 0.0
        if fill and " " in text:
            space = (fill - stringWidth(text, face, size)) / text.count(" ")
        pen = self.canvas.beginText(x, self.height - y)
        pen.setFont(face, size)
        pen.setWordSpace(space)
        pen.textOut(text)
        self.canvas.drawText(pen)
        self.order.append(text)

    def paragraph(self, column: Column, y: float, lines: int) -> float:
        """Draw a paragraph whose last line is short; give where the next line would stand."""
        left, right = column
        for index in range(lines):
            text = self.words(1)
            part = self.lot.uniform(0.3, 0.9) if index == lines - 1 else 1.0
            while True:
                longer = f"{text} {self.words(1)}"
                if stringWidth(longer, self.fonts[0], self.size) > (right - left) * part:
                    break
                text = longer
            full = self.justified and index < lines - 1
            self.put(text, left, y, fill=right - left if full else 0.0)
            y += self.leading
        return y + self.apart

    def stack(self, column: Column, top: float, bottom: float) -> None:
        """Fill a column between two heights with paragraphs, heads, boxes and a small table."""
        y, left = top + self.size, column[0]
        while y < bottom:
            room = int((bottom - y) / self.leading) + 1
            kind = self.lot.choice(("text",) * 7 + ("head", "box", "table", "bullets"))
            if kind == "head" and room > MOST and y > top + 3 * self.leading:
                self.put(self.words(2).capitalize(), left, y + self.apart, bold=True)
                y += self.leading + self.apart
            elif kind == "box" and room > MOST:
                y = self._box(column, y)
                continue
            elif kind == "table" and room > MOST:
                y = self._table(column, y)
                continue
            elif kind == "bullets" and room > MOST:
                y = self._bullets(column, y)
                continue
            y = self.paragraph(column, y, min(room, self.lot.randint(2, MOST)))

    def _bullets(self, column: Column, y: float) -> float:
        for _ in range(2):
            first = len(self.order)
            below = self.paragraph((column[0] + 14, column[1]), y, 2)
            self.canvas.setFont(self.fonts[0], self.size)
            self.canvas.drawString(column[0] + 3, self.height - y, "\N{BULLET}")
            self.order[first] = f"\N{BULLET} {self.order[first]}"
            y = below
        return y

    def _box(self, column: Column, y: float) -> float:
        top, high = y - self.size, 3 * self.leading + 8
        self.canvas.setFillColor(HexColor("#e8eef4"))
        self.canvas.rect(
            column[0], self.height - top - high, column[1] - column[0], high, stroke=0, fill=1
        )
        self.canvas.setFillColor(HexColor("#000000"))
        self.paragraph((column[0] + 6, column[1] - 6), y + 4, 3)
        return top + high + self.apart + self.size + 2

    def _table(self, column: Column, y: float) -> float:
        left, right = column
        middle = (left + right) / 2
        top, high = y - self.size, self.leading + 4
        for row in range(3):
            for start, end in ((left, middle), (middle, right)):
                self.canvas.rect(start, self.height - top - (row + 1) * high, end - start, high)
                self.put(self.words(1), start + 3, top + row * high + self.size + 1)
        return top + 3 * high + self.apart + self.size + 2

    def head(self, across: Column, y: float) -> float:
        """Draw a head over columns, short or long, at the left or centred; give where it ends."""
        size = self.size + self.lot.choice((0, 2, 4, 6))
        text = self.words(self.lot.choice((1, 2, 2, 5))).capitalize()
        text = self.lot.choice(("", "", "3. ", "PART TWO ")) + text
        wide = stringWidth(text, self.fonts[1], size)
        x = across[0] + (self.lot.random() < CENTRED) * max(0.0, across[1] - across[0] - wide) / 2
        y += self.leading * self.lot.uniform(0.8, 1.6)
        if self.lot.random() < RULED:
            self.canvas.line(across[0], self.height - y + 2, across[1], self.height - y + 2)
        self.put(text, x, y + size, bold=True, size=size)
        return y + size + self.leading * self.lot.uniform(0.4, 0.8)

    def figure(self, across: Column, y: float) -> float:
        """Draw a picture's frame and its caption over columns; give where they end."""
        y += self.leading
        high = self.lot.uniform(50, 110)
        self.canvas.rect(across[0], self.height - y - high, across[1] - across[0], high)
        self.put(f"Figure 2. {self.words(3)}", across[0], y + high + self.size, size=self.size - 1)
        return y + high + self.size + self.leading * 0.8

    def wide_table(self, across: Column, y: float) -> float:
        """Draw a ruled table over columns, read row by row; give where it ends."""
        y += self.leading
        high, wide = self.leading + 4, (across[1] - across[0]) / 4
        for row in range(3):
            for cell in range(4):
                x = across[0] + cell * wide
                self.canvas.rect(x, self.height - y - (row + 1) * high, wide, high)
                self.put(self.words(1), x + 3, y + row * high + self.size + 1)
        return y + 3 * high + self.leading * 0.6


CENTRED, RULED, MOST = 0.25, 0.3, 6


@dataclass(frozen=True, slots=True)
class Drawn:
    """A PDF of one page and its lines in the order they are to be read."""

    pdf: bytes
    order: tuple[str, ...]

    def followed(self, read: Iterable[str]) -> tuple[int, int]:
        """Count the lines after which the next was read, and all that have a next one."""
        words = [word.lower() for line in read for word in line.split()]
        pairs = set(pairwise(words))
        lines = [line.lower().split() for line in self.order]
        return sum((a[-1], b[0]) in pairs for a, b in pairwise(lines)), len(lines) - 1


def draw(seed: int) -> Drawn:
    """Draw the page of this seed."""
    lot = random.Random(seed)
    width, height = lot.choice((letter, A4, (letter[1], letter[0]), (A4[1], A4[0])))
    size = lot.choice((8.5, 9, 9.5, 10, 10.5))
    out = BytesIO()
    canvas = Canvas(out, pagesize=(width, height))
    sheet = Sheet(
        lot, canvas, width, height,
        fonts=lot.choice(FONTS), size=size, leading=size * lot.choice((1.15, 1.25, 1.35)),
        apart=lot.choice((0.0, 0.4, 0.7)) * size, justified=lot.random() < 0.6, bottom=height - 60,
    )  # fmt: skip
    margin = lot.choice((48, 60, 72))
    columns = _columns(
        lot, margin, width - margin, 3 if width > height or lot.random() < 0.3 else 2
    )
    LAYOUTS[lot.choice(tuple(LAYOUTS))](sheet, columns)
    canvas.save()
    return Drawn(out.getvalue(), tuple(sheet.order))


def _columns(lot: random.Random, left: float, right: float, count: int) -> list[Column]:
    gap = lot.choice((10, 12, 14, 18, 24))
    each = (right - left - gap * (count - 1)) / count
    return [(left + i * (each + gap), left + i * (each + gap) + each) for i in range(count)]


def _across(columns: list[Column]) -> Column:
    return columns[0][0], columns[-1][1]


def _band(sheet: Sheet, columns: list[Column], top: float, bottom: float) -> float:
    """Fill columns between two heights, the last ones a little shorter; give where they end."""
    ends = bottom
    for index, column in enumerate(columns):
        short = sheet.lot.choice((0, 0, 1, 2)) * sheet.leading if index else 0.0
        sheet.stack(column, top, max(top + sheet.size, ends - short))
    return bottom + sheet.leading


def _bands(sheet: Sheet, columns: list[Column], top: float, bottom: float) -> None:
    """Fill a part of a page with bands under heads, figures and tables that span its columns."""
    y, across = top, _across(columns)
    between: tuple[Callable[[Column, float], float], ...] = (
        sheet.head, sheet.head, sheet.head, sheet.figure, sheet.wide_table,
    )  # fmt: skip
    while bottom - y > 12 * sheet.leading:
        deep = sheet.lot.uniform(3, 16) * sheet.leading
        if bottom - y - deep < 8 * sheet.leading:
            deep = bottom - y - sheet.leading
        y = _band(sheet, columns, y, y + deep)
        if bottom - y > 12 * sheet.leading:
            y = sheet.lot.choice(between)(across, y)


def _whole(sheet: Sheet, columns: list[Column]) -> None:
    _bands(sheet, columns, 60, sheet.bottom)


def _masthead(sheet: Sheet, columns: list[Column]) -> None:
    """Set a first page: a large title, who wrote it and when, then columns."""
    left, right = _across(columns)
    sheet.put(sheet.words(3).title(), left, 90, bold=True, size=24)
    sheet.put(sheet.words(4), left, 112)
    sheet.canvas.line(left, sheet.height - 122, right, sheet.height - 122)
    _bands(sheet, columns, 136, sheet.bottom)


def _beside(sheet: Sheet, columns: list[Column]) -> None:
    """Let the first or the last column run through, beside columns that heads span."""
    if len(columns) < 3:
        _whole(sheet, columns)
    elif sheet.lot.random() < 0.5:
        _bands(sheet, columns[:2], 60, sheet.bottom)
        sheet.stack(columns[2], 60, sheet.bottom)
    else:
        sheet.stack(columns[0], 60, sheet.bottom)
        _bands(sheet, columns[1:], 60, sheet.bottom)


def _plain(sheet: Sheet, columns: list[Column]) -> None:
    """Set columns from top to bottom that nothing spans; the last may be short."""
    for column in columns[:-1]:
        sheet.stack(column, 60, sheet.bottom)
    sheet.stack(columns[-1], 60, sheet.lot.uniform(0.3, 1.0) * sheet.bottom)


def _with_notes(sheet: Sheet, columns: list[Column]) -> None:
    """Put footnotes at the foot of each column; they are read after the text."""
    _bands(sheet, columns, 60, sheet.bottom - 60)
    for left, right in columns:
        rule = sheet.height - sheet.bottom + 30
        sheet.canvas.line(left, rule, left + (right - left) / 3, rule)
        sheet.put(
            f"{columns.index((left, right)) + 1} {sheet.words(3)}", left, sheet.bottom - 18, size=7
        )


LAYOUTS: dict[str, Callable[[Sheet, list[Column]], None]] = {
    "whole": _whole,
    "masthead": _masthead,
    "beside": _beside,
    "plain": _plain,
    "notes": _with_notes,
}
