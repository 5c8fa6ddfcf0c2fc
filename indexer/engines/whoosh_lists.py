"""One commit of the Whoosh engine as numpy arrays: lists on demand, columns at once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from indexer.engines.parts import COLLECTION, MEANING, in_a_row
from indexer.engines.vectors import Nearness, Store, nearness
from indexer.engines.whoosh_codec import Postings, lists_of, postings_of
from indexer.engines.whoosh_parts import Leaf
from indexer.fields import TEXT_FIELDS
from indexer.ranking.columns import Columns, Docs, Mask, joined
from indexer.ranking.matching import Matcher
from indexer.ranking.scoring import Scores
from indexer.ranking.weighing import SPAN, inverted

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
    near: Nearness
    _lengths: dict[str, Scores]
    _places: dict[tuple[str, str], Docs] = field(default_factory=dict)
    _matchers: dict[str, Matcher] = field(default_factory=dict)
    _words: dict[str, list[tuple[str, Docs]]] = field(default_factory=dict)

    def postings(self, name: str, term: str) -> tuple[Docs, Scores]:
        """Give the documents that hold a stem, and how often."""
        found = list(self._lists(name, term))
        if not found:
            return _NONE, np.empty(0)
        docs = np.concatenate([held.docs + offset for held, offset in found])
        return docs, np.concatenate([held.counts for held, _ in found]).astype(np.float64)

    def places(self, name: str, term: str) -> Docs:
        """Give each occurrence as document * SPAN + position."""
        known = self._places.get((name, term))
        if known is None:
            if len(self._places) >= MOST_PLACES_KEPT:
                self._places.clear()
            known = self._places[name, term] = self._read_places(name, term)
        return known

    def _read_places(self, name: str, term: str) -> Docs:
        parts = [
            np.repeat(held.docs + offset, held.counts) * SPAN + held.places
            for held, offset in self._lists(name, term)
        ]
        return np.concatenate(parts) if parts else _NONE

    def _lists(self, name: str, term: str) -> Iterator[tuple[Postings, int]]:
        """Give a term's list in each segment that has one, and where the segment begins."""
        written = term.encode("utf-8", "replace")
        for leaf, offset in self.leaves:
            if (held := postings_of(leaf, name, written)) is not None:
                yield held, offset

    def lengths(self, name: str) -> Scores:
        """Give each document's number of words in a field."""
        return self._lengths[name]

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
            base = self.live & self.columns.holding(COLLECTION, collection)
            made = Matcher(inverted(self, base), base, self.columns, self.near.cosines)
            self._matchers[collection] = made
        return made

    def close(self) -> None:
        """Let go of the files."""
        for reader, _ in self.leaves:
            reader.close()


def snapshot(leaves: Sequence[Leaf], store: Store) -> Snapshot:
    """Join what is kept of a commit's segments, and its documents with their vectors."""
    parts = in_a_row([leaf.kept.part for leaf in leaves])
    live = np.ones(parts.size, dtype=np.bool_)
    for leaf in leaves:
        live[leaf.deleted()] = False
    ids, ranks = parts.identified(live)
    lengths = {row.name: joined([leaf.kept.lengths[row.name] for leaf in leaves])
               for row in TEXT_FIELDS}  # fmt: skip
    return Snapshot(
        tuple((leaf.reader, leaf.offset) for leaf in leaves),
        parts.columns(),
        live,
        ids,
        ranks,
        nearness(store, parts.size, *parts.each(MEANING)),
        {name: of.astype(np.float64) for name, of in lengths.items()},
    )


def _lexicon(
    leaves: Sequence[tuple[Any, int]], name: str, prefix: str
) -> Iterator[tuple[str, Docs]]:
    """Give a field's terms that begin so in order, each with the documents that hold it."""
    lists: dict[bytes, list[Docs]] = {}
    for leaf, offset in leaves:
        for term, held in lists_of(leaf, name, prefix.encode("utf-8", "replace")):
            lists.setdefault(term, []).append(held.docs + offset)
    for term in sorted(lists):
        docs = lists[term]
        yield term.decode(), docs[0] if len(docs) == 1 else np.concatenate(docs)
