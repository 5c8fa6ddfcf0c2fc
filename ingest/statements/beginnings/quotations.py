"""Blocks that a report quotes: between an opening quotation mark and the one that closes it."""

from __future__ import annotations

from collections.abc import Sequence

from ingest.layout.blocks import Block, Role

_OPEN, _CLOSE = "\N{LEFT DOUBLE QUOTATION MARK}", "\N{RIGHT DOUBLE QUOTATION MARK}"


def quoted(blocks: Sequence[Block]) -> frozenset[int]:
    """Give the places of blocks that are quoted whole, with all that a quotation runs through.

    "2. Place the public interest above our own ..." after an opening mark, 3. to 5., and 6. with
    the closing one are another body's charter. A mark that is not closed within a few blocks, or
    before the next heading, quotes nothing.
    """
    out: set[int] = set()
    index = 0
    while index < len(blocks):
        end = _end(blocks, index)
        out.update(range(index, end))
        index = max(end, index + 1)
    return frozenset(out)


def _end(blocks: Sequence[Block], start: int) -> int:
    """Give the place after a quotation that begins with a block; `start` where none does."""
    if not blocks[start].text.startswith(_OPEN):
        return start
    open_marks = 0
    for index in range(start, min(start + LONGEST, len(blocks))):
        block = blocks[index]
        if index > start and block.role is Role.HEADING:
            return start
        open_marks += block.text.count(_OPEN) - block.text.count(_CLOSE)
        if open_marks <= 0:
            whole = index > start or block.text.rstrip(".;,0123456789 ").endswith(_CLOSE)
            return index + 1 if whole else start
    return start


# Blocks that a quotation may run through.
LONGEST = 25
