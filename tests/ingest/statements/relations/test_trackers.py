"""A table that tracks recommendations tells the status of each by its number."""

from __future__ import annotations

import pytest

from ingest.layout.blocks import Role
from ingest.statements.records import find_records
from tests.support.blocks import PROSE, block, heading, in_order

ASKED = (
    "The Department should rewrite its policy on force.",
    "The Sheriff should staff the crisis team at the hours at which it is needed.",
    "The City should add two members from outside to the board.",
)


def tracker(head, *rows):
    """Make a table's cells, its head row first."""
    return [
        block(text, Role.CELL, table=1, row=row, column=column, page=2)
        for row, cells in enumerate((head, *rows))
        for column, text in enumerate(cells)
    ]


def told(head, *rows):
    """Give the status of each recommendation that the body labels and the table tracks."""
    asked = [
        block(f"Recommendation {n}: {text}", bold=f"Recommendation {n}:")
        for n, text in enumerate(ASKED, 1)
    ]
    blocks = [heading("What we ask"), block(PROSE), *asked]
    blocks += [heading("Appendix A. Progress", page=2), *tracker(head, *rows)]
    return [r.status for r in find_records(in_order(blocks)).records]


@pytest.mark.parametrize("head", ["Status", "Current status", "Status at 1 July 2022"])
def test_the_column_of_status_is_read_by_number(head: str) -> None:
    rows = (("1", "Policy", "Complete"), ("2", "Crisis team", "In process"))
    assert told(("No.", "Short title", head), *rows) == ["complete", "in progress", ""]


def test_a_column_of_something_else_tells_no_status() -> None:
    rows = (("1", "Policy", "Complete"), ("2", "Crisis team", "In progress"))
    assert told(("No.", "Short title", "Lead"), *rows) == ["", "", ""]


def test_a_row_without_a_number_tells_of_none() -> None:
    rows = (("Policy", "of 2019", "Complete"), ("", "Crisis team", "In progress"))
    assert told(("Subject", "Short title", "Status"), *rows) == ["", "", ""]
