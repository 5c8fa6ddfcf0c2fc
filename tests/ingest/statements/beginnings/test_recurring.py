"""Words that come back are a label where what stands under them asks, or leads to what asks."""

from __future__ import annotations

import pytest

from ingest.statements.records import find_records
from kb.domain.record import Kind
from tests.support.blocks import PROSE, block, heading, in_order, item

FOUND = "Nobody at the command post had a map of the tunnels."
ASKED = "Print a map of the tunnels for every car."


def kinds(first: str, second: str, told: str = ASKED, times: int = 3) -> list[Kind]:
    """Give the kinds read in a report whose chapters each end with these two headings."""
    blocks = []
    for chapter in range(times):
        blocks += [heading(f"Chapter on town {chapter}"), block(PROSE)]
        blocks += [heading(first, 2), block(f"In town {chapter}: {FOUND}")]
        blocks += [heading(second, 2), block(f"{told[:-1]} in town {chapter}.")]
    return [r.kind for r in find_records(in_order(blocks)).records]


def test_words_in_turn_tell_and_ask() -> None:
    pair = [Kind.FINDING, Kind.RECOMMENDATION]
    assert kinds("Seen that night", "By next spring") == pair * 3


def test_words_that_come_twice_are_none() -> None:
    assert kinds("Seen that night", "By next spring", times=2) == []


def test_words_over_what_asks_nothing_are_none() -> None:
    assert kinds("Seen that night", "By next spring", told="It rained for a week.") == []


@pytest.mark.parametrize("words", ["Response", "What the policy says", "Background", "Timeline"])
def test_words_for_other_parts_are_none(words: str) -> None:
    assert kinds("Seen that night", words) == []
    assert kinds(words, "By next spring") == [Kind.RECOMMENDATION] * 3


def test_what_a_form_says_under_the_same_words_each_time_is_no_statement() -> None:
    blocks = []
    for chapter in range(4):
        blocks += [heading(f"Chapter on town {chapter}"), block(PROSE)]
        blocks += [heading("Action in each town", 2)]
        blocks += [block(f"{ASKED} In town {chapter} it rained.")]
    assert find_records(in_order(blocks)).records == ()


def test_numbered_paragraphs_under_words_that_come_back_are_one_each() -> None:
    blocks = []
    towns = (
        ("Alder", FOUND, "The mayor should sign it."),
        ("Birch", "The sirens were silent all night.", "Sirens must be tested."),
        ("Cedar", "Two shelters had no cots at all.", "Drivers should be called first."),
    )
    for n, (town, told, more) in enumerate(towns, 2):
        blocks += [heading(f"{n}. The night in {town}"), block(f"{n}.1 {PROSE}")]
        blocks += [heading("Conclusions", 2), block(f"{n}.2 {told}")]
        blocks += [heading("What we ask for", 2), block(f"{n}.3 {ASKED[:-1]} and {town}.")]
        blocks += [block(f"{n}.4 {more}")]
    found = [(r.kind, r.number) for r in find_records(in_order(blocks)).records]
    assert found[:3] == [
        (Kind.FINDING, "2.2"), (Kind.RECOMMENDATION, "2.3"), (Kind.RECOMMENDATION, "2.4"),
    ]  # fmt: skip
    assert len(found) == 9


@pytest.mark.parametrize("leads", [True, False])
def test_a_sentence_that_asks_leads_to_its_lists_each_time(leads: bool) -> None:
    lead = "The Committee calls for these measures:" if leads else "The Plan has these measures:"
    blocks = []
    for town in range(3):
        blocks += [heading(f"The night in town {town}"), block(PROSE), block(lead)]
        blocks += [item(f"{ASKED[:-1]} in town {town}.", "1)")]
        blocks += [item(f"The mayor of town {town} must carry it.", "2)")]
    found = [(r.kind, r.number) for r in find_records(in_order(blocks)).records]
    assert (found[:2] == [(Kind.RECOMMENDATION, "1"), (Kind.RECOMMENDATION, "2")]) == leads


@pytest.mark.parametrize("boxed", [True, False])
def test_prose_below_a_box_is_none_of_its_words(boxed: bool) -> None:
    blocks = []
    towns = (FOUND, "The sirens were silent all night.", "Two shelters had no cots at all.")
    for town, told in enumerate(towns):
        held = {"boxed": town} if boxed else {}
        blocks += [heading(f"Chapter on town {town}"), heading("Rough edge", 2, **held)]
        blocks += [block(told, **held), block(PROSE), block(PROSE)]
        blocks += [heading("Smooth it", 2), block(f"{ASKED[:-1]} in town {town}.")]
    found = [r.kind for r in find_records(in_order(blocks)).records]
    assert (Kind.FINDING in found) == boxed


def test_one_sentence_over_a_list_each_time_leads_to_what_is_asked() -> None:
    blocks = []
    for town in range(3):
        blocks += [heading(f"Chapter on town {town}"), block(PROSE)]
        blocks += [block("To put this right, we would have the following done:")]
        blocks += [item(f"{ASKED[:-1]} in town {town}."), item(f"Name a mayor for town {town}.")]
    found = [r.kind for r in find_records(in_order(blocks)).records]
    assert found == [Kind.RECOMMENDATION] * 6
