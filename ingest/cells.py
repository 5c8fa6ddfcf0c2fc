"""Statements in tables: cells of a column whose head names a kind."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import replace

from ingest.blocks import Block, Role
from ingest.candidate import FEWEST_WORDS, Candidate, Source
from ingest.flow import Flow, Zone
from ingest.labels import Form, kind_of_heading, read_code, read_number, tidy_number
from kb.domain.record import Kind


def find_cells(flow: Flow, taken: set[int]) -> Iterator[Candidate]:
    """Give the cells of columns whose head, or whose table's heading, names a kind."""
    tables: dict[int, list[int]] = defaultdict(list)
    for index, block in enumerate(flow.blocks):
        if block.role is Role.CELL and block.table >= 0 and flow.zones[index] is not Zone.ASIDE:
            tables[block.table].append(index)
    for cells in tables.values():
        kinds = _kinds_of_columns(flow, cells) or _kind_of_table(flow, cells)
        numbers = _numbers_of_rows(flow, cells)
        begun: set[tuple[int, int]] = set()
        for index in cells:
            block = flow.blocks[index]
            if block.column in kinds and index not in taken and block.row > 0 and not block.bullet:
                found = _cell(flow, index, *kinds[block.column])
                place = (block.row, block.column)
                if found and (found.number or place not in begun):
                    begun.add(place)
                    yield found if found.number else replace(found, number=numbers[block.row])


def _kinds_of_columns(flow: Flow, cells: list[int]) -> dict[int, tuple[Kind, str]]:
    heads = _heads_of(flow, cells)
    found = {b.column: kind for b in heads if (kind := kind_of_column(b))}
    return found if len(heads) > 1 else {}


def _heads_of(flow: Flow, cells: list[int]) -> list[Block]:
    first = min(flow.blocks[i].row for i in cells)
    return [flow.blocks[i] for i in cells if flow.blocks[i].row == first]


def _kind_of_table(flow: Flow, cells: list[int]) -> dict[int, tuple[Kind, str]]:
    """Take the wordiest column of a numbered table under a heading that announces a kind.

    "Appendix F: Summary of Recommendations" above "# | Responsible Party | Action Required".
    """
    titles = reversed(flow.paths[cells[0]])
    kind = next((found for title in titles if (found := kind_of_heading(title))), None)
    if kind is None or not any(_heads_numbers(b) for b in _heads_of(flow, cells)):
        return {}
    words: Counter[int] = Counter()
    for index in cells:
        words[flow.blocks[index].column] += len(flow.blocks[index].text.split())
    return {words.most_common(1)[0][0]: kind}


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


def _numbers_of_rows(flow: Flow, cells: list[int]) -> defaultdict[int, str]:
    """Give each row the number in the column whose head is "No." or "#"."""
    columns = {b.column for b in _heads_of(flow, cells) if _heads_numbers(b)}
    out: defaultdict[int, str] = defaultdict(str)
    for index in cells:
        block = flow.blocks[index]
        if block.column in columns and block.row > 0 and len(block.text.split()) == 1:
            out[block.row] = tidy_number(block.text)
    return out


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
