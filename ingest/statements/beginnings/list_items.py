"""Items of lists: how each is marked, and which of them make one list in sequence."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ingest.labels import ORDINALS, Label, number_parts, read_code, read_number
from ingest.layout.blocks import Role
from ingest.statements.flow import Flow, is_heading


@dataclass(frozen=True, slots=True)
class Item:
    """An item at block `index`, its text at `offset` of `text_block`, `indent` in points."""

    index: int
    text_block: int
    offset: int
    number: str
    bullet: str
    indent: float
    page: int

    @property
    def shape(self) -> str:
        """How it is marked: `1.`, `1)`, `1.1`, `a)`, or the bullet's own glyph.

        "13." is a paragraph that recommends, "1)" and "2)" are what it recommends.
        """
        if not self.number:
            return "-" if self.bullet in _DASHES else self.bullet
        prefix, parts = number_parts(self.number)
        single = "a" if self.number.isalpha() else "1"
        return f"{prefix}{len(parts)}{single}{')' if self.bullet.endswith(')') else ''}"


_DASHES = frozenset("-–—−‐‑")


def item_at(flow: Flow, index: int) -> Item | None:
    """Read a block as an item; None where no number, code or bullet marks it."""
    block = flow.blocks[index]
    if block.role is Role.CELL or (block.bullet in _DASHES and _goes_on(flow, index)):
        return None
    if block.bullet:
        number = read_number(block.bullet + " ") or read_code(block.bullet + " ")
        marked = number.number if number else ""
        return Item(index, index, 0, marked, block.bullet, block.indent, block.page)
    if ordinal := _ORDINAL.match(block.text):
        place = ORDINALS.index(ordinal["word"].lower()) + 1
        mark = ordinal[0].strip()
        return Item(index, index, ordinal.end(), str(place), mark, block.indent, block.page)
    # a large "3" beside the paragraph, without a point
    lone = block.role is Role.MARGIN and block.text.isdigit()
    number = read_number(f"{block.text}." if lone else block.text)
    if not number or _is_year(number):
        return None
    if number.end < len(block.text):
        mark = number.label + number.separator
        return Item(index, index, number.end, number.number, mark, block.indent, block.page)
    return _in_margin(flow, index, number)


# "First: Make it easy to tell someone."; "First, we went" opens a sentence of the text
_ORDINAL = re.compile(rf"(?P<word>{'|'.join(ORDINALS)})(?:ly)?: (?=[A-Z])", re.IGNORECASE)


def _goes_on(flow: Flow, index: int) -> bool:
    """Say whether a dash at a line's beginning only parts a sentence that began above."""
    block, above = flow.blocks[index], flow.blocks[index - 1] if index else None
    return bool(
        block.text[:1].islower()
        and above
        and above.role is Role.BODY
        and not re.search(r"[.:;!?][”\"')]*\d{0,3}$", above.text.rstrip())
    )


def _in_margin(flow: Flow, index: int, number: Label) -> Item | None:
    """Take the paragraph beside a number that stands alone in the margin."""
    block, following = flow.blocks[index], flow.after(index)
    if block.role is not Role.MARGIN or following is None:
        return None
    beside = flow.blocks[following]
    if is_heading(beside) or beside.page != block.page:
        return None
    return Item(index, following, 0, number.number, "", block.indent, block.page)


def _is_year(label: Label) -> bool:
    return label.separator == "" and label.number.isdigit() and int(label.number) > MOST_ITEMS


# "204 officers checked in" begins no item 204 of a list.
MOST_ITEMS = 150


def outermost(items: list[Item], last: int) -> list[Item]:
    """Keep the items of the list itself, not of lists inside its items.

    The first mark that makes a list is the list's. Numbers must run on from the list's beginning,
    or from the kind's list before it; of bullets the least indented count.
    """
    shapes = dict.fromkeys(item.shape for item in items)
    lists = (_list_of([item for item in items if item.shape == s], last) for s in shapes)
    return next(filter(None, lists), [])


def _list_of(same: list[Item], last: int) -> list[Item]:
    if same[0].number:
        return _in_sequence(same, last)
    least: dict[int, float] = {}
    for item in same:
        least[item.page] = min(item.indent, least.get(item.page, item.indent))
    return [item for item in same if item.indent <= least[item.page] + DEEPER]


def _in_sequence(items: list[Item], last: int) -> list[Item]:
    """Keep what runs on, allowing for a number left out; a second 1 begins an inner list.

    A list that begins at "5.61." is no list: there the report numbers its paragraphs.
    """
    first = last_count(items[0].number)
    if first > 1 + SKIPPED and not last < first <= last + 1 + SKIPPED:
        return []
    kept, before = [items[0]], first
    for item in items[1:]:
        count = _count_after(before, item.number)
        restarts = count == 1 and _level(item) != _level(kept[-1])
        if before < count <= before + 1 + SKIPPED or restarts:
            kept.append(item)
            before = count
    return kept


def _count_after(before: int, number: str) -> int:
    """Give the count of a number, of a lone letter the alphabet's where that runs on: (h), (i)."""
    letter = ord(number.lower()) - ord("a") + 1 if len(number) == 1 and number.isalpha() else 0
    return letter if letter == before + 1 else last_count(number)


def _level(item: Item) -> str:
    """Give what stands before the last count: the "6.2" of 6.2.1."""
    return item.number.rpartition(".")[0]


# Numbers that a list may leave out in one place.
SKIPPED = 2

# Points by which an inner list is set deeper than the list it belongs to.
DEEPER = 12.0


def last_count(number: str) -> int:
    """Give the last count of a number: 3 of `1.3`; 0 where there is none."""
    parts = number_parts(number)[1]
    return parts[-1] if parts else 0
