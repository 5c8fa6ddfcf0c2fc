"""Places where a statement may begin: labels, items under a heading of kind, codes, cells.

Finds them all, generously; `ingest.styles.induction` decides which of them the report means.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import pairwise

from ingest.blocks import Block, Role
from ingest.flow import Flow, Zone, is_heading, type_at
from ingest.labels import (
    Form,
    Label,
    kind_of_heading,
    number_parts,
    read_code,
    read_label,
    read_number,
    tidy_number,
)
from kb.domain.record import Kind


class Source(StrEnum):
    """How a candidate shows itself."""

    LABEL = "label"
    CODE = "code"
    ITEM = "item"
    CELL = "cell"
    CLOSING = "closing code"
    PROSE = "prose"


@dataclass(frozen=True, slots=True)
class Candidate:
    """A place where a statement may begin.

    `block` holds the label; the statement begins at `offset` of `text_block`. `until` is an offset
    in the same block where it surely ends (-1 unknown). `head` is the block of the heading of kind
    that it stands under (-1 if none).
    """

    block: int
    text_block: int
    offset: int
    kind: Kind | None
    source: Source
    label: str = ""
    number: str = ""
    word: str = ""
    form: Form = Form.WORD
    separator: str = ""
    head: int = -1
    until: int = -1

    @property
    def depth(self) -> int:
        """How many counts its number has: `1.2` two."""
        return len(number_parts(self.number)[1])


def find_candidates(flow: Flow) -> tuple[Candidate, ...]:
    """Give every candidate in reading order, labels before others at the same place."""
    labelled = tuple(_labelled(flow))
    heads = tuple(_heads(flow, {c.block for c in labelled}))
    taken = {c.text_block for c in labelled} | {c.block for c in labelled}
    others = (*_codes(flow, taken), *_listed(flow, heads, taken), *_cells(flow, taken))
    found = (*labelled, *others)
    return tuple(sorted(found, key=lambda c: (c.block, c.source is not Source.LABEL)))


# Labels ------------------------------------------------------------------------------------------


def _labelled(flow: Flow) -> Iterator[Candidate]:
    before: Candidate | None = None
    for index, block in enumerate(flow.blocks):
        if flow.zones[index] is Zone.ASIDE:
            continue
        label = read_label(block.text)
        if label and not _is_list_head(flow, index, label):
            found = _at(flow, index, label)
            if found:
                before = _in_paragraph_of(before, found)
                yield before


def _in_paragraph_of(before: Candidate | None, found: Candidate) -> Candidate:
    """Give a label without a number the one of the numbered paragraph in which it stands.

    "17." beside the box CONCLUSION counts for the box RECOMMENDATION right below it too.
    """
    if (
        before is None
        or found.number
        or before.form is not Form.NUMBER_WORD
        or before.kind is found.kind
        or found.block - before.text_block > 1
    ):
        return found
    return replace(found, number=before.number)


def _is_list_head(flow: Flow, index: int, label: Label) -> bool:
    """Say whether the label announces the items below it rather than one statement.

    "Findings" in a box above 1., 2., 3.; "Action:" above dashes; "Recommendations" as a heading.
    """
    if label.number or label.end < len(flow.blocks[index].text):
        return False
    following = _next(flow, index)
    if label.plural or following is None:
        return True
    after = flow.blocks[following]
    return after.role is Role.ITEM or bool(after.bullet)


def _at(flow: Flow, index: int, label: Label) -> Candidate | None:
    block = flow.blocks[index]
    if not label.number and not _stands_out(flow, index, label):
        return None
    where = (index, label.end) if label.end < len(block.text) else (_beside(flow, index), 0)
    if where[0] < 0:
        return None
    number = label.number or _own_number(flow, index)
    return Candidate(
        index, where[0], where[1], label.kind, Source.LABEL, label.label, number, label.word,
        label.form, label.separator,
    )  # fmt: skip


def _stands_out(flow: Flow, index: int, label: Label) -> bool:
    """Say whether an unnumbered label is set apart: type, shading, capitals, a line of its own."""
    block = flow.blocks[index]
    if label.plural or (is_heading(block) and block.boxed < 0 and label.end >= len(block.text)):
        return False
    if label.end >= len(block.text) or block.fill is not None or block.role is Role.HEADING:
        return True
    return label.label.isupper() or not flow.is_plain(type_at(block, 0)[0])


def _own_number(flow: Flow, index: int) -> str:
    """Find the number beside an unnumbered label.

    Paragraph numbers in the margin ("17." beside the box "CONCLUSION") count for what follows.
    """
    block = flow.blocks[index]
    number = read_number(block.bullet + " ") if block.bullet else None
    if number:
        return number.number
    before = flow.blocks[index - 1] if index else None
    if before and before.page == block.page and before.role in (Role.MARGIN, Role.ITEM, Role.BODY):
        number = read_number(before.text)
        if number and number.end >= len(before.text):
            return number.number
    return ""


def _beside(flow: Flow, index: int) -> int:
    """Give the block that holds the statement of a label that stands alone; -1 if none does."""
    block = flow.blocks[index]
    if block.role is Role.CELL:
        return _next_cell(flow, index, rows=_is_numbered(block))
    following = _next(flow, index)
    if following is None or flow.blocks[following].page > block.page + 1:
        return -1
    if read_label(flow.blocks[following].text):
        return -1
    return following


def _next(flow: Flow, index: int) -> int | None:
    return index + 1 if index + 1 < len(flow.blocks) else None


def _is_numbered(block: Block) -> bool:
    label = read_label(block.text)
    return label is not None and bool(label.number)


def _next_cell(flow: Flow, index: int, *, rows: bool) -> int:
    """Find the cell beside a label, or (`rows`) below one that has a row of its own."""
    block = flow.blocks[index]
    for other in range(index + 1, min(index + 12, len(flow.blocks))):
        cell = flow.blocks[other]
        if cell.table != block.table or cell.row > block.row + rows or read_label(cell.text):
            return -1
        if len(cell.text.split()) >= FEWEST_WORDS:
            return other
    return -1


# A cell or item of fewer words is a name or a date, not a statement.
FEWEST_WORDS = 3


# Codes -------------------------------------------------------------------------------------------


def _codes(flow: Flow, taken: set[int]) -> Iterator[Candidate]:
    for index, block in enumerate(flow.blocks):
        heading = block.role is Role.HEADING and len(block.text.split()) > 1
        if index in taken or heading or flow.zones[index] is Zone.ASIDE:
            continue
        label = read_code(block.text) or (read_code(block.bullet) if block.bullet else None)
        if not label or not label.number:
            continue
        in_bullet = read_code(block.text) is None
        end = 0 if in_bullet else label.end
        where = (index, end) if end < len(block.text) else (_beside(flow, index), 0)
        if where[0] >= 0:
            yield Candidate(
                index, where[0], where[1], None, Source.CODE, label.label, label.number,
                form=Form.CODE, separator=label.separator,
            )  # fmt: skip


# Items under a heading of kind -------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Head:
    """A heading of kind and the blocks it rules: `index` + 1 up to `end`."""

    index: int
    end: int
    kind: Kind
    word: str
    ranked: bool


def _heads(flow: Flow, labelled: set[int]) -> Iterator[Head]:
    above: Head | None = None
    for index, block in enumerate(flow.blocks):
        if index in labelled or flow.zones[index] in (Zone.ASIDE, Zone.OTHERS):
            continue
        found = _announced(flow, index)
        # "7.2. Recommendations to KiwiRail" is part of "7. Recommendations"
        if found and not (above and above.kind is found[0] and index < above.end):
            end = _end_of_head(flow, index, found[0])
            above = Head(index, end, found[0], found[1], ranked=is_heading(block))
            yield above


def _announced(flow: Flow, index: int) -> tuple[Kind, str] | None:
    block = flow.blocks[index]
    if block.role is Role.HEADING:
        return None if _PAST.search(block.text) else kind_of_heading(block.text)
    label = read_label(block.text)
    if label and label.kind and not label.number and label.end >= len(block.text):
        return label.kind, label.word
    if block.role is not Role.CELL and len(block.text.split()) <= MOST_HEAD_WORDS:
        following = _next(flow, index)
        if block.text.rstrip().endswith(":") or (following and flow.blocks[following].bullet):
            return kind_of_heading(block.text)
    return None


# "Previous recommendations", "How we made our recommendations", "Status of ..." are about others.
_PAST = re.compile(
    r"\b(?:previous|prior|past|existing|earlier|outstanding|how|responses? to|status of"
    r"|implementation of|background|methodology)\b",
    re.IGNORECASE,
)
MOST_HEAD_WORDS = 8


def _end_of_head(flow: Flow, index: int, kind: Kind) -> int:
    """Give where a heading's rule ends: at the next of its rank, or at one of another kind."""
    head = flow.blocks[index]
    ranked = is_heading(head)
    for other in range(index + 1, len(flow.blocks)):
        block = flow.blocks[other]
        if is_heading(block) and (not ranked or block.level <= head.level):
            return other
        announced = _announced(flow, other)
        if announced and (announced[0] is not kind or not ranked):
            return other
        if head.fill is not None and not ranked and block.fill != head.fill:
            return other
    return len(flow.blocks)


def _listed(flow: Flow, heads: Iterable[Head], taken: set[int]) -> Iterator[Candidate]:
    last: dict[Kind, int] = {}
    for head in heads:
        inside = [i for i in range(head.index + 1, head.end) if i not in taken]
        found = list(_closing_codes(flow, head, inside))
        for part in () if found else _parts(flow, inside):
            listed = list(_under(flow, head, part, last.get(head.kind, 0)))
            last[head.kind] = last_count(listed[-1].number) if listed else last.get(head.kind, 0)
            found.extend(listed)
        yield from found or _paragraphs(flow, head, inside)


def _parts(flow: Flow, inside: Iterable[int]) -> Iterator[list[int]]:
    """Cut what a heading rules at the headings below it: lists begin anew under each."""
    part: list[int] = []
    for index in inside:
        if is_heading(flow.blocks[index]) and not _is_broken_item(flow, index):
            yield part
            part = []
        else:
            part.append(index)
    yield part


def _is_broken_item(flow: Flow, index: int) -> bool:
    """Say whether a numbered line in bold only looks like a heading: its sentence goes on below.

    "2. Facilitate open and direct communication between technical" / "contributors. The site ..."
    """
    following = _next(flow, index)
    return (
        following is not None
        and read_number(flow.blocks[index].text) is not None
        and flow.blocks[following].text[:1].islower()
    )


def last_count(number: str) -> int:
    """Give the last count of a number: 3 of `1.3`; 0 where there is none."""
    parts = number_parts(number)[1]
    return parts[-1] if parts else 0


def _under(flow: Flow, head: Head, inside: list[int], last: int) -> Iterator[Candidate]:
    items = [item for i in inside if (item := _item(flow, i))]
    chosen = _outermost(items, last) or _whole_section(flow, head, inside, items)
    if head.kind is Kind.RECOMMENDATION:
        chosen = [item for item in chosen if _may_recommend(flow, item)]
    for item in () if _are_fragments(flow, head, chosen) else chosen:
        yield Candidate(
            item.index, item.text_block, item.offset, head.kind, Source.ITEM, item.number,
            item.number, head.word, Form.NUMBER, head=head.index,
        )  # fmt: skip


def _whole_section(flow: Flow, head: Head, inside: list[int], items: list[_Item]) -> list[_Item]:
    """Take the numbered paragraphs of a numbered section that holds nothing but them.

    "3. Findings" with paragraphs 2.11 to 2.22, where the report numbers its paragraphs throughout.
    """
    paragraphs = [i for i in inside if flow.blocks[i].role is not Role.MARGIN]
    numbered = [item for item in items if "." in item.number]
    own = read_number(flow.blocks[head.index].text)
    if own is None or len(numbered) < FEWEST_PARAGRAPHS:
        return []
    gaps = [last_count(b.number) - last_count(a.number) for a, b in pairwise(numbered)]
    alone = len(numbered) >= ALONE * len(paragraphs)
    return numbered if alone and all(g == 1 for g in gaps) else []


FEWEST_PARAGRAPHS = 3
# Share of a section's paragraphs that must be numbered for them to be its list.
ALONE = 0.75


def _may_recommend(flow: Flow, item: _Item) -> bool:
    """Say whether an item under recommendations says or begins with what to do.

    "The Commission may issue, or give notice of, recommendations to any person" does neither.
    """
    text = flow.blocks[item.text_block].text[item.offset :]
    return bool(MODAL.search(text)) or not _TELLS.match(text)


_TELLS = re.compile(r"(?:The|A|An|This|These|It|There|We|Our|No)\s|.*\brecommendations\b")


def _are_fragments(flow: Flow, head: Head, items: list[_Item]) -> bool:
    """Say whether items end a sentence of the text ("... including:"): a finding is a sentence."""
    if head.kind in _ASKED or not items:
        return False
    small = sum(flow.blocks[i.text_block].text[i.offset :][:1].islower() for i in items)
    before = flow.blocks[items[0].index - 1]
    announced = before.text.rstrip().endswith(":") and before.role is Role.BODY
    return announced and items[0].index - 1 != head.index and small * 2 > len(items)


_ASKED = frozenset({Kind.RECOMMENDATION, Kind.ACTION_ITEM, Kind.CORRECTIVE_ACTION})


# "... at those stations. (019/14)" closes a recommendation by its number in brackets.
_CLOSING = re.compile(r"[(\[](?P<num>\d{1,4}/\d{2,4}|[A-Z]{1,3}-?\d{2}-\d{1,3})[)\]]\s*\.?$")


def _closing_codes(flow: Flow, head: Head, inside: list[int]) -> Iterator[Candidate]:
    for index in inside:
        block = flow.blocks[index]
        found = _CLOSING.search(block.text)
        if found:
            number = read_number(block.text)
            yield Candidate(
                index, index, number.end if number else 0, head.kind, Source.CLOSING,
                "", found["num"], head.word, Form.NUMBER, head=head.index, until=found.start(),
            )  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Item:
    index: int
    text_block: int
    offset: int
    number: str
    bullet: str
    indent: float
    page: int

    @property
    def shape(self) -> str:
        """How it is marked: `1.`, `1.1`, `a)`, or the bullet's own glyph."""
        if not self.number:
            return "-" if self.bullet in _DASHES else self.bullet
        prefix, parts = number_parts(self.number)
        single = "a" if self.number.isalpha() else "1"
        return f"{prefix}{len(parts)}{single}"


_DASHES = frozenset("-–—−‐‑")


def _item(flow: Flow, index: int) -> _Item | None:
    block = flow.blocks[index]
    if block.role is Role.CELL:
        return None
    if block.bullet:
        number = read_number(block.bullet + " ") or read_code(block.bullet + " ")
        marked = number.number if number else ""
        return _Item(index, index, 0, marked, block.bullet, block.indent, block.page)
    number = read_number(block.text)
    if not number or _is_year(number):
        return None
    if number.end < len(block.text):
        return _Item(index, index, number.end, number.number, "", block.indent, block.page)
    return _in_margin(flow, index, number)


def _in_margin(flow: Flow, index: int, number: Label) -> _Item | None:
    """Take the paragraph beside a number that stands alone in the margin."""
    block, following = flow.blocks[index], _next(flow, index)
    if block.role is not Role.MARGIN or following is None:
        return None
    beside = flow.blocks[following]
    if is_heading(beside) or beside.page != block.page:
        return None
    return _Item(index, following, 0, number.number, "", block.indent, block.page)


def _is_year(label: Label) -> bool:
    return label.separator == "" and label.number.isdigit() and int(label.number) > MOST_ITEMS


# "204 officers checked in" begins no item 204 of a list.
MOST_ITEMS = 150


def _outermost(items: list[_Item], last: int) -> list[_Item]:
    """Keep the items of the list itself, not of lists inside its items.

    The first item's mark is the list's. Numbers must run on from the list's beginning, or from the
    kind's list before it; of bullets the least indented count.
    """
    if not items:
        return []
    same = [item for item in items if item.shape == items[0].shape]
    if items[0].number:
        return _in_sequence(same, last)
    least: dict[int, float] = {}
    for item in same:
        least[item.page] = min(item.indent, least.get(item.page, item.indent))
    return [item for item in same if item.indent <= least[item.page] + DEEPER]


def _in_sequence(items: list[_Item], last: int) -> list[_Item]:
    """Keep what runs on, allowing for a number left out; a second 1 begins an inner list.

    A list that begins at "5.61." is no list: there the report numbers its paragraphs.
    """
    first = last_count(items[0].number)
    if first > 1 + SKIPPED and not last < first <= last + 1 + SKIPPED:
        return []
    kept = [items[0]]
    for item in items[1:]:
        before, count = last_count(kept[-1].number), last_count(item.number)
        restarts = count == 1 and _level(item) != _level(kept[-1])
        if before < count <= before + 1 + SKIPPED or restarts:
            kept.append(item)
    return kept


def _level(item: _Item) -> str:
    """Give what stands before the last count: the "6.2" of 6.2.1."""
    return item.number.rpartition(".")[0]


# Numbers that a list may leave out in one place.
SKIPPED = 2

# Points by which an inner list is set deeper than the list it belongs to.
DEEPER = 12.0

MODAL = re.compile(
    r"\b(?:should|must|shall|needs? to|ought to|(?:is|are) (?:strongly )?(?:recommended|encouraged"
    r"|urged|advised)|recommends?|recommended|consider)\b",
    re.IGNORECASE,
)


def _paragraphs(flow: Flow, head: Head, inside: list[int]) -> Iterator[Candidate]:
    """Take the paragraphs under a heading of recommendations that say what should be done."""
    if head.kind is not Kind.RECOMMENDATION or not head.ranked:
        return
    for index in inside:
        block = flow.blocks[index]
        if block.role is Role.BODY and MODAL.search(block.text) and not block.text.endswith(":"):
            yield Candidate(
                index, index, 0, head.kind, Source.PROSE, "", "", head.word, head=head.index
            )


# Cells -------------------------------------------------------------------------------------------


def _cells(flow: Flow, taken: set[int]) -> Iterator[Candidate]:
    tables: dict[int, list[int]] = defaultdict(list)
    for index, block in enumerate(flow.blocks):
        if block.role is Role.CELL and block.table >= 0 and flow.zones[index] is not Zone.ASIDE:
            tables[block.table].append(index)
    for cells in tables.values():
        kinds = _kinds_of_columns(flow, cells)
        for index in cells:
            block = flow.blocks[index]
            if block.column in kinds and index not in taken and block.row > 0:
                found = _cell(flow, index, *kinds[block.column])
                if found:
                    yield found


def _kinds_of_columns(flow: Flow, cells: list[int]) -> dict[int, tuple[Kind, str]]:
    first = min(flow.blocks[i].row for i in cells)
    heads = [flow.blocks[i] for i in cells if flow.blocks[i].row == first]
    found = {b.column: kind for b in heads if (kind := kind_of_column(b))}
    return found if len(heads) > 1 else {}


def kind_of_column(head: Block) -> tuple[Kind, str] | None:
    """Say which kind a column's head names ("Issue/Area for Improvement", "Corrective Action")."""
    parts = [part.strip() for part in re.split(r"[/|]", head.text)]
    short = [part for part in parts if len(part.split()) <= MOST_COLUMN_WORDS and not head.bullet]
    return next((kind for part in short if (kind := kind_of_heading(part))), None)


MOST_COLUMN_WORDS = 4


def _cell(flow: Flow, index: int, kind: Kind, word: str) -> Candidate | None:
    block = flow.blocks[index]
    if kind_of_column(block) or len(block.text.split()) < FEWEST_WORDS:
        return None
    number = read_code(block.text) or read_number(block.text)
    if block.bullet:
        number = read_number(block.bullet + " ")
        if number:
            number = replace(number, end=0)
    if not number:
        return Candidate(index, index, 0, kind, Source.CELL, word=word, form=Form.NUMBER)
    return Candidate(
        index, index, number.end, kind, Source.CELL, number.label, tidy_number(number.number),
        word, Form.NUMBER,
    )  # fmt: skip
