"""What a PDF library gives the rest of reading: lines with their type and place, no library."""

from __future__ import annotations

from dataclasses import dataclass

from kb.domain.passage import Box


@dataclass(frozen=True, slots=True)
class Run:
    """Characters of one line set in one type; `color` is 0xRRGGBB of the fill."""

    text: str
    font: str
    size: float
    bold: bool
    italic: bool
    color: int
    x0: float
    x1: float


@dataclass(frozen=True, slots=True)
class Line:
    """One printed line, broken at wide gaps (columns, table cells, margin heads)."""

    text: str
    box: Box
    runs: tuple[Run, ...]

    @property
    def size(self) -> float:
        """Type size of most of its characters, in points."""
        return max(self.runs, key=lambda r: len(r.text)).size if self.runs else 0.0

    @property
    def bold(self) -> bool:
        """Say whether most of its characters are bold."""
        return sum(len(r.text) for r in self.runs if r.bold) * 2 > len(self.text)


@dataclass(frozen=True, slots=True)
class Shape:
    """A painted rectangle or rule: shading, a cell's border, the line above footnotes."""

    box: Box
    fill: int | None
    stroke: int | None


@dataclass(frozen=True, slots=True)
class RawPage:
    """One page as read (rotation undone); `image_area` is the share covered by pictures.

    `turn` counts the quarter turns, clockwise, from the page as shown to the page as read: 0 except
    where nearly all text is set sideways.
    """

    number: int
    label: str
    width: float
    height: float
    lines: tuple[Line, ...]
    shapes: tuple[Shape, ...] = ()
    image_area: float = 0.0
    ocr_confidence: float | None = None
    turn: int = 0


@dataclass(frozen=True, slots=True)
class OutlineEntry:
    """A bookmark: level counts from 1, page from 1 (0 where it leads nowhere)."""

    title: str
    level: int
    page: int


@dataclass(frozen=True, slots=True)
class RawDocument:
    """A PDF read: pages, bookmarks, document information (`Title` ...), what went wrong."""

    pages: tuple[RawPage, ...]
    outline: tuple[OutlineEntry, ...] = ()
    info: tuple[tuple[str, str], ...] = ()
    reader: str = "pdfium"
    problems: tuple[str, ...] = ()
