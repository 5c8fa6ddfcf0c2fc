"""Numbered headings below one that recommends, each of which says what should be done.

"6. Recommendations", below it "6.1 Every steward should hold the key ..." with its reasons. A title
("6.1 Training") is none: its section says what should be done.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from ingest.labels import Form, read_number
from ingest.layout.blocks import Block, Role
from ingest.statements.asking import ASKED, asks
from ingest.statements.beginnings.heads import Head
from ingest.statements.candidate import Candidate, Source
from ingest.statements.flow import Flow, is_heading, type_at
from ingest.statements.sequences import COMPLETE, completeness

# Headings from which on they are a section's way of asking; share of them that must ask.
FEWEST, ASKING = 3, 0.75
# Words of a sentence that nothing ends; shorter ones are titles.
SENTENCE = 6


@dataclass(frozen=True, slots=True)
class NumberedHead:
    """A numbered heading at block `index`, its words from `offset` on."""

    index: int
    offset: int
    number: str


def asking_heads(flow: Flow, head: Head, inside: list[int]) -> list[Candidate]:
    """Give the numbered headings that a heading of recommendations rules, if most of them ask."""
    if head.kind not in ASKED or not head.ranked:
        return []
    return [
        Candidate(
            n.index, n.index, n.offset, head.kind, Source.ITEM, n.number, n.number, head.word,
            Form.NUMBER, head=head.index,
        )
        for n in numbered_that_ask(flow, inside)
    ]  # fmt: skip


def numbered_that_ask(flow: Flow, inside: Iterable[int]) -> list[NumberedHead]:
    """Give the numbered headings among blocks, if their numbers run on and most of them ask."""
    found = [n for i in inside if (n := _numbered(flow, i))]
    texts = [flow.blocks[n.index].text[n.offset :] for n in found]
    asked = sum(asks(text) and _is_sentence(text) for text in texts)
    runs_on = completeness(n.number for n in found) >= COMPLETE
    return found if len(found) >= FEWEST and asked >= ASKING * len(found) and runs_on else []


def _numbered(flow: Flow, index: int) -> NumberedHead | None:
    block = flow.blocks[index]
    if not (is_heading(block) or _is_long_heading(flow, block)):
        return None
    number = read_number(f"{block.bullet} " if block.bullet else block.text)
    if number is None or not number.number[-1:].isdigit():
        return None
    return NumberedHead(index, 0 if block.bullet else number.end, number.number)


def _is_long_heading(flow: Flow, block: Block) -> bool:
    """Say whether a paragraph is wholly in a type that sets it apart, and no heading only for that.

    A heading of two lines, or one in italics of the text's size.
    """
    type_, end = type_at(block, 0)
    whole = end >= len(block.text.rstrip()) and not flow.is_plain(type_)
    return block.role in (Role.BODY, Role.ITEM) and (whole or (block.bold and not flow.body.bold))


def _is_sentence(text: str) -> bool:
    return text.rstrip().endswith((".", ";")) or len(text.split()) >= SENTENCE
