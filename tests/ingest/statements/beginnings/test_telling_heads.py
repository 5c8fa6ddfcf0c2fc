"""Headings that say what was found are the findings; titles are none."""

from __future__ import annotations

from ingest.statements.records import find_records
from tests.support.blocks import PROSE, block, heading, in_order

SENTENCES = (
    "Backups were on the same network as the servers",
    "Dispatchers had not practised on paper",
    "The public was told nothing for two days",
)
TITLES = ("Backups and networks", "Work on paper", "Word to the public")


def read(titles, announced: str = "Observations"):
    """Give kind and text of what a section with such headings over prose holds."""
    parts = [one for title in titles for one in (heading(title, 3), block(PROSE))]
    blocks = in_order([heading(announced, 2), *parts, heading("Method", 2), block(PROSE)])
    return [(r.kind.value, r.text) for r in find_records(blocks).records]


def test_sentences_over_their_prose_are_what_was_found() -> None:
    assert read(SENTENCES) == [("observation", sentence) for sentence in SENTENCES]
    assert read(("Deputies arrived an hour late", *SENTENCES[:2]), "Findings")[0] == (
        "finding", "Deputies arrived an hour late",
    )  # fmt: skip


def test_titles_and_the_headings_of_a_single_finding_are_none() -> None:
    assert read(TITLES) == []
    assert read(SENTENCES[:2]) == []
    assert read(SENTENCES, "The Incident") == []
