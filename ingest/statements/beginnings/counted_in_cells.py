"""Statements counted inside one cell of a form, below a sentence that says what they are.

A coroner's report to prevent deaths is a form of numbered boxes. In one stands "The MATTERS OF
CONCERN are as follows." and below it, in the same box, (1), (2) and (3).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import count

from ingest.headings_of_kind import kind_of_heading
from ingest.labels import Form
from ingest.layout.blocks import Block, Role
from ingest.statements.candidate import Candidate, Source
from ingest.statements.flow import Flow, Zone

FEWEST_COUNTED = 2
_FOLLOWING = re.compile(
    r"\b(?P<what>(?:matters|areas|causes) (?:of|for) concern|findings|conclusions|recommendations"
    r"|lessons(?: learned)?|observations) (?:are|were) (?:as follows|the following|these)[.:]?$",
    re.IGNORECASE,
)


def find_counted_in_cells(flow: Flow, taken: set[int]) -> Iterator[Candidate]:
    """Give the counted paragraphs below such a sentence in its own cell, at least two."""
    for index, block in enumerate(flow.blocks):
        told = _FOLLOWING.search(block.text.rstrip()) if block.role is Role.CELL else None
        announced = kind_of_heading(told["what"]) if told else None
        if announced is None or flow.zones[index] in (Zone.OTHERS, Zone.ASIDE):
            continue
        items = [i for i in _counted(flow, index) if i not in taken]
        for place in items if len(items) >= FEWEST_COUNTED else ():
            number = flow.blocks[place].bullet.strip("().")
            yield Candidate(
                place, place, 0, announced[0], Source.ITEM, number, number, announced[1],
                Form.NUMBER, head=index,
            )  # fmt: skip


def _counted(flow: Flow, index: int) -> Iterator[int]:
    """Give the blocks right below in the same cell that count 1, 2, 3."""
    for number in count(1):
        place = index + number
        following = flow.blocks[place] if place < len(flow.blocks) else None
        same = following is not None and _cell(following) == _cell(flow.blocks[index])
        if following is None or not same or following.bullet.strip("().") != str(number):
            return
        yield place


def _cell(block: Block) -> tuple[int, int, int]:
    return block.table, block.row, block.column
