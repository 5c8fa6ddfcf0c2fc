"""The way from a statement's beginning to its end: what each way of ending one asks of it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ingest.layout.blocks import Block, Role
from ingest.statements.candidate import Candidate
from ingest.statements.flow import Flow, is_heading
from ingest.statements.statement import Piece, unfinished

# Blocks looked at past a figure, box or note for the rest of a broken paragraph.
LOOK_AHEAD = 6
# Pages that a statement's list of sub-items may cover; longer ones are lists of their own.
LONGEST = 3
# Points by which a sub-item is set deeper than the item it belongs to.
INDENT = 5.0

# "The Committee recommends that" above (a), (b); "During that period, and" above (i), (ii).
_ANNOUNCES = re.compile(r"[:;]$|(?<= )(?:that|to|and|or|should|must|shall|by|including)$")
FIRST_LETTER = re.compile(r"\(?[ai1]\)\s")
LETTERED = re.compile(r"(?:\((?:[a-z]|[ivx]{1,4}|\d)\)|[a-z]\))\s")


@dataclass(frozen=True, slots=True)
class Walk:
    """One walk through the blocks from where a candidate begins.

    `starts` are the blocks where others begin.
    """

    flow: Flow
    candidate: Candidate
    starts: set[int]

    def block(self, index: int) -> Block | None:
        """Give a block, None after the last."""
        return self.flow.blocks[index] if index < len(self.flow.blocks) else None

    def whole(self, index: int, start: int = 0) -> Piece:
        """Take a block from `start` to its end."""
        return Piece(index, start, len(self.flow.blocks[index].text))

    def subitems(self, index: int) -> list[Piece]:
        """Take the items that a statement announces (it ends in a colon) or that hang under it."""
        own = self.flow.blocks[self.candidate.text_block]
        announces = _ANNOUNCES.search(self.flow.blocks[index].text.rstrip())
        announced = bool(announces) or self.goes_on_in_items(index)
        pieces: list[Piece] = []
        for following in range(index + 1, len(self.flow.blocks)):
            block = self.flow.blocks[following]
            if following in self.starts or not self._is_subitem(own, block, announced=announced):
                break
            pieces.append(self.whole(following))
        return pieces

    def goes_on_in_items(self, index: int) -> bool:
        """Say whether a sentence goes on in a list: "... in the presence of others without" (a)."""
        following = self.block(index + 1)
        if following is None or not unfinished(self.flow.blocks[index].text):
            return False
        return bool(FIRST_LETTER.match(f"{following.bullet} {following.text}".lstrip()))

    def _is_subitem(self, own: Block, block: Block, *, announced: bool) -> bool:
        lettered = bool(LETTERED.match(block.text))
        if (is_heading(block) and not lettered) or block.page > own.page + LONGEST:
            return False
        if block.role is not Role.ITEM and not block.bullet and not lettered:
            return False
        deeper = own.role is Role.ITEM and block.indent > own.indent + INDENT
        return announced or deeper


def continues(block: Block, after: Block) -> bool:
    """Say whether layout saw a block's sentence go on in the other."""
    return after.continues == block.order


def may_join(block: Block, after: Block) -> bool:
    """Say whether two blocks read on: not an item or heading, next place, begun in small."""
    if block.fill != after.fill:
        return False
    if after.bullet or after.role in (Role.ITEM, Role.CELL):
        return False
    if after.role is Role.HEADING and block.role is not Role.HEADING:
        return False
    # wholly in capitals, no small letter tells that a sentence goes on in the next column
    goes_on = after.text[:1].islower() or (block.text.isupper() and after.text.isupper())
    if block.role is Role.HEADING is not after.role and not goes_on:
        return False
    return after.page - block.page <= 1 and (
        goes_on or after.page > block.page or block.text.rstrip()[-1:].islower()
    )
