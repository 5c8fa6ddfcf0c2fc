"""The words of one commit as tantivy queries: each in the fields that it counts in there."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import Any

from tantivy import Query

from indexer.engines.tantivy_clauses import MOST_TERMS, boosted, term, union
from indexer.engines.token_stream import clean
from indexer.fields import FINDING_FIELDS, RANKING_FIELDS, Field

_LIFTING_FIELDS = tuple(row for row in RANKING_FIELDS if not row.finds)


class CommitWords:
    """Makes a stem's queries once for a commit, which never changes.

    A field that does not hold the stem is left out: to look it up there took a third of a search.
    """

    def __init__(self, searcher: Any) -> None:
        """Keep no more stems than there is use for."""
        self.searcher = searcher
        self.finding = lru_cache(MOST_TERMS)(self._finding)
        self.lifting = lru_cache(MOST_TERMS)(self._lifting)

    def _finding(self, stemmed: str) -> Query:
        """Ask for a stem in all fields that words are looked for in, each by its weight."""
        return union(self._weighed(FINDING_FIELDS, stemmed))

    def _lifting(self, stemmed: str) -> tuple[Query, ...]:
        """Ask for a stem in the titles above a document: they lift what is found."""
        return tuple(self._weighed(_LIFTING_FIELDS, stemmed))

    def every(self, stemmed: str) -> Query:
        """Ask for a stem in all fields that it counts in, each by its weight."""
        return union([self.finding(stemmed), *self.lifting(stemmed)])

    def _weighed(self, fields: Iterable[Field], stemmed: str) -> list[Query]:
        text = clean(stemmed)
        return [
            boosted(term(row.name, stemmed), row.weight)
            for row in fields
            if self.searcher.doc_freq(row.name, text)
        ]
