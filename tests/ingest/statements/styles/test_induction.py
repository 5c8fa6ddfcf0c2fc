"""Which of several forms a report means: by its counts, its labels and what stands beside."""

from __future__ import annotations

from collections.abc import Mapping

from ingest.layout.blocks import Block, Role
from ingest.statements.records import find_records
from kb.domain.record import Kind, Record
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
TROUBLE = "The department did not name an incident commander during the first fourteen hours."
SILENCE = "Nobody told the second shift that the bridge had been closed since noon."


def records_of(*blocks: Block) -> tuple[Record, ...]:
    return find_records(in_order(blocks)).records


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


def test_the_plural_of_an_unnumbered_label_over_a_list_is_that_label_too() -> None:
    asked = "Use evacuation zones as the geography of every plan in all services."
    records = records_of(
        *(
            block(f"{word}: {text}", bold=f"{word}:")
            for word, text in (
                ("Issue", TROUBLE),
                ("Discussion", PROSE),
                ("Recommendation", LISTED[0]),
            )
            * 3
        ),
        block(f"Issue: {TROUBLE}", bold="Issue:"),
        block(f"Discussion: {PROSE}", bold="Discussion:"),
        block("Recommendations:", bold="Recommendations:"),
        item(asked),
        item(LISTED[1]),
    )
    assert {asked, LISTED[0], LISTED[1]} <= {
        r.text for r in records if r.kind is Kind.RECOMMENDATION
    }


def test_an_inspectorate_s_causes_of_concern_stand_beside_its_areas_for_improvement() -> None:
    red = {"boxed": 0, "fill": 0xB3202A}
    records = records_of(
        heading("Command"),
        block(PROSE),
        block("Cause of concern", bold="Cause of concern", **red),
        block(TROUBLE),
        heading("Areas for improvement", 3),
        item(LISTED[2]),
        item(LISTED[3]),
        heading("Training"),
        block("Cause of concern", bold="Cause of concern", **{**red, "boxed": 1}),
        block(SILENCE),
    )
    assert [(r.kind, r.text) for r in records] == [
        (Kind.FINDING, TROUBLE), (Kind.IMPROVEMENT, LISTED[2]), (Kind.IMPROVEMENT, LISTED[3]),
        (Kind.FINDING, SILENCE),
    ]  # fmt: skip
