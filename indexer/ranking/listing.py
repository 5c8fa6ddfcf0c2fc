"""Of a facet with thousands of values, those that a page lists: the most frequent, the selected."""

from __future__ import annotations

from collections.abc import Sequence

from indexer.fields import BY_NAME
from indexer.query import Search
from indexer.results import FacetCount

Counts = tuple[FacetCount, ...]


def most_listed(search: Search, name: str) -> int:
    """Say how many values of a facet are wanted besides those selected, 0 for all."""
    return 0 if search.whole else BY_NAME[name].listed


def selected(search: Search, name: str) -> frozenset[str]:
    """Give the values of a facet that the search is narrowed to."""
    return frozenset(v for one in search.filters if one.field == name for v in one.values)


def listed(search: Search, name: str, counts: Sequence[FacetCount]) -> Counts:
    """Give those of a facet's values, most frequent first, that are wanted."""
    most = most_listed(search, name)
    if not most or len(counts) <= most:
        return tuple(counts)
    chosen = selected(search, name)
    return (*counts[:most], *(one for one in counts[most:] if one.value in chosen))


def all_listed(
    search: Search, facets: Sequence[tuple[str, Counts]]
) -> tuple[tuple[tuple[str, Counts], ...], frozenset[str]]:
    """Give what is wanted of each facet, and name those of which there is more."""
    wanted = tuple((name, listed(search, name, counts)) for name, counts in facets)
    cut = (
        name
        for (name, counts), (_, shown) in zip(facets, wanted, strict=True)
        if len(shown) < len(counts)
    )
    return wanted, frozenset(cut)
