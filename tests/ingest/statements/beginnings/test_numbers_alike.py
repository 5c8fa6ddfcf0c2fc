"""A form's box numbers are none of its entries; numbers that count the entries are."""

from __future__ import annotations

from ingest.layout.blocks import Block, Role
from ingest.statements.records import find_records
from tests.support.blocks import PROSE, block, heading, in_order

TOLD = (
    "The call was coded as a disturbance although the man seemed ill.",
    "The mobile crisis team could be requested only by an officer.",
    "No officer checked a pulse until the ambulance crew asked for one.",
)


def numbers(label: str) -> list[str]:
    """Read three forms whose second box is named by `label`, filled with the form's count."""
    blocks: list[Block] = [heading("The forms"), block(PROSE)]
    for n, told in enumerate(TOLD):
        for row, text in enumerate(("1. Name", "Harrow", label.format(n=n + 1), told)):
            blocks.append(block(text, Role.CELL, table=n, row=row // 2, column=0))
    return [r.number for r in find_records(in_order(blocks)).records]


def test_a_number_that_stands_in_every_form_is_the_boxs() -> None:
    assert numbers("7. Finding") == ["", "", ""]


def test_a_number_that_counts_is_the_statements() -> None:
    assert numbers("Finding {n}") == ["1", "2", "3"]


def of(*labels: str) -> list[str]:
    """Read paragraphs under these labels, each with a finding."""
    pairs = zip(labels, TOLD, strict=True)
    blocks = [block(f"{label}: {told}", bold=f"{label}:") for label, told in pairs]
    return [r.number for r in find_records(in_order(blocks)).records]


def test_the_total_that_each_label_names_is_no_part_of_its_number() -> None:
    assert of("Finding 1/3", "Finding 2/3", "Finding 3/3") == ["1", "2", "3"]


def test_numbers_within_a_year_stay_whole() -> None:
    assert of("Finding 018/14", "Finding 019/14", "Finding 020/14") == ["018/14", "019/14",
                                                                      "020/14"]  # fmt: skip
