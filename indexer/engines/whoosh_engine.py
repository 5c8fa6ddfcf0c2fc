"""The embedded default: Whoosh keeps the inverted lists, numpy reads them.

Whoosh 2.7.4 is unmaintained and its files hold pickles: the folder is private, sealed and
disposable, and our own query tree stands in front of it.
"""

from __future__ import annotations

import threading
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager, suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
from whoosh.index import TOC

from indexer import cursor as cursors
from indexer import meaning
from indexer import vectors as stored
from indexer.columns import Docs, facet_counts
from indexer.documents import Document
from indexer.engine import Generation
from indexer.engines.generations import REBUILD, Manifest, Shelf, now
from indexer.engines.whoosh_lists import Snapshot, snapshot
from indexer.engines.whoosh_storage import (
    NAME,
    DurableStorage,
    PinnedIndex,
    length_column,
    schema,
)
from indexer.fields import BY_NAME, COLLECTIONS, SORTS, fingerprint
from indexer.matching import best
from indexer.meaning import Encoder, Vector
from indexer.query import Search
from indexer.results import Hit, ResultPage
from indexer.scoring import Scores
from indexer.vectors import Store
from kb.analysis import stopwords, tokenize
from kb.errors import EngineUnavailable, IndexOutOfDate, KbError

WRITER_MEGABYTES = 128
# A file that a commit no longer needs may still be about to be opened by a reader: how often it
# starts again from the new manifest.
TRIES = 5
_OURS = (NAME, f"_{NAME}", stored.PREFIX)


@dataclass(frozen=True, slots=True)
class _Open:
    name: str
    stamp: tuple[int, int]
    snapshot: Snapshot


class WhooshEngine:
    """Searches one folder; see `indexer.engine.SearchEngine` for what it promises."""

    name = "whoosh"

    def __init__(self, folder: Path, encoder: Encoder | None = None) -> None:
        """Name the folder; nothing is read or made until it is needed."""
        self.encoder = encoder
        self._shelf = Shelf(folder)
        self._opening = threading.Lock()
        self._open: _Open | None = None
        self._kept: tuple[tuple[str, tuple[int, int]], Store] = ("", (0, 0)), Store((), {})

    def generations(self) -> Sequence[Generation]:
        """List the builds, newest first; what cannot be read is left out."""
        live = self._shelf.current()
        found: list[Generation] = []
        for name in self._shelf.names():
            with suppress(EngineUnavailable):
                m = self._shelf.read(name, verify=False)
                found.append(
                    Generation(
                        name, m.documents, m.cursor, m.fingerprint, m.built, name == live, m.meaning
                    )
                )
        return found

    def exclusive(self) -> AbstractContextManager[None]:
        """Hold the only right to write while several steps are taken."""
        return self._shelf.writing()

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
            before = self._shelf.read(generation)
            if before.fingerprint != fingerprint():
                raise IndexOutOfDate("the index was built for other fields", hint=REBUILD)
            self._sweep(generation, before)
            storage = DurableStorage(str(self._shelf.folder(generation)))
            writer = PinnedIndex(storage, before.commit).writer(limitmb=WRITER_MEGABYTES)
            try:
                for report in replacing:
                    writer.delete_by_term("report", report)
                for document in batch:
                    writer.add_document(**_entry(document))
            except BaseException:
                writer.cancel()
                raise
            writer.commit()
            told = self._meaning(before, batch, vectors)
            after = Manifest(before.commit + 1, cursor, 0, before.fingerprint, now(), told)
            segments = TOC.read(storage, NAME, gen=after.commit).segments
            files = self._add_vectors(generation, before, batch, vectors or {})
            sealed = self._seal(generation, after, segments, files)
            self._sweep(generation, sealed)

    def vectors(self, keys: Sequence[str]) -> Mapping[str, Vector]:
        """Give those of the vectors that the live generation holds."""
        name = self._shelf.current()
        now_live = name, self._shelf.stamp(name)
        if self._kept[0] != now_live:
            try:
                files = self._shelf.read(name).files
                self._kept = now_live, stored.read(self._shelf.folder(name), files)
            except (EngineUnavailable, OSError):
                return {}
        return self._kept[1].select(keys)

    def _meaning(
        self, before: Manifest, batch: Sequence[Document], vectors: Mapping[str, Vector] | None
    ) -> str:
        """Name whose vectors all documents have after this batch, "" where one has none."""
        name = self.encoder.name if self.encoder else ""
        whole = vectors is not None and all(
            meaning.key(document.meaning) in vectors for document in batch if document.meaning
        )
        kept = before.commit == 0 or before.meaning == name
        return name if kept and whole else ""

    def _add_vectors(
        self,
        generation: str,
        before: Manifest,
        batch: Sequence[Document],
        vectors: Mapping[str, Vector],
    ) -> list[str]:
        folder = self._shelf.folder(generation)
        known = stored.read(folder, before.files).places
        used = {meaning.key(document.meaning) for document in batch if document.meaning}
        new = {k: v for k, v in vectors.items() if k in used and k not in known}
        return stored.add(folder, before.commit + 1, list(before.files), new)

    def activate(self, generation: str) -> None:
        """Make a generation the live one by one rename."""
        with self._shelf.writing():
            self._shelf.activate(generation)

    def search(self, search: Search) -> ResultPage:
        """Answer from the newest commit of the live generation."""
        opened = self._current()
        shot = opened.snapshot
        found = shot.matcher(search.collection).evaluate(search.tree)
        facets, shown = facet_counts(shot.columns, found.mask, search.filters, search.facets)
        docs = np.flatnonzero(shown)
        keys = _keys(shot, search, found.scores, docs)
        page, more = best(keys, docs, shot.ranks, search.limit, _after(shot, search.after))
        ids = [shot.ids[rank] for rank in shot.ranks[page].tolist()]
        page_keys = _keys(shot, search, found.scores, page).tolist()
        hits = tuple(
            Hit(i, score, matched)
            for i, score, matched in zip(
                ids,
                found.scores[page].tolist(),
                shot.matcher(search.collection).why(search.tree, page),
                strict=True,
            )
        )
        following = cursors.pack(page_keys[-1], ids[-1]) if more and ids else None
        return ResultPage(len(docs), hits, facets, following, opened.name)

    def terms(self, prefix: str, limit: int) -> Sequence[tuple[str, int]]:
        """Give the words that begin so, most frequent first."""
        shot = self._current().snapshot
        found = [(word, int(shot.live[docs].sum())) for word, docs in shot.words(prefix)]
        return sorted((p for p in found if p[1]), key=lambda p: (-p[1], p[0]))[:limit]

    def frequencies(self, words: Sequence[str]) -> dict[str, int]:
        """Count the documents that hold each word, over all collections."""
        shot = self._current().snapshot
        matchers = [shot.matcher(name) for name in COLLECTIONS]
        return {word: sum(m.holding(word) for m in matchers) for word in words}

    def _current(self) -> _Open:
        name = self._shelf.current()
        if not name:
            raise EngineUnavailable("nothing is indexed yet", hint=REBUILD)
        opened = self._open
        if opened and (opened.name, opened.stamp) == (name, self._shelf.stamp(name)):
            return opened
        with self._opening:
            for left in reversed(range(TRIES)):
                name = self._shelf.current()
                stamp = self._shelf.stamp(name)
                opened = self._open
                if opened and (opened.name, opened.stamp) == (name, stamp):
                    return opened
                try:
                    self._open = _Open(name, stamp, self._read(name))
                except EngineUnavailable:
                    # A newer commit may have swept away what this manifest names.
                    if not left or self._shelf.stamp(self._shelf.current()) == stamp:
                        raise
                else:
                    return self._open
        raise AssertionError

    def _read(self, name: str) -> Snapshot:
        manifest = self._shelf.read(name)
        if manifest.fingerprint != fingerprint():
            raise IndexOutOfDate("the index was built for other fields", hint=REBUILD)
        storage = DurableStorage(str(self._shelf.folder(name)), readonly=True)
        with _told("read"):
            store = stored.read(self._shelf.folder(name), manifest.files)
            return snapshot(PinnedIndex(storage, manifest.commit).reader(), store)

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


def _entry(document: Document) -> Mapping[str, Any]:
    """Turn a document into Whoosh's fields: positions by stem, whole values, lengths, words."""
    entry: dict[str, Any] = {"id": [document.id], "collection": [document.collection]}
    words: set[str] = set()
    for name, text in document.text:
        places: dict[str, list[int]] = {}
        for token in tokenize(text):
            if not token.stop:
                places.setdefault(token.term, []).append(token.position)
                if BY_NAME[name].finds:
                    words.add(token.word)
        entry[name] = places
        entry[length_column(name)] = sum(map(len, places.values()))
    entry["words"] = words - stopwords()
    entry["meaning"] = [meaning.key(document.meaning)] if document.meaning else []
    entry |= dict(document.keywords)
    entry |= {name: [str(value)] for name, value in document.numbers}
    return entry


def _keys(shot: Snapshot, search: Search, scores: Scores, docs: Docs) -> Scores:
    """Give what documents are sorted by, smallest first."""
    _, name, direction = SORTS[search.sort]
    if not name:
        return -scores[docs]
    numbers = shot.columns.numbers[name][docs].astype(np.float64)
    return np.where(numbers < 0, 0.0, numbers) * direction


def _after(shot: Snapshot, cursor: str) -> tuple[float, int] | None:
    """Read a cursor; an id that is gone since stands between its neighbours."""
    if not cursor:
        return None
    key, identity = cursors.unpack(cursor)
    at = int(np.searchsorted(np.array(shot.ids), identity, side="right")) if shot.ids else 0
    return key, at - 1


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
