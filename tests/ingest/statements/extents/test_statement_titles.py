"""Titles and other headings inside a box are no part of what the box states."""

from __future__ import annotations

from ingest.statements.records import find_records
from tests.support.blocks import PROSE, block, heading, in_order, item


def test_a_boxed_statement_stands_between_its_title_and_the_next_heading_of_the_box() -> None:
    asked = "The Commission recommends that counties share their maps every six months."
    boxes = [
        made
        for n, title in enumerate(("MAPPING FOR RURAL ROADS", "COMMAND WITHIN THE HOUR"))
        for made in (
            heading(f"Recommendation P.{n + 1}", 4, boxed=n),
            heading(title, 3, boxed=n),
            block(asked.replace("maps", ("maps", "logs")[n]), boxed=n),
            heading("IMPLEMENTATION POINTS", 5, boxed=n),
            item("New members should be driven over the roads in their first month.", boxed=n),
            block(PROSE),
        )
    ]
    records = find_records(in_order([heading("Chapter 2"), block(PROSE), *boxes])).records
    assert [(r.number, r.text) for r in records] == [
        ("P.1", asked), ("P.2", asked.replace("maps", "logs")),
    ]  # fmt: skip
