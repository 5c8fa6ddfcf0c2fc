"""Whoosh's inverted lists as numpy arrays, read block by block, never posting by posting."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from whoosh.reading import TermNotFound

from indexer.columns import Columns, Docs, Mask, keyword_column, number_column
from indexer.engines.whoosh_storage import length_column
from indexer.fields import FIELDS, TEXT_FIELDS, Kind
from indexer.matching import SPAN, Matcher, matcher
from indexer.scoring import Scores
from indexer.vectors import Nearness, Store, nearness

_NONE = np.empty(0, dtype=np.int64)
MOST_PLACES_KEPT = 500
MOST_PREFIXES_KEPT = 100


@dataclass(frozen=True, slots=True)
class Snapshot:
    """One commit, opened: lists on demand, columns at once; documents by number and by id."""

    leaves: tuple[tuple[Any, int], ...]
    columns: Columns
    live: Mask
    ids: tuple[str, ...]
    ranks: Docs
    by_rank: Docs
    near: Nearness
    _lengths: dict[str, Scores]
    _places: dict[tuple[str, str], Docs] = field(default_factory=dict)
    _matchers: dict[str, Matcher] = field(default_factory=dict)
    _words: dict[str, list[tuple[str, Docs]]] = field(default_factory=dict)

    def postings(self, name: str, term: str) -> tuple[Docs, Scores]:
        """Give the documents that hold a stem, and how often."""
        found = [(docs, counts) for docs, counts, _ in _lists(self.leaves, name, term.encode())]
        if not found:
            return _NONE, np.empty(0)
        return np.concatenate([d for d, _ in found]), np.concatenate([c for _, c in found])

    def places(self, name: str, term: str) -> Docs:
        """Give each occurrence as document * SPAN + position."""
        known = self._places.get((name, term))
        if known is None:
            if len(self._places) >= MOST_PLACES_KEPT:
                self._places.clear()
            known = self._places[name, term] = self._read_places(name, term)
        return known

    def _read_places(self, name: str, term: str) -> Docs:
        parts = []
        for docs, counts, values in _lists(self.leaves, name, term.encode()):
            at = np.frombuffer(b"".join(values), dtype="<u4").astype(np.int64)
            parts.append(np.repeat(docs, counts.astype(np.int64)) * SPAN + at)
        return np.concatenate(parts) if parts else _NONE

    def lengths(self, name: str) -> Scores:
        """Give each document's number of words in a field."""
        return self._lengths[name]

    def cosines(self, vector: tuple[float, ...]) -> Scores:
        """Give how alike each document is to a unit vector."""
        return self.near.cosines(vector)

    def words(self, prefix: str) -> Sequence[tuple[str, Docs]]:
        """Give the words that begin so, with the documents that hold each."""
        known = self._words.get(prefix)
        if known is None:
            if len(self._words) >= MOST_PREFIXES_KEPT:
                self._words.clear()
            known = self._words[prefix] = list(_lexicon(self.leaves, "words", prefix))
        return known

    def matcher(self, collection: str) -> Matcher:
        """Give what evaluates trees over one collection."""
        made = self._matchers.get(collection)
        if made is None:
            base = self.live & self.columns.holding("collection", collection)
            made = self._matchers[collection] = matcher(self, base)
        return made

    def close(self) -> None:
        """Let go of the files."""
        for reader, _ in self.leaves:
            reader.close()


def snapshot(reader: Any, store: Store) -> Snapshot:
    """Read the columns of a Whoosh reader, and join its documents with their vectors."""
    leaves = tuple((leaf, offset) for leaf, offset in reader.leaf_readers() if leaf.doc_count_all())
    size = reader.doc_count_all()
    live = np.ones(size, dtype=np.bool_)
    for leaf, offset in leaves:
        live[[offset + n for n in leaf._perdoc.deleted_docs()]] = False  # noqa: SLF001
    identified = [(i, docs[live[docs]]) for i, docs in _lexicon(leaves, "id")]
    pairs = [(identity, int(docs[0])) for identity, docs in identified if len(docs)]
    by_rank = np.array([doc for _, doc in pairs], dtype=np.int64)
    ranks = np.zeros(size, dtype=np.int64)
    ranks[by_rank] = np.arange(len(by_rank))
    return Snapshot(
        leaves,
        _columns(leaves, size),
        live,
        tuple(identity for identity, _ in pairs),
        ranks,
        by_rank,
        nearness(store, size, _lexicon(leaves, "meaning") if store.blocks else ()),
        {row.name: _length(leaves, row.name, size) for row in TEXT_FIELDS},
    )


def _columns(leaves: Sequence[tuple[Any, int]], size: int) -> Columns:
    names = [f.name for f in FIELDS if f.kind is Kind.KEYWORD]
    numbers = [f.name for f in FIELDS if f.kind.numeric]
    return Columns(
        size,
        {n: keyword_column(list(_lexicon(leaves, n))) for n in (*names, "collection")},
        {n: number_column(size, list(_lexicon(leaves, n))) for n in numbers},
    )


def _length(leaves: Sequence[tuple[Any, int]], name: str, size: int) -> Scores:
    lengths = np.zeros(size)
    for leaf, offset in leaves:
        column = leaf.column_reader(length_column(name), translate=False)
        lengths[offset : offset + leaf.doc_count_all()] = np.fromiter(
            column, dtype=np.float64, count=leaf.doc_count_all()
        )
    return lengths


def _lexicon(
    leaves: Sequence[tuple[Any, int]], name: str, prefix: str = ""
) -> Iterator[tuple[str, Docs]]:
    """Give a field's terms in order, each with the documents that hold it."""
    terms: set[bytes] = set()
    for leaf, _ in leaves:
        terms.update(leaf.expand_prefix(name, prefix))
    for term in sorted(terms):
        docs = [docs for docs, _, _ in _lists(leaves, name, term)]
        yield term.decode(), np.concatenate(docs) if docs else _NONE


def _lists(
    leaves: Sequence[tuple[Any, int]], name: str, term: bytes
) -> Iterator[tuple[Docs, Scores, Sequence[bytes]]]:
    """Give a term's list in each segment: documents, counts, packed positions."""
    for leaf, offset in leaves:
        try:
            # SegmentReader.postings would filter deleted documents one by one; a mask does it here.
            found = leaf._terms.matcher(name, term, leaf.schema[name].format)  # noqa: SLF001
        except TermNotFound:
            continue
        docs: list[int] = []
        counts: list[float] = []
        values: list[bytes] = []
        for block_docs, block_counts, block_values in _blocks(found):
            docs.extend(block_docs)
            counts.extend(block_counts)
            values.extend(block_values)
        yield np.array(docs, dtype=np.int64) + offset, np.array(counts), values


def _blocks(found: Any) -> Iterator[tuple[Sequence[int], Sequence[float], Sequence[bytes]]]:
    """Take whole blocks from a matcher; a term of one posting comes as a list in memory."""
    if not hasattr(found, "_next_block"):
        while found.is_active():
            yield [found.id()], [found.weight()], [found.value()]
            found.next()
        return
    while found.is_active():
        found.id(), found.weight(), found.value()
        yield found._ids, found._weights, [v or b"" for v in found._values]  # noqa: SLF001
        found._next_block()  # noqa: SLF001
