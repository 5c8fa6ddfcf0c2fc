"""Recommendations that a report prints without any label: its "should" sentences in prose.

Used only where a report has no labelled statement at all.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ingest.blocks import Block, Role
from ingest.candidates import Candidate, Source
from ingest.extents import Piece, Statement
from ingest.flow import Flow, Zone
from ingest.repeats import Cluster, cluster
from ingest.styles.induction import REPORTED, Form
from kb.domain.record import Kind


def unlabelled(flow: Flow) -> tuple[tuple[Cluster, ...], tuple[Form, ...]]:
    """Give the should-sentences of a report's own voice, if it has enough of them to mean it."""
    statements = [s for i in range(len(flow.blocks)) for s in _sentences(flow, i)]
    if len(statements) < FEWEST:
        return (), ()
    form = Form(Kind.RECOMMENDATION, "sentence", len(statements), 1.0, float(len(statements)))
    return cluster(flow, statements, ()), (form,)


# Fewer should-sentences are a way of speaking; a study that recommends has many.
FEWEST = 8

_SENTENCE = re.compile(r"[^.!?]*(?:\.(?!\s+[A-Z“\"]|\s*$)[^.!?]*)*[.!?]+[”’\"')]*\s*")
_ASKS = re.compile(r"\b(?:should|must|ought to)\b(?! (?:have|not take from|be (?:noted|read)))")
_VOICE = re.compile(
    r"[“\"”]|\b(?:said|says|told|asked|argued|believes?|thought|whether|if they|wondered|why)\b"
    r"|\b(?:was|were|had) (?:told|advised)\b",
    re.IGNORECASE,
)


def _sentences(flow: Flow, index: int) -> Iterator[Statement]:
    block = flow.blocks[index]
    if not _is_own_voice(flow, index, block):
        return
    for found in _SENTENCE.finditer(block.text):
        text = found[0].strip()
        if _recommends(text):
            yield _statement(flow, index, found.start(), found.start() + len(found[0].rstrip()))


def _is_own_voice(flow: Flow, index: int, block: Block) -> bool:
    return (
        flow.zones[index] in (Zone.BODY, Zone.LIST)
        and block.role in (Role.BODY, Role.ITEM)
        and block.fill is None
        and not block.italic
        and block.size >= flow.body_size - SMALLER
    )


# Points by which notes and boxes are set smaller than the report's own text.
SMALLER = 0.75


def _recommends(sentence: str) -> bool:
    return (
        bool(_ASKS.search(sentence))
        and not _VOICE.search(sentence)
        and not REPORTED.search(sentence)
        and len(sentence.split()) >= SHORTEST
    )


SHORTEST = 8


def _statement(flow: Flow, index: int, start: int, end: int) -> Statement:
    block = flow.blocks[index]
    candidate = Candidate(index, index, start, Kind.RECOMMENDATION, Source.PROSE, until=end)
    return Statement(
        candidate, (Piece(index, start, end),), block.text[start:end].strip(),
        "its sentence ends", block.page, block.page, (index,),
    )  # fmt: skip
