"""Which items below a statement belong to it."""

from __future__ import annotations

from ingest.layout.blocks import Role
from ingest.statements.records import find_records
from tests.support.blocks import PROSE, block, heading, in_order


def read(lead: str, *, bold: str = "") -> list[str]:
    """Give the texts of two recommendations, the first above three lettered items."""
    items = [
        block(text, Role.ITEM, bullet=mark)
        for mark, text in (("(a)", "a second officer;"), ("(b)", "a supervisor; and"))
    ]
    other = block("Recommendation 2. Keys should be divided between two people.", bold=bold and (
        "Recommendation 2. Keys should be divided between two people."))  # fmt: skip
    first = block(f"Recommendation 1. {lead}", bold=bold and f"Recommendation 1. {lead}")
    blocks = [heading("Review"), block(PROSE), first, *items, block(PROSE), other, block(PROSE)]
    return [record.text for record in find_records(in_order(blocks)).records]


def test_a_sentence_that_breaks_off_goes_on_in_its_items() -> None:
    lead = "No officer should move an unwilling inmate without"
    for bold in ("", "bold"):
        assert read(lead, bold=bold)[0].split("\n") == [
            lead, "(a) a second officer;", "(b) a supervisor; and",
        ]  # fmt: skip


def test_a_sentence_that_is_whole_takes_no_items() -> None:
    lead = "No officer should move an unwilling inmate alone."
    assert read(lead)[0] == lead
