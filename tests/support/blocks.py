"""Blocks made by hand, shorter to write than to lay out."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from ingest.layout.blocks import Block, Role
from ingest.pages.lines import Line, Run
from kb.domain.passage import Box

BLACK = 0


def block(text: str, role: Role = Role.BODY, *, bold: str = "", **facts: Any) -> Block:
    """Make a block of one line; `bold` is the leading part of its text that is set bold."""
    runs = tuple(
        Run(part, "Serif", 11.0, heavy, False, BLACK, 72.0, 400.0)
        for part, heavy in ((bold, True), (text[len(bold) :], False))
        if part
    )
    box = Box(72.0, 100.0, 400.0, 112.0)
    made = Block(0, 1, role, text, (Line(text, box, runs),), box, size=11.0, bold=bold == text)
    return replace(made, **facts)


def heading(text: str, level: int = 1, **facts: Any) -> Block:
    """Make a heading."""
    return block(text, Role.HEADING, bold=text, level=level, **facts)


def item(text: str, bullet: str = "•", **facts: Any) -> Block:
    """Make an item of a list."""
    return block(text, Role.ITEM, bullet=bullet, **{"indent": 18.0, **facts})


def in_order(blocks: Iterable[Block]) -> tuple[Block, ...]:
    """Number blocks as they stand and lay them one below the other on their pages."""
    out: list[Block] = []
    start, page = 0, 0
    for order, one in enumerate(blocks):
        start = 0 if one.page != page else start
        page = one.page
        out.append(replace(one, order=order, start=start))
        start += len(one.text) + 1
    return tuple(out)


PROSE = (
    "Interviews with supervisors described the first hours in similar terms, and the review team "
    "compared the radio log with the dispatch record for the same period."
)
