"""A title on the label's line, which is no part of the statement below it."""

from __future__ import annotations

import re
from dataclasses import replace

from ingest.layout.blocks import Role
from ingest.statements.asking import asks
from ingest.statements.candidate import MODAL, Source
from ingest.statements.extents.statement_walk import LOOK_AHEAD, Walk, continues
from ingest.statements.flow import is_heading, type_at
from ingest.statements.statement import Piece, joined, unfinished
from kb.domain.record import Kind


def ends_title(walk: Walk, index: int) -> bool:
    """Say whether a labelled line is but a title: no end of sentence, a new one below."""
    block, after = walk.flow.blocks[index], walk.block(index + 1)
    c = walk.candidate
    return (
        c.source is Source.LABEL
        and c.block == index
        and after is not None
        and unfinished(block.text)
        and not continues(block, after)
        and after.page == block.page
        and after.text[:1].isupper()
    )


def without_title(walk: Walk, pieces: list[Piece]) -> list[Piece]:
    """Leave a title on the label's line out where the box goes on to say what to do.

    "Recommendation 2: Cabinet Office leadership ..." in bold, "The UK government should: ..."
    """
    head, rest = pieces[0], pieces[1:]
    title = walk.flow.blocks[head.block]
    plain = walk.flow.blocks[rest[0].block] if rest else title
    if rest and _is_line_of_its_own(walk, head.block):
        return rest if MODAL.search(plain.text) else pieces
    if walk.candidate.text_block != walk.candidate.block or not rest:
        return pieces
    like = type_at(title, head.start)[0] == type_at(plain, 0)[0]
    if like and not ends_title(walk, head.block):
        return pieces
    asked = MODAL.search(joined(walk.flow, rest)) and not MODAL.search(title.text)
    if walk.candidate.kind is Kind.RECOMMENDATION or like:
        return rest if asked else pieces
    return rest if asked else pieces[:1]


def _is_line_of_its_own(walk: Walk, index: int) -> bool:
    """Say whether a recommendation's title is a heading between its label and its text.

    "Recommendation P.3", below it "MAPPING FOR RURAL ROADS", then "The Commission recommends ...".
    """
    c, title = walk.candidate, walk.flow.blocks[index]
    alone = c.kind is Kind.RECOMMENDATION and c.text_block != c.block
    return alone and is_heading(title) and _names(title.text)


def _names(text: str) -> bool:
    short = len(text.split()) <= LONGEST_TITLE and not MODAL.search(text)
    return short and unfinished(text.rstrip(" :"))


def opens_part(walk: Walk, pieces: list[Piece], index: int) -> bool:
    """Say whether a heading opens another part of the box in which a statement has been made.

    "IMPLEMENTATION POINTS", "Rationale" or "Timeframe" below what is recommended.
    """
    block, last = walk.flow.blocks[index], walk.flow.blocks[pieces[-1].block]
    said = last.role is not Role.HEADING and last.text.rstrip().endswith((".", ".”", ".)"))
    return said and is_heading(block) and _names(block.text)


def below_title(walk: Walk) -> Walk | None:
    """Give the walk begun below a short title on the label's line; None where there is no title.

    "Recommendation 3: The duty roster" in bold, below it in plain type "The chief should ...".
    """
    c, flow = walk.candidate, walk.flow
    after = walk.block(c.text_block + 1)
    if after is None or not ends_title(walk, c.text_block):
        return None
    block = flow.blocks[c.text_block]
    type_, stop = type_at(block, c.offset)
    title = block.text[c.offset : stop].strip()
    short = stop >= len(block.text.rstrip()) and len(title.split()) <= LONGEST_TITLE
    few = len(title.split()) <= FEW_WORDS
    plain = after.role is Role.BODY and (few or type_at(after, 0)[0] != type_)
    # "Recommendation 3: The duty roster" in the text's own type is told by its few words alone
    told = few or not flow.is_plain(type_)
    own = not told or c.text_block + 1 in walk.starts or _ASKS.search(title)
    if own or not (short and plain):
        return None
    return replace(walk, candidate=replace(c, text_block=c.text_block + 1, offset=0))


def past_title(walk: Walk) -> Walk | None:
    """Give the walk begun behind a title that opens a paragraph; None where there is none.

    "Early activation." in bold, then in plain type "The center was staffed within forty minutes".
    """
    c = walk.candidate
    block = walk.flow.blocks[c.text_block]
    type_, stop = type_at(block, c.offset)
    if walk.flow.is_plain(type_):
        return None
    title, rest = block.text[c.offset : stop].strip(), block.text[stop:].strip()
    # "Lesson Learned: the Power of Partnerships." goes on from its label
    is_title = (
        title[:1].isupper()
        and len(title.split()) <= FEW_WORDS
        and title[-1:] in ".:\N{EN DASH}\N{EM DASH}"
    )
    if not is_title or asks(title) or len(rest.split()) < FEW_WORDS or not rest[0].isupper():
        return None
    return replace(walk, candidate=replace(c, offset=stop))


def is_over(walk: Walk, moved: Walk) -> bool:
    """Say whether a line is rather a title over its statement than the statement.

    It has but a few words, or the paragraph below asks for something in its first sentence.
    """
    c = walk.candidate
    title = walk.flow.blocks[c.text_block].text[c.offset :]
    below = walk.flow.blocks[moved.candidate.text_block].text
    first = re.split(r"(?<=[.!?]) ", below, maxsplit=1)[0]
    asked = c.kind is Kind.RECOMMENDATION and _ASKS.search(first)
    return bool(asked) or len(title.split()) <= FEW_WORDS


# So few words state and ask nothing where most labels have no more.
FEW_WORDS = 5
# Words of a title; longer lines say themselves what is asked.
LONGEST_TITLE = 8
_ASKS = re.compile(r"\b(?:should|must|shall|recommends?)\b")


def asked_below(walk: Walk, index: int) -> list[Piece]:
    """Take the paragraphs below a mere title, set as it is, that say what should be done.

    "Recommendation 1: Chief Medical Officer for Northern Ireland", below it "The Department of
    Health (Northern Ireland) should reconstitute ...".
    """
    title = walk.flow.blocks[index]
    if walk.candidate.kind is not Kind.RECOMMENDATION or MODAL.search(title.text):
        return []
    pieces: list[Piece] = []
    for following in range(index + 1, min(index + LOOK_AHEAD, len(walk.flow.blocks))):
        block = walk.flow.blocks[following]
        like = block.role is Role.BODY and abs(block.indent - title.indent) < 1
        if following in walk.starts or not like or not MODAL.search(block.text):
            break
        if type_at(block, 0)[0] != type_at(title, walk.candidate.offset)[0]:
            break
        pieces += [walk.whole(following), *walk.subitems(following)]
        if title.indent < 1 or len(pieces) > 1:
            break
    return pieces
