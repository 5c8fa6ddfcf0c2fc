"""Columns under heads that nobody knows are read by what their sentences do, over all tables."""

from __future__ import annotations

import pytest

from ingest.layout.blocks import Role
from ingest.statements.records import find_records
from tests.support.blocks import PROSE, block, heading, in_order

TABLES = (
    (("Nobody at the post had a map.", "Print a map of the tunnels for every car."),
     ("The sirens were silent all night.", "Sirens should be tested each month.")),
    (("Two shelters had no cots at all.", "The county should store cots in each school."),
     ("Buses came late to the valley.", "Drivers must be called before the river rises.")),
)  # fmt: skip


def kinds(*heads: tuple[str, str]) -> list[str]:
    """Give the kinds read of two tables of two rows, each under its heads."""
    blocks = [heading("The storm"), block(PROSE)]
    for table, (head, rows) in enumerate(zip(heads, TABLES, strict=True)):
        blocks += [heading(f"The {table + 2}nd night"), block(PROSE)]
        for row, cells in enumerate((head, *rows)):
            blocks += [
                block(text, Role.CELL, table=table, row=row, column=column)
                for column, text in enumerate(cells)
            ]
    return [r.kind.value for r in find_records(in_order(blocks)).records]


def test_tables_under_the_same_heads_are_counted_together() -> None:
    assert kinds(("Then", "Now"), ("Then", "Now")) == ["finding", "recommendation"] * 4


@pytest.mark.parametrize("other", [("Before", "After"), ("Policy", "Response")])
def test_few_rows_under_heads_of_their_own_are_none(other: tuple[str, str]) -> None:
    assert kinds(("Then", "Now"), other) == []
