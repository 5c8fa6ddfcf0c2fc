"""From blocks to records: candidates, their extents, the induced style, repeats and parents."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from ingest.layout.blocks import Block
from ingest.statements.asking import ASKED
from ingest.statements.beginnings.briefings import tells_of_another
from ingest.statements.beginnings.candidates import find_candidates
from ingest.statements.beginnings.second_chance import find_asked
from ingest.statements.candidate import Source, starts
from ingest.statements.doubts.quality import labels_without_text
from ingest.statements.doubts.unread import held_blocks, unread
from ingest.statements.doubts.words_unread import words_unread
from ingest.statements.extents.extents import extents
from ingest.statements.flow import Flow, flow_of
from ingest.statements.prose import unlabelled
from ingest.statements.relations.parents import parents
from ingest.statements.relations.repeats import Cluster, also_on, cluster, printed_again
from ingest.statements.relations.status import statuses
from ingest.statements.statement import Piece, Statement
from ingest.statements.styles.induction import ELSEWHERE, NOTHING_STATED, Form, induce
from kb.domain.extraction import Doubt
from kb.domain.passage import Box, PageSpan, Passage
from kb.domain.record import Kind, Record


@dataclass(frozen=True, slots=True)
class Found:
    """What records were read, by which forms, and doubts about labels."""

    records: tuple[Record, ...]
    forms: tuple[Form, ...]
    doubts: tuple[Doubt, ...] = ()


def find_records(
    blocks: Iterable[Block],
    words: frozenset[str] = frozenset(),
    stated: Mapping[Kind, int] = NOTHING_STATED,
) -> Found:
    """Read every statement that a report makes out of its blocks in reading order.

    `words` are those seen unbroken in the report, the evidence for undoing hyphens; `stated` says
    how many statements of a kind the report says it makes.
    """
    flow = flow_of(blocks, words)
    if tells_of_another(flow):
        return Found((), ())
    candidates = find_candidates(flow)
    statements = extents(flow, candidates)
    induced = induce(flow, statements, stated)
    if not any(s.candidate.kind in ASKED for s in induced.primary):
        taken = starts(s.candidate for s in induced.primary)
        asked = find_asked(flow, taken, stated.get(Kind.RECOMMENDATION, 0))
        statements = extents(flow, sorted((*candidates, *asked), key=lambda c: c.block))
        induced = induce(flow, statements, stated)
    clusters = cluster(flow, induced.primary, induced.secondary)
    forms = induced.forms
    if not clusters:
        clusters, forms = unlabelled(flow)
    again = printed_again(flow, clusters)
    said = statuses(flow, [c.canonical for c in clusters])
    above = parents(flow, clusters, again)
    records = tuple(
        replace(
            _record(flow, clusters[place], place, again[place], forms),
            parent=None if above[place] is None else str(above[place]),
            parent_number=_number(clusters, above[place]),
            status=said[place],
        )
        for place in range(len(clusters))
    )
    labels = [c for c in candidates if c.source is Source.LABEL and c.number]
    held = held_blocks(clusters, again)
    doubts = (
        *labels_without_text(flow, labels, [s.candidate for s in statements]),
        *unread(flow, held),
        *words_unread(flow, held, len(clusters)),
    )
    return Found(records, forms, doubts)


def _record(
    flow: Flow,
    found: Cluster,
    place: int,
    again: Sequence[int],
    forms: Sequence[Form],
) -> Record:
    statement = found.canonical
    pages = also_on(flow, found, again)
    candidate = statement.candidate
    kind = candidate.kind or Kind.FINDING
    form = next((f for f in forms if f.kind is kind), None)
    return Record(
        key=str(place),
        kind=kind,
        label=candidate.label or candidate.word,
        number=candidate.number,
        text=statement.text,
        page=statement.page,
        page_end=statement.page_end,
        passage=Passage(tuple(_spans(flow, statement.pieces))),
        section=flow.paths[candidate.block],
        also_on=pages,
        context=_context(flow, statement),
        confidence=_confidence(form, statement, found),
        evidence=tuple(_evidence(form, statement, pages)),
    )


def _number(clusters: Sequence[Cluster], place: int | None) -> str:
    return "" if place is None else clusters[place].canonical.candidate.number


def _spans(flow: Flow, pieces: Iterable[Piece]) -> Iterable[PageSpan]:
    for piece in pieces:
        block = flow.blocks[piece.block]
        base = max(block.start, 0)
        yield PageSpan(block.page, base + piece.start, base + piece.end, _boxes(block, piece))


def _boxes(block: Block, piece: Piece) -> tuple[Box, ...]:
    """Give the boxes of the lines that hold the piece, by their share of the block's characters."""
    total = sum(len(line.text) for line in block.lines) or 1
    scale = len(block.text) / total
    at, boxes = 0.0, []
    for line in block.lines:
        end = at + len(line.text) * scale
        if end > piece.start + 1 and at < piece.end - 1:
            boxes.append(line.box)
        at = end
    return tuple(boxes)


def _context(flow: Flow, statement: Statement) -> str:
    return "\n".join(flow.blocks[i].text for i in statement.narrative)[:LONGEST_CONTEXT]


# Characters of narrative kept with a record.
LONGEST_CONTEXT = 4000


def _confidence(form: Form | None, statement: Statement, found: Cluster) -> float:
    """Weigh the evidence: the kind of form, an unbroken sequence, a repeat elsewhere."""
    base = _BASE.get(form.family if form else "", 0.5)
    complete = form.complete if form and statement.candidate.number else 0.8
    repeated = 0.05 if found.repeats else 0.0
    return round(min(0.99, base * (0.6 + 0.4 * complete) + repeated), 2)


_BASE = {
    "label": 0.97, "statement of its own": 0.75,
    "closing code": 0.93, "code": 0.93, "word of its own": 0.85, "column": 0.85, "heading": 0.8,
    "sentence set apart": 0.7, "recurring words": 0.65, "asking list": 0.55, "said again": 0.75,
    "sentence": 0.55,
}  # fmt: skip


def _evidence(form: Form | None, statement: Statement, pages: tuple[int, ...]) -> Iterable[str]:
    if form:
        yield f"{form.name}: {form.count} in the report"
        if statement.candidate.number and form.family not in ELSEWHERE:
            yield f"numbers run through to {form.complete:.0%}"
    yield f"ends where {statement.ended}"
    if pages:
        yield "repeated on page " + ", ".join(map(str, pages))
