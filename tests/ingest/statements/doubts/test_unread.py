"""What a report asks and reading does not see becomes a doubt, not silence."""

from __future__ import annotations

import pytest

from ingest.statements.records import find_records
from tests.support.blocks import PROSE, block, heading, in_order

ASKING = "The county should name one person who answers for the sirens in each town."


def doubted(title: str, *texts: str) -> list[tuple[str, int]]:
    """Give the doubts about a report whose chapter holds these texts on page 3."""
    labelled = block("Recommendation 1: The mayor should thank the volunteers of all towns.")
    blocks = [heading("The storm"), block(PROSE), labelled, heading(title, page=3)]
    blocks += [block(text, page=3) for text in texts]
    found = find_records(in_order(blocks)).doubts
    return [(d.code, d.page) for d in found]


def test_what_is_asked_and_unread_is_a_doubt_with_its_page() -> None:
    asked = [f"In town {n} nobody knew. {ASKING}" for n in range(4)]
    assert doubted("Findings and Recommendations", *asked) == [("asked_and_unread", 3)]


def test_what_is_read_is_no_doubt() -> None:
    labelled = [f"Recommendation {n}: {ASKING}" for n in range(2, 6)]
    assert doubted("Findings and Recommendations", *labelled) == []


@pytest.mark.parametrize("title", ["Earlier recommendations", "The night", "What the law asks"])
def test_what_others_ask_is_no_doubt(title: str) -> None:
    assert doubted(title, *[f"In town {n} nobody knew. {ASKING}" for n in range(4)]) == []
