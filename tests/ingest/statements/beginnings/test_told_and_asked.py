"""Items that tell, with items inside that ask, are findings with their recommendations."""

from __future__ import annotations

import pytest

from ingest.layout.blocks import Block
from ingest.statements.records import find_records
from tests.support.blocks import PROSE, block, heading, in_order, item

TOLD = ("Nobody at the gate held a key to it.", "The siren could not be heard at the school.")
ASKED = ("Every steward should hold the key of his gate.", "Test the sirens each month.")


def read(title: str, inner: tuple[str, ...] = ASKED) -> list[tuple[str, str, str | None]]:
    """Read two numbered items, each with a lettered one set deeper, under a heading."""
    blocks: list[Block] = [heading("The night"), block(PROSE), heading(title, 2)]
    for number, (told, asked) in enumerate(zip(TOLD, inner, strict=True), 1):
        blocks += [item(told, f"{number}."), item(asked, "a.", indent=40.0)]
    return [(r.kind.value, r.number, r.parent_number) for r in
            find_records(in_order(blocks)).records]  # fmt: skip


def test_outer_items_tell_and_inner_items_ask() -> None:
    assert read("Findings and recommendations") == [
        ("finding", "1", ""),
        ("recommendation", "a", "1"),
        ("finding", "2", ""),
        ("recommendation", "a", "2"),
    ]


@pytest.mark.parametrize("title", ["The road to the gate", "What the night was like"])
def test_only_under_a_heading_that_names_both(title: str) -> None:
    assert ("finding", "1") not in [(kind, number) for kind, number, _ in read(title)]


def test_inner_items_that_tell_as_well_are_parts_of_what_was_found() -> None:
    told = ("He had left it in his car.", "It had last been tested in May.")
    assert "recommendation" not in [kind for kind, _, _ in read("Findings and recommendations",
                                                                told)]  # fmt: skip
