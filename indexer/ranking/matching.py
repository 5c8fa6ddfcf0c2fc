"""A query tree over documents by number: what matches, and how well.

Works on whole arrays at a time, so that its cost follows the number of words asked for, not of
hits. Knows no index library: an engine gives it `Leaves`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Protocol

import numpy as np

from indexer.fields import FINDING_FIELDS
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
from indexer.question.meant import bare_words, by_words, named, seeks
from indexer.ranking import deadline
from indexer.ranking.columns import Columns, Docs, Mask
from indexer.ranking.scoring import LABELLED, LEAST_TOP, UNLIKE, Scores, idf, span, spread
from kb.analysis import stem, stopwords

# A prefix stands for this many different words at most, the most frequent ones.
MOST_EXPANDED = 200
# Words are looked up once, until so many documents are held for all of them.
MOST_HELD = 5_000_000
FINDING_NAMES = tuple(row.name for row in FINDING_FIELDS)


@dataclass(frozen=True, slots=True)
class Weighed:
    """A word: the documents that it finds, and those that it ranks with what it adds to each.

    `everywhere` counts the documents that it finds in any collection.
    """

    found: Docs
    ranked: Docs
    added: Scores
    everywhere: int


class Leaves(Protocol):
    """What the leaves of a tree find among the documents of one collection, by number."""

    def word(self, term: str) -> Weighed:
        """Give what a stem finds and what it adds to each score."""

    def beginning(self, prefix: str) -> Docs:
        """Give what holds any of the `MOST_EXPANDED` most frequent words that begin so."""

    def placed(self, node: Phrase | Near, name: str) -> Docs:
        """Give what holds words in order, or near each other, in a field."""


@dataclass(frozen=True, slots=True)
class Matched:
    """Which documents match, and what a node adds to each one's score.

    A word adds to documents that it does not find where a title above them holds it.
    """

    mask: Mask
    scores: Scores


class _Kept(dict[str, Weighed]):
    """Words by their stems, forgotten when they hold too much."""

    held = 0

    def keep(self, term: str, told: Weighed) -> Weighed:
        """Hold one more."""
        if self.held > MOST_HELD:
            self.clear()
            self.held = 0
        self.held += len(told.found) + len(told.ranked)
        self[term] = told
        return told


@dataclass(frozen=True, slots=True)
class Matcher:
    """Evaluates trees over the documents of `base`.

    `cosines` says how alike each document is to a unit vector, UNLIKE where it has none of its own.
    """

    leaves: Leaves
    base: Mask
    columns: Columns
    cosines: Callable[[tuple[float, ...]], Scores]
    _kept: _Kept = field(default_factory=_Kept)

    def evaluate(self, node: Node) -> Matched:  # noqa: PLR0911 - one line for each node
        """Give what matches a node within the base; raises EngineUnavailable past the deadline."""
        deadline.check()
        match node:
            case Term():
                return self._spread(self._word(stem(node.text)))
            case Prefix():
                return self._rare(self._masked(self.leaves.beginning(node.text)), 1.0)
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
            meant |= _alike(node, self.cosines(node.vector)[docs])
        return [named(*by) for by in zip(worded.tolist(), meant.tolist(), strict=True)]

    def holding(self, word: str) -> int:
        """Count the documents of all collections that a word finds, by its stem."""
        return self._word(stem(word)).everywhere

    def _selected(self, node: Node) -> Mask:
        if isinstance(node, FieldIs):
            return self.base & self.columns.holding(node.field, node.value)
        if isinstance(node, Range):
            return self.base & self.columns.between(node.field, node.low, node.high)
        return self.base

    def _joined(self, node: And | Or) -> Matched:
        least = len(node.parts) if isinstance(node, And) else node.least
        hits, scores = self._added(node.parts)
        mask = (hits >= least) & self.base
        return Matched(mask, np.where(mask, scores, 0.0))

    def _added(self, parts: Sequence[Node]) -> tuple[Docs, Scores]:
        """Count for each document how many parts match it, and add up their scores."""
        hits = np.zeros(self.columns.size, dtype=np.int64)
        scores = self._zeros()
        # A pasted text says "police" a thousand times: each different part is looked at once.
        for part, times in Counter(parts).items():
            if isinstance(part, Term):
                deadline.check()
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
        cosines = self.cosines(node.vector)
        mask |= _alike(node, cosines) & self.base
        return Matched(mask, np.where(mask, self._fused(node, worded, cosines), 0.0))

    def _fused(self, node: Words, worded: Scores, cosines: Scores) -> Scores:
        told = cosines[self.base & (cosines > UNLIKE)]
        top = max(float(worded.max(initial=0.0)), LEAST_TOP)
        meant = spread(cosines, *span(told))
        fused = node.share * worded + (1 - node.share) * top * meant
        # What is too long for the model is ranked by its words alone.
        return np.where(cosines > UNLIKE, fused, worded)

    def _placed(self, node: Phrase | Near) -> Matched:
        labelled = isinstance(node, Phrase) and bool(node.field)
        names = (node.field,) if isinstance(node, Phrase) and labelled else FINDING_NAMES
        mask = self._masked(*(self.leaves.placed(node, name) for name in names))
        if labelled:
            return self._rare(mask, LABELLED)
        scores = self._zeros()
        for word in node.words:
            if word not in stopwords():
                told = self._word(stem(word))
                scores[told.ranked] += told.added
        return Matched(mask, np.where(mask, scores, 0.0))

    def _rare(self, mask: Mask, times: float) -> Matched:
        """Let all that matches count as rare as it is."""
        rarity = idf(int(self.base.sum()), int(mask.sum()))
        return Matched(mask, np.where(mask, times * rarity, 0.0))

    def _masked(self, *found: Docs) -> Mask:
        mask = np.zeros(self.columns.size, dtype=np.bool_)
        for docs in found:
            mask[docs] = True
        return mask & self.base

    def _word(self, term: str) -> Weighed:
        """Give what a stem finds and what it adds to each score."""
        known = self._kept.get(term)
        return known or self._kept.keep(term, self.leaves.word(term))

    def _spread(self, told: Weighed) -> Matched:
        mask, scores = np.zeros(self.columns.size, dtype=np.bool_), self._zeros()
        mask[told.found] = True
        scores[told.ranked] = told.added
        return Matched(mask, scores)

    def _zeros(self) -> Scores:
        return np.zeros(self.columns.size)


def _alike(node: Words, cosines: Scores) -> Mask:
    """Mask what is alike in meaning."""
    if node.alike is None:
        return np.zeros(len(cosines), dtype=np.bool_)
    return cosines >= node.alike


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
