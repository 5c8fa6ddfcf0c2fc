"""Where a statement in plain type ends: with its paragraph and the list that this announces."""

from __future__ import annotations

from ingest.statements.candidate import Source
from ingest.statements.extents import statement_titles
from ingest.statements.extents.statement_walk import INDENT, LOOK_AHEAD, Walk, continues, may_join
from ingest.statements.flow import is_heading
from ingest.statements.statement import Piece, unfinished

# Blocks that a recommendation set in may have; longer ones are no statement but a chapter.
LONGEST_BOX = 30


def paragraph(walk: Walk) -> list[Piece]:
    """Take the paragraph, also over pages, with the list that it announces."""
    c = walk.candidate
    pieces = [walk.whole(c.text_block, c.offset)]
    index = c.text_block
    while (following := _goes_on(walk, index)) >= 0:
        index = following
        pieces.append(walk.whole(index))
    title = statement_titles.ends_title(walk, c.text_block)
    pieces += _set_in(walk, index, title=title) or walk.subitems(index)
    if title and len(pieces) == 1:
        pieces += statement_titles.asked_below(walk, index)
    return statement_titles.without_title(walk, pieces) if title else pieces


def _set_in(walk: Walk, index: int, *, title: bool) -> list[Piece]:
    """Take what is set in as the label is, where that is only a title or announces more.

    Responses set the whole recommendation in and their answer out again.
    """
    own = walk.flow.blocks[walk.candidate.block]
    block = walk.flow.blocks[index]
    announces = title or block.text.rstrip().endswith(":")
    if walk.candidate.source is not Source.LABEL or own.indent < INDENT or not announces:
        return []
    pieces: list[Piece] = []
    for following in range(index + 1, min(index + LONGEST_BOX, len(walk.flow.blocks))):
        after = walk.flow.blocks[following]
        if following in walk.starts or is_heading(after) or after.page > own.page + 1:
            return []
        if after.indent < own.indent - INDENT / 2:
            return pieces
        pieces.append(walk.whole(following))
    return []


def _goes_on(walk: Walk, index: int) -> int:
    """Find the rest of a paragraph broken by a page, column, figure or note; -1 if none."""
    block = walk.flow.blocks[index]
    for following in range(index + 1, min(index + LOOK_AHEAD, len(walk.flow.blocks))):
        after = walk.flow.blocks[following]
        if following in walk.starts:
            return -1
        if continues(block, after):
            return following
        if following == index + 1 and unfinished(block.text) and may_join(block, after):
            return following
    return -1
