"""Where a statement ends: where its type, shading or indentation ends, else with its paragraph.

Its sub-items belong to it; its supporting narrative does not, but is kept as context.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from ingest.blocks import Block, Role
from ingest.candidate import MODAL, Candidate, Source
from ingest.flow import WHITE, Flow, Type, is_heading, type_at
from kb.domain.record import Kind
from kb.text import join_two


class End:
    """What ended a statement, as shown in a record's evidence."""

    TYPE = "its type ends"
    SHADING = "its shading ends"
    PARAGRAPH = "its paragraph ends"
    LABEL = "the next label begins"
    CELL = "its cell ends"


@dataclass(frozen=True, slots=True)
class Piece:
    """Characters `start` to `end` of one block."""

    block: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Statement:
    """A candidate with its text; `narrative` is what follows it up to the next one."""

    candidate: Candidate
    pieces: tuple[Piece, ...]
    text: str
    ended: str
    page: int
    page_end: int
    narrative: tuple[int, ...] = ()


def extents(flow: Flow, candidates: Iterable[Candidate]) -> tuple[Statement, ...]:
    """Give each candidate its statement; candidates without text are left out."""
    ordered = tuple(candidates)
    every = _starts(ordered)
    printed = _starts(c for c in ordered if c.source in PRINTED)
    marked = _marked_groups(flow, ordered)
    out = []
    for candidate in ordered:
        own = {candidate.block, candidate.text_block}
        starts = (printed if candidate.source in PRINTED else every) - own
        walk = _Walk(flow, candidate, starts, marked=marked[_group(candidate)])
        statement = walk.statement()
        if statement:
            out.append(statement)
    return tuple(out)


# What is printed as a label is not broken off by what only may be one: "Recommendation 1: The
# department should:" goes on over the bullets that a heading "Recommendations" above announces.
PRINTED = frozenset({Source.LABEL, Source.CODE, Source.CLOSING})


def _starts(candidates: Iterable[Candidate]) -> set[int]:
    return {i for c in candidates for i in (c.block, c.text_block)}


def _group(candidate: Candidate) -> tuple[object, ...]:
    alone = candidate.text_block != candidate.block
    return candidate.kind, candidate.source, candidate.depth, alone


def _marked_groups(flow: Flow, candidates: tuple[Candidate, ...]) -> Mapping[object, bool]:
    """Say for each group of like candidates whether most statements are set apart by type."""
    votes: dict[object, Counter[bool]] = defaultdict(Counter)
    for candidate in candidates:
        type_ = type_at(flow.blocks[candidate.text_block], candidate.offset)[0]
        votes[_group(candidate)][not flow.is_plain(type_)] += 1
    return {group: count[True] > count[False] for group, count in votes.items()}


@dataclass(frozen=True, slots=True)
class _Walk:
    """One walk from the beginning of a statement to its end."""

    flow: Flow
    candidate: Candidate
    starts: set[int]
    marked: bool

    def statement(self) -> Statement | None:
        first = self.flow.blocks[self.candidate.text_block]
        pieces, ended = self._pieces(first)
        pieces = [p for p in pieces if self.flow.blocks[p.block].text[p.start : p.end].strip()]
        text = _joined(self.flow, pieces)
        if not re.search(r"\w\W+\w", text):
            return None
        last = pieces[-1].block
        return Statement(
            self.candidate, tuple(pieces), text, ended, self.flow.blocks[pieces[0].block].page,
            self.flow.blocks[last].page, self._narrative(last),
        )  # fmt: skip

    def _pieces(self, first: Block) -> tuple[list[Piece], str]:
        c = self.candidate
        if c.until >= 0:
            return self._closed(), End.PARAGRAPH
        if first.role is Role.CELL:
            return self._cell(), End.CELL
        if self._boxed(first):
            return self._box(first), End.SHADING
        type_, stop = type_at(first, c.offset)
        if self.marked and not self.flow.is_plain(type_):
            return self._typed(type_, stop), End.TYPE
        return self._paragraph(), End.PARAGRAPH

    def _closed(self) -> list[Piece]:
        """Take all from the beginning to the code that closes the statement."""
        c = self.candidate
        last = c.closes if c.closes >= 0 else c.text_block
        return [
            Piece(
                index,
                c.offset if index == c.text_block else 0,
                c.until if index == last else len(self.flow.blocks[index].text),
            )
            for index in range(c.text_block, last + 1)
        ]

    # In a box -----------------------------------------------------------------------------------

    def _boxed(self, block: Block) -> bool:
        if self.candidate.head >= 0 or (block.boxed < 0 and block.fill in (None, WHITE)):
            return False
        after = self._block(self.candidate.text_block + 1)
        return after is not None and self._same_box(block, after)

    def _same_box(self, one: Block, other: Block) -> bool:
        if other.page == one.page and one.boxed >= 0:
            return other.boxed == one.boxed
        held = other.boxed >= 0 or other.fill not in (None, WHITE)
        return held and other.fill == one.fill and 0 <= other.page - one.page <= 1

    def _box(self, first: Block) -> list[Piece]:
        c = self.candidate
        pieces = [Piece(c.text_block, c.offset, len(first.text))]
        for index in range(c.text_block + 1, len(self.flow.blocks)):
            block = self.flow.blocks[index]
            if index in self.starts or not self._same_box(first, block):
                break
            pieces.append(Piece(index, 0, len(block.text)))
        return self._without_title(pieces)

    def _without_title(self, pieces: list[Piece]) -> list[Piece]:
        """Leave a title on the label's line out where the box goes on to say what to do.

        "Recommendation 2: Cabinet Office leadership ..." in bold, "The UK government should: ..."
        """
        head, rest = pieces[0], pieces[1:]
        title = self.flow.blocks[head.block]
        plain = self.flow.blocks[rest[0].block] if rest else title
        if self.candidate.text_block != self.candidate.block or not rest:
            return pieces
        like = type_at(title, head.start)[0] == type_at(plain, 0)[0]
        if like and not self._ends_title(head.block):
            return pieces
        asked = MODAL.search(_joined(self.flow, rest)) and not MODAL.search(title.text)
        if self.candidate.kind is Kind.RECOMMENDATION or like:
            return rest if asked else pieces
        return rest if asked else pieces[:1]

    # Set apart by type --------------------------------------------------------------------------

    def _typed(self, type_: Type, stop: int) -> list[Piece]:
        c = self.candidate
        first = self.flow.blocks[c.text_block]
        pieces = [Piece(c.text_block, c.offset, stop)]
        index = c.text_block
        while stop >= len(self.flow.blocks[index].text):
            following = self._continuation(index, type_)
            if following < 0:
                break
            index = following
            stop = type_at(self.flow.blocks[index], 0)[1]
            pieces.append(Piece(index, 0, stop))
        if first.text[c.offset : pieces[0].end].rstrip().endswith(":"):
            pieces.extend(self._subitems(pieces[-1].block))
        return pieces + self._specified(pieces[-1].block)

    def _specified(self, index: int) -> list[Piece]:
        """Take the list in which the paragraph below a recommendation says what it asks in parts.

        "Recommendation 2. ... additional safeguards." in bold, below it in plain type "... .
        Specifically, the government should:" with (a) to (d).
        """
        after = self._block(index + 1)
        if self.candidate.kind is not Kind.RECOMMENDATION or after is None:
            return []
        found = _ANNOUNCES.search(after.text)
        if index + 1 in self.starts or after.role is not Role.BODY or found is None:
            return []
        items = self._subitems(index + 1)
        lettered = items and _LETTERED.match(f"{self.flow.blocks[items[0].block].bullet} ")
        return [Piece(index + 1, found.start(), len(after.text)), *items] if lettered else []

    def _continuation(self, index: int, type_: Type) -> int:
        """Find the block that goes on with a statement set in `type_`; -1 if none."""
        block = self.flow.blocks[index]
        for following in range(index + 1, min(index + LOOK_AHEAD, len(self.flow.blocks))):
            after = self.flow.blocks[following]
            if following in self.starts or not (
                _unfinished(block.text) or _continues(block, after)
            ):
                return -1
            same = type_at(after, 0)[0] == type_ and abs(after.size - block.size) < 1
            if same and (_continues(block, after) or _may_join(block, after)):
                return following
        return -1

    # Plain paragraphs ---------------------------------------------------------------------------

    def _paragraph(self) -> list[Piece]:
        c = self.candidate
        pieces = [Piece(c.text_block, c.offset, len(self.flow.blocks[c.text_block].text))]
        index = c.text_block
        while (following := self._goes_on(index)) >= 0:
            index = following
            pieces.append(Piece(index, 0, len(self.flow.blocks[index].text)))
        title = self._ends_title(c.text_block)
        pieces += self._set_in(index, title=title) or self._subitems(index)
        if title and len(pieces) == 1:
            pieces += self._asked_below(index)
        return self._without_title(pieces) if title else pieces

    def _ends_title(self, index: int) -> bool:
        """Say whether a labelled line is but a title: no end of sentence, a new one below."""
        block, after = self.flow.blocks[index], self._block(index + 1)
        c = self.candidate
        return (
            c.source is Source.LABEL
            and c.block == index
            and after is not None
            and _unfinished(block.text)
            and not _continues(block, after)
            and after.page == block.page
            and after.text[:1].isupper()
        )

    def _asked_below(self, index: int) -> list[Piece]:
        """Take the paragraphs below a mere title, set as it is, that say what should be done.

        "Recommendation 1: Chief Medical Officer for Northern Ireland", below it "The Department of
        Health (Northern Ireland) should reconstitute ...".
        """
        title = self.flow.blocks[index]
        if self.candidate.kind is not Kind.RECOMMENDATION or MODAL.search(title.text):
            return []
        pieces: list[Piece] = []
        for following in range(index + 1, min(index + LOOK_AHEAD, len(self.flow.blocks))):
            block = self.flow.blocks[following]
            like = block.role is Role.BODY and abs(block.indent - title.indent) < 1
            if following in self.starts or not like or not MODAL.search(block.text):
                break
            if type_at(block, 0)[0] != type_at(title, self.candidate.offset)[0]:
                break
            pieces += [Piece(following, 0, len(block.text)), *self._subitems(following)]
            if title.indent < 1 or len(pieces) > 1:
                break
        return pieces

    def _set_in(self, index: int, *, title: bool) -> list[Piece]:
        """Take what is set in as the label is, where that is only a title or announces more.

        Responses set the whole recommendation in and their answer out again.
        """
        own = self.flow.blocks[self.candidate.block]
        block = self.flow.blocks[index]
        announces = title or block.text.rstrip().endswith(":")
        if self.candidate.source is not Source.LABEL or own.indent < INDENT or not announces:
            return []
        pieces: list[Piece] = []
        for following in range(index + 1, min(index + LONGEST_BOX, len(self.flow.blocks))):
            after = self.flow.blocks[following]
            if following in self.starts or is_heading(after) or after.page > own.page + 1:
                return []
            if after.indent < own.indent - INDENT / 2:
                return pieces
            pieces.append(Piece(following, 0, len(after.text)))
        return []

    def _goes_on(self, index: int) -> int:
        """Find the rest of a paragraph broken by a page, column, figure or note; -1 if none."""
        block = self.flow.blocks[index]
        for following in range(index + 1, min(index + LOOK_AHEAD, len(self.flow.blocks))):
            after = self.flow.blocks[following]
            if following in self.starts:
                return -1
            if _continues(block, after):
                return following
            if following == index + 1 and _unfinished(block.text) and _may_join(block, after):
                return following
        return -1

    def _subitems(self, index: int) -> list[Piece]:
        """Take the items that a statement announces (it ends in a colon) or that hang under it."""
        own = self.flow.blocks[self.candidate.text_block]
        announced = self.flow.blocks[index].text.rstrip().endswith((":", ";"))
        pieces: list[Piece] = []
        for following in range(index + 1, len(self.flow.blocks)):
            block = self.flow.blocks[following]
            if following in self.starts or not self._is_subitem(own, block, announced=announced):
                break
            pieces.append(Piece(following, 0, len(block.text)))
        return pieces

    def _is_subitem(self, own: Block, block: Block, *, announced: bool) -> bool:
        lettered = bool(_LETTERED.match(block.text))
        if (is_heading(block) and not lettered) or block.page > own.page + LONGEST:
            return False
        if block.role is not Role.ITEM and not block.bullet and not lettered:
            return False
        deeper = own.role is Role.ITEM and block.indent > own.indent + INDENT
        return announced or deeper

    def _cell(self) -> list[Piece]:
        """Take the cell's paragraphs, and its rest after a page break."""
        c = self.candidate
        block = self.flow.blocks[c.text_block]
        place = (block.table, block.row, block.column)
        pieces = [Piece(c.text_block, c.offset, len(block.text))]
        for index in range(c.text_block + 1, min(c.text_block + MOST_CELLS, len(self.flow.blocks))):
            other = self.flow.blocks[index]
            same = (other.table, other.row, other.column) == place or _continues(block, other)
            if index in self.starts or other.role is not Role.CELL:
                break
            if same:
                pieces.append(Piece(index, 0, len(other.text)))
                block = other
        return pieces

    def _narrative(self, last: int) -> tuple[int, ...]:
        """Name the blocks of prose after the statement, up to the next label or heading."""
        out: list[int] = []
        for index in range(last + 1, min(last + LONGEST_CONTEXT, len(self.flow.blocks))):
            block = self.flow.blocks[index]
            ends = is_heading(block) and not _ANSWERS.match(block.text)
            if index in self.starts or ends or block.role is Role.CELL:
                break
            out.append(index)
        return tuple(out)

    def _block(self, index: int) -> Block | None:
        return self.flow.blocks[index] if index < len(self.flow.blocks) else None


# Blocks looked at past a figure, box or note for the rest of a broken paragraph.
LOOK_AHEAD = 6
# Pages that a statement's list of sub-items may cover; longer ones are lists of their own.
LONGEST = 3
# Points by which a sub-item is set deeper than the item it belongs to.
INDENT = 5.0
# Cells looked at for the rest of one: a long row of a wide table.
MOST_CELLS = 30
# Blocks that a recommendation set in may have; longer ones are no statement but a chapter.
LONGEST_BOX = 30
# Blocks of narrative kept with a statement.
LONGEST_CONTEXT = 12

# A line in bold above what was answered to the statement or became of it.
_ANSWERS = re.compile(
    r"(?:\w+ ){0,4}(?:response|answer|reply|comments?|progress)\b[^.]{0,40}$|(?:\w+ )?status\b",
    re.IGNORECASE,
)

# The last sentence of a paragraph, which asks for what is listed below it.
_ANNOUNCES = re.compile(r"(?:(?<=^)|(?<=[.!?] ))[A-Z][^.!?]*\b(?:should|must)\b[^.!?]*:$")
_LETTERED = re.compile(r"(?:\((?:[a-z]|[ivx]{1,4}|\d)\)|[a-z]\))\s")
_FINISHED = re.compile(r"[.?!:;][”’\"')\]]*\d{0,2}$")


def _unfinished(text: str) -> bool:
    return not _FINISHED.search(text.rstrip())


def _continues(block: Block, after: Block) -> bool:
    return after.continues == block.order


def _may_join(block: Block, after: Block) -> bool:
    """Say whether two blocks read on: not an item or heading, next place, begun in small."""
    if after.bullet or after.role in (Role.ITEM, Role.CELL):
        return False
    if after.role is Role.HEADING and block.role is not Role.HEADING:
        return False
    if block.role is Role.HEADING is not after.role and not after.text[:1].islower():
        return False
    return after.page - block.page <= 1 and (
        after.text[:1].islower() or after.page > block.page or block.text.rstrip()[-1:].islower()
    )


def _joined(flow: Flow, pieces: Iterable[Piece]) -> str:
    """Join the pieces: as one sentence where a paragraph goes on, a line each for sub-items."""
    out = ""
    for piece in pieces:
        block = flow.blocks[piece.block]
        text = block.text[piece.start : piece.end].strip()
        if block.bullet and piece.start == 0 and out:
            text = f"{block.bullet} {text}"
        goes_on = out and _unfinished(out) and not block.bullet
        out = join_two(out, text, flow.words) if goes_on else f"{out}\n{text}"
    return out.strip()
