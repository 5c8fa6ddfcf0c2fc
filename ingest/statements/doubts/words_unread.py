"""Words that come back over short passages, none of which became a statement.

What hides a whole report is mostly a word of kind that nobody knew. Where more such passages stand
in a report than statements were read, the words are named with their page, so that a person can
say what they mean (`ingest.words_of_kind` has a row for each word of kind).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ingest.statements.beginnings.openings import openings
from ingest.statements.beginnings.recurring import words_over_sentences
from ingest.statements.flow import Flow
from kb.domain.extraction import Doubt

# Passages under the same words from which on these look like a label; words named in one doubt.
FEWEST, MOST_NAMED = 4, 3


def words_unread(flow: Flow, held: set[int], statements: int) -> tuple[Doubt, ...]:
    """Give the doubt that names such words; `held` are the blocks of the statements read."""
    found = sorted(_unread(flow, held), key=lambda told: -len(told[1]))
    passages = sum(len(blocks) for _, blocks in found)
    if not found or passages < max(FEWEST, statements):
        return ()
    named = ", ".join(f"“{words}” ({len(blocks)} times)" for words, blocks in found[:MOST_NAMED])
    first = min(block for _, blocks in found for block in blocks)
    return (
        Doubt(
            "words_unread", flow.blocks[first].page,
            f"short passages under words that come back became no statement: {named}; if these are "
            "what the report states, their words are not known",
        ),
    )  # fmt: skip


def _unread(flow: Flow, held: set[int]) -> Iterator[tuple[str, tuple[int, ...]]]:
    """Give words and the blocks of their passages, most of which are no statement's."""
    for words, blocks in _every(flow):
        missed = tuple(b for b in blocks if b not in held)
        if len(missed) >= FEWEST and 2 * len(missed) > len(blocks):
            yield words, missed


def _every(flow: Flow) -> Iterable[tuple[str, tuple[int, ...]]]:
    yield from words_over_sentences(flow)
    yield from openings(flow)
