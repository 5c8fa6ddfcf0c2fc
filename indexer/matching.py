"""A query tree over inverted lists held as numpy arrays: what matches, and how well.

Works on whole lists at a time, so that its cost follows the number of words asked for, not of hits.
Knows no index library: an engine gives it `Lists`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Protocol

import numpy as np

from indexer import deadline
from indexer.columns import Columns, Docs, Mask
from indexer.fields import FINDING_FIELDS, RANKING_FIELDS
from indexer.meant import bare_words, by_words, named, seeks
from indexer.query import (
    And,
    FieldIs,
    Near,
    Node,
    Not,
    Or,
    Phrase,
    Prefer,
    Prefix,
    Range,
    Term,
    Words,
)
from indexer.scoring import K1, LABELLED, LEAST_TOP, UNLIKE, B, Scores, idf, span, spread
from kb.analysis import stem, stopwords

# A prefix stands for this many different words at most, the most frequent ones.
MOST_EXPANDED = 200
MOST_CACHED = 4_000
FINDING_NAMES = tuple(row.name for row in FINDING_FIELDS)
# Positions of document n lie from n * SPAN; far more than a text has words, `~` distances included.
SPAN = 1 << 32


class Lists(Protocol):
    """The inverted lists of one snapshot of an index."""

    @property
    def live(self) -> Mask:
        """Mask the documents that were not deleted."""

    @property
    def columns(self) -> Columns:
        """Facets and numbers by document."""

    def postings(self, name: str, term: str) -> tuple[Docs, Scores]:
        """Give the documents whose field holds a stem, ascending, and how often each does."""

    def places(self, name: str, term: str) -> Docs:
        """Give each occurrence as document * SPAN + position, ascending."""

    def lengths(self, name: str) -> Scores:
        """Give each document's number of words in a field."""

    def words(self, prefix: str) -> Sequence[tuple[str, Docs]]:
        """Give the words as printed that begin so, with the documents that hold each."""

    def cosines(self, vector: tuple[float, ...]) -> Scores:
        """Give how alike each document is to a unit vector, UNLIKE where it has none of its own."""


@dataclass(frozen=True, slots=True)
class Matched:
    """Which documents match, and what a node adds to each one's score.

    A word adds to documents that it does not find where a title above them holds it.
    """

    mask: Mask
    scores: Scores


@dataclass(frozen=True, slots=True)
class _Weighed:
    """A word: the documents that it finds, and those that it ranks with what it adds to each.

    `everywhere` counts the documents that it finds in any collection.
    """

    found: Docs
    ranked: Docs
    added: Scores
    everywhere: int


@dataclass(frozen=True, slots=True)
class Matcher:
    """Evaluates trees over the documents of `base`, by whose statistics words are weighed."""

    lists: Lists
    base: Mask
    count: int = 0
    _cache: dict[str, _Weighed] = field(default_factory=dict)
    _means: dict[str, float] = field(default_factory=dict)

    def evaluate(self, node: Node) -> Matched:  # noqa: PLR0911 - one line for each node
        """Give what matches a node within the base; raises EngineUnavailable past the deadline."""
        deadline.check()
        match node:
            case Term():
                return self._spread(self._word(stem(node.text)))
            case Prefix():
                return self._prefix(node)
            case Phrase() | Near():
                return self._placed(node)
            case And() | Or():
                return self._joined(node)
            case Words():
                return self._worded(node)
            case Not():
                return Matched(self.base & ~self.evaluate(node.part).mask, self._zeros())
            case Prefer():
                return Matched(self.base, self.evaluate(node.part).scores)
            case _:
                return Matched(self._selected(node), self._zeros())

    def why(self, tree: Node, docs: Docs) -> list[tuple[str, ...]]:
        """Say of each result whether it is one by its words, by its meaning, or by both."""
        if not seeks(tree):
            return [() for _ in docs]
        nodes = [n for n in bare_words(tree) if n.vector and n.alike is not None]
        if not nodes:
            return [named(worded=True, meant=False) for _ in docs]
        worded = self.evaluate(by_words(tree)).mask[docs]
        meant = np.zeros(len(docs), dtype=np.bool_)
        for node in nodes:
            meant |= self._alike(node, self.lists.cosines(node.vector))[docs]
        return [named(*by) for by in zip(worded.tolist(), meant.tolist(), strict=True)]

    def holding(self, word: str) -> int:
        """Count the documents of all collections that a word finds, by its stem."""
        return self._word(stem(word)).everywhere

    def _selected(self, node: Node) -> Mask:
        if isinstance(node, FieldIs):
            return self.base & self.lists.columns.holding(node.field, node.value)
        if isinstance(node, Range):
            return self.base & self.lists.columns.between(node.field, node.low, node.high)
        return self.base

    def _joined(self, node: And | Or) -> Matched:
        least = len(node.parts) if isinstance(node, And) else node.least
        hits, scores = self._added(node.parts)
        mask = (hits >= least) & self.base
        return Matched(mask, np.where(mask, scores, 0.0))

    def _added(self, parts: Sequence[Node]) -> tuple[Docs, Scores]:
        """Count for each document how many parts match it, and add up their scores."""
        hits = np.zeros(self.lists.columns.size, dtype=np.int64)
        scores = self._zeros()
        # A pasted text says "police" a thousand times: each different part is looked at once.
        for part, times in Counter(parts).items():
            if isinstance(part, Term):
                # Most words stand in few documents, and a description asks for two dozen.
                told = self._word(stem(part.text))
                hits[told.found] += times
                scores[told.ranked] += times * told.added
            else:
                found = self.evaluate(part)
                hits += times * found.mask
                scores += times * found.scores
        return hits, scores

    def _worded(self, node: Words) -> Matched:
        # Every word's score counts in ranking, also where too few of them are there to match.
        hits, worded = self._added(node.parts)
        mask = (hits >= node.least) & self.base
        if not node.vector:
            return Matched(mask, np.where(mask, worded, 0.0))
        cosines = self.lists.cosines(node.vector)
        mask |= self._alike(node, cosines) & self.base
        return Matched(mask, np.where(mask, self._fused(node, worded, cosines), 0.0))

    def _alike(self, node: Words, cosines: Scores) -> Mask:
        """Mask what is alike in meaning."""
        if node.alike is None:
            return np.zeros(self.lists.columns.size, dtype=np.bool_)
        return cosines >= node.alike

    def _fused(self, node: Words, worded: Scores, cosines: Scores) -> Scores:
        told = cosines[self.base & (cosines > UNLIKE)]
        top = max(float(worded.max(initial=0.0)), LEAST_TOP)
        meant = spread(cosines, *span(told))
        fused = node.share * worded + (1 - node.share) * top * meant
        # What is too long for the model is ranked by its words alone.
        return np.where(cosines > UNLIKE, fused, worded)

    def _prefix(self, node: Prefix) -> Matched:
        lists = sorted(self.lists.words(node.text), key=lambda pair: -len(pair[1]))
        mask = np.zeros(self.lists.columns.size, dtype=np.bool_)
        for _, docs in lists[:MOST_EXPANDED]:
            mask[docs] = True
        mask &= self.base
        return Matched(mask, np.where(mask, idf(self.count, int(mask.sum())), 0.0))

    def _placed(self, node: Phrase | Near) -> Matched:
        mask = np.zeros(self.lists.columns.size, dtype=np.bool_)
        named = (node.field,) if isinstance(node, Phrase) and node.field else FINDING_NAMES
        for name in named:
            places = (
                self._in_order(name, node)
                if isinstance(node, Phrase)
                else self._together(name, node)
            )
            mask[places // SPAN] = True
        mask &= self.base
        scores = self._zeros()
        if named != FINDING_NAMES:
            return Matched(mask, np.where(mask, LABELLED * idf(self.count, int(mask.sum())), 0.0))
        for word in node.words:
            if word not in stopwords():
                told = self._word(stem(word))
                scores[told.ranked] += told.added
        return Matched(mask, np.where(mask, scores, 0.0))

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
            return np.empty(0, dtype=np.int64)
        lefts = np.unique(np.concatenate(lists))
        for places in lists:
            at = np.searchsorted(places, lefts)
            inside = at < len(places)
            inside[inside] = places[at[inside]] <= lefts[inside] + node.distance
            lefts = lefts[inside]
        return lefts

    def _word(self, term: str) -> _Weighed:
        """Give what a stem finds and what it adds to each score."""
        known = self._cache.get(term)
        if known is None:
            if len(self._cache) >= MOST_CACHED:
                self._cache.clear()
            known = self._cache[term] = self._weigh(term)
        return known

    def _weigh(self, term: str) -> _Weighed:
        counts = self._zeros()
        found = np.zeros(self.lists.columns.size, dtype=np.bool_)
        for row in RANKING_FIELDS:
            docs, times = self.lists.postings(row.name, term)
            if len(docs):
                relative = self.lists.lengths(row.name)[docs] / max(self._mean(row.name), 1e-9)
                counts[docs] += row.weight * times / (1 - B + B * relative)
                found[docs] |= row.finds
        ranked = np.flatnonzero((counts > 0) & self.base)
        added = counts[ranked] * (K1 + 1) / (counts[ranked] + K1) * idf(self.count, len(ranked))
        everywhere = int((found & self.lists.live).sum())
        return _Weighed(np.flatnonzero(found & self.base), ranked, added, everywhere)

    def _mean(self, name: str) -> float:
        if name not in self._means:
            total = float(self.lists.lengths(name)[self.base].sum())
            self._means[name] = total / max(1, self.count)
        return self._means[name]

    def _spread(self, told: _Weighed) -> Matched:
        mask, scores = np.zeros(self.lists.columns.size, dtype=np.bool_), self._zeros()
        mask[told.found] = True
        scores[told.ranked] = told.added
        return Matched(mask, scores)

    def _zeros(self) -> Scores:
        return np.zeros(self.lists.columns.size)


def matcher(lists: Lists, base: Mask) -> Matcher:
    """Make a matcher for the documents of a mask."""
    return Matcher(lists, base, int(base.sum()))


def _within(wanted: Docs, places: Docs) -> Mask:
    at = np.searchsorted(places, wanted)
    inside = at < len(places)
    inside[inside] = places[at[inside]] == wanted[inside]
    return inside


def best(
    keys: Scores, docs: Docs, ranks: Docs, limit: int, after: tuple[float, int] | None
) -> tuple[Docs, bool]:
    """Give the documents of the smallest keys, ties by rank, and whether more follow.

    `after` is the key and rank where the page before ended.
    """
    if after is not None:
        key, rank = after
        later = (keys > key) | ((keys == key) & (ranks[docs] > rank))
        docs, keys = docs[later], keys[later]
    if len(docs) > limit:
        edge = np.partition(keys, limit)[limit]
        near = keys <= edge
        candidates, near_keys = docs[near], keys[near]
    else:
        candidates, near_keys = docs, keys
    order = np.lexsort((ranks[candidates], near_keys))
    return candidates[order][:limit], len(docs) > limit
