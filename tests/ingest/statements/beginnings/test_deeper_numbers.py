"""A bare number below a labelled one numbers a recommendation where such numbers ask."""

from __future__ import annotations

from ingest.statements.records import find_records
from tests.support.blocks import PROSE, block, heading, in_order

TOLD = (
    "The call was coded as a disturbance although the man seemed ill.",
    "The mobile crisis team could be requested only by an officer at the scene.",
    "No officer checked a pulse until the ambulance crew asked for one.",
)
ASKED = (
    "Dispatchers should ask on every call whether the person may be ill.",
    "The city should allow dispatchers to send the team at the same time.",
    "Teach officers to check breathing and pulse each minute.",
)


def read(below):
    """Read three labelled findings, each with prose and a numbered paragraph below."""
    blocks = [heading("1. Response"), block(PROSE)]
    for n, (told, text) in enumerate(zip(TOLD, below, strict=True), 1):
        blocks.append(block(f"Finding 1.{n}: {told}", bold=f"Finding 1.{n}:"))
        blocks += [block(PROSE), block(f"1.{n}.1 {text}")]
    return find_records(in_order(blocks)).records


def test_numbers_below_a_finding_that_ask_are_recommendations_of_it() -> None:
    found = read(ASKED)
    assert [(r.kind.value, r.number, r.parent_number) for r in found] == [
        (kind, f"1.{n}{deeper}", parent)
        for n in (1, 2, 3)
        for kind, deeper, parent in (("finding", "", ""), ("recommendation", ".1", f"1.{n}"))
    ]


def test_numbered_paragraphs_that_tell_are_prose() -> None:
    assert [r.kind.value for r in read([PROSE] * 3)] == ["finding"] * 3
