"""What words find and add to a score, from inverted lists held as numpy arrays (BM25F)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Protocol

import numpy as np

from indexer.fields import RANKING_FIELDS
from indexer.query import Near, Phrase
from indexer.ranking.columns import Docs, Mask
from indexer.ranking.matching import MOST_EXPANDED, Weighed
from indexer.ranking.scoring import K1, B, Scores, idf
from kb.analysis import stem, stopwords

# Positions of document n lie from n * SPAN; far more than a text has words, `~` distances included.
SPAN = 1 << 32
_NONE = np.empty(0, dtype=np.int64)


class Lists(Protocol):
    """The inverted lists of one snapshot of an index."""

    @property
    def live(self) -> Mask:
        """Mask the documents that were not deleted."""

    def postings(self, name: str, term: str) -> tuple[Docs, Scores]:
        """Give the documents whose field holds a stem, ascending, and how often each does."""

    def places(self, name: str, term: str) -> Docs:
        """Give each occurrence as document * SPAN + position, ascending."""

    def lengths(self, name: str) -> Scores:
        """Give each document's number of words in a field."""

    def words(self, prefix: str) -> Sequence[tuple[str, Docs]]:
        """Give the words as printed that begin so, with the documents that hold each."""


@dataclass(frozen=True, slots=True)
class Inverted:
    """The leaves of trees, as `indexer.ranking.matching.Leaves` asks for them.

    Words are weighed by the statistics of the documents of `base`.
    """

    lists: Lists
    base: Mask
    count: int
    _means: dict[str, float] = field(default_factory=dict)

    def word(self, term: str) -> Weighed:
        """Give what a stem finds and what it adds to each score."""
        counts = np.zeros(len(self.base))
        found = np.zeros(len(self.base), dtype=np.bool_)
        for row in RANKING_FIELDS:
            docs, times = self.lists.postings(row.name, term)
            if len(docs):
                relative = self.lists.lengths(row.name)[docs] / max(self._mean(row.name), 1e-9)
                counts[docs] += row.weight * times / (1 - B + B * relative)
                found[docs] |= row.finds
        ranked = np.flatnonzero((counts > 0) & self.base)
        added = counts[ranked] * (K1 + 1) / (counts[ranked] + K1) * idf(self.count, len(ranked))
        everywhere = int((found & self.lists.live).sum())
        return Weighed(np.flatnonzero(found & self.base), ranked, added, everywhere)

    def _mean(self, name: str) -> float:
        if name not in self._means:
            total = float(self.lists.lengths(name)[self.base].sum())
            self._means[name] = total / max(1, self.count)
        return self._means[name]

    def beginning(self, prefix: str) -> Docs:
        """Give what holds any of the most frequent words that begin so."""
        lists = sorted(self.lists.words(prefix), key=lambda pair: -len(pair[1]))
        return np.concatenate([_NONE, *(docs for _, docs in lists[:MOST_EXPANDED])])

    def placed(self, node: Phrase | Near, name: str) -> Docs:
        """Give what holds words in order, or near each other, in a field."""
        if isinstance(node, Phrase):
            return self._in_order(name, node) // SPAN
        return self._together(name, node) // SPAN

    def _in_order(self, name: str, node: Phrase) -> Docs:
        wanted = [(i, stem(w)) for i, w in enumerate(node.words) if w not in stopwords()]
        first, *others = wanted
        places = self.lists.places(name, first[1])
        for at, term in others:
            if len(places):
                places = places[_within(places + (at - first[0]), self.lists.places(name, term))]
        return places

    def _together(self, name: str, node: Near) -> Docs:
        lists = [self.lists.places(name, stem(word)) for word in node.words]
        if not all(map(len, lists)):
            return _NONE
        lefts = np.unique(np.concatenate(lists))
        for places in lists:
            at = np.searchsorted(places, lefts)
            inside = at < len(places)
            inside[inside] = places[at[inside]] <= lefts[inside] + node.distance
            lefts = lefts[inside]
        return lefts


def inverted(lists: Lists, base: Mask) -> Inverted:
    """Give the leaves of trees over the documents of a mask."""
    return Inverted(lists, base, int(base.sum()))


def _within(wanted: Docs, places: Docs) -> Mask:
    at = np.searchsorted(places, wanted)
    inside = at < len(places)
    inside[inside] = places[at[inside]] == wanted[inside]
    return inside
