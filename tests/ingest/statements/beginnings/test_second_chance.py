"""A list that asks is read where a report asks nothing else; what others ask is not."""

from __future__ import annotations

import pytest

from ingest.statements.doubts.quality import doubts
from ingest.statements.records import Found, find_records
from kb.domain.record import Kind
from tests.support.blocks import PROSE, block, heading, in_order, item

ORDERS = (
    "Name one person who commands at every event.",
    "Test the sirens in each town on the first Monday of the month.",
    "Officers should know the channel before they leave the station.",
    "Sign an agreement with the neighbouring counties about radios.",
)


def read_under(title: str, *, before: str = PROSE, label: str = "") -> Found:
    """Read a report that has the orders in one list under a heading, and perhaps a finding."""
    blocks = [heading("The storm"), block(PROSE)]
    if label:
        blocks += [block(f"{label} {n}: Nobody in town {n} knew who led.") for n in (1, 2, 3)]
    blocks += [heading(title), block(before), *map(item, ORDERS), heading("Thanks"), block(PROSE)]
    return find_records(in_order(blocks))


def test_a_list_that_asks_is_read_with_doubt() -> None:
    found = read_under("The road ahead")
    assert [(r.kind, r.text) for r in found.records] == [(Kind.RECOMMENDATION, t) for t in ORDERS]
    assert [d.code for d in doubts(found.records, (), (), found.forms)] == ["low_confidence_style"]
    assert max(r.confidence for r in found.records) < 0.6


@pytest.mark.parametrize("title", ["What the policy requires", "Exercise objectives", "The law"])
def test_a_list_under_a_heading_of_something_else_is_none(title: str) -> None:
    assert read_under(title).records == ()


@pytest.mark.parametrize(
    "before", ["The council asked the panel to:", "Under the plan officers were told to do this:"]
)
def test_a_list_that_others_ask_for_is_none(before: str) -> None:
    assert read_under("The road ahead", before=before).records == ()


def test_a_report_with_labels_asks_only_where_its_headings_say_so() -> None:
    kinds = [r.kind for r in read_under("The road ahead", label="Finding").records]
    assert kinds == [Kind.FINDING] * 3
    kinds = [r.kind for r in read_under("What we recommend and why", label="Finding").records]
    assert kinds == [Kind.FINDING] * 3 + [Kind.RECOMMENDATION] * 4


def test_words_that_recommend_lead_to_a_list_that_asks_in_no_other_way() -> None:
    items = [f"the Service amend chapter {n} of its manual on closed rooms;" for n in range(4)]
    blocks = [heading("The inquest"), block(PROSE), item("I thank the witnesses.", "17.")]
    blocks += [item("I recommend that:", "18."), *map(item, items), heading("Thanks")]
    found = find_records(in_order([*blocks, block(PROSE)]))
    assert [r.text for r in found.records] == items


TOWNS = (
    "Nobody led in the north. The council of it should name a leader.",
    "The sirens of the harbour were silent. They must be tested every month of the year.",
    "Two shelters had no cots at all. The county should store cots in each school.",
    "Buses came late to the valley. Drivers should be called before the river rises.",
)


def in_prose(*texts: str) -> int:
    """Count what is read of a chapter of findings and recommendations in paragraphs."""
    title = "Findings and recommendations"
    blocks = [heading("The storm"), block(PROSE), heading(title), *map(block, texts)]
    return len(find_records(in_order(blocks)).records)


def test_paragraphs_most_of_which_ask_under_a_heading_that_recommends_are_read() -> None:
    assert in_prose(*TOWNS) == len(TOWNS)
    assert in_prose(*TOWNS[:2], PROSE, PROSE) == 0
    assert (
        in_prose(*[t.replace("should", "should have").replace("must", "may") for t in TOWNS]) == 0
    )


def test_a_short_list_is_read_where_the_report_states_so_many() -> None:
    blocks = in_order(
        [heading("The storm"), block(PROSE), heading("The road ahead"), *map(item, ORDERS[:3])]
    )
    assert find_records(blocks).records == ()
    assert find_records(blocks, stated={Kind.RECOMMENDATION: 5}).records == ()
    assert len(find_records(blocks, stated={Kind.RECOMMENDATION: 3}).records) == 3


BACK = (
    "Nobody led in the north of the county.",
    "The sirens of the harbour were silent all night.",
    "Two shelters had no cots at all.",
    "Buses came an hour late to the valley.",
)


def two_lists(told: str, asked: str, between: str = "") -> list[tuple[Kind, str]]:
    """Read a report that ends with two lists, and perhaps prose below the first."""
    blocks = [heading("The storm"), block(PROSE), heading(told, 2), *map(item, BACK)]
    blocks += [block(between)] if between else []
    blocks += [heading(asked, 2), *map(item, ORDERS), heading("Thanks"), block(PROSE)]
    return [(r.kind, r.text) for r in find_records(in_order(blocks)).records]


ORDERED = [(Kind.RECOMMENDATION, text) for text in ORDERS]


def test_a_list_that_tells_right_above_the_one_that_asks_is_what_was_found() -> None:
    assert two_lists("The thorny part", "By next summer") == [
        *((Kind.FINDING, text) for text in BACK), *ORDERED,
    ]  # fmt: skip
    assert two_lists("Timeline", "By next summer") == ORDERED
    assert two_lists("The thorny part", "By next summer", between=PROSE) == ORDERED


def test_a_list_that_asks_right_below_what_is_known_is_its_answer() -> None:
    assert two_lists("What held us back", "What would help") == [
        *((Kind.IMPROVEMENT, text) for text in BACK), *ORDERED,
    ]  # fmt: skip
