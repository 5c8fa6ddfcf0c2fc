"""What a statement consists of: a candidate, the pieces of blocks it takes, and what ended it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from ingest.statements.candidate import Candidate
from ingest.statements.flow import Flow
from kb.text import join_two


class End:
    """What ended a statement, as shown in a record's evidence."""

    TYPE = "its type ends"
    SHADING = "its shading ends"
    PARAGRAPH = "its paragraph ends"
    LABEL = "the next label begins"
    CELL = "its cell ends"


@dataclass(frozen=True, slots=True)
class Piece:
    """Characters `start` to `end` of one block."""

    block: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Statement:
    """A candidate with its text; `narrative` is what follows it up to the next one."""

    candidate: Candidate
    pieces: tuple[Piece, ...]
    text: str
    ended: str
    page: int
    page_end: int
    narrative: tuple[int, ...] = ()


_FINISHED = re.compile(r"[.?!:;][”’\"')\]]*\d{0,2}$")


def unfinished(text: str) -> bool:
    """Say whether a text breaks off before its sentence ends."""
    return not _FINISHED.search(text.rstrip())


def joined(flow: Flow, pieces: Iterable[Piece]) -> str:
    """Join the pieces: as one sentence where a paragraph goes on, a line each for sub-items."""
    out = ""
    for piece in pieces:
        block = flow.blocks[piece.block]
        text = block.text[piece.start : piece.end].strip()
        if block.bullet and piece.start == 0 and out:
            text = f"{block.bullet} {text}"
        goes_on = out and unfinished(out) and not block.bullet
        out = join_two(out, text, flow.words) if goes_on else f"{out}\n{text}"
    return out.strip()
