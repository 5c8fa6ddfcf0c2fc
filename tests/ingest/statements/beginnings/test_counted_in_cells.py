"""A form's box says what follows in it, and counts it."""

from __future__ import annotations

from ingest.layout.blocks import Role
from ingest.statements.records import find_records
from tests.support.blocks import block, heading, in_order

TOLD = "The MATTERS OF CONCERN are as follows."
SIGNS = "Officers did not recognise the signs of acute behavioural disturbance."
CALL = "The control room did not upgrade the call when told of the restraint."


def read(*cells: tuple[str, int, str]):
    """Give kind, number and text of what a form of boxes holds, each cell by text, row, bullet."""
    form = [block(t, Role.CELL, table=0, row=r, column=1, bullet=b) for t, r, b in cells]
    blocks = in_order([heading("REPORT TO PREVENT FUTURE DEATHS"), *form])
    return [(r.kind.value, r.number, r.text) for r in find_records(blocks).records]


def test_what_a_box_counts_below_such_a_sentence_is_a_statement_each() -> None:
    assert read((TOLD, 5, ""), (SIGNS, 5, "(1)"), (CALL, 5, "(2)"), ("Reply.", 6, "")) == [
        ("improvement", "1", SIGNS), ("improvement", "2", CALL),
    ]  # fmt: skip


def test_what_is_counted_without_such_a_sentence_is_none() -> None:
    assert read(("I held an inquest.", 5, ""), (SIGNS, 5, "(1)"), (CALL, 5, "(2)")) == []
