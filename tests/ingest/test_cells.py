"""Several bullets in one cell are several statements; what a sentence of the cell lists is not."""

from __future__ import annotations

from ingest.blocks import Role
from ingest.records import find_records
from tests.support.blocks import PROSE, block, heading, in_order

ALONE = "Officers went in without waiting for a team."
KEYS = "Every patrol car carried a master key."
POST = "No fixed command post existed for an hour."


def cell(text: str, row: int, column: int, bullet: str = ""):
    """Make a cell of the only table."""
    return block(text, Role.CELL, table=0, row=row, column=column, bullet=bullet)


def read(*cells):
    """Give kind and text of what a table under "Review" holds."""
    heads = [cell("Sustain", 0, 0), cell("Improve", 0, 1)]
    blocks = in_order([heading("Review"), block(PROSE), *heads, *cells])
    return [(r.kind.value, r.text) for r in find_records(blocks).records]


def test_bullets_that_fill_a_cell_are_a_statement_each() -> None:
    found = read(cell(ALONE, 1, 0, "•"), cell(KEYS, 1, 0, "•"), cell(POST, 1, 1, "•"))
    assert found == [("strength", ALONE), ("strength", KEYS), ("improvement", POST)]


def test_bullets_below_a_sentence_of_the_cell_are_its_parts() -> None:
    listed = cell("The first officers were quick:", 1, 0)
    found = read(listed, cell(ALONE, 1, 0, "•"), cell(KEYS, 1, 0, "•"), cell(POST, 1, 1))
    assert [kind for kind, _ in found] == ["strength", "improvement"]
