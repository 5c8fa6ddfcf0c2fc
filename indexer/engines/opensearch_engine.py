"""The engine for more than one machine: an index a generation on OpenSearch, an alias on the live.

Documents, counts and copies are the cluster's; vectors are kept there too and held in memory here,
1.5 KB a statement, since cosines are exact.
"""

from __future__ import annotations

import hashlib
import secrets
import threading
import time
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from copy import copy
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

import numpy as np

from indexer import cursor as cursors
from indexer import meaning
from indexer.documents import Document
from indexer.engine import Generation
from indexer.engines import opensearch_index as layout
from indexer.engines.generations import REBUILD, now
from indexer.engines.opensearch_client import WRITE_SECONDS, Client, address_of
from indexer.engines.opensearch_lock import Lock
from indexer.engines.opensearch_query import (
    ALIKE,
    COLLECTION,
    ID,
    REPORT,
    WORDS,
    Likeness,
    Query,
    Translator,
    passing,
    silent,
    word,
)
from indexer.engines.opensearch_state import State, States
from indexer.fields import SORTS, fingerprint
from indexer.meaning import Encoder, Vector
from indexer.meant import bare_words, by_words, named, seeks
from indexer.query import Filter, Node, Search
from indexer.results import FacetCount, Hit, ResultPage
from indexer.scoring import DECIMALS
from indexer.tally import Tally, tallied
from indexer.token_stream import clean
from kb.errors import EngineUnavailable, IndexOutOfDate

# How long it may take until a switch made on another machine is followed.
KNOWN_SECONDS = 1.0
AT_ONCE = 5_000
VECTORS_AT_ONCE = 2_000
# Values of a facet that are counted; a search that takes longer than DEADLINE is given up.
MOST_VALUES = 10_000
DEADLINE = "2s"
BY_WORDS = "words"


@dataclass(frozen=True, slots=True)
class _Live:
    """The live generation, when it was asked for last."""

    generation: str
    state: State
    asked: float


@dataclass(frozen=True, slots=True)
class _Held:
    """The vectors of a generation up to one of its batches."""

    generation: str = ""
    batch: int = -1
    keys: tuple[str, ...] = ()
    rows: meaning.Vectors = field(default_factory=lambda: np.empty((0, 0), dtype=np.float32))


class OpenSearchEngine:
    """Searches a cluster; see `indexer.engine.SearchEngine` for what it promises."""

    name = "opensearch"

    def __init__(self, rest: str, encoder: Encoder | None = None) -> None:
        """Name the cluster; nothing is asked until it is needed. Raises SettingsError."""
        self.encoder = encoder
        address = address_of(rest)
        self._alias = address.prefix
        self._client = Client(address)
        self._states = States(self._client, f"{address.prefix}-state")
        self._lock = Lock(self._client, f"{address.prefix}-lock")
        self._known: _Live | None = None
        self._held = _Held()
        self._loading = threading.Lock()
        self._chosen = ""

    def generations(self) -> Sequence[Generation]:
        """List the builds, newest first."""
        live = self._aliased()
        return [
            Generation(name, s.documents, s.cursor, s.fingerprint, s.built, name == live, s.meaning)
            for name, s in sorted(self._states.all().items(), reverse=True)
        ]

    def exclusive(self) -> AbstractContextManager[None]:
        """Hold the only right to write, over machines, while several steps are taken."""
        return self._lock.hold()

    def create(self) -> str:
        """Start an empty generation beside the live one."""
        stamp = datetime.now(UTC).strftime("%Y%m%dt%H%M%S%f")
        name = f"g{stamp}-{secrets.token_hex(2)}"
        with self._lock.hold():
            for index, mapping in (
                (self._index(name), layout.mapping()),
                (self._vectors_index(name), layout.vectors_mapping()),
            ):
                body = {"settings": {"index": layout.settings()}, "mappings": mapping}
                self._client.ask("PUT", f"/{index}", body, seconds=WRITE_SECONDS)
            self._states.put(name, State(0, 0, 0, fingerprint(), now()))
        return name

    def write(
        self,
        generation: str,
        batch: Sequence[Document],
        *,
        replacing: Collection[str],
        cursor: int,
        vectors: Mapping[str, Vector] | None = None,
    ) -> None:
        """Write a batch, show it whole, then note how far it goes."""
        with self._lock.hold():
            before = self._written(generation)
            index = self._index(generation)
            # What a writer that died had sent already is seen, and dropped with its reports.
            self._refresh(index)
            new = {layout.written(document)[0]["index"]["_id"] for document in batch}
            gone = [i for i in self._of_reports(index, replacing) if i not in new]
            self._add_vectors(generation, before.batch + 1, vectors or {})
            self._lock.check()
            self._client.bulk(
                index, [*layout.deleted(gone), *(layout.written(document) for document in batch)]
            )
            self._refresh(index)
            told = self._meaning(before, batch, vectors)
            after = State(
                before.batch + 1, cursor, self._count(index), before.fingerprint, now(), told
            )
            self._lock.check()
            self._states.put(generation, after)
        self._known = None

    def vectors(self, keys: Sequence[str]) -> Mapping[str, Vector]:
        """Give those of the vectors that the live generation holds."""
        try:
            held = self._vectors_of(self._live())
        except EngineUnavailable:
            return {}
        wanted = set(keys)
        return {k: row for k, row in zip(held.keys, held.rows, strict=True) if k in wanted}

    def activate(self, generation: str) -> None:
        """Move the alias in one step, once the new index holds all that was written to it.

        The generation before it is kept; older ones are dropped.
        """
        with self._lock.hold():
            state, index = self._written(generation), self._index(generation)
            self._refresh(index)
            if (count := self._count(index)) != state.documents:
                raise EngineUnavailable(
                    f"the index holds {count:,} of {state.documents:,} documents", hint=REBUILD
                )
            before = self._aliased()
            self._lock.check()
            add = {"add": {"index": index, "alias": self._alias, "is_write_index": True}}
            drop = {"remove": {"index": self._index(before), "alias": self._alias}}
            actions = [drop, add] if before and before != generation else [add]
            self._client.ask("POST", "/_aliases", {"actions": actions}, seconds=WRITE_SECONDS)
            self._known = None
            for other in self._states.all():
                if other not in (generation, before):
                    self._drop(other)

    def search(self, search: Search) -> ResultPage:
        """Answer from the live generation."""
        live = self._live()
        if live.state.fingerprint != fingerprint():
            raise IndexOutOfDate("the index was built for other fields", hint=REBUILD)
        translator = Translator(
            live.state.documents,
            lambda vector: self._likeness(live, vector),
            lambda query: self._best(live, search.collection, query),
        )
        body = _body(search, translator)
        # The same question goes to the same copy, so that pages join.
        asked = hashlib.sha256(repr((search.tree, search.filters)).encode("utf-8", "replace"))
        answer = self._asked(live, body, preference=asked.hexdigest()[:16])
        return _page(search, answer, live.generation)

    def terms(self, prefix: str, limit: int) -> Sequence[tuple[str, int]]:
        """Give the words that begin so, most frequent first."""
        begins = "".join(c if c.isalnum() else f"\\{c}" for c in prefix) + ".*"
        order = [{"_count": "desc"}, {"_key": "asc"}]
        asked = {"field": WORDS, "include": begins, "size": limit, "order": order}
        body = {"size": 0, "aggs": {"w": {"terms": asked}}}
        found = self._asked(self._live(), body)["aggregations"]["w"]["buckets"]
        return [(bucket["key"], bucket["doc_count"]) for bucket in found]

    def frequencies(self, words: Sequence[str]) -> dict[str, int]:
        """Count the documents that hold each word, over all collections."""
        if not words:
            return {}
        queries = {str(n): silent(word(text)) for n, text in enumerate(words)}
        body = {"size": 0, "aggs": {"w": {"filters": {"filters": queries}}}}
        found = self._asked(self._live(), body)["aggregations"]["w"]["buckets"]
        return {text: found[str(n)]["doc_count"] for n, text in enumerate(words)}

    def tally(self, field: str, trees: Sequence[Node]) -> Tally:
        """Count by facets."""
        return tallied(self.search, field, trees)

    def _index(self, generation: str) -> str:
        return f"{self._alias}-{generation}"

    def _vectors_index(self, generation: str) -> str:
        return f"{self._alias}-vectors-{generation}"

    def looking_at(self, generation: str) -> OpenSearchEngine:
        """Give an engine over the same cluster that answers from this generation."""
        other = copy(self)
        fresh = {"_known": None, "_held": _Held(), "_loading": threading.Lock()}
        other.__dict__.update(fresh, _chosen=generation)
        return other

    def _aliased(self) -> str:
        """Name the live generation, "" where there is none."""
        if self._chosen:
            return self._chosen
        found = self._client.find(f"/_alias/{self._alias}")
        names = [name.removeprefix(f"{self._alias}-") for name in found or ()]
        return max(names, default="")

    def _live(self) -> _Live:
        known = self._known
        if known and time.monotonic() - known.asked < KNOWN_SECONDS:
            return known
        name = self._aliased()
        state = self._states.get(name) if name else None
        if state is None:
            raise EngineUnavailable("nothing is indexed yet", hint=REBUILD)
        self._known = _Live(name, state, time.monotonic())
        return self._known

    def _written(self, generation: str) -> State:
        state = self._states.get(generation)
        if state is None:
            raise EngineUnavailable(f"there is no generation {generation}", hint=REBUILD)
        if state.fingerprint != fingerprint():
            raise IndexOutOfDate("the index was built for other fields", hint=REBUILD)
        return state

    def _asked(self, live: _Live, body: Mapping[str, Any], **params: Any) -> Any:
        answer = self._client.ask(
            "POST",
            f"/{self._index(live.generation)}/_search",
            {**body, "timeout": DEADLINE},
            request_cache="false",
            allow_partial_search_results="false",
            **params,
        )
        if answer["timed_out"]:
            raise EngineUnavailable(
                f"the search took longer than {DEADLINE}", hint="Ask for less, or try again."
            )
        return answer

    def _best(self, live: _Live, collection: str, query: Query) -> float:
        asked = {"bool": {"must": [query], "filter": [{"term": {COLLECTION: collection}}]}}
        answer = self._asked(live, {"size": 1, "query": asked, "_source": False})
        return answer["hits"]["max_score"] or 0.0

    def _likeness(self, live: _Live, vector: tuple[float, ...]) -> Likeness:
        held = self._vectors_of(live)
        if not held.keys:
            return Likeness((), np.empty(0))
        cosines = held.rows @ np.array(vector, dtype=np.float32)
        exact = np.round(cosines.astype(np.float64), DECIMALS)
        return Likeness(held.keys, np.asarray(exact, dtype=np.float64))

    def _vectors_of(self, live: _Live) -> _Held:
        """Give a generation's vectors, with those that came since they were last fetched."""
        with self._loading:
            held = self._held
            if (held.generation, held.batch) == (live.generation, live.state.batch):
                return held
            if held.generation != live.generation:
                held = _Held(live.generation)
            found = [layout.vector_of(row) for row in self._vectors_after(held)]
            new = dict(found)
            keys = [key for key in held.keys if key not in new]
            rows = [row for k, row in zip(held.keys, held.rows, strict=True) if k not in new]
            self._held = _Held(
                live.generation,
                live.state.batch,
                (*keys, *new),
                np.array([*rows, *new.values()], dtype=np.float32).reshape(len(keys) + len(new), -1)
                if keys or new
                else held.rows,
            )
            return self._held

    def _vectors_after(self, held: _Held) -> Iterator[Mapping[str, Any]]:
        index = self._vectors_index(held.generation)
        query = {"range": {"batch": {"gt": held.batch}}}
        for hit in self._every(index, query, ["batch", "key"], VECTORS_AT_ONCE, source=True):
            yield hit["_source"]

    def _of_reports(self, index: str, reports: Collection[str]) -> list[str]:
        if not reports:
            return []
        query = {"terms": {REPORT: [clean(report) for report in reports]}}
        return [hit["_id"] for hit in self._every(index, query, [ID], AT_ONCE, source=False)]

    def _every(
        self, index: str, query: Query, order: Sequence[str], size: int, *, source: bool
    ) -> Iterator[Any]:
        """Give all hits of a query, page by page."""
        body: dict[str, Any] = {"query": query, "sort": list(order), "size": size}
        while True:
            answer = self._client.ask(
                "POST",
                f"/{index}/_search",
                body | {"_source": source},
                seconds=WRITE_SECONDS,
                allow_partial_search_results="false",
            )
            hits = answer["hits"]["hits"]
            yield from hits
            if len(hits) < size:
                return
            body["search_after"] = hits[-1]["sort"]

    def _add_vectors(
        self,
        generation: str,
        number: int,
        vectors: Mapping[str, Vector],
    ) -> None:
        if vectors:
            index = self._vectors_index(generation)
            self._client.bulk(index, layout.kept(vectors, number))
            self._refresh(index)

    def _meaning(
        self, before: State, batch: Sequence[Document], vectors: Mapping[str, Vector] | None
    ) -> str:
        """Name whose vectors all documents have after this batch, "" where one has none."""
        name = self.encoder.name if self.encoder else ""
        whole = vectors is not None and all(
            meaning.key(document.meaning) in vectors for document in batch if document.meaning
        )
        return name if whole and (before.batch == 0 or before.meaning == name) else ""

    def _refresh(self, index: str) -> None:
        answer = self._client.ask("POST", f"/{index}/_refresh", seconds=WRITE_SECONDS)
        _whole(answer["_shards"])

    def _count(self, index: str) -> int:
        answer = self._client.ask("GET", f"/{index}/_count", seconds=WRITE_SECONDS)
        _whole(answer["_shards"])
        return int(answer["count"])

    def _drop(self, generation: str) -> None:
        for index in (self._index(generation), self._vectors_index(generation)):
            self._client.remove(f"/{index}")
        self._states.drop(generation)


def _whole(shards: Mapping[str, Any]) -> None:
    """Raise EngineUnavailable where a part of an index did not answer."""
    if shards["failed"]:
        raise EngineUnavailable("a part of the index does not answer", hint="Try again later.")


def _body(search: Search, translator: Translator) -> dict[str, Any]:
    """Write a search: filters after the counting, so that each facet can leave out its own."""
    query = translator.query(search.tree)
    told = {"bool": {"filter": [translator.query(by_words(search.tree))], "_name": BY_WORDS}}
    wanted = {"must": [query], "filter": [{"term": {COLLECTION: search.collection}}]}
    if _by_either(search):
        wanted["should"] = [told]
    body: dict[str, Any] = {
        "query": {"bool": wanted},
        "size": search.limit + 1,
        "_source": False,
        "track_total_hits": True,
        "track_scores": True,
        "sort": _sort(search),
        "aggs": {name: _counting(name, search.filters) for name in search.facets},
    }
    if search.filters:
        body["post_filter"] = {"bool": {"filter": [passing(one) for one in search.filters]}}
    if search.after:
        key, identity = cursors.unpack(search.after)
        _, name, direction = SORTS[search.sort]
        body["search_after"] = [int(key * direction) if name else -key, identity]
    return body


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


def _page(search: Search, answer: Any, generation: str) -> ResultPage:
    found = answer["hits"]["hits"]
    rows = found[: search.limit]
    hits = tuple(_hit(search, row) for row in rows)
    total = answer["hits"]["total"]["value"]
    facets = tuple((name, _counts(answer["aggregations"][name])) for name in search.facets)
    following = _cursor(search, rows[-1]) if len(found) > len(rows) else None
    return ResultPage(total, hits, facets, following, generation)


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
