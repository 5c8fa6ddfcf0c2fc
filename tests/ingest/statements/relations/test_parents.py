"""Records hang under the weakness printed beside them, or the finding that heads their part."""

from __future__ import annotations

from itertools import pairwise

from ingest.layout.blocks import Block, Role
from ingest.statements.records import find_records
from ingest.store import read_file
from kb.domain.record import Kind
from tests.support.blocks import PROSE, block, heading, in_order, item
from tests.support.shared import ROOT


def test_actions_numbered_anew_for_each_capability_answer_the_weakness_beside_them() -> None:
    read = read_file(ROOT / "corpus" / "reports" / "alder-county-wildfire-aar-2022.pdf")
    by_key = {r.key: r for r in read.records}
    actions = [r for r in read.records if r.kind is Kind.CORRECTIVE_ACTION and r.number]
    answered = [by_key[a.parent or ""] for a in actions]
    assert all(w.kind is Kind.IMPROVEMENT for w in answered)
    assert all(
        w.number == a.number.partition(".")[0] for a, w in zip(actions, answered, strict=True)
    )
    # The plan takes the weaknesses of all five capabilities in the order of the analysis.
    weaknesses = {r.key for r in read.records if r.kind is Kind.IMPROVEMENT}
    assert {w.key for w in answered} == weaknesses
    assert all(int(one.key) <= int(next_one.key) for one, next_one in pairwise(answered))


def test_recommendations_listed_in_the_part_that_a_finding_heads_answer_it() -> None:
    blocks = [
        heading("FINDING 1: OFFICERS HAD NO PLAN FOR UNREST IN TWO DISTRICTS", 2),
        block(PROSE),
        heading("RECOMMENDATIONS", 3),
        item("The department should write one plan for several districts.", "1."),
        item("The department should exercise that plan every year.", "2."),
        heading("FINDING 2: MASS ARREST DELAYED ACCESS TO COUNSEL", 2),
        block(PROSE),
        heading("RECOMMENDATIONS", 3),
        item("The department should publish the address of one processing site.", "3."),
        item("The city should appoint a liaison to the public defender.", "4."),
        heading("Closing recommendations", 1),
        item("The council should ask for a report on all of this in a year.", "5."),
        item("The council should pay for the posts that this report asks for.", "6."),
    ]
    records = find_records(in_order([heading("Findings", 1), block(PROSE), *blocks])).records
    answered = [r.parent_number for r in records if r.kind is Kind.RECOMMENDATION]
    assert answered == ["1", "1", "2", "2", "", ""]


AREAS = (
    "Private boats went out to flooded streets without checking in anywhere.",
    "Neither shelter had a generator able to run its kitchen.",
)
ACTIONS = (
    "Name two places where boats check in.", "Train crews to use them.", "Buy two generators.",
)  # fmt: skip


def row(number: int, *texts: str) -> list[Block]:
    """Make the cells of a row; "" leaves one out, as a cell over several rows does."""
    return [
        block(text, Role.CELL, table=0, row=number, column=column)
        for column, text in enumerate(texts)
        if text
    ]


def answered(*rows: list[Block]) -> list[tuple[str, str]]:
    """Read an improvement plan below the areas it answers: each action with its area's number."""
    body = [heading("Analysis"), block(PROSE)]
    for number, area in enumerate(AREAS, start=1):
        body += [block(f"Area for Improvement {number}: {area}"), block(PROSE)]
    head = row(0, "Area for Improvement", "Corrective Action")
    plan = [heading("Improvement Plan"), *head, *(cell for one in rows for cell in one)]
    records = find_records(in_order([*body, *plan])).records
    actions = [r for r in records if r.kind is Kind.CORRECTIVE_ACTION]
    return [(r.text, r.parent_number) for r in actions]


def test_actions_without_numbers_answer_the_area_in_their_row_or_above() -> None:
    found = answered(
        row(1, AREAS[0], ACTIONS[0]), row(2, "", ACTIONS[1]), row(3, AREAS[1], ACTIONS[2])
    )
    assert found == [(ACTIONS[0], "1"), (ACTIONS[1], "1"), (ACTIONS[2], "2")]


def test_actions_answer_the_area_whose_number_their_row_gives() -> None:
    """The plan gives "2 Generators", or only the number, where the area's own words stand above."""
    found = answered(
        row(1, "2. Generators", ACTIONS[2]), row(2, "1", ACTIONS[0]), row(3, "", ACTIONS[1])
    )
    assert found == [(ACTIONS[2], "2"), (ACTIONS[0], "1"), (ACTIONS[1], "1")]


def labelled(label: str, text: str) -> Block:
    return block(f"{label}: {text}", bold=f"{label}:")


def test_advice_answers_what_stands_next_above_under_the_same_number() -> None:
    blocks = [
        heading("Use of force"), labelled("Finding 1.1", AREAS[0]), block(PROSE),
        labelled("Recommendation 1.1", ACTIONS[0]), block(PROSE),
        labelled("Finding 1.2", AREAS[1]), block(PROSE),
        labelled("Recommendation 1.2", ACTIONS[2]), block(PROSE),
    ]  # fmt: skip
    records = find_records(in_order(blocks)).records
    assert [r.parent_number for r in records] == ["", "1.1", "", "1.2"]


def test_lists_numbered_alike_but_each_on_its_own_answer_nothing() -> None:
    blocks = [
        heading("Use of force"), block(PROSE),
        labelled("Finding 1.1", AREAS[0]), labelled("Finding 1.2", AREAS[1]), block(PROSE),
        labelled("Recommendation 1.1", ACTIONS[0]), labelled("Recommendation 1.2", ACTIONS[2]),
    ]  # fmt: skip
    records = find_records(in_order(blocks)).records
    assert [r.parent_number for r in records] == ["", "", "", ""]


def test_steps_listed_under_a_lesson_hang_under_it() -> None:
    blocks: list[Block] = []
    for number, area in enumerate((*AREAS, "Nobody had a list of the children."), start=1):
        blocks += [heading(f"Lesson {number}. {area}", 2), block(PROSE), heading("Next steps", 3)]
        blocks += [item(ACTIONS[0]), item(ACTIONS[2])]
    records = find_records(in_order([heading("The lessons"), block(PROSE), *blocks])).records
    steps = [r.parent_number for r in records if r.kind is Kind.ACTION_ITEM]
    assert steps == ["1", "1", "2", "2", "3", "3"]


def test_actions_below_a_later_finding_answer_it_and_not_the_one_that_heads_the_part() -> None:
    read = read_file(ROOT / "corpus" / "reports" / "harlow-bend-accountability-2021.pdf")
    by_key = {r.key: r for r in read.records}
    merge = next(r for r in read.records if r.text.startswith("Merge the 2006 general order"))
    assert by_key[merge.parent or ""].text.startswith("THE DEPUTY CHIEF APPROVED CHEMICAL AGENTS")


def test_what_names_a_finding_at_its_end_answers_that_one() -> None:
    blocks = [
        heading("FINDINGS"),
        block("F1. Deputies took 41 minutes to reach priority calls in the north."),
        block("F2. Eleven of forty patrol positions were vacant in June 2022."),
        heading("RECOMMENDATIONS"),
        block("R1. The Sheriff report response times to the Board each quarter. (F1)"),
        block("R2. The Board fund a hiring bonus for deputies in the north. (F2, F1)"),
    ]
    read = find_records(in_order(blocks)).records
    numbers = {r.key: r.number for r in read}
    assert [(r.number, numbers[r.parent or ""]) for r in read if r.parent] == [
        ("R1", "F1"), ("R2", "F2"),
    ]  # fmt: skip
