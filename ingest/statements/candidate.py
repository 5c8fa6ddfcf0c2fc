"""A place where a statement may begin, and what shows it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from ingest.labels import Form, number_parts
from ingest.layout.blocks import Block
from kb.domain.record import Kind


class Source(StrEnum):
    """How a candidate shows itself."""

    LABEL = "label"
    CODE = "code"
    OWN = "word of its own"
    RECURRING = "recurring words"
    ASKED = "asking list"
    AGAIN = "said again"
    ITEM = "item"
    CELL = "cell"
    CLOSING = "closing code"
    PROSE = "prose"
    STATED = "stated"
    LEAD = "lead"


@dataclass(frozen=True, slots=True)
class Candidate:
    """A place where a statement may begin.

    `block` holds the label; the statement begins at `offset` of `text_block`. `until` is an offset
    in the same block, or in block `closes`, where it surely ends (-1 unknown). `head` is the block
    of the heading of kind that it stands under (-1 if none).
    """

    block: int
    text_block: int
    offset: int
    kind: Kind | None
    source: Source
    label: str = ""
    number: str = ""
    word: str = ""
    form: Form = Form.WORD
    separator: str = ""
    head: int = -1
    until: int = -1
    closes: int = -1

    @property
    def depth(self) -> int:
        """How many counts its number has: `1.2` two."""
        return len(number_parts(self.number)[1])


# What is printed as a label is not broken off by what only may be one: "Recommendation 1: The
# department should:" goes on over the bullets that a heading "Recommendations" above announces.
PRINTED = frozenset({Source.LABEL, Source.CODE, Source.OWN, Source.CLOSING})

# A cell or item of fewer words is a name or a date, not a statement.
FEWEST_WORDS = 3

MODAL = re.compile(
    r"\b(?:should|must|shall|needs? to|ought to|(?:is|are) (?:strongly )?(?:recommended|encouraged"
    r"|urged|advised)|recommends?|recommended|consider)\b",
    re.IGNORECASE,
)


def goes_on_below(above: Block, cell: Block) -> bool:
    """Say whether a cell goes on amid a sentence in the next row, where rows were told wrongly.

    "The terminal had no plan for passengers" / "who could not leave by the last sailing."
    """
    below = (above.table, above.column, above.row + 1) == (cell.table, cell.column, cell.row)
    unfinished = above.text.rstrip()[-1:] not in set('.!?:;)”"')
    return below and unfinished and cell.text[:1].islower() and not cell.bullet


def starts(candidates: Iterable[Candidate]) -> set[int]:
    """Give the blocks at which these candidates, or their texts, begin."""
    return {i for c in candidates for i in (c.block, c.text_block)}
