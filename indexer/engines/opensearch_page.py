"""A page of results as it is asked of OpenSearch, and as it is read from the answer."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from indexer.engines.opensearch_query import ALIKE, COLLECTION, ID, Translator, passing
from indexer.fields import SORTS
from indexer.query import Filter, Search
from indexer.question import cursor as cursors
from indexer.question.meant import bare_words, by_words, named, seeks
from indexer.ranking.listing import all_listed
from indexer.results import FacetCount, Hit, ResultPage

# Values of a facet that are counted.
MOST_VALUES = 10_000
BY_WORDS = "words"


def body(search: Search, translator: Translator) -> dict[str, Any]:
    """Write a search: filters after the counting, so that each facet can leave out its own."""
    query = translator.query(search.tree)
    told = {"bool": {"filter": [translator.query(by_words(search.tree))], "_name": BY_WORDS}}
    wanted = {"must": [query], "filter": [{"term": {COLLECTION: search.collection}}]}
    if _by_either(search):
        wanted["should"] = [told]
    asked: dict[str, Any] = {
        "query": {"bool": wanted},
        "size": search.limit + 1,
        "_source": False,
        "track_total_hits": True,
        "track_scores": True,
        "sort": _sort(search),
        "aggs": {name: _counting(name, search.filters) for name in search.facets},
    }
    if search.filters:
        asked["post_filter"] = {"bool": {"filter": [passing(one) for one in search.filters]}}
    if search.after:
        key, identity = cursors.unpack(search.after)
        _, name, direction = SORTS[search.sort]
        asked["search_after"] = [int(key * direction) if name else -key, identity]
    return asked


def _sort(search: Search) -> list[dict[str, Any]]:
    _, name, direction = SORTS[search.sort]
    order = "asc" if direction > 0 else "desc"
    first = {name: {"order": order, "missing": 0}} if name else {"_score": {"order": "desc"}}
    return [first, {ID: {"order": "asc"}}]


def _counting(name: str, filters: Sequence[Filter]) -> dict[str, Any]:
    others = [passing(one) for one in filters if one.field != name]
    values = {"terms": {"field": name, "size": MOST_VALUES}}
    return {"filter": {"bool": {"filter": others}}, "aggs": {"values": values}}


def _by_either(search: Search) -> bool:
    """Say whether meaning may have made a document a result."""
    return any(node.vector and node.alike is not None for node in bare_words(search.tree))


def page(search: Search, answer: Any, generation: str) -> ResultPage:
    """Read the answer to a search."""
    found = answer["hits"]["hits"]
    rows = found[: search.limit]
    hits = tuple(_hit(search, row) for row in rows)
    total = answer["hits"]["total"]["value"]
    counts = [(name, _counts(answer["aggregations"][name])) for name in search.facets]
    facets, cut = all_listed(search, counts)
    following = _cursor(search, rows[-1]) if rows and len(found) > len(rows) else None
    return ResultPage(total, hits, facets, following, generation, cut)


def _hit(search: Search, row: Any) -> Hit:
    score = row["_score"] if search.sort == "relevance" else 0.0
    if not seeks(search.tree):
        return Hit(row["_id"], score)
    if not _by_either(search):
        return Hit(row["_id"], score, named(True, False))
    by = row.get("matched_queries", ())
    return Hit(row["_id"], score, named(BY_WORDS in by, ALIKE in by))


def _cursor(search: Search, row: Any) -> str:
    key, identity = row["sort"]
    _, name, direction = SORTS[search.sort]
    return cursors.pack(float(key * direction) if name else -key, identity)


def _counts(answer: Any) -> tuple[FacetCount, ...]:
    found = (FacetCount(str(b["key"]), b["doc_count"]) for b in answer["values"]["buckets"])
    return tuple(sorted(found, key=lambda c: (-c.count, c.value)))
