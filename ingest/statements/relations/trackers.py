"""Tables that track recommendations: what has become of each, by its printed number."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

from ingest.statements.asking import ASKED
from ingest.statements.beginnings.cells import heads_of, numbers_of_rows, tables_of
from ingest.statements.flow import Flow
from ingest.statements.statement import Statement

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
        for cells in tables_of(flow)
        for number, told in _told(flow, cells)
        if len(places[number]) == 1
    }


def _told(flow: Flow, cells: Sequence[int]) -> Iterator[tuple[str, str]]:
    numbers = numbers_of_rows(flow, cells)
    columns = {b.column for b in heads_of(flow, cells) if _STATUS.fullmatch(b.text.strip())}
    for block in (flow.blocks[i] for i in cells):
        if block.column in columns and block.row > 0 and numbers[block.row]:
            yield numbers[block.row], block.text
