"""Tables that track recommendations: what has become of each, by its printed number."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from ingest.labels import read_code, read_label, read_number
from ingest.layout.blocks import Block, Role
from ingest.statements.asking import ASKED
from ingest.statements.flow import Flow
from ingest.statements.statement import Statement

_Rows = Mapping[int, Mapping[int, Block]]

# "Status", "Current status", "Status at 1 July 2022" heads the column
_STATUS = re.compile(
    r"(?:(?:current|implementation|present|overall) )?status\b.{0,30}", re.IGNORECASE
)


def tracked(flow: Flow, statements: Sequence[Statement]) -> dict[int, str]:
    """Give what a table's column "Status" prints beside the number of each statement, by its place.

    "PLN-1.1 | Write a weather table ... | OEM | Complete" in an appendix, where the body argues it.
    A number that several recommendations have tells of none.
    """
    places: dict[str, list[int]] = defaultdict(list)
    for place, statement in enumerate(statements):
        if statement.candidate.kind in ASKED and statement.candidate.number:
            places[statement.candidate.number].append(place)
    return {
        places[number][0]: told
        for rows in _tables(flow)
        for number, told in _told(rows)
        if len(places[number]) == 1
    }


def _tables(flow: Flow) -> Iterator[_Rows]:
    tables: dict[int, dict[int, dict[int, Block]]] = defaultdict(lambda: defaultdict(dict))
    for block in flow.blocks:
        if block.role is Role.CELL:
            tables[block.table][block.row].setdefault(block.column, block)
    yield from tables.values()


def _told(rows: _Rows) -> Iterator[tuple[str, str]]:
    head = rows.get(0, {})
    column = next((c for c, cell in head.items() if _STATUS.fullmatch(cell.text.strip())), None)
    for row, cells in rows.items() if column is not None else ():
        number, told = cells.get(0), cells.get(column or 0)
        if row and number and told:
            yield _number(number.text), told.text


def _number(text: str) -> str:
    """Read "PLN-1.1", "3." or "Recommendation 3" alone in a cell; "" where it is none."""
    bare = text.strip()
    found = read_label(bare) or read_code(bare) or read_number(f"{bare.rstrip('.')}.")
    return found.number if found and found.end >= len(bare) else ""
