"""Answers from documents by number: matched, filtered, counted and put in order as numpy arrays."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from typing import Protocol

import numpy as np

from indexer.fields import SORTS
from indexer.query import Search
from indexer.question import cursor as cursors
from indexer.ranking.columns import Columns, Docs, narrowed
from indexer.ranking.matching import Matcher, best
from indexer.ranking.scoring import Scores
from indexer.results import Hit, ResultPage


class Numbered(Protocol):
    """One commit, opened: `ids` in order, and the place of each document's id among them."""

    @property
    def columns(self) -> Columns:
        """Facets and sort keys."""

    @property
    def ids(self) -> Sequence[str]:
        """Give the ids of all live documents, ascending."""

    @property
    def ranks(self) -> Docs:
        """Give the place of each document's id among `ids`."""

    def matcher(self, collection: str) -> Matcher:
        """Give what evaluates trees over one collection."""


def answer(shot: Numbered, search: Search, generation: str) -> ResultPage:
    """Answer a search; raises EngineUnavailable past the deadline."""
    matcher = shot.matcher(search.collection)
    found = matcher.evaluate(search.tree)
    told = narrowed(shot.columns, found.mask, search)
    docs = np.flatnonzero(told.shown)
    keys = _keys(shot.columns, search, found.scores, docs)
    page, more = best(keys, docs, shot.ranks, search.limit, _after(shot.ids, search.after))
    ids = [shot.ids[rank] for rank in shot.ranks[page].tolist()]
    page_keys = _keys(shot.columns, search, found.scores, page).tolist()
    why = matcher.why(search.tree, page)
    hits = tuple(map(Hit, ids, found.scores[page].tolist(), why))
    following = cursors.pack(page_keys[-1], ids[-1]) if more and ids else None
    return ResultPage(len(docs), hits, told.facets, following, generation, told.cut)


def _keys(columns: Columns, search: Search, scores: Scores, docs: Docs) -> Scores:
    """Give what documents are sorted by, smallest first."""
    _, name, direction = SORTS[search.sort]
    if not name:
        return -scores[docs]
    numbers = columns.numbers[name][docs].astype(np.float64)
    return np.where(numbers < 0, 0.0, numbers) * direction


def _after(ids: Sequence[str], cursor: str) -> tuple[float, int] | None:
    """Read a cursor; an id that is gone since stands between its neighbours."""
    if not cursor:
        return None
    key, identity = cursors.unpack(cursor)
    return key, bisect_right(ids, identity) - 1
