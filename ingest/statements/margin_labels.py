"""Labels and numbers in a margin, which beside the lines of their paragraphs look like a table.

"Lesson Identified / F1.1" left of a paragraph of three lines comes as rows of two cells; here the
label becomes one margin block again and its lines one paragraph. So do "[5]", "[6]", "[7]" left of
three recommendations of one line each.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import reduce
from itertools import pairwise

from ingest.labels import number_parts, read_code, read_label, read_number
from ingest.layout.blocks import Block, Role
from ingest.statements.candidate import FEWEST_WORDS
from kb.domain.passage import Box
from kb.text import join_two


def rejoin(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """Give the blocks with such tables undone; all others as they are."""
    out: list[Block] = []
    index = 0
    while index < len(blocks):
        if broken := _broken(blocks[index : index + PARTS]):
            out += broken
            index += PARTS
            continue
        cells = _table(blocks, index)
        # a table with a head, whose other rows count, stays one
        first = index == 0 or not _same_table(blocks[index], blocks[index - 1])
        groups = _groups(cells) or (_numbered(cells) if first else [])
        if not groups:
            out.append(blocks[index])
            index += 1
            continue
        index += len(cells)
        if out and _begins(out[-1], groups[0].lines[0]):
            groups[0].lines.insert(0, out.pop())
        if index < len(blocks) and _ends(groups[-1].lines[-1], blocks[index]):
            groups[-1].lines.append(blocks[index])
            index += 1
        out += [block for group in groups for block in group.blocks()]
    return tuple(out)


# Words, the paragraph beside them, the number below, the paragraph's rest.
PARTS = 4


def _broken(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """Rejoin a label whose number stands below its words, each beside a part of the paragraph.

    "AREA FOR IMPROVEMENT" | "A hardware store ..." | "VI" | "a tip system that ..."; () if none.
    """
    if [b.role for b in blocks[:3]] != [Role.MARGIN, Role.BODY, Role.MARGIN]:
        return ()
    if len(blocks) < PARTS or blocks[3].continues != blocks[1].order:
        return ()
    words, number = read_label(blocks[0].text), read_label(f"{blocks[0].text} {blocks[2].text}")
    near = blocks[2].box.top - blocks[0].box.bottom < blocks[0].size
    whole = number is not None and bool(number.number) and not (words and words.number)
    if not whole or not near or blocks[0].page != blocks[2].page:
        return ()
    return _one([blocks[0], blocks[2]], Role.MARGIN), _one([blocks[1], blocks[3]], Role.BODY)


@dataclass(slots=True)
class _Group:
    label: list[Block] = field(default_factory=list)
    lines: list[Block] = field(default_factory=list)

    def is_whole(self) -> bool:
        """Say whether the cells on the left make a numbered label and nothing else."""
        text = " ".join(b.text for b in self.label)
        found = read_label(text)
        return found is not None and bool(found.number) and found.end >= len(text)

    def blocks(self) -> tuple[Block, Block]:
        """Give the label and the paragraph beside it."""
        return _one(self.label, Role.MARGIN), _one(self.lines, Role.BODY)


def _table(blocks: Sequence[Block], index: int) -> list[Block]:
    """Give the cells of a table of two columns that begins here, if it is one."""
    first = blocks[index]
    if first.role is not Role.CELL or first.table < 0:
        return []
    end = index
    while end < len(blocks) and _same_table(first, blocks[end]):
        end += 1
    cells = list(blocks[index:end])
    return cells if {b.column for b in cells} == {0, 1} else []


def _same_table(first: Block, block: Block) -> bool:
    return block.role is Role.CELL and (block.table, block.page) == (first.table, first.page)


def _groups(cells: Sequence[Block]) -> list[_Group]:
    """Cut the cells where a label is whole; a second text in that row begins the next paragraph."""
    groups: list[_Group] = []
    current = _Group()
    for cell in cells:
        if cell.column == 0 and current.is_whole() and current.lines:
            groups.append(current)
            current = _Group()
        if cell.column == 0:
            current.label.append(cell)
        elif current.is_whole() and current.lines and current.lines[-1].row == cell.row:
            groups.append(current)
            current = _Group(lines=[cell])
        else:
            current.lines.append(cell)
    groups.append(current)
    broken = any(len(g.label) > 1 for g in groups)
    return groups if broken and all(g.is_whole() and g.lines for g in groups) else []


def _numbered(cells: Sequence[Block]) -> list[_Group]:
    """Give a table without a head whose cells at one side only count the sentences at the other."""
    left, right = cells[::2], cells[1::2]
    if cells and not _count(cells[0].text):
        # codes at the right edge: their sentences come first
        return _counted_at_right(left, right)
    paired = len(left) == len(right) and all(
        (a.column, b.column, a.row) == (0, 1, b.row) for a, b in zip(left, right, strict=True)
    )
    counts = [_count(cell.text) for cell in left]
    runs_on = all(b - a == 1 for a, b in pairwise(counts)) and 0 not in counts
    told = all(len(b.text.split()) >= FEWEST_WORDS and b.text[-1:] in ".;" for b in right)
    if not paired or len(counts) < FEWEST_NUMBERED or not runs_on or not told:
        return []
    return [_Group([a], [b]) for a, b in zip(left, right, strict=True)]


def _counted_at_right(texts: Sequence[Block], codes: Sequence[Block]) -> list[_Group]:
    """Give "R1" and "R2" at the right of what is recommended, as if they stood at the left."""
    paired = len(texts) == len(codes) and all(
        (a.column, b.column, a.row) == (0, 1, b.row) for a, b in zip(texts, codes, strict=True)
    )
    counts = [number_parts(code.number)[1] if (code := read_code(b.text)) else () for b in codes]
    whole = all(len(b.text) <= LONGEST_NUMBER for b in codes) and all(counts)
    runs_on = whole and all(b[-1] - a[-1] == 1 for a, b in pairwise(counts))
    told = all(len(b.text.split()) >= FEWEST_WORDS and b.text[-1:] in ".;" for b in texts)
    if not (paired and runs_on and told):
        return []
    return [_Group([code], [text]) for text, code in zip(texts, codes, strict=True)]


def _count(text: str) -> int:
    """Read a cell that holds a number alone; 0 where it holds anything else."""
    number = read_number(text if text[:1] in "[(" else f"{text.rstrip('.)')}.")
    alone = number and number.number.isdigit() and len(text) <= LONGEST_NUMBER
    return int(number.number) if number and alone else 0


# "[12]", "(12)", "12.": longer cells hold words.
LONGEST_NUMBER = 5
FEWEST_NUMBERED = 2


def _begins(before: Block, line: Block) -> bool:
    """Say whether the block above the first row is the paragraph's first line, cut off from it."""
    return (
        before.page == line.page
        and abs(before.box.x0 - line.box.x0) < NEAR
        and before.bold == line.bold
        and before.text.rstrip()[-1:] not in ".:?!"
    )


def _ends(line: Block, after: Block) -> bool:
    return (
        after.page == line.page
        and abs(after.box.x0 - line.box.x0) < NEAR
        and line.text.rstrip()[-1:] not in ".:?!"
        and after.text[:1].islower()
    )


# Points by which lines of one paragraph may begin apart.
NEAR = 4.0


def _one(parts: Sequence[Block], role: Role) -> Block:
    return replace(
        parts[0],
        role=role,
        text=reduce(join_two, (b.text for b in parts)),
        lines=tuple(line for b in parts for line in b.lines),
        box=reduce(Box.union, (b.box for b in parts)),
        table=-1,
        row=-1,
        column=-1,
        level=0,
    )
