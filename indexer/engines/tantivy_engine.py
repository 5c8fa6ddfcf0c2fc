"""The embedded engine for collections that Whoosh is too slow for: tantivy searches and counts.

Its files hold checksums and no code, and a commit is on the disk when it returns; they are sealed
all the same, so that a generation is opened only as it was written.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

import numpy as np
from tantivy import Order, Query

from indexer.documents import Document
from indexer.embedding.meaning import Vector
from indexer.engine import Batch
from indexer.engines import tantivy_storage as storage
from indexer.engines import vectors as stored
from indexer.engines.embedded import EmbeddedEngine
from indexer.engines.generations import REBUILD, Manifest, now
from indexer.engines.numbered import answer
from indexer.engines.parts import ID
from indexer.engines.tantivy_numbered import Numbered, numbered
from indexer.engines.tantivy_query import Translator, both, constant, passing, word
from indexer.engines.tantivy_rows import Reading
from indexer.engines.tantivy_storage import NEWEST, OLDEST, WORDS
from indexer.engines.vectors import Store
from indexer.fields import BY_NAME, fingerprint
from indexer.query import Filter, Node, Search
from indexer.question import cursor as cursors
from indexer.question.meant import bare_words, named, seeks
from indexer.ranking import deadline
from indexer.ranking.listing import Counts, listed, most_listed
from indexer.results import FacetCount, Hit, ResultPage
from indexer.tally import Tally, tallied
from indexer.unchanged import difference
from kb.analysis import stopwords
from kb.errors import EngineUnavailable, KbError

# As many values as tantivy counts in one go; an open list of more would be told as an error by it.
MOST_VALUES = 65_000
# So many more than a page are asked for at first, since going back takes longer than to find them.
_TIES = 5
# So many more values than are listed are asked for, since tantivy cuts off among ties at will.
_SPARE = 20
_BY_TEXT = {"date": NEWEST, "oldest": OLDEST}
Keyed = tuple[float, str]


@dataclass(frozen=True)
class Commit:
    """One commit, opened. `live` is None where nothing was replaced since it was last merged."""

    searcher: Any
    live: Any
    store: Store
    reading: Reading

    @cached_property
    def numbered(self) -> Numbered:
        """Read documents by number, once, when meaning is first asked for."""
        return numbered(self.searcher, self.live, self.store, self.reading)

    def translator(self, collection: str) -> Translator:
        """Give what translates trees for a collection."""
        return Translator(self.searcher, collection, self.live)

    def identity(self, address: Any) -> str:
        """Give a document's id."""
        return str(self.searcher.doc(address).get_first(ID))


class TantivyEngine(EmbeddedEngine[Commit]):
    """Searches one folder; see `indexer.engine.SearchEngine` for what it promises."""

    name = "tantivy"
    _reading = Reading("")

    def create(self) -> str:
        """Start an empty generation beside the live one."""
        with self._shelf.writing(), _told("written"):
            name = self._shelf.create()
            folder = storage.begin(self._shelf.folder(name), -1, 0)
            storage.writing(folder).commit()
            self._shelf.seal(name, Manifest(0, 0, 0, fingerprint(), now()), storage.files(folder))
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
        """Commit a batch and seal it: readers see all of it or nothing."""
        self._commit(generation, [(batch, vectors)], replacing, cursor)

    def fill(self, generation: str, batches: Iterable[Batch], *, cursor: int) -> None:
        """Commit all batches as one.

        What one commit holds lies together, and is counted in half the time of three parts; tantivy
        itself puts parts together only when there are eight.
        """
        self._commit(generation, batches, (), cursor)

    def _commit(
        self, generation: str, batches: Iterable[Batch], replacing: Collection[str], cursor: int
    ) -> None:
        with self._shelf.writing():
            before = self._readable(generation)
            home = self._shelf.folder(generation)
            with _told("written"):
                folder = storage.begin(home, before.commit, before.commit + 1)
                digests = storage.digests(folder, replacing)
                writer = storage.writing(folder)
            held = before
            for batch, vectors in batches:
                with _told("written"):
                    differs = difference(digests, batch)
                    writer.drop(differs.gone)
                    writer.add(differs.new)
                    held = self._holding(generation, held, batch, vectors)
            with _told("written"):
                writer.commit()
                if held is before:
                    held = self._holding(generation, held, (), {})
                self._seal(generation, replace(held, cursor=cursor), folder)

    def _holding(
        self,
        generation: str,
        before: Manifest,
        batch: Sequence[Document],
        vectors: Mapping[str, Vector] | None,
    ) -> Manifest:
        """Give the manifest after a batch, with no file yet but those of vectors."""
        kept = self._add_vectors(generation, before, vectors or {})
        return replace(
            before,
            commit=before.commit + 1,
            meaning=self._meaning(before, batch, vectors),
            files=dict.fromkeys(kept, (0, "")),
        )

    def _seal(self, generation: str, held: Manifest, written: Path) -> None:
        home = self._shelf.folder(generation)
        folder = written.rename(home / storage.commit_folder(held.commit))
        count = int(storage.open_index(folder).searcher().num_docs)
        after = replace(held, documents=count, built=now(), files={})
        sealed = self._shelf.seal(generation, after, [*storage.files(folder), *held.files])
        storage.sweep(home, sealed.commit)
        stored.sweep(home, sealed.files)

    def search(self, search: Search) -> ResultPage:
        """Answer from the newest commit of the live generation."""
        opened = self._current()
        commit = opened.snapshot
        with _told("searched"):
            if any(node.vector for node in bare_words(search.tree)):
                # Read once for all searches, which is no one's time.
                shot = commit.numbered
                with deadline.begun():
                    return answer(shot, search, opened.name)
            with deadline.begun():
                return _answer(commit, search, opened.name)

    def open_newest(self) -> None:
        """Open the newest commit, and read what ranking by meaning needs of it."""
        commit = self._current().snapshot
        if self.encoder and not self.encoder.absent:
            with _told("read"):
                _ = commit.numbered

    def terms(self, prefix: str, limit: int) -> Sequence[tuple[str, int]]:
        """Give the words that begin so, most frequent first."""
        commit = self._current().snapshot
        found = commit.searcher.terms_with_prefix(WORDS, prefix, filter_query=commit.live)
        shown = [(word, count) for word, count in found if count and word not in stopwords()]
        return shown[:limit]

    def frequencies(self, words: Sequence[str]) -> dict[str, int]:
        """Count the documents that hold each word, over all collections."""
        searcher = self._current().snapshot.searcher
        return {text: int(searcher.search(word(text), 1).count) for text in words}

    def tally(self, field: str, trees: Sequence[Node]) -> Tally:
        """Count by facets, which are quick here."""
        return tallied(self.search, field, trees)

    def _opened(self, name: str, manifest: Manifest) -> Commit:
        home = self._shelf.folder(name)
        folder = home / storage.commit_folder(manifest.commit)
        with _told("read"):
            searcher = storage.open_index(folder).searcher()
            live = Query.all_query() if storage.has_deletions(folder) else None
            if self._reading.generation != name:
                self._reading = Reading(name)
            return Commit(searcher, live, self._vectors_in(name, manifest), self._reading)


def _answer(commit: Commit, search: Search, generation: str) -> ResultPage:
    translator = commit.translator(search.collection)
    matching = both([translator.base, translator.query(search.tree)])
    total, keyed = _ordered(commit, _filtered(matching, search.filters), search)
    page = keyed[: search.limit]
    hits = _hits(search, page)
    more = cursors.pack(*page[-1]) if page and len(keyed) > search.limit else None
    told = _facets(commit.searcher, matching, search)
    facets = tuple((name, told[name].counts) for name in search.facets)
    cut = frozenset(name for name, one in told.items() if one.cut)
    return ResultPage(total, hits, facets, more, generation, cut)


def _filtered(matching: Query, filters: Sequence[Filter], but: str = "") -> Query:
    passed = [passing(one) for one in filters if one.field != but]
    return both([matching, *passed]) if passed else matching


@dataclass(slots=True)
class _Counted:
    """A facet's counts, and whether it has more values than are given."""

    counts: Counts
    cut: bool = False


def _facets(searcher: Any, matching: Query, search: Search) -> dict[str, _Counted]:
    """Count all facets in one pass, and each that is narrowed by itself without its own filter."""
    narrowed = {one.field for one in search.filters}
    deadline.check()
    together = {n: most_listed(search, n) for n in search.facets if n not in narrowed}
    counted = _counted(searcher, _filtered(matching, search.filters), together)
    for name in search.facets:
        if name in narrowed:
            deadline.check()
            others = _filtered(matching, search.filters, name)
            whole = _counted(searcher, others, {name: 0})[name].counts
            shown = listed(search, name, whole)
            counted[name] = _Counted(shown, len(shown) < len(whole))
    return counted


def _counted(searcher: Any, query: Query, most: Mapping[str, int]) -> dict[str, _Counted]:
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
        return {"field": name, "size": MOST_VALUES}
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


def _values(name: str, answer: Mapping[str, Any], most: int) -> _Counted:
    """Order values by how many they are, then by name, and keep those wanted."""
    held = [(-bucket["doc_count"], bucket["key"]) for bucket in answer["buckets"]]
    if BY_NAME[name].kind.numeric:
        held = [(count, str(value)) for count, value in held]
    held.sort()
    kept = held[:most] if most else held
    cut = bool(answer["sum_other_doc_count"]) or len(kept) < len(held)
    return _Counted(tuple([FacetCount(value, -count) for count, value in kept]), cut)


def _ordered(commit: Commit, query: Query, search: Search) -> tuple[int, list[Keyed]]:
    """Give how much matches, and what comes after the cursor, in order: one more than a page."""
    after = cursors.unpack(search.after) if search.after else None
    if search.sort in _BY_TEXT:
        fetch = _by_day(commit, query, _BY_TEXT[search.sort])
    elif constant(search.tree):
        fetch = _by_id(commit, query)
    else:
        fetch = _by_score(commit, query, search.limit + 1)
    # Some more than a page: the last ones may tie with what follows.
    size = search.limit + _TIES if after is None else 2 * search.limit + _TIES
    while True:
        deadline.check()
        total, found = fetch(size, after)
        ended = size >= total
        later = [pair for pair in found if after is None or pair > after]
        if ended or len(later) > search.limit:
            return total, later
        size *= 2


Fetch = Callable[[int, Keyed | None], tuple[int, list[Keyed]]]


def _by_score(commit: Commit, query: Query, wanted: int) -> Fetch:
    def fetch(size: int, after: Keyed | None) -> tuple[int, list[Keyed]]:
        result = commit.searcher.search(query, size)
        first = -np.inf if after is None else after[0]
        hits = [(-score, address) for score, address in result.hits if -score >= first]
        if size < result.count:
            # More that tie with the last may follow.
            hits = [hit for hit in hits if hit[0] < hits[-1][0]]
        hits = _enough(hits, wanted + sum(key == first for key, _ in hits))
        return result.count, sorted((key, commit.identity(address)) for key, address in hits)

    return fetch


def _enough(hits: list[tuple[float, Any]], wanted: int) -> list[tuple[float, Any]]:
    """Keep as many as are wanted and what ties with them: to name a hit costs a look into it."""
    return [hit for hit in hits if len(hits) <= wanted or hit[0] <= hits[wanted - 1][0]]


def _by_id(commit: Commit, query: Query) -> Fetch:
    def fetch(size: int, _: Keyed | None) -> tuple[int, list[Keyed]]:
        result = commit.searcher.search(query, size, order_by_field=ID, order=Order.Asc)
        return result.count, [(0.0, identity) for identity, _ in result.hits]

    return fetch


def _by_day(commit: Commit, query: Query, field: str) -> Fetch:
    def fetch(size: int, _: Keyed | None) -> tuple[int, list[Keyed]]:
        result = commit.searcher.search(query, size, order_by_field=field, order=Order.Asc)
        return result.count, [storage.day_of(field, text) for text, _ in result.hits]

    return fetch


def _hits(search: Search, page: Sequence[Keyed]) -> tuple[Hit, ...]:
    """Name what was found; without meaning it is a result by its words or was not looked for."""
    why = named(worded=True, meant=False) if seeks(search.tree) else ()
    scored = search.sort == "relevance"
    return tuple(Hit(identity, -key if scored else 0.0, why) for key, identity in page)


@contextmanager
def _told(done: str) -> Iterator[None]:
    """Give tantivy's exceptions one name; ours pass as they are."""
    try:
        yield
    except KbError:
        raise
    except (ValueError, OSError, KeyError, TypeError) as error:
        raise EngineUnavailable(f"the index cannot be {done}: {error}", hint=REBUILD) from error
