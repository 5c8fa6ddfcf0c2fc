"""What tantivy queries are put together from: terms, unions, what must match, what only counts."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from tantivy import Occur, Query

from indexer.engines.tantivy_storage import schema
from indexer.engines.token_stream import clean

# Queries of single terms are made once: a question is asked again with each page and filter.
MOST_TERMS = 2_000


@lru_cache(MOST_TERMS)
def term(name: str, text: str) -> Query:
    """Ask for a term of a field."""
    return Query.term_query(schema(), name, clean(text), "freq")


def union(queries: Sequence[Query], least: int = 1) -> Query:
    """Ask for some of them."""
    if not queries:
        return Query.empty_query()
    if len(queries) == 1:
        return queries[0]
    return Query.boolean_query([(Occur.Should, query) for query in queries], least)


def both(required: Sequence[Query], preferred: Sequence[Query] = ()) -> Query:
    """Ask for all that is required; what is preferred only adds to the score."""
    clauses = [(Occur.Must, query) for query in required]
    if len(clauses) == 1 and not preferred:
        return required[0]
    return Query.boolean_query(clauses + [(Occur.Should, query) for query in preferred])


def without(query: Query) -> Query:
    """Ask for all else."""
    return Query.boolean_query([(Occur.Must, silent(Query.all_query())), (Occur.MustNot, query)])


def silent(query: Query) -> Query:
    """Let it match without adding to the score."""
    return Query.const_score_query(query, 0.0)


def boosted(query: Query, times: float) -> Query:
    """Let it count more or less."""
    return query if times == 1 else Query.boost_query(query, float(times))
