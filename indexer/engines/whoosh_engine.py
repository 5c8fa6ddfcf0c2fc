"""The embedded default: Whoosh keeps the inverted lists, numpy reads them.

Whoosh 2.7.4 is unmaintained and its files hold pickles: the folder is private, sealed and
disposable, and our own query tree stands in front of it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from types import MappingProxyType
from typing import Any

import numpy as np
from whoosh.index import TOC

from indexer.documents import Document
from indexer.embedding.meaning import Vector
from indexer.engine import Batch, fill_by_writing
from indexer.engines import vectors as stored
from indexer.engines.embedded import EmbeddedEngine
from indexer.engines.generations import REBUILD, Manifest, now
from indexer.engines.numbered import answer
from indexer.engines.whoosh_lists import Snapshot, snapshot
from indexer.engines.whoosh_parts import Kept, parts_of
from indexer.engines.whoosh_storage import (
    NAME,
    DurableStorage,
    PinnedIndex,
    schema,
)
from indexer.engines.whoosh_writer import BatchWriter
from indexer.fields import COLLECTIONS, fingerprint
from indexer.query import Node, Search
from indexer.ranking import deadline
from indexer.results import ResultPage
from indexer.tally import Tally
from indexer.unchanged import difference
from kb.errors import EngineUnavailable, KbError

_OURS = (NAME, f"_{NAME}", stored.PREFIX)


class WhooshEngine(EmbeddedEngine[Snapshot]):
    """Searches one folder; see `indexer.engine.SearchEngine` for what it promises."""

    name = "whoosh"
    # Of the commit that is open, by segment.
    _parts: Mapping[str, Kept] = MappingProxyType({})

    def create(self) -> str:
        """Start an empty generation beside the live one."""
        with self._shelf.writing():
            name = self._shelf.create()
            storage = DurableStorage(str(self._shelf.folder(name)))
            TOC.create(storage, schema(), NAME)
            self._seal(name, Manifest(0, 0, 0, fingerprint(), now()), [])
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
        with self._shelf.writing(), _told("written"):
            before = self._readable(generation)
            self._sweep(generation, before)
            storage = DurableStorage(str(self._shelf.folder(generation)))
            writer = BatchWriter(PinnedIndex(storage, before.commit))
            try:
                held = writer.held(replacing)
                differs = difference(held, batch)
                for digest in differs.gone:
                    writer.delete_document(held[digest])
                for document in differs.new:
                    writer.add(document)
            except BaseException:
                writer.cancel()
                raise
            writer.commit()
            told = self._meaning(before, batch, vectors)
            after = Manifest(before.commit + 1, cursor, 0, before.fingerprint, now(), told)
            segments = TOC.read(storage, NAME, gen=after.commit).segments
            files = self._add_vectors(generation, before, vectors or {})
            sealed = self._seal(generation, after, segments, files)
            self._sweep(generation, sealed)

    def fill(self, generation: str, batches: Iterable[Batch], *, cursor: int) -> None:
        """Write one batch after another."""
        fill_by_writing(self, generation, batches, cursor)

    def search(self, search: Search) -> ResultPage:
        """Answer from the newest commit of the live generation."""
        opened = self._current()
        with deadline.begun():
            return answer(opened.snapshot, search, opened.name)

    def terms(self, prefix: str, limit: int) -> Sequence[tuple[str, int]]:
        """Give the words that begin so, most frequent first."""
        shot = self._current().snapshot
        found = [(word, int(shot.live[docs].sum())) for word, docs in shot.words(prefix)]
        return sorted((p for p in found if p[1]), key=lambda p: (-p[1], p[0]))[:limit]

    def frequencies(self, words: Sequence[str]) -> dict[str, int]:
        """Count the documents that hold each word, over all collections."""
        # What searching them needs too is made once, so of the collection that most ask for.
        matcher = self._current().snapshot.matcher(COLLECTIONS[0])
        return {word: matcher.holding(word) for word in words}

    def tally(self, field: str, trees: Sequence[Node]) -> Tally:
        """Count in the columns."""
        shot = self._current().snapshot
        matchers = [shot.matcher(name) for name in COLLECTIONS]
        column = shot.columns.keywords[field]
        counts = [sum(column.tally(m.evaluate(tree).mask) for m in matchers) for tree in trees]
        return Tally(column.values, np.array(counts, ndmin=2))

    def _opened(self, name: str, manifest: Manifest) -> Snapshot:
        storage = DurableStorage(str(self._shelf.folder(name)), readonly=True)
        with _told("read"):
            store = self._vectors_in(name, manifest)
            reader = PinnedIndex(storage, manifest.commit).reader()
            leaves, self._parts = parts_of(reader, self._parts)
            return snapshot(leaves, store)

    def _seal(
        self, name: str, manifest: Manifest, segments: Sequence[Any], more: Sequence[str] = ()
    ) -> Manifest:
        ids = tuple(segment.segment_id() for segment in segments)
        files = [
            path.name
            for path in self._shelf.folder(name).iterdir()
            if path.name == _toc(manifest.commit)
            or path.name.startswith(tuple(f"{i}." for i in ids))
        ]
        count = sum(segment.doc_count() for segment in segments)
        return self._shelf.seal(name, replace(manifest, documents=count), [*files, *more])

    def _sweep(self, name: str, manifest: Manifest) -> None:
        """Delete what the manifest does not name: earlier commits, and any cut short."""
        for path in self._shelf.folder(name).iterdir():
            if path.name in manifest.files or not path.name.startswith(_OURS):
                continue
            if path.is_dir():
                for inner in path.iterdir():
                    inner.unlink(missing_ok=True)
                path.rmdir()
            elif not path.name.endswith("WRITELOCK"):
                path.unlink(missing_ok=True)


def _toc(commit: int) -> str:
    return str(TOC._filename(NAME, commit))  # noqa: SLF001


@contextmanager
def _told(done: str) -> Iterator[None]:
    """Give Whoosh's many exceptions one name; ours pass as they are."""
    try:
        yield
    except KbError:
        raise
    except Exception as error:
        raise EngineUnavailable(
            f"the index cannot be {done}: {type(error).__name__}: {error}", hint=REBUILD
        ) from error
