"""The embedded engine for collections that Whoosh is too slow for: tantivy searches and counts.

Its files hold checksums and no code, and a commit is on the disk when it returns; they are sealed
all the same, so that a generation is opened only as it was written.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import cached_property
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
from indexer.engines.tantivy_clauses import both
from indexer.engines.tantivy_facets import faceted, filtered
from indexer.engines.tantivy_numbered import Numbered, numbered
from indexer.engines.tantivy_query import Translator, constant
from indexer.engines.tantivy_rows import Reading
from indexer.engines.tantivy_storage import NEWEST, OLDEST, WORDS
from indexer.engines.tantivy_words import CommitWords
from indexer.engines.vectors import Store
from indexer.fields import fingerprint
from indexer.query import Node, Search
from indexer.question import cursor as cursors
from indexer.question.meant import bare_words, named, seeks
from indexer.ranking import deadline
from indexer.results import Hit, ResultPage
from indexer.tally import Tally, tallied
from indexer.unchanged import difference
from kb.analysis import stem, stopwords
from kb.errors import EngineUnavailable, KbError

# So many more than a page are asked for at first, since going back takes longer than to find them.
_TIES = 5
_BY_TEXT = {"date": NEWEST, "oldest": OLDEST}
Keyed = tuple[float, str]


@dataclass(frozen=True)
class Commit:
    """One commit, opened. `live` is None where nothing was replaced since it was last merged."""

    words: CommitWords
    live: Any
    store: Store
    reading: Reading

    @property
    def searcher(self) -> Any:
        """Give what asks it."""
        return self.words.searcher

    @cached_property
    def numbered(self) -> Numbered:
        """Read documents by number, once, when meaning is first asked for."""
        return numbered(self.words, self.live, self.store, self.reading)

    def translator(self, collection: str) -> Translator:
        """Give what translates trees for a collection."""
        return Translator(self.words, collection, self.live)

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
        known = self._current().snapshot.words
        return {w: int(known.searcher.search(known.finding(stem(w)), 1).count) for w in words}

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
            return Commit(
                CommitWords(searcher), live, self._vectors_in(name, manifest), self._reading
            )


def _answer(commit: Commit, search: Search, generation: str) -> ResultPage:
    translator = commit.translator(search.collection)
    matching = both([translator.base, translator.query(search.tree)])
    total, keyed = _ordered(commit, filtered(matching, search.filters), search)
    page = keyed[: search.limit]
    hits = _hits(search, page)
    more = cursors.pack(*page[-1]) if page and len(keyed) > search.limit else None
    told = faceted(commit.searcher, matching, search)
    facets = tuple((name, told[name].counts) for name in search.facets)
    cut = frozenset(name for name, one in told.items() if one.cut)
    return ResultPage(total, hits, facets, more, generation, cut)


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


# Gives how much there is and the first so many; a cursor says what need not be among them.
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
