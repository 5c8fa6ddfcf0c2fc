"""Codes get a kind where they run in sequence; roads and forms get none."""

from __future__ import annotations

from ingest.layout.blocks import Role
from ingest.statements.records import find_records
from tests.support.blocks import PROSE, block, heading, in_order

FOUND = "Nothing prevented a vehicle from entering the market."
ASKED = "Place barriers at every closed street."


def read(*codes: tuple[str, str]) -> list[tuple[str, str]]:
    """Give kind and number of what is read of paragraphs under these codes."""
    blocks = [heading("Before the day"), block(PROSE)]
    for code, text in codes:
        blocks += [block(f"{code} {text}"), block(PROSE)]
    return [(r.kind.value, r.number) for r in find_records(in_order(blocks)).records]


def test_sub_codes_that_ask_make_findings_of_what_they_answer() -> None:
    assert read(("2A", FOUND), ("2A.1", ASKED), ("2B", FOUND), ("2B.1", ASKED)) == [
        ("finding", "2A"),
        ("recommendation", "2A.1"),
        ("finding", "2B"),
        ("recommendation", "2B.1"),
    ]


def test_codes_that_ask_nothing_are_names() -> None:
    assert read(("2A", FOUND), ("2B", FOUND), ("2C", FOUND), ("3A", FOUND)) == []


def test_codes_of_letters_that_ask_are_recommendations() -> None:
    assert read(("Q1", ASKED), ("Q2", ASKED)) == [
        ("recommendation", "Q1"),
        ("recommendation", "Q2"),
    ]


def test_a_road_is_no_code() -> None:
    assert read(("A4", ASKED), ("A27", ASKED)) == []


def test_a_subjects_letters_before_those_of_the_kind_are_part_of_the_number() -> None:
    assert read(("PLN-F1", FOUND), ("PLN-R1", ASKED), ("PLN-F2", FOUND), ("PLN-R2", ASKED)) == [
        ("finding", "PLN-F1"),
        ("recommendation", "PLN-R1"),
        ("finding", "PLN-F2"),
        ("recommendation", "PLN-R2"),
    ]


def test_a_code_in_a_row_of_its_own_labels_the_row_below() -> None:
    blocks = [heading("Before the day"), block(PROSE)]
    for table in range(3):
        rows = ((f"R{table + 1}",), (f"{ASKED} This goes for street {table}.",),
                ("Lead: Police", "Due: May"))  # fmt: skip
        for row, cells in enumerate(rows):
            blocks += [block(t, Role.CELL, table=table, row=row, column=c)
                       for c, t in enumerate(cells)]  # fmt: skip
    found = find_records(in_order(blocks)).records
    assert [(r.number, r.text[:5]) for r in found] == [(f"R{n}", "Place") for n in (1, 2, 3)]
