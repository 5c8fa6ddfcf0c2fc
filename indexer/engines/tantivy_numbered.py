"""One commit of the tantivy engine as numpy arrays, for searches that rank by meaning too.

Each document has a row of its own in the index (`ROW`), by which lists of what tantivy finds come
out as numbers; `Reading` numbers the documents. A word's list is read once for all searches.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from tantivy import Query

from indexer.engines.parts import COLLECTION, MEANING
from indexer.engines.tantivy_clauses import both
from indexer.engines.tantivy_query import Translator, in_order
from indexer.engines.tantivy_rows import Reading, hits, row_of_each, rows_of, scores_of
from indexer.engines.tantivy_words import CommitWords
from indexer.engines.vectors import Nearness, Store, nearness
from indexer.query import Near, Phrase
from indexer.ranking.columns import Columns, Docs, Mask
from indexer.ranking.matching import Matcher, Weighed
from indexer.ranking.scoring import Scores


@dataclass(frozen=True, slots=True)
class Numbering:
    """What tantivy finds in a commit, by number."""

    words: CommitWords
    live: Any
    by_row: Docs

    @property
    def searcher(self) -> Any:
        """Give what asks the commit."""
        return self.words.searcher

    def found(self, query: Query) -> Docs:
        """Give what a query finds, in no order."""
        docs: Docs = self.by_row[rows_of(self.searcher, query)]
        return docs

    def scored(self, query: Query) -> tuple[Docs, Scores]:
        """Give what a query finds, in no order, with the scores."""
        found = hits(self.searcher, query, None)
        return self.by_row[row_of_each(self.searcher, found)], scores_of(found)


@dataclass(frozen=True, slots=True)
class Numbered:
    """One commit by number; see `indexer.engines.numbered.Numbered`."""

    numbering: Numbering
    columns: Columns
    live: Mask
    near: Nearness
    ids: tuple[str, ...]
    ranks: Docs
    _matchers: dict[str, Matcher] = field(default_factory=dict)

    def matcher(self, collection: str) -> Matcher:
        """Give what evaluates trees over one collection."""
        made = self._matchers.get(collection)
        if made is None:
            base = self.live & self.columns.holding(COLLECTION, collection)
            leaves = _Leaves(self.numbering, collection)
            made = Matcher(leaves, base, self.columns, self.near.cosines)
            self._matchers[collection] = made
        return made


@dataclass(frozen=True, slots=True)
class _Leaves:
    """What tantivy finds for the leaves of trees; see `indexer.ranking.matching.Leaves`."""

    numbering: Numbering
    collection: str

    def word(self, stem: str) -> Weighed:
        """Give what a stem finds and what it adds to each score."""
        finding_it = self.numbering.words.finding(stem)
        ranked, added = self.numbering.scored(self._within(self.numbering.words.every(stem)))
        everywhere = int(self.numbering.searcher.search(finding_it, 1).count)
        return Weighed(self.numbering.found(self._within(finding_it)), ranked, added, everywhere)

    def beginning(self, prefix: str) -> Docs:
        """Give what holds any of the most frequent words that begin so."""
        return self.numbering.found(self._within(self._translator.beginning(prefix)))

    def placed(self, node: Phrase | Near, name: str) -> Docs:
        """Give what holds words in order, or near each other, in a field."""
        if isinstance(node, Phrase):
            return self.numbering.found(self._within(in_order(node, (name,))))
        return self.numbering.found(self._within(self._translator.near(node, (name,))))

    @property
    def _translator(self) -> Translator:
        return Translator(self.numbering.words, self.collection, self.numbering.live)

    def _within(self, query: Query) -> Query:
        return both([self._translator.base, query])


def numbered(words: CommitWords, live: Any, store: Store, reading: Reading) -> Numbered:
    """Give a commit by number, its documents joined with their vectors."""
    told = reading.follow(words.searcher)
    parts = told.parts
    near = Nearness(parts.size, ())
    if store.blocks:
        near = nearness(store, parts.size, *parts.each(MEANING))
    ids, ranks = parts.identified(told.live)
    numbering = Numbering(words, live, told.by_row)
    return Numbered(numbering, parts.columns(), told.live, near, ids, ranks)
