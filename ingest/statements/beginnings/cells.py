"""Statements in tables: cells of a column whose head names a kind."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise, takewhile

from ingest.headings_of_kind import kind_of_heading
from ingest.labels import Form, number_parts, read_code, read_number, tidy_number
from ingest.layout.blocks import Block, Role
from ingest.statements.asking import ASKED, asks
from ingest.statements.beginnings.codes import INITIALS
from ingest.statements.beginnings.rated_rows import ratings
from ingest.statements.candidate import FEWEST_WORDS, Candidate, Source, goes_on_below
from ingest.statements.flow import Flow, Zone
from ingest.statements.looser_words import kind_of_word
from ingest.words_of_kind import is_plural
from kb.domain.record import Kind


def find_cells(flow: Flow, taken: set[int]) -> Iterator[Candidate]:
    """Give the cells of columns whose head, or whose table's heading, names a kind."""
    for cells in tables_of(flow, (Zone.OTHERS, Zone.ASIDE)):
        titled = _titled(flow, cells)
        kinds = titled or _kinds_of_columns(flow, cells) or _kind_of_table(flow, cells)
        numbers = numbers_of_rows(flow, cells)
        rated = ratings(heads_of(flow, cells), [flow.blocks[i] for i in cells])
        last = _last_row(flow, cells) if titled else NO_ROW
        # what a row's number counts is one statement
        uncounted = [i for i in cells if not numbers[flow.blocks[i].row]]
        several = _asking_paragraphs(flow, uncounted)
        begun: dict[tuple[int, int], str] = {}
        for index in cells:
            block = flow.blocks[index]
            if (
                block.column in kinds
                and not _goes_on(flow, cells, index)
                and index not in taken
                and (
                    _may_begin(block, begun)
                    or (index in several and kinds[block.column][0] in ASKED)
                )
                and 0 < block.row < last
            ):
                kind, word = kinds[block.column]
                kind = kind if kind in ASKED else rated.get(block.row, kind)
                found = _cell(flow, index, kind, word)
                place = (block.row, block.column)
                if found and (
                    found.number or place not in begun or _is_sentence(block) or index in several
                ):
                    begun.setdefault(place, block.bullet)
                    counted = _is_counted(flow, cells, block.column, kinds)
                    number = numbers[block.row] if counted else ""
                    of_row = _of_column(number, found, kinds.values())
                    yield found if found.number else replace(found, number=of_row)


def tables_of(flow: Flow, but: Collection[Zone] = ()) -> Iterable[list[int]]:
    """Give the cells of each table, by their place in the report, but those in some zones."""
    tables: dict[int, list[int]] = defaultdict(list)
    for index, block in enumerate(flow.blocks):
        if block.role is Role.CELL and block.table >= 0 and flow.zones[index] not in but:
            tables[block.table].append(index)
    return tables.values()


def _goes_on(flow: Flow, cells: Sequence[int], index: int) -> bool:
    """Say whether a cell only goes on from the one above it in its column."""
    block = flow.blocks[index]
    if not block.text[:1].islower():
        return False
    above = (flow.blocks[i] for i in cells if flow.blocks[i].row == block.row - 1)
    return any(goes_on_below(other, block) for other in above)


def _is_counted(flow: Flow, cells: Sequence[int], column: int, kinds: Collection[int]) -> bool:
    """Say whether a row's number counts a column: not one at its left, if one stands at its right.

    "Finding | No. | Recommendation": the number is the recommendation's.
    """
    at = [b.column for b in heads_of(flow, cells) if _heads_numbers(b)]
    between = at and at[0] > 0 and any(kind > at[0] for kind in kinds)
    return not between or column > at[0]


def _of_column(number: str, found: Candidate, columns: Iterable[tuple[Kind, str]]) -> str:
    """Give a row's number to the column whose kind or words its letters stand for, if to one.

    "LI 4" numbers the "Lesson identified" of its row, not the "Recommendation" beside it.
    """
    letters = number_parts(number)[0].strip(" .-")
    meant = [word for kind, word in columns if letters and _stands_for(letters, kind, word)]
    return number if not meant or found.word in meant else ""


def _stands_for(letters: str, kind: Kind, word: str) -> bool:
    initials = "".join(part[0] for part in word.split()).upper()
    return INITIALS.get(letters) is kind or letters == initials


def _may_begin(block: Block, begun: Mapping[tuple[int, int], str]) -> bool:
    """Say whether a block may begin a cell's statement: it goes on with none, and is no sub-item.

    A bullet is the cell's own only where nothing stands before it but such bullets with whole
    sentences: "Sustain" over three bullets in one cell heads three statements.
    """
    place = (block.row, block.column)
    first = place not in begun and not block.bullet[:1].isalnum()
    listed = begun.get(place) == block.bullet != "" and _is_sentence(block)
    return block.continues < 0 and (not block.bullet or first or listed)


def _asking_paragraphs(flow: Flow, cells: Iterable[int]) -> frozenset[int]:
    """Give the paragraphs of cells that hold several, none with a mark, each of which asks.

    "It should also ..." goes on from what was asked before.
    """
    held: dict[tuple[int, int], list[int]] = defaultdict(list)
    for index in cells:
        held[flow.blocks[index].row, flow.blocks[index].column].append(index)
    blocks = flow.blocks
    return frozenset(
        index
        for group in held.values()
        if len(group) > 1 and all(not blocks[i].bullet and _asks_anew(blocks[i]) for i in group)
        for index in group
    )


def _asks_anew(block: Block) -> bool:
    whole = block.continues < 0 and block.text.rstrip().endswith((".", ";"))
    return whole and asks(block.text) and not _GOES_ON.match(block.text)


_GOES_ON = re.compile(r"(?:It|They|This|These|Those|He|She|Such|In addition|Also|Further)\b")


def _is_sentence(block: Block) -> bool:
    whole = block.text.rstrip()[-1:] in set('.!?”"')
    return bool(block.bullet) and block.text[:1].isupper() and whole


NO_ROW = 10_000


def _titled(flow: Flow, cells: list[int]) -> dict[int, tuple[Kind, str]]:
    """Take the second column of a table of two under a title row that names a kind.

    "Findings" above "Personnel issues | Decision making/judgment - Pilot". Or the only column
    over sentences: "Key findings" in a coloured bar, and a shaded row for each.
    """
    title = _first_row(flow, cells)
    rest = [flow.blocks[i] for i in cells if flow.blocks[i].row > title[0].row]
    kind = kind_of_heading(title[0].text)
    columns = {b.column for b in rest}
    # printed again over the boxes of later pages
    if kind is None or any((b.column, b.text) != (title[0].column, title[0].text) for b in title):
        return {}
    if len(columns) == 1 and is_plural(kind[1]) and all(_is_whole(b) for b in rest):
        return dict.fromkeys(columns, kind)
    return {1: kind} if columns == {0, 1} else {}


def _is_whole(block: Block) -> bool:
    return block.text[:1].isupper() and block.text.rstrip().endswith((".", ".”", ";"))


def _last_row(flow: Flow, cells: list[int]) -> int:
    """Give the row of the next title, a bold cell that has a row of its own."""
    alone = Counter(flow.blocks[i].row for i in cells)
    rows = (
        b.row
        for b in (flow.blocks[i] for i in cells)
        if alone[b.row] == 1 and b.bold and b.column == 0 and b.row > flow.blocks[cells[0]].row
    )
    return min(rows, default=NO_ROW)


def _kinds_of_columns(flow: Flow, cells: list[int]) -> dict[int, tuple[Kind, str]]:
    """Give the kinds that heads name, looser words beside others: "Issue", "Recommendation"."""
    heads = heads_of(flow, cells)
    found = {b.column: kind for b in heads if (kind := kind_of_column(b))}
    looser = {b.column: (told, b.text) for b in heads if (told := kind_of_word(b.text))}
    asked = any(kind in ASKED for kind, _ in (looser | found).values())
    found = looser | found if found and asked else found
    return found if len(heads) > 1 else {}


def heads_of(flow: Flow, cells: Sequence[int]) -> list[Block]:
    """Give the cells of a table's first row, or of the second below a title across the table."""
    first = _first_row(flow, cells)
    second = [flow.blocks[i] for i in cells if flow.blocks[i].row == first[0].row + 1]
    heads = len(second) > 1 and all(len(b.text.split()) <= MOST_COLUMN_WORDS for b in second)
    titled = len(first) == 1 and first[0].column == 0 and not kind_of_heading(first[0].text)
    return second if titled and heads and any(map(kind_of_column, second)) else first


def _first_row(flow: Flow, cells: Sequence[int]) -> list[Block]:
    first = min(flow.blocks[i].row for i in cells)
    return [flow.blocks[i] for i in cells if flow.blocks[i].row == first]


def _kind_of_table(flow: Flow, cells: list[int]) -> dict[int, tuple[Kind, str]]:
    """Take the wordiest column of a numbered table under a heading that announces a kind.

    "Appendix F: Summary of Recommendations" above "# | Responsible Party | Action Required".
    """
    titles = reversed(flow.paths[cells[0]])
    kind = next((found for title in titles if (found := kind_of_heading(title))), None)
    if kind is None or not _are_counted(numbers_of_rows(flow, cells)):
        return {}
    words: Counter[int] = Counter()
    for index in cells:
        words[flow.blocks[index].column] += len(flow.blocks[index].text.split())
    return {words.most_common(1)[0][0]: kind}


def _are_counted(numbers: Mapping[int, str]) -> bool:
    """Say whether rows are numbered in sequence; "Number" of respondents heads amounts."""
    parts = [number_parts(numbers[row])[1] for row in sorted(numbers)]
    steps = [one < other for one, other in pairwise(p for p in parts if p)]
    return bool(numbers) and sum(steps) >= RISING * len(steps)


# Share of rows whose number must be higher than the one above: a restart is a new section.
RISING = 0.7


def _heads_numbers(block: Block) -> bool:
    return block.text.strip().lower().rstrip(".") in {
        "#",
        "no",
        "nr",
        "number",
        "id",
        "ref",
        "item",
    }


# "4.2", "R-7", "LI 3"
_ROW_NUMBER = re.compile(r"\S+|[A-Z]{1,4} \d{1,3}(?:\.\d{1,3})*")


def numbers_of_rows(flow: Flow, cells: Sequence[int]) -> defaultdict[int, str]:
    """Give each row the number in the column whose head is "No." or "#", or that only counts."""
    heads = heads_of(flow, cells)
    columns = {b.column for b in heads if _heads_numbers(b)}
    first = [flow.blocks[i].text.strip(" .") for i in cells if flow.blocks[i].column == 0]
    counts = first == [str(n) for n in range(1, len(first) + 1)]
    if counts and all(b.column for b in heads):
        columns.add(0)
    out: defaultdict[int, str] = defaultdict(str)
    for index in cells:
        block = flow.blocks[index]
        if block.column in columns and block.row > 0 and _ROW_NUMBER.fullmatch(block.text.strip()):
            out[block.row] = tidy_number(block.text)
    return out


def numbers_in_row(flow: Flow, index: int) -> frozenset[str]:
    """Give the numbers that cells of a cell's row begin with, under heads that name a kind.

    A cell over several rows counts for all of them.
    """
    block = flow.blocks[index]
    cells = [i for i, b in enumerate(flow.blocks) if b.table == block.table and b.role is Role.CELL]
    kinds = {b.column for b in heads_of(flow, cells) if kind_of_column(b)} - {block.column}
    last: dict[int, str] = {}
    for other in (flow.blocks[i] for i in cells):
        if other.column in kinds and 0 < other.row <= block.row and other.continues < 0:
            last[other.column] = _opening_number(other.text)
    return frozenset(filter(None, last.values()))


def _opening_number(text: str) -> str:
    label = read_code(text) or read_number(f"{text} ") or read_number(f"{text}.")
    return tidy_number(label.number) if label else ""


def number_of_card(flow: Flow, index: int) -> str:
    """Give the number that the first cell of a cell's table counts it by.

    "Card 3", "Lesson 3"; a code alone, as "PLN-1" over the form of an observation.
    """
    block = flow.blocks[index]
    if block.role is not Role.CELL or block.row == 0:
        return ""
    above = takewhile(lambda b: b.table == block.table, reversed(flow.blocks[:index]))
    first = next((b for b in above if (b.row, b.column) == (0, 0)), None)
    if first is None:
        return ""
    code = read_code(first.text)
    if code and code.end >= len(first.text):
        return code.number
    if _REFERENCE.fullmatch(first.text.strip()):
        return _number_beside(flow, first)
    counted = _CARD.fullmatch(first.text.strip())
    return counted["number"] if counted else ""


def _number_beside(flow: Flow, head: Block) -> str:
    """Give the number in the cell at the right of "Reference" in a form's first row."""
    texts = [
        b.text.strip() for b in flow.blocks if (b.table, b.row, b.column) == (head.table, 0, 1)
    ]
    whole = len(texts) == 1 and _ROW_NUMBER.fullmatch(texts[0]) and any(map(str.isdigit, texts[0]))
    return tidy_number(texts[0]) if whole else ""


_REFERENCE = re.compile(
    r"(?:reference|ref|number|no|nr|id|#)(?: (?:number|no))?[.:]?", re.IGNORECASE
)
_CARD = re.compile(
    r"[A-Z][A-Za-z-]+(?: [A-Za-z-]+)? (?:[Nn]o\.? ?|#)?(?P<number>\d{1,3}(?:\.\d{1,3})?)\b[.:]?"
)


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
