"""Mark the blocks in which a sentence or an item of an earlier block goes on."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from ingest.layout.blocks import Block, Role
from ingest.pages.colors import is_near

# "... the roster alone. [Recommendation 8]": the label closes the paragraph
_ENDED = re.compile(r"[.!?:;][\"”’')\]]*\d{0,3}(?: [(\[][^()\[\]]{1,40}[)\]])?$")
_HYPHENED = re.compile(r"[^\W\d_][-\u2010\u00ad]$")
# What can stand between the parts of one paragraph without ending it.
_BETWEEN = frozenset({Role.RUNNING, Role.FOOTNOTE, Role.CAPTION, Role.CELL})


def mark_continuations(blocks: Sequence[Block]) -> list[Block]:
    """Set `continues` where a paragraph goes on after a column, page, figure, box or footnote."""
    out: list[Block] = []
    last: dict[bool, Block | None] = {True: None, False: None}
    cells: dict[tuple[int, int], Block] = {}
    for block in blocks:
        marked = block
        if block.role is Role.CELL:
            marked = _cell(block, cells)
        elif block.role in _BETWEEN:
            out.append(block)
            continue
        else:
            boxed = block.boxed >= 0
            previous = last[boxed]
            if previous and _goes_on(previous, block):
                marked = replace(block, continues=previous.order)
            last[boxed] = marked if block.role in (Role.BODY, Role.ITEM) else None
            if block.role is Role.MARGIN:
                last[boxed] = previous
        out.append(marked)
    return out


def _goes_on(last: Block, block: Block) -> bool:
    if block.role is not Role.BODY or block.bullet:
        return False
    if not _alike(last, block) or block.page - last.page > 2:
        return False
    moved = block.page != last.page or block.box.top < last.box.bottom - 1
    if not moved and block.order == last.order + 1:
        return False
    if _HYPHENED.search(last.text):
        return True
    if _ENDED.search(last.text):
        return False
    starts_small = block.text[:1].islower()
    return starts_small or (last.bold == block.bold and _is_full(last))


def _alike(last: Block, block: Block) -> bool:
    """Say whether two blocks are set in one size and colour, on one ground."""
    sized = abs(last.size - block.size) <= SAME_SIZE
    return sized and last.fill == block.fill and is_near(last.color, block.color)


# Points by which the sizes of one paragraph may differ.
SAME_SIZE = 0.6


def _is_full(block: Block) -> bool:
    """Say whether a block's last line runs to its right edge, so that nothing ended there."""
    return len(block.lines) >= 2 and block.lines[-1].box.x1 > block.box.x1 - 3 * block.size


def _cell(block: Block, cells: dict[tuple[int, int], Block]) -> Block:
    """Mark a cell's text that goes on in the first row of the next page, below its head."""
    key = (block.table, block.column)
    previous = cells.get(key)
    if previous and block.row == 0 < previous.row:
        return block
    cells[key] = block
    if (
        previous
        and previous.page == block.page - 1
        and not block.bullet
        and not _ENDED.search(previous.text)
        and block.text[:1].islower()
    ):
        return replace(block, continues=previous.order)
    return block
