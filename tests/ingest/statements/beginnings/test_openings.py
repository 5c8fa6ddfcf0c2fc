"""Short paragraphs that open alike are statements where judging and asking take turns."""

from __future__ import annotations

import pytest

from ingest.statements.records import find_records
from kb.domain.record import Kind
from tests.support.blocks import PROSE, block, heading, in_order

FOUND, ASKED = Kind.FINDING, Kind.RECOMMENDATION


def read(told: str, asked: str, chapters: int = 4) -> list[tuple[Kind, str]]:
    """Read a report whose chapters each end with two such paragraphs."""
    blocks = []
    for town in range(chapters):
        blocks += [heading(f"The night in town {town}"), block(PROSE)]
        blocks += [block(told.format(n=town)), block(asked.format(n=town))] if told else []
    return [(r.kind, r.text) for r in find_records(in_order(blocks)).records]


@pytest.mark.parametrize(
    ("told", "asked"),
    [
        (
            "The Panel finds that nobody in town {n} had a map.",
            "The Panel asks that maps be printed for town {n}.",
        ),
        (
            "We conclude that the sirens of town {n} were silent.",
            "We look to the council to see that town {n} tests them.",
        ),
        (
            "It is our view that the mayor of town {n} slept.",
            "It is our wish that he should be woken in town {n}.",
        ),
    ],
)
def test_judging_and_asking_in_turn(told: str, asked: str) -> None:
    found = read(told, asked)
    assert [kind for kind, _ in found] == [FOUND, ASKED] * 4
    assert found[0][1] == told.format(n=0)


def test_words_in_capitals_are_no_part_of_what_they_open() -> None:
    found = read("FOUND No one in town {n} had a map.", "RECOMMENDED that town {n} be mapped.")
    assert found[:2] == [
        (FOUND, "No one in town 0 had a map."), (ASKED, "that town 0 be mapped."),
    ]  # fmt: skip


def test_sentences_of_one_paragraph_that_open_alike_are_one_each() -> None:
    two = "The Board considers that town {n} was dark. The Board considers that it was cold."
    found = read(two, "The Board asks that town {n} be lit.")
    assert [kind for kind, _ in found[:3]] == [FOUND, FOUND, ASKED]
    assert found[1][1] == "The Board considers that it was cold."


def test_what_was_heard_or_stands_without_request_is_none() -> None:
    asked = "The Panel asks that maps be printed for town {n}."
    assert FOUND not in [k for k, _ in read("The Panel heard that town {n} was dark.", asked)]
    assert read("The Panel finds that town {n} was dark.", "It rained in town {n}.") == []
    assert read("The Panel finds that town {n} was dark.", asked, chapters=3) == []
    # "that" points at something, and nobody judges
    assert read("The plan in force that night in town {n} was old.", asked) == []


@pytest.mark.parametrize(
    ("word", "kinds"),
    [("Sore point", [FOUND, ASKED]), ("Background", []), ("Capability rating", [])],
)
def test_a_word_nobody_knows_before_a_colon_in_plain_type(word: str, kinds: list[Kind]) -> None:
    found = read(word + ": Town {n} was dark.", "Way out: Town {n} should be lit.")
    assert [kind for kind, _ in found] == kinds * 4
    assert all(text.startswith("Town") for _, text in found)


def test_a_report_with_labels_for_what_it_found_tells_nothing_in_words_before_a_colon() -> None:
    blocks = []
    for town in range(4):
        blocks += [heading(f"The night in town {town}"), block(PROSE)]
        blocks += [block(f"Capability rating: Town {town} performed with challenges.")]
        blocks += [block(f"Area for Improvement {town + 1}: Nobody in town {town} had a map.")]
        blocks += [block(f"Recommendation {town + 1}: Town {town} should print maps.")]
    found = find_records(in_order(blocks)).records
    assert [r.kind for r in found] == [Kind.IMPROVEMENT, ASKED] * 4
