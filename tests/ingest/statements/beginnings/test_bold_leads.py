"""Sentences in bold above answers, and those that only stress, are no findings."""

from __future__ import annotations

from ingest.statements.records import find_records
from tests.support.blocks import PROSE, block, heading, in_order, item

ASKED = "The service should name one officer."


def kinds(lead: str, *, first: str = "") -> list[str]:
    """Give the kinds read where `lead` in bold opens each passage that ends in a recommendation."""
    blocks = [heading("What happened"), block(first or PROSE)]
    for number in range(1, 6):
        said = f"{lead} {PROSE}"
        blocks += [block(said, bold=lead), block(f"Recommendation {number}: {ASKED}")]
    return [r.kind.value for r in find_records(in_order(blocks)).records]


def test_a_sentence_in_bold_above_each_recommendation_was_found() -> None:
    assert "finding" in kinds("The mayor telephoned the deputy chief nineteen times.")


def test_an_answer_to_a_recommendation_is_no_finding() -> None:
    assert "finding" not in kinds("The government accepts this recommendation in principle.")


def test_where_findings_have_labels_bold_only_stresses() -> None:
    found = kinds("The mayor telephoned nineteen times that day.", first=f"Finding 1: {PROSE}")
    assert found.count("finding") == 1


def test_a_sentence_in_bold_above_lists_under_words_that_come_back_was_found() -> None:
    leads = (
        "The mayor telephoned the deputy nineteen times.", "The sirens were silent all night.",
        "Two shelters had no cots at all.", "Buses came an hour late to the valley.",
    )  # fmt: skip
    blocks = [heading("What happened"), block(PROSE)]
    for lead in leads:
        blocks += [block(f"{lead} {PROSE}", bold=lead), block("What would ease it:")]
        blocks += [item(f"Name an officer where {lead.lower()}"), item(f"Ring after {lead}")]
    found = [(r.kind.value, r.text) for r in find_records(in_order(blocks)).records]
    assert [text for kind, text in found if kind == "finding"] == list(leads)
