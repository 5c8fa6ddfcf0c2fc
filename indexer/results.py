"""What an engine answers."""

from __future__ import annotations

from dataclasses import dataclass

from msgspec import Struct


# A page has hundreds of counts: these two are made in a quarter of the time that dataclasses take,
# and hold nothing that the collector of garbage would have to look at.
class Hit(Struct, frozen=True, gc=False):
    """One document found: its id and score; what it holds is looked up by the caller.

    `matched` says by what it is a result: "words", "meaning", or neither where all was asked for.
    """

    id: str
    score: float
    matched: tuple[str, ...] = ()


class FacetCount(Struct, frozen=True, gc=False):
    """How many documents a click on this value would give (its own facet's filter ignored)."""

    value: str
    count: int


@dataclass(frozen=True, slots=True)
class ResultPage:
    """A page of hits; `total` is exact, `next` the cursor of the next page or None at the end.

    `cut` names the facets that have more values than are given.
    """

    total: int
    hits: tuple[Hit, ...]
    facets: tuple[tuple[str, tuple[FacetCount, ...]], ...] = ()
    next: str | None = None
    generation: str = ""
    cut: frozenset[str] = frozenset()
