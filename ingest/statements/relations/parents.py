"""Which record a record hangs under: by its number, by its headings, else the finding above it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import takewhile

from ingest.labels import parent_number
from ingest.statements.beginnings.cells import numbers_in_row
from ingest.statements.candidate import Source
from ingest.statements.flow import Flow, is_heading
from ingest.statements.relations.repeats import Cluster
from ingest.statements.statement import Statement
from kb.domain.record import Kind

# What hangs under what, where a report prints both.
_ABOVE: dict[Kind, tuple[Kind, ...]] = {
    Kind.RECOMMENDATION: (
        Kind.FINDING, Kind.OBSERVATION, Kind.IMPROVEMENT, Kind.LESSON, Kind.RECOMMENDATION,
        Kind.CONTRIBUTING_FACTOR,
    ),
    Kind.LESSON: (Kind.FINDING, Kind.OBSERVATION, Kind.LESSON),
    Kind.ACTION_ITEM: (
        Kind.RECOMMENDATION, Kind.FINDING, Kind.OBSERVATION, Kind.LESSON, Kind.ACTION_ITEM,
    ),
    Kind.CORRECTIVE_ACTION: (Kind.IMPROVEMENT, Kind.OBSERVATION, Kind.FINDING),
    Kind.FINDING: (Kind.FINDING,),
    Kind.OBSERVATION: (Kind.OBSERVATION,),
    Kind.IMPROVEMENT: (Kind.IMPROVEMENT,),
    Kind.STRENGTH: (Kind.STRENGTH,),
    Kind.CONTRIBUTING_FACTOR: (),
}  # fmt: skip


def parents(
    flow: Flow, clusters: Sequence[Cluster], again: Sequence[Sequence[int]]
) -> tuple[int | None, ...]:
    """Give for each record, in reading order, the place of its parent; None where it has none.

    `again` are the blocks that print each record again.
    """
    printed = [
        _Printed(
            (c.canonical.candidate.block, *blocks),
            {c.canonical.page, *(flow.blocks[index].page for index in blocks)},
        )
        for c, blocks in zip(clusters, again, strict=True)
    ]
    return tuple(_parent(flow, clusters, printed, place) for place in range(len(clusters)))


@dataclass(frozen=True, slots=True)
class _Printed:
    """The blocks and pages on which one record is printed, its own and those of its repeats."""

    blocks: tuple[int, ...]
    pages: set[int]

    def distance(self, block: int) -> tuple[bool, int]:
        """Say how far off, in blocks, the nearest stands; all before come first."""
        return min((index > block, abs(index - block)) for index in self.blocks)


def _parent(
    flow: Flow, clusters: Sequence[Cluster], printed: Sequence[_Printed], place: int
) -> int | None:
    own = clusters[place].canonical.candidate
    above = parent_number(own.number)
    if above:
        found = _by_number(clusters, printed, place, above)
        return found if found is not None else _same_number(clusters, place)
    cited = _cited_at_end(clusters, place)
    if cited is not None:
        return cited
    ruling = _ruling(flow, clusters, place)
    if ruling is not None:
        return ruling
    if own.source is Source.CELL:
        found = _named_in_row(flow, clusters, place)
        found = _in_row(flow, clusters, printed, place) if found is None else found
        if found is not None:
            return found
    found = _same_number(clusters, place) if own.number else None
    if found is not None or (own.head >= 0 and is_heading(flow.blocks[own.head])):
        return found
    return _just_above(flow, clusters, place)


def _by_number(
    clusters: Sequence[Cluster], printed: Sequence[_Printed], place: int, number: str
) -> int | None:
    """Find the record of that number that is printed nearest, before rather than after.

    An improvement plan prints each weakness again beside its corrective actions: where numbers
    restart in every chapter, that occurrence tells which "1" the action 1.1 answers.
    """
    own = clusters[place].canonical.candidate
    above = _ABOVE[own.kind] if own.kind else ()
    found = [
        i for i, c in enumerate(clusters) if i != place and c.canonical.candidate.number == number
    ]

    def rank(i: int) -> tuple[int, bool, bool, int]:
        kind = clusters[i].canonical.candidate.kind
        liked = above.index(kind) if kind in above else len(above)
        return liked, not printed[place].pages & printed[i].pages, *printed[i].distance(own.block)

    return min(found, key=rank, default=None)


# "... to the Board each quarter. (F1)": what is asked answers what is named at its end
_CITED = re.compile(
    r"[(\[](?:Findings? |Observations? )?(?P<first>[A-Z]{0,3}-?\d[\w.-]*)[^()\[\]]*[)\]]\W*$"
)


def _cited_at_end(clusters: Sequence[Cluster], place: int) -> int | None:
    """Find the one that a statement names in brackets at its end, the first of several.

    Grand juries say so of each recommendation which findings it answers.
    """
    above = _kinds_above(clusters[place].canonical.candidate.kind)
    cited = _CITED.search(clusters[place].canonical.text)
    told = (c.canonical.candidate for c in clusters)
    named = (
        i for i, c in enumerate(told) if cited and c.kind in above and c.number == cited["first"]
    )
    return next(named, None)


def _ruling(flow: Flow, clusters: Sequence[Cluster], place: int) -> int | None:
    """Find the record that is itself the heading of the part in which this one stands.

    None where another that may be above it stands between: a second "FINDING:" in the part, set
    smaller than a heading, has its own actions.

    "FINDING 3: MASS ARREST DELAYED ACCESS TO COUNSEL", below it a heading "RECOMMENDATIONS" with
    6. to 8., numbered through the report.
    """
    own = clusters[place].canonical.candidate
    above = _kinds_above(own.kind)
    titles = flow.paths[own.block]
    for other in range(place - 1, -1, -1):
        found = clusters[other].canonical.candidate
        if found.kind in above:
            block = flow.blocks[found.block]
            return other if is_heading(block) and block.text in titles else None
    return None


def _in_row(
    flow: Flow, clusters: Sequence[Cluster], printed: Sequence[_Printed], place: int
) -> int | None:
    """Find the record that a cell of the same row, or the nearest row above, prints again.

    An improvement plan prints each area once, beside the first of its corrective actions.
    """
    own = clusters[place].canonical.candidate
    cell = flow.blocks[own.block]
    above = _kinds_above(own.kind)
    rows = (
        (flow.blocks[index].row, i)
        for i, c in enumerate(clusters)
        for index in printed[i].blocks
        if i != place and c.canonical.candidate.kind in above
        and flow.blocks[index].table == cell.table >= 0 < flow.blocks[index].row <= cell.row
    )  # fmt: skip
    return max(rows, default=(0, None))[1]


def _named_in_row(flow: Flow, clusters: Sequence[Cluster], place: int) -> int | None:
    """Find the record whose number a cell of the row gives, in a column that a kind heads.

    "1.2 Credentialing" or only "1.2" under "Area for Improvement", beside what corrects it.
    """
    own = clusters[place].canonical.candidate
    number = numbers_in_row(flow, own.block)
    above = _kinds_above(own.kind)
    found = (
        i
        for i in range(place - 1, -1, -1)
        if clusters[i].canonical.candidate.kind in above
        and clusters[i].canonical.candidate.number in number
    )
    return next(found, None)


def _same_number(clusters: Sequence[Cluster], place: int) -> int | None:
    """Find what stands next above and has the same number, as both have one paragraph's or card's.

    "Assessment 1.1" and what "Technical Advice 1.1" says of it. Between lists of each kind that are
    numbered alike, but each on its own, other numbers stand.
    """
    own = clusters[place].canonical.candidate
    before = (clusters[i].canonical.candidate for i in range(place - 1, -1, -1))
    same = list(takewhile(lambda c: c.number == own.number, before))
    above = _kinds_above(own.kind)
    steps = (step for step, c in enumerate(same, start=1) if c.kind in above)
    step = next(steps, None)
    return None if step is None else place - step


def _kinds_above(kind: Kind | None) -> tuple[Kind, ...]:
    return tuple(k for k in _ABOVE[kind] if k is not kind) if kind else ()


def _just_above(flow: Flow, clusters: Sequence[Cluster], place: int) -> int | None:
    """Take the nearest record above of a kind that this one may hang under, on near pages."""
    own = clusters[place].canonical
    kind = own.candidate.kind
    above = _kinds_above(kind)
    for other in range(place - 1, -1, -1):
        found = clusters[other].canonical
        if own.page - found.page > NEAR or not _same_chapter(flow, found, own):
            return None
        if found.candidate.kind in above:
            return other
    return None


def _same_chapter(flow: Flow, one: Statement, other: Statement) -> bool:
    return flow.paths[one.candidate.block][:1] == flow.paths[other.candidate.block][:1]


# Pages within which an unnumbered recommendation still belongs to the finding above it.
NEAR = 2
