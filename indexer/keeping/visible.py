"""An engine that finds nothing readers may no longer see, however far its index is behind.

An index follows the catalog within a second, but it may be down, being built anew or busy. What was
withdrawn must be gone at once in every process: so each search leaves out the reports that were
hidden after the change that the index is up to. The catalog is asked at most ten times a second.
"""

from __future__ import annotations

import time
from collections.abc import Collection, Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import replace

from indexer.documents import Document
from indexer.embedding.meaning import Encoder, Vector
from indexer.engine import Batch, Generation, SearchEngine
from indexer.keeping.catching_up import live_generation
from indexer.query import And, FieldIs, Node, Not, Or, Search
from indexer.results import ResultPage
from indexer.tally import Tally
from kb.catalog.catalog import Catalog

# How long what is known to be hidden is taken to hold, in seconds.
ASKED_EVERY = 0.1


class VisibleEngine:
    """A `SearchEngine` over another; all but `search` is the other's own."""

    def __init__(self, engine: SearchEngine, catalog: Catalog) -> None:
        self._engine, self._catalog = engine, catalog
        self.name = engine.name
        self._hidden: tuple[str, ...] = ()
        # The change up to which the index is known to hold, and when that was last asked.
        self._whole_to, self._asked = -1, -ASKED_EVERY

    @property
    def encoder(self) -> Encoder | None:
        """What texts are embedded with."""
        return self._engine.encoder

    @encoder.setter
    def encoder(self, encoder: Encoder | None) -> None:
        self._engine.encoder = encoder

    def looking_at(self, generation: str) -> SearchEngine:
        """Give an engine that answers from this generation, whichever is live."""
        return self._engine.looking_at(generation)

    def open_newest(self) -> None:
        """Open what was written last, so that no search waits for it."""
        self._engine.open_newest()

    def search(self, search: Search) -> ResultPage:
        """Answer from the live generation, without what readers may no longer see."""
        hidden = self._hidden_now()
        return self._engine.search(
            replace(search, tree=_without(search.tree, hidden)) if hidden else search
        )

    def generations(self) -> Sequence[Generation]:
        """List the builds that exist, newest first."""
        return self._engine.generations()

    def create(self) -> str:
        """Start an empty generation beside the live one and give its name."""
        return self._engine.create()

    def write(
        self,
        generation: str,
        batch: Sequence[Document],
        *,
        replacing: Collection[str],
        cursor: int,
        vectors: Mapping[str, Vector] | None = None,
    ) -> None:
        """Durably add documents after dropping those of the reports in `replacing`."""
        self._engine.write(generation, batch, replacing=replacing, cursor=cursor, vectors=vectors)

    def fill(self, generation: str, batches: Iterable[Batch], *, cursor: int) -> None:
        """Write all that a new generation is to hold."""
        self._engine.fill(generation, batches, cursor=cursor)

    def vectors(self, keys: Sequence[str]) -> Mapping[str, Vector]:
        """Give those of the vectors that the live generation holds."""
        return self._engine.vectors(keys)

    def activate(self, generation: str) -> None:
        """Make a generation the live one in one atomic step."""
        self._engine.activate(generation)

    def terms(self, prefix: str, limit: int) -> Sequence[tuple[str, int]]:
        """Give words as printed that begin with `prefix`, most frequent first."""
        return self._engine.terms(prefix, limit)

    def frequencies(self, words: Sequence[str]) -> dict[str, int]:
        """Say how many documents hold each word."""
        return self._engine.frequencies(words)

    def tally(self, field: str, trees: Sequence[Node]) -> Tally:
        """Count what matches each tree by a field's values, without what readers see no more."""
        hidden = self._hidden_now()
        shown = [_without(tree, hidden) for tree in trees] if hidden else trees
        return self._engine.tally(field, shown)

    def exclusive(self) -> AbstractContextManager[None]:
        """Hold the only right to write while several steps are taken."""
        return self._engine.exclusive()

    def _hidden_now(self) -> tuple[str, ...]:
        now = time.monotonic()
        if now - self._asked >= ASKED_EVERY:
            self._hidden = self._ask()
            self._asked = now
        return self._hidden

    def _ask(self) -> tuple[str, ...]:
        """Name the reports hidden after the change that the live generation is up to."""
        with self._catalog.read() as view:
            latest = view.last_change()
            if latest == self._whole_to:
                return ()
            live = live_generation(self._engine)
            if live is None or live.cursor >= latest:
                self._whole_to = latest if live else -1
                return ()
            return view.hidden_since(live.cursor)


def _without(tree: Node, reports: Sequence[str]) -> Node:
    hidden = tuple(FieldIs("report", report) for report in reports)
    return And((tree, Not(hidden[0] if len(hidden) == 1 else Or(hidden))))
