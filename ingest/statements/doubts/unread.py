"""What a report asks under its own headings of recommendations and no statement holds.

A style that reading does not see is lost whole and in silence; here it becomes a doubt with its
page, so that a person looks.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ingest.headings_of_kind import kind_of_heading, kinds_of_heading
from ingest.layout.blocks import Role
from ingest.statements.asking import ASKED, asks
from ingest.statements.beginnings.recurring import OTHER_PARTS, is_sentence
from ingest.statements.beginnings.second_chance import recommends
from ingest.statements.flow import Flow, Zone
from ingest.statements.relations.repeats import Cluster
from ingest.statements.statement import Statement
from kb.domain.extraction import Doubt

# So many paragraphs that ask and were not read are worth a look, where they are most of all.
FEWEST, MOSTLY = 4, 0.5


def held_blocks(clusters: Sequence[Cluster], again: Sequence[Sequence[int]]) -> set[int]:
    """Give the blocks of statements, of their narrative and of what prints them once more."""
    held = {i for c in clusters for s in (c.canonical, *c.repeats) for i in _blocks(s)}
    return held | {i for blocks in again for i in blocks}


def unread(flow: Flow, held: set[int]) -> tuple[Doubt, ...]:
    """Give the doubt that most of what the report asks became no statement; () where it did.

    `held` are the blocks of what became one.
    """
    asked = list(_asked(flow))
    missed = [i for i in asked if i not in held]
    if len(missed) < FEWEST or len(missed) < MOSTLY * len(asked):
        return ()
    first = flow.blocks[missed[0]]
    return (
        Doubt(
            "asked_and_unread", first.page,
            f"{len(missed)} of {len(asked)} paragraphs under headings of recommendations ask for "
            f"something and became no statement, the first: “{first.text[:80]}”",
        ),
    )  # fmt: skip


def _blocks(statement: Statement) -> Iterator[int]:
    yield statement.candidate.block
    yield from (piece.block for piece in statement.pieces)
    yield from statement.narrative


def _asked(flow: Flow) -> Iterator[int]:
    """Give the paragraphs and items that ask, under headings that say that they recommend."""
    for index, block in enumerate(flow.blocks):
        own = flow.zones[index] in (Zone.BODY, Zone.LIST) and block.continues < 0
        if (
            own
            and block.role in (Role.BODY, Role.ITEM, Role.CELL)
            and is_sentence(block.text)
            and asks(block.text)
            and _is_asking(flow.paths[index])
        ):
            yield index


def _is_asking(path: Sequence[str]) -> bool:
    """Say whether the nearest heading that names a kind names one that asks."""
    for title in reversed(path):
        if OTHER_PARTS.search(title) or _PAST.search(title):
            return False
        if kinds_of_heading(title):
            announced = kind_of_heading(title)
            return recommends(title) or bool(announced and announced[0] in ASKED)
    return False


_PAST = re.compile(r"\b(?:previous|prior|past|existing|earlier|outstanding|how)\b", re.IGNORECASE)
