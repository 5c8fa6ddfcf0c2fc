"""Headings below one of findings, each of which is a sentence that says what was found.

"Observations", below it "Backups were on the same network as the servers" with its prose. A title
("Backups and networks") is none: its section tells of several things.
"""

from __future__ import annotations

import re
from itertools import pairwise

from ingest.labels import Form, read_number
from ingest.layout.blocks import Role
from ingest.statements.asking import ASKED
from ingest.statements.beginnings.heads import Head
from ingest.statements.candidate import FEWEST_WORDS, Candidate, Source
from ingest.statements.flow import Flow, is_heading
from ingest.words_of_kind import is_plural

# Headings from which on they are a section's way of telling; share of them that must be sentences.
FEWEST, TELLING = 3, 0.75
_FINITE = re.compile(
    r"\b(?:was|were|is|are|had|has|have|did|does|do|could|cannot|can|would|should|must|may|might)\b"
    # "Deputies arrived late", "Nobody answered the telephone"
    r"|\b(?:\w+s|nobody|no one|none|everyone|people) (?:\w+ly )?\w{2,}ed\b",
    re.IGNORECASE,
)


def telling_heads(flow: Flow, head: Head, inside: list[int]) -> list[Candidate]:
    """Give the headings right below a heading of findings, if most of them are sentences."""
    if head.kind in ASKED or not head.ranked or not is_plural(head.word):
        return []
    below = [i for i in inside if is_heading(flow.blocks[i])]
    level = min((flow.blocks[i].level for i in below), default=0)
    direct = [i for i in below if flow.blocks[i].level == level]
    told = sum(_tells(flow.blocks[i].text) for i in direct)
    if len(direct) < FEWEST or told < TELLING * len(direct) or not _have_prose(flow, direct, head):
        return []
    return [_candidate(flow, head, i) for i in direct]


def _candidate(flow: Flow, head: Head, index: int) -> Candidate:
    number = read_number(flow.blocks[index].text)
    printed = number.number if number else ""
    return Candidate(
        index, index, number.end if number else 0, head.kind, Source.ITEM, printed, printed,
        head.word, Form.NUMBER, head=head.index, until=len(flow.blocks[index].text),
    )  # fmt: skip


def _tells(text: str) -> bool:
    return len(text.split()) > FEWEST_WORDS and bool(_FINITE.search(text))


def _have_prose(flow: Flow, direct: list[int], head: Head) -> bool:
    """Say whether each is over text of its own."""
    return all(
        any(flow.blocks[i].role is Role.BODY for i in range(one + 1, other))
        for one, other in pairwise([*direct, head.end])
    )
