"""Statements in tables whose heads name no kind: the column that asks, and what it answers.

"What we met | By next spring | Owner": where the sentences of a column ask, its cells are
recommendations, and whole sentences in a column to its left tell what was found.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from ingest.labels import Form, read_code, read_number, tidy_number
from ingest.layout.blocks import Block
from ingest.statements.asking import asks
from ingest.statements.beginnings.cells import heads_of, kind_of_column, numbers_of_rows, tables_of
from ingest.statements.beginnings.recurring import ASKING, OTHER_PARTS, is_sentence
from ingest.statements.candidate import Candidate, Source
from ingest.statements.flow import Flow, Zone
from kb.domain.record import Kind

# Rows of a table, in which fewer may ask by chance.
FEWEST_ROWS = 3


def find_asking_columns(flow: Flow, taken: set[int]) -> Iterator[Candidate]:
    """Give the cells of columns that ask, and of those to their left that tell something."""
    alike: dict[tuple[str, ...], list[Sequence[int]]] = defaultdict(list)
    for cells in tables_of(flow):
        if not taken.intersection(cells) and flow.zones[cells[0]] in (Zone.BODY, Zone.LIST):
            alike[tuple(b.text for b in heads_of(flow, cells))].append(cells)
    for tables in alike.values():
        asked, told = _columns(flow, tables)
        for held in tables:
            yield from _table(flow, held, asked, told)


def _columns(flow: Flow, tables: Sequence[Sequence[int]]) -> tuple[list[int], list[int]]:
    """Give the columns that ask, and those that tell, of tables under the same heads.

    A chapter's own table may have but two rows.
    """
    columns: dict[int, list[int]] = defaultdict(list)
    for cells in tables:
        for head in heads_of(flow, cells):
            if not _is_other(head):
                columns[head.column] += _first_cells(flow, cells, head.column)
    asked = [c for c, found in columns.items() if _share(flow, found, asking=True) >= ASKING]
    told = [
        c
        for c, found in columns.items()
        if c < max(asked, default=0)
        and c not in asked
        and _share(flow, found, asking=False) >= ASKING
    ]
    return asked, told


def _table(
    flow: Flow, cells: Sequence[int], asked: Sequence[int], told: Sequence[int]
) -> Iterator[Candidate]:
    heads = {b.column: b for b in heads_of(flow, cells)}
    columns = {c: _first_cells(flow, cells, c) for c in (*asked, *told) if c in heads}
    numbers = numbers_of_rows(flow, cells)
    for column in (*asked, *told):
        kind = Kind.RECOMMENDATION if column in asked else Kind.FINDING
        for index in columns[column]:
            own, offset = _number(flow.blocks[index])
            yield Candidate(
                index, index, offset, kind, Source.RECURRING, own,
                own or numbers[flow.blocks[index].row], heads[column].text.strip(), Form.NUMBER,
            )  # fmt: skip


def _number(block: Block) -> tuple[str, int]:
    """Give the number that a cell begins with, and where its sentence begins: "1.2 Require ..."."""
    label = read_code(block.text) or read_number(block.text)
    return (tidy_number(label.number), label.end) if label else ("", 0)


def _is_other(head: Block) -> bool:
    return bool(OTHER_PARTS.search(head.text)) or kind_of_column(head) is not None


def _first_cells(flow: Flow, cells: Sequence[int], column: int) -> list[int]:
    """Give the block that begins each cell of a column below its head."""
    first: dict[int, int] = {}
    for index in cells:
        block = flow.blocks[index]
        if block.column == column and block.row > 0 and block.continues < 0:
            first.setdefault(block.row, index)
    return list(first.values())


def _share(flow: Flow, cells: Sequence[int], *, asking: bool) -> float:
    """Give the share of cells that are whole sentences, and that ask if they must."""
    texts = [flow.blocks[i].text[_number(flow.blocks[i])[1] :] for i in cells]
    held = sum(is_sentence(text) and (asks(text) or not asking) for text in texts)
    return held / len(texts) if len(texts) >= FEWEST_ROWS else 0.0
