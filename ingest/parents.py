"""Which record a record hangs under: by its number, else the finding just above it."""

from __future__ import annotations

from collections.abc import Sequence

from ingest.labels import parent_number
from ingest.repeats import Cluster
from kb.domain.record import Kind

# What hangs under what, where a report prints both.
_ABOVE: dict[Kind, tuple[Kind, ...]] = {
    Kind.RECOMMENDATION: (
        Kind.FINDING, Kind.OBSERVATION, Kind.IMPROVEMENT, Kind.LESSON, Kind.RECOMMENDATION,
    ),
    Kind.LESSON: (Kind.FINDING, Kind.OBSERVATION, Kind.LESSON),
    Kind.ACTION_ITEM: (Kind.RECOMMENDATION, Kind.FINDING, Kind.OBSERVATION, Kind.ACTION_ITEM),
    Kind.CORRECTIVE_ACTION: (Kind.IMPROVEMENT, Kind.OBSERVATION, Kind.FINDING),
    Kind.FINDING: (Kind.FINDING,),
    Kind.OBSERVATION: (Kind.OBSERVATION,),
    Kind.IMPROVEMENT: (Kind.IMPROVEMENT,),
    Kind.STRENGTH: (Kind.STRENGTH,),
    Kind.CONTRIBUTING_FACTOR: (),
}  # fmt: skip


def parents(clusters: Sequence[Cluster]) -> tuple[int | None, ...]:
    """Give for each record, in reading order, the place of its parent; None where it has none."""
    return tuple(_parent(clusters, place) for place in range(len(clusters)))


def _parent(clusters: Sequence[Cluster], place: int) -> int | None:
    own = clusters[place].canonical.candidate
    if own.kind is None:
        return None
    if own.number:
        found = _by_number(clusters, place, parent_number(own.number))
        return found if found is not None else _same_number(clusters, place)
    return _just_above(clusters, place)


def _by_number(clusters: Sequence[Cluster], place: int, number: str) -> int | None:
    """Find the record of that number that stands nearest, before rather than after."""
    if not number:
        return None
    own = clusters[place].canonical.candidate
    above = _ABOVE[own.kind] if own.kind else ()
    found = [
        i
        for i, c in enumerate(clusters)
        if i != place
        and c.canonical.candidate.number == number
        and c.canonical.candidate.kind in above
    ]
    pages = _pages(clusters[place])
    return min(
        found,
        key=lambda i: (
            above.index(clusters[i].canonical.candidate.kind),
            not pages & _pages(clusters[i]),
            i > place,
            abs(i - place),
        ),
        default=None,
    )


def _pages(cluster: Cluster) -> set[int]:
    return {cluster.canonical.page, *(s.page for s in cluster.repeats)}


def _same_number(clusters: Sequence[Cluster], place: int) -> int | None:
    """Find the conclusion in whose paragraph, under whose number, a recommendation stands."""
    before = clusters[place - 1].canonical.candidate if place else None
    own = clusters[place].canonical.candidate
    if before and before.number == own.number and own.kind and before.kind in _ABOVE[own.kind]:
        return place - 1 if before.kind is not own.kind else None
    return None


def _just_above(clusters: Sequence[Cluster], place: int) -> int | None:
    """Take the nearest record above of a kind that this one may hang under, on near pages."""
    own = clusters[place].canonical
    kind = own.candidate.kind
    above = [k for k in _ABOVE[kind] if k is not kind] if kind else []
    for other in range(place - 1, -1, -1):
        found = clusters[other].canonical
        if own.page - found.page > NEAR:
            return None
        if found.candidate.kind in above:
            return other
    return None


# Pages within which an unnumbered recommendation still belongs to the finding above it.
NEAR = 2
