"""Of two forms that print a kind, the one that has as many as the report states is meant."""

from __future__ import annotations

from collections.abc import Mapping

from ingest.blocks import Role
from ingest.records import find_records
from kb.domain.record import Kind
from tests.support.blocks import PROSE, block, heading, in_order, item

LISTED = (
    "The county should name one person who commands at every event.",
    "The county should test the sirens in each town every month.",
    "The county should sign an agreement with its neighbours about radios.",
    "The county should keep a list of every generator that starts.",
)
TABLED = (
    "The fire service should print its maps anew each spring.",
    "The police should ring the hospital before the first ambulance leaves.",
    "The school board should open two halls within the first hour.",
    "The mayor should speak to families twice a day.",
    "The utility should mark each valve that a crew may close.",
)


def read(stated: Mapping[Kind, int]) -> tuple[str, ...]:
    """Read a list and a table of recommendations, where only one of them can be the report's."""
    cells = [("Recommendation", "Owner"), *((text, "County") for text in TABLED)]
    table = [
        block(text, Role.CELL, table=0, row=row, column=column)
        for row, texts in enumerate(cells)
        for column, text in enumerate(texts)
    ]
    blocks = [
        heading("Recommendations"), *map(item, LISTED), heading("What came of it"), block(PROSE),
        *table,
    ]  # fmt: skip
    return tuple(r.text for r in find_records(in_order(blocks), stated=stated).records)


def test_the_form_that_explains_the_stated_count_is_meant() -> None:
    assert read({}) == TABLED
    assert read({Kind.RECOMMENDATION: len(LISTED)}) == LISTED


def test_a_count_that_neither_form_explains_changes_nothing() -> None:
    assert read({Kind.RECOMMENDATION: 12}) == TABLED
