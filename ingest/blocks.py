"""What layout gives the rest of reading: paragraphs, headings, items and cells in reading order."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from ingest.lines import Line
from kb.domain.passage import Box


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
    apart from the text ("" if none). `fill` is the shading behind it. `table`, `row`, `column` name
    a cell's place (-1 outside tables). `indent` is points from its column's left edge.
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
