"""Words that come back over passages that are not read are named, not passed over in silence."""

from __future__ import annotations

from ingest.statements.records import find_records
from kb.domain.extraction import Doubt
from tests.support.blocks import PROSE, block, heading, in_order

FOUND = (
    "Nobody at the post had a map of the tunnels.",
    "The sirens were silent all night.",
    "Two shelters had no cots at all.",
    "Buses came an hour late to the valley.",
)


def doubted(words: str, labelled: int = 0) -> tuple[Doubt, ...]:
    """Give the doubts about a report that prints these words over short passages from page 2."""
    blocks = [heading("The storm"), block(PROSE)]
    for n in range(labelled):
        blocks += [block(f"Finding {n + 1}: Town {n} of the {n}th valley was dark for {n} hours.")]
    for n, text in enumerate(FOUND, 2):
        blocks += [heading(f"The night in town {n}", page=n), block(PROSE, page=n)]
        blocks += [heading(words, 2, page=n), block(text, page=n)]
    return tuple(d for d in find_records(in_order(blocks)).doubts if d.code == "words_unread")


def test_words_over_passages_that_are_no_statements_are_named_with_their_page() -> None:
    (doubt,) = doubted("The hard truth")
    assert doubt.page == 2
    assert "“The hard truth” (4 times)" in doubt.message


def test_words_for_other_parts_and_words_that_are_read_are_no_doubt() -> None:
    assert doubted("Background") == ()
    assert doubted("Finding") == ()


def test_words_beside_more_statements_are_no_doubt() -> None:
    assert doubted("The hard truth", labelled=6) == ()
