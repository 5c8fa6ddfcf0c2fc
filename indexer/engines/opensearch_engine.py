"""The engine for more than one machine: an index a generation on OpenSearch, an alias on the live.

Documents, counts and copies are the cluster's; what a page asks and answers is in
`opensearch_page`, the statements' vectors in `opensearch_vectors`.
"""

from __future__ import annotations

import hashlib
import secrets
import time
from collections.abc import Collection, Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from copy import copy
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from indexer.documents import Document
from indexer.embedding.meaning import Encoder, Vector
from indexer.engine import Batch, Generation, fill_by_writing
from indexer.engines import opensearch_index as layout
from indexer.engines import opensearch_page as pages
from indexer.engines.generations import REBUILD, now
from indexer.engines.opensearch_client import WRITE_SECONDS, Client, address_of
from indexer.engines.opensearch_lock import Lock
from indexer.engines.opensearch_query import (
    COLLECTION,
    ID,
    REPORT,
    WORDS,
    Query,
    Translator,
    silent,
    word,
)
from indexer.engines.opensearch_state import State, States
from indexer.engines.opensearch_vectors import ClusterVectors, Held
from indexer.engines.token_stream import clean
from indexer.engines.vectors import whose
from indexer.fields import fingerprint
from indexer.query import Node, Search
from indexer.results import ResultPage
from indexer.tally import Tally, tallied
from indexer.unchanged import difference
from kb.errors import EngineUnavailable, IndexOutOfDate

# How long it may take until a switch made on another machine is followed.
KNOWN_SECONDS = 1.0
AT_ONCE = 5_000
# A search that takes longer is given up.
DEADLINE = "2s"


@dataclass(frozen=True, slots=True)
class _Live:
    """The live generation, when it was asked for last."""

    generation: str
    state: State
    asked: float


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
        self._vectors = ClusterVectors(self._client, address.prefix)
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
                (self._vectors.index(name), layout.vectors_mapping()),
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
            # What a writer that died had sent already is seen, and kept or dropped like the rest.
            self._client.refresh(index)
            held = self._of_reports(index, replacing)
            differs = difference(held, batch)
            new = {clean(document.id) for document in differs.new}
            gone = [held[digest] for digest in differs.gone if held[digest] not in new]
            self._vectors.add(generation, before.batch + 1, vectors or {})
            self._lock.check()
            self._client.bulk(
                index,
                [*layout.deleted(gone), *(layout.written(document) for document in differs.new)],
            )
            self._client.refresh(index)
            after = State(
                before.batch + 1,
                cursor,
                self._client.count(index),
                before.fingerprint,
                now(),
                whose(self.encoder, before.meaning, batch, vectors, first=before.batch == 0),
            )
            self._lock.check()
            self._states.put(generation, after)
        self._known = None

    def fill(self, generation: str, batches: Iterable[Batch], *, cursor: int) -> None:
        """Write one batch after another."""
        fill_by_writing(self, generation, batches, cursor)

    def vectors(self, keys: Sequence[str]) -> Mapping[str, Vector]:
        """Give those of the vectors that the live generation holds."""
        try:
            return self._vectors_of(self._live()).select(keys)
        except EngineUnavailable:
            return {}

    def activate(self, generation: str) -> None:
        """Move the alias in one step, once the new index holds all that was written to it.

        The generation before it is kept; older ones are dropped.
        """
        with self._lock.hold():
            state, index = self._written(generation), self._index(generation)
            self._client.refresh(index)
            if (count := self._client.count(index)) != state.documents:
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

    def open_newest(self) -> None:
        """Leave it to the cluster."""

    def search(self, search: Search) -> ResultPage:
        """Answer from the live generation."""
        live = self._live()
        if live.state.fingerprint != fingerprint():
            raise IndexOutOfDate("the index was built for other fields", hint=REBUILD)
        translator = Translator(
            live.state.documents,
            lambda vector: self._vectors_of(live).likeness(vector),
            lambda query: self._best(live, search.collection, query),
        )
        body = pages.body(search, translator)
        # The same question goes to the same copy, so that pages join.
        asked = hashlib.sha256(repr((search.tree, search.filters)).encode("utf-8", "replace"))
        answer = self._asked(live, body, preference=asked.hexdigest()[:16])
        return pages.page(search, answer, live.generation)

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

    def looking_at(self, generation: str) -> OpenSearchEngine:
        """Give an engine over the same cluster that answers from this generation."""
        other = copy(self)
        fresh = ClusterVectors(self._client, self._alias)
        other.__dict__.update({"_known": None, "_vectors": fresh, "_chosen": generation})
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

    def _vectors_of(self, live: _Live) -> Held:
        return self._vectors.of(live.generation, live.state.batch)

    def _of_reports(self, index: str, reports: Collection[str]) -> dict[int, str]:
        """Give the ids of what is held of some reports, by digest."""
        if not reports:
            return {}
        query = {"terms": {REPORT: [clean(report) for report in reports]}}
        order = [ID, layout.DIGEST]
        hits = self._client.every(index, query, order, AT_ONCE, source=False)
        return {int(hit["sort"][1]): hit["_id"] for hit in hits}

    def _drop(self, generation: str) -> None:
        for index in (self._index(generation), self._vectors.index(generation)):
            self._client.remove(f"/{index}")
        self._states.drop(generation)
