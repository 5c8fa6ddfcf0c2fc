"""Where a statement ends: where its type, shading or indentation ends, else with its paragraph.

Its sub-items belong to it; its supporting narrative does not, but is kept as context.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping

from ingest.layout.blocks import Block, Role
from ingest.statements.candidate import PRINTED, Candidate, Source, goes_on_below, starts
from ingest.statements.extents import statement_titles
from ingest.statements.extents.extents_by_paragraph import paragraph
from ingest.statements.extents.extents_by_type import typed
from ingest.statements.extents.statement_walk import Walk, continues
from ingest.statements.flow import WHITE, Flow, Zone, in_same_box, is_heading, type_at
from ingest.statements.statement import End, Piece, Statement, joined

# Cells looked at for the rest of one: a long row of a wide table.
MOST_CELLS = 30
# Blocks of narrative kept with a statement.
LONGEST_CONTEXT = 12

# A line in bold above what was answered to the statement or became of it.
_ANSWERS = re.compile(
    r"(?:\w+ ){0,4}(?:response|answer|reply|comments?|progress)\b[^.]{0,40}$|(?:\w+ )?status\b",
    re.IGNORECASE,
)


def extents(flow: Flow, candidates: Iterable[Candidate]) -> tuple[Statement, ...]:
    """Give each candidate its statement; candidates without text are left out."""
    ordered = tuple(candidates)
    every = starts(ordered)
    printed = starts(c for c in ordered if c.source in PRINTED)
    heads = {(c.head, c.kind) for c in ordered if c.head >= 0}
    marked = _marked_groups(flow, ordered)
    walks = []
    for candidate in ordered:
        own = {candidate.block, candidate.text_block}
        others = (printed if candidate.source in PRINTED else every) - own
        # "Recommendations" in the box of a finding heads what answers it
        others |= {head for head, kind in heads if kind is not candidate.kind} - own
        walks.append(Walk(flow, candidate, others))
    out = []
    for walk in _past_titles(_below_titles(walks)):
        statement = _statement(walk, marked=marked.get(_group(walk.candidate), False))
        if statement:
            out.append(statement)
    return tuple(out)


def _group(candidate: Candidate) -> tuple[object, ...]:
    alone = candidate.text_block != candidate.block
    return candidate.kind, candidate.source, candidate.depth, alone


def _marked_groups(flow: Flow, candidates: tuple[Candidate, ...]) -> Mapping[object, bool]:
    """Say for each group of like candidates whether most statements are set apart by type."""
    votes: dict[object, Counter[bool]] = defaultdict(Counter)
    for candidate in candidates:
        block = flow.blocks[candidate.text_block]
        type_, stop = type_at(block, candidate.offset)
        # "2.3 **We recommend** that Corrections give police ...": only who asks, or judges, stands
        # out
        opens = candidate.source in (Source.STATED, Source.RECURRING)
        who = opens and not block.text[:stop].rstrip().endswith(".")
        votes[_group(candidate)][not who and not flow.is_plain(type_)] += 1
    return {group: count[True] > count[False] for group, count in votes.items()}


def _below_titles(walks: Iterable[Walk]) -> Iterator[Walk]:
    """Begin below the titles where most of a group's labels have one above the statement."""
    ordered = tuple(walks)
    below = [statement_titles.below_title(walk) for walk in ordered]
    over: dict[object, Counter[bool]] = defaultdict(Counter)
    for walk, moved in zip(ordered, below, strict=True):
        title = moved is not None and statement_titles.is_over(walk, moved)
        over[_place(walk), _group(walk.candidate)][title] += 1
    for walk, moved in zip(ordered, below, strict=True):
        votes = over[_place(walk), _group(walk.candidate)]
        yield moved if moved and votes[True] > votes[False] else walk


def _past_titles(walks: Iterable[Walk]) -> Iterator[Walk]:
    """Begin behind the titles that open most of a group's paragraphs."""
    ordered = tuple(walks)
    past = [statement_titles.past_title(walk) for walk in ordered]
    votes: dict[object, Counter[bool]] = defaultdict(Counter)
    for walk, moved in zip(ordered, past, strict=True):
        votes[_group(walk.candidate)][moved is not None] += 1
    for walk, moved in zip(ordered, past, strict=True):
        count = votes[_group(walk.candidate)]
        yield moved if moved and count[True] > MOST_TITLED * count.total() else walk


# Share of a group's paragraphs that must open with a title. "Understand what people need." in bold
# is one lesson among fifty longer ones, and the title of none.
MOST_TITLED = 0.7


def _place(walk: Walk) -> bool:
    """Say whether a label stands where statements are made; summaries leave titles out."""
    return walk.flow.zones[walk.candidate.block] is Zone.BODY


def _statement(walk: Walk, *, marked: bool) -> Statement | None:
    first = walk.flow.blocks[walk.candidate.text_block]
    pieces, ended = _pieces(walk, first, marked=marked)
    pieces = [p for p in pieces if walk.flow.blocks[p.block].text[p.start : p.end].strip()]
    text = joined(walk.flow, pieces)
    if not re.search(r"\w\W+\w", text):
        return None
    last = pieces[-1].block
    return Statement(
        walk.candidate, tuple(pieces), text, ended, walk.flow.blocks[pieces[0].block].page,
        walk.flow.blocks[last].page, _narrative(walk, last),
    )  # fmt: skip


def _pieces(walk: Walk, first: Block, *, marked: bool) -> tuple[list[Piece], str]:
    c = walk.candidate
    if c.until >= 0:
        return _closed(walk), End.PARAGRAPH
    if first.role is Role.CELL:
        return _cell(walk), End.CELL
    if _boxed(walk, first):
        return _box(walk, first), End.SHADING
    type_, stop = type_at(first, c.offset)
    if marked and not walk.flow.is_plain(type_):
        return typed(walk, type_, stop), End.TYPE
    return paragraph(walk), End.PARAGRAPH


def _closed(walk: Walk) -> list[Piece]:
    """Take all from the beginning to the code that closes the statement."""
    c = walk.candidate
    last = c.closes if c.closes >= 0 else c.text_block
    return [
        Piece(
            index,
            c.offset if index == c.text_block else 0,
            c.until if index == last else len(walk.flow.blocks[index].text),
        )
        for index in range(c.text_block, last + 1)
    ]


def _boxed(walk: Walk, block: Block) -> bool:
    c = walk.candidate
    if c.source is Source.ITEM and c.head < 0 and block.boxed >= 0:
        return True
    if c.head >= 0 or (block.boxed < 0 and block.fill in (None, WHITE)):
        return False
    after = walk.block(walk.candidate.text_block + 1)
    return after is not None and in_same_box(block, after)


def _box(walk: Walk, first: Block) -> list[Piece]:
    c = walk.candidate
    pieces = [walk.whole(c.text_block, c.offset)]
    for index in range(c.text_block + 1, len(walk.flow.blocks)):
        block = walk.flow.blocks[index]
        if index in walk.starts or not in_same_box(first, block):
            break
        if statement_titles.opens_part(walk, pieces, index):
            break
        pieces.append(walk.whole(index))
    return statement_titles.without_title(walk, pieces) if c.source is Source.LABEL else pieces


def _cell(walk: Walk) -> list[Piece]:
    """Take the cell's paragraphs, and its rest after a page break."""
    c = walk.candidate
    block = walk.flow.blocks[c.text_block]
    place = (block.table, block.row, block.column)
    pieces = [walk.whole(c.text_block, c.offset)]
    for index in range(c.text_block + 1, min(c.text_block + MOST_CELLS, len(walk.flow.blocks))):
        other = walk.flow.blocks[index]
        same = (other.table, other.row, other.column) == place or continues(block, other)
        same = same or goes_on_below(block, other)
        if other.role is Role.CELL and other.row == 0 < block.row:
            # the head printed again on the next page
            continue
        begins = index in walk.starts and other.column == block.column
        if begins or other.role is not Role.CELL:
            break
        if same:
            pieces.append(walk.whole(index))
            block = other
            place = (block.table, block.row, block.column)
    return pieces


def _narrative(walk: Walk, last: int) -> tuple[int, ...]:
    """Name the blocks of prose after the statement, up to the next label or heading."""
    out: list[int] = []
    for index in range(last + 1, min(last + LONGEST_CONTEXT, len(walk.flow.blocks))):
        block = walk.flow.blocks[index]
        ends = is_heading(block) and not _ANSWERS.match(block.text)
        if index in walk.starts or ends or block.role is Role.CELL:
            break
        out.append(index)
    return tuple(out)
