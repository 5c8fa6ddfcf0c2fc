"""Tantivy's counts of what matches, by each facet."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from operator import itemgetter
from typing import Any

from tantivy import Query

from indexer.engines.tantivy_clauses import both
from indexer.engines.tantivy_query import passing
from indexer.fields import BY_NAME
from indexer.query import Filter, Search
from indexer.ranking import deadline
from indexer.ranking.listing import Counts, listed, most_listed
from indexer.results import FacetCount

# As many values as tantivy counts in one go; an open list of more would be told as an error by it.
MOST_VALUES = 65_000
# So many more values than are listed are asked for, since tantivy cuts off among ties at will.
_SPARE = 20
# Of what tantivy gives of a value: its name, and how many hold it.
_NAME, _TIMES = itemgetter("key"), itemgetter("doc_count")


def filtered(matching: Query, filters: Sequence[Filter], but: str = "") -> Query:
    """Narrow what matches by all filters, or by all but one field's."""
    passed = [passing(one) for one in filters if one.field != but]
    return both([matching, *passed]) if passed else matching


@dataclass(slots=True)
class Counted:
    """A facet's counts, and whether it has more values than are given."""

    counts: Counts
    cut: bool = False


def faceted(searcher: Any, matching: Query, search: Search) -> dict[str, Counted]:
    """Count all facets in one pass, and each that is narrowed by itself without its own filter."""
    narrowed = {one.field for one in search.filters}
    deadline.check()
    together = {n: most_listed(search, n) for n in search.facets if n not in narrowed}
    counted = _counted(searcher, filtered(matching, search.filters), together)
    for name in search.facets:
        if name in narrowed:
            deadline.check()
            others = filtered(matching, search.filters, name)
            whole = _counted(searcher, others, {name: 0})[name].counts
            shown = listed(search, name, whole)
            counted[name] = Counted(shown, len(shown) < len(whole))
    return counted


def _counted(searcher: Any, query: Query, most: Mapping[str, int]) -> dict[str, Counted]:
    """Count facets, of open lists as many values as are wanted, ties by name."""
    if not most:
        return {}
    answer = searcher.aggregate(query, _asked(tuple(most.items()), searcher.num_segments))
    edges = {name: _edge(answer[name], wanted) for name, wanted in most.items()}
    ties = {n: {"terms": _tying(n, most[n], edge)} for n, edge in edges.items() if edge}
    tied = searcher.aggregate(query, ties) if ties else {}
    for name in ties:
        held = answer[name]["buckets"]
        held[:] = [bucket for bucket in held if bucket["doc_count"] > edges[name]]
        held += [b for b in tied[name]["buckets"] if b["doc_count"] == edges[name]]
    return {name: _values(name, answer[name], wanted) for name, wanted in most.items()}


@lru_cache
def _asked(most: tuple[tuple[str, int], ...], parts: int) -> dict[str, Any]:
    return {name: {"terms": _terms(name, wanted, parts)} for name, wanted in most}


def _terms(name: str, most: int, parts: int) -> dict[str, Any]:
    if not most:
        return {"field": name, "size": MOST_VALUES, "order": {"_key": "asc"}}
    told = {"field": name, "size": most + _SPARE}
    # Each of several parts gives all its values: what is rare in one may be frequent in another.
    return told if parts == 1 else told | {"segment_size": MOST_VALUES}


def _edge(answer: Mapping[str, Any], most: int) -> int:
    """Give the count of the last value wanted if those cut off may have as many, else 0."""
    buckets = answer["buckets"]
    if not most or not answer["sum_other_doc_count"]:
        return 0
    edge = int(buckets[most - 1]["doc_count"])
    return edge if buckets[-1]["doc_count"] == edge else 0


def _tying(name: str, most: int, edge: int) -> dict[str, Any]:
    """Ask for values at least as frequent, by name: enough of them are just as frequent."""
    told = {"field": name, "size": most, "segment_size": MOST_VALUES, "min_doc_count": edge}
    return told | {"order": {"_key": "asc"}}


def _values(name: str, answer: Mapping[str, Any], most: int) -> Counted:
    """Order values by how many they are, then by name, and keep those wanted."""
    held = answer["buckets"]
    named = _NAME if not BY_NAME[name].kind.numeric else _number
    # Those of a whole list of names come in order of these.
    if most or named is _number:
        held.sort(key=named)
    held.sort(key=_TIMES, reverse=True)
    kept = held[:most] if most else held
    cut = bool(answer["sum_other_doc_count"]) or len(kept) < len(held)
    return Counted(tuple([FacetCount(str(b["key"]), b["doc_count"]) for b in kept]), cut)


def _number(bucket: Mapping[str, Any]) -> str:
    return str(bucket["key"])
