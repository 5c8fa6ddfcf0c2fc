"""What layout gives the rest of reading: paragraphs, headings, items and cells in reading order."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from ingest.pages.lines import Line
from kb.domain.passage import Box
from kb.domain.report import Page


class Role(StrEnum):
    """What a block is on its page."""

    BODY = "body"
    HEADING = "heading"
    ITEM = "item"
    CELL = "cell"
    MARGIN = "margin"
    CONTENTS = "contents"
    FOOTNOTE = "footnote"
    RUNNING = "running"
    CAPTION = "caption"


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch of lines that belong together.

    `text` has hyphens undone and lines joined by one space; `start` is the offset of `text` in the
    page's text (-1 for running heads, which are left out). `order` counts blocks through the
    document in reading order. `bullet` is the printed bullet or list number ("•", "a)") set
    apart from the text ("" if none; a label such as "4.1" that opens a heading or a paragraph stays
    in the text). `fill` is the shading behind it, `boxed` the number of the shaded or framed box on
    its page that it stands in (-1 outside boxes). `table`, `row`, `column` name a cell's place (-1
    outside tables); a table that runs over pages keeps its number, its rows count on, and a head
    row printed again has row 0 again. `indent` is points from its column's left edge. `level` is a
    heading's or an item's rank, from 1. `continues` is the `order` of the block whose sentence
    or item goes on here after a column, page, figure or footnote (-1 if none).
    """

    order: int
    page: int
    role: Role
    text: str
    lines: tuple[Line, ...]
    box: Box
    start: int = -1
    size: float = 0.0
    bold: bool = False
    italic: bool = False
    color: int = 0
    fill: int | None = None
    indent: float = 0.0
    bullet: str = ""
    level: int = 0
    table: int = -1
    row: int = -1
    column: int = -1
    continues: int = -1
    boxed: int = -1


@dataclass(frozen=True, slots=True)
class ContentsEntry:
    """A line of a contents page or of a list of findings: `label` is the page number as printed.

    `page` counts the PDF's pages from 1 and is 0 where no page bears that label; `on` is the
    contents page itself; `indent` is points from the leftmost entry.
    """

    title: str
    label: str
    page: int
    on: int
    indent: float = 0.0


@dataclass(frozen=True, slots=True)
class LaidOut:
    """A document in reading order.

    `pages` have their cleaned text (blocks joined by newlines, running heads left out) and printed
    label; `blocks` are all blocks, running heads too. `body_size` is the type size of most prose in
    points. `words` are the words and compounds seen unbroken, the evidence for undoing hyphens.
    """

    pages: tuple[Page, ...]
    blocks: tuple[Block, ...]
    body_size: float
    contents: tuple[ContentsEntry, ...] = ()
    words: frozenset[str] = frozenset()
