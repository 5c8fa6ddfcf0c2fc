"""Where a statement set apart by bold, italic or colour ends: where its type does."""

from __future__ import annotations

import re

from ingest.layout.blocks import Role
from ingest.statements.extents.statement_walk import (
    INDENT,
    LETTERED,
    LOOK_AHEAD,
    Walk,
    continues,
    may_join,
)
from ingest.statements.flow import Type, type_at
from ingest.statements.relations.status import tells_outcome
from ingest.statements.statement import Piece, unfinished
from kb.domain.record import Kind

# The last sentence of a paragraph, which asks for what is listed below it.
_ANNOUNCES = re.compile(r"(?:(?<=^)|(?<=[.!?] ))[A-Z][^.!?]*\b(?:should|must)\b[^.!?]*:$")


def typed(walk: Walk, type_: Type, stop: int) -> list[Piece]:
    """Take what is set in `type_`, which ends at `stop` in the block where it begins."""
    c = walk.candidate
    first = walk.flow.blocks[c.text_block]
    pieces = [Piece(c.text_block, c.offset, stop)]
    index = c.text_block
    while stop >= len(walk.flow.blocks[index].text):
        following = _continuation(walk, index, type_)
        if following < 0:
            break
        index = following
        stop = type_at(walk.flow.blocks[index], 0)[1]
        pieces.append(Piece(index, 0, stop))
    last = pieces[-1].block
    announces = first.text[c.offset : pieces[0].end].rstrip().endswith((":", ";"))
    if announces or walk.goes_on_in_items(last):
        pieces.extend(walk.subitems(last))
    return pieces + _specified(walk, pieces[-1].block)


def _specified(walk: Walk, index: int) -> list[Piece]:
    """Take the list in which the paragraph below a recommendation says what it asks in parts.

    "Recommendation 2. ... additional safeguards." in bold, below it in plain type "... .
    Specifically, the government should:" with (a) to (d).
    """
    after = walk.block(index + 1)
    if walk.candidate.kind is not Kind.RECOMMENDATION or after is None:
        return []
    found = _ANNOUNCES.search(after.text)
    if index + 1 in walk.starts or after.role is not Role.BODY or found is None:
        return []
    items = walk.subitems(index + 1)
    lettered = items and LETTERED.match(f"{walk.flow.blocks[items[0].block].bullet} ")
    return [Piece(index + 1, found.start(), len(after.text)), *items] if lettered else []


def _second_paragraph(walk: Walk, index: int, type_: Type) -> bool:
    """Say whether the next paragraph is wholly set as the statement is."""
    block, after = walk.flow.blocks[index], walk.block(index + 1)
    if after is None or index + 1 in walk.starts or after.role is not Role.BODY:
        return False
    its, stop = type_at(after, 0)
    alike = its == type_ and abs(after.size - block.size) < 1 and after.fill == block.fill
    near = after.page - block.page <= 1 and abs(after.indent - block.indent) < INDENT
    whole = stop >= len(after.text.rstrip()) and _ended(after.text)
    return alike and near and whole and _ended(block.text) and not tells_outcome(after.text)


def _ended(text: str) -> bool:
    """Say whether a text ends a sentence, or with the number of a paragraph: "(113.30)"."""
    return not unfinished(text) or text.rstrip().endswith(")")


def _continuation(walk: Walk, index: int, type_: Type) -> int:
    """Find the block that goes on with a statement set in `type_`; -1 if none."""
    block = walk.flow.blocks[index]
    if _second_paragraph(walk, index, type_):
        return index + 1
    for following in range(index + 1, min(index + LOOK_AHEAD, len(walk.flow.blocks))):
        after = walk.flow.blocks[following]
        if following in walk.starts or not (unfinished(block.text) or continues(block, after)):
            return -1
        same = type_at(after, 0)[0] == type_ and abs(after.size - block.size) < 1
        if same and (continues(block, after) or may_join(block, after)):
            return following
    return -1
