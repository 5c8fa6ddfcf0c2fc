"""The seam between what is asked and the library that answers it.

What every engine promises: a document is a result if the tree matches it, whatever the sort and the
page; words, phrases and near matches look in each text field of `indexer.fields.FIELDS` and never
across two; filters OR within a field and AND between fields; a facet's counts ignore that facet's
own filter; totals are exact; ties are broken by document id, so that paging is stable; a node an
engine cannot answer raises `UnsupportedQuery`, never a wrong answer.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Protocol

from indexer.documents import Document
from indexer.embedding.meaning import Encoder, Vector
from indexer.query import Node, Search
from indexer.results import ResultPage
from indexer.tally import Tally


@dataclass(frozen=True, slots=True)
class Generation:
    """One build of the index: its size, the catalog change it is up to, its fields' fingerprint.

    `meaning` names the model whose vectors all its statements have, "" where some have none.
    """

    name: str
    documents: int
    cursor: int
    fingerprint: str
    built: str
    live: bool
    meaning: str = ""


# Documents with the vectors of their texts by key, None where words alone rank.
Batch = tuple[Sequence[Document], Mapping[str, Vector] | None]


class SearchEngine(Protocol):
    """What an engine file implements."""

    name: str
    encoder: Encoder | None

    def generations(self) -> Sequence[Generation]:
        """List the builds that exist, newest first."""

    def create(self) -> str:
        """Start an empty generation beside the live one and give its name."""

    def write(
        self,
        generation: str,
        batch: Sequence[Document],
        *,
        replacing: Collection[str],
        cursor: int,
        vectors: Mapping[str, Vector] | None = None,
    ) -> None:
        """Durably make a batch all that is held of the reports in `replacing`.

        What is held of them just so stays as it is (`indexer.unchanged`); the rest goes.
        `cursor`, the number of the last catalog change in it, is kept in the same step. `vectors`
        are those of the documents' texts, by `indexer.embedding.meaning.key`, and of others that
        will be asked for; None where words alone rank.
        """

    def fill(self, generation: str, batches: Iterable[Batch], *, cursor: int) -> None:
        """Write all that a new generation is to hold, of which only the end need be durable.

        Batches are made as they are asked for, so that one is in memory at a time.
        """

    def vectors(self, keys: Sequence[str]) -> Mapping[str, Vector]:
        """Give those of the vectors that the live generation holds."""

    def activate(self, generation: str) -> None:
        """Make a generation the live one in one atomic step."""

    def looking_at(self, generation: str) -> SearchEngine:
        """Give an engine that answers from this generation, whichever is live."""

    def open_newest(self) -> None:
        """Open what was written last, so that no search waits for it; next to nothing where it is.

        Raises EngineUnavailable.
        """

    def search(self, search: Search) -> ResultPage:
        """Answer a search from the live generation.

        Raises EngineUnavailable where there is none, UnsupportedQuery for a node it cannot answer.
        """

    def terms(self, prefix: str, limit: int) -> Sequence[tuple[str, int]]:
        """Give words as printed (folded) that begin with `prefix`, most frequent first.

        Each comes with how many documents hold it.
        """

    def frequencies(self, words: Sequence[str]) -> dict[str, int]:
        """Say how many documents hold each word, by its stem, in any text field."""

    def tally(self, field: str, trees: Sequence[Node]) -> Tally:
        """Count what matches each tree by the values of a keyword field, over all collections.

        Raises as `search` does.
        """

    def exclusive(self) -> AbstractContextManager[None]:
        """Hold the only right to write, over processes, while several steps are taken."""


def fill_by_writing(
    engine: SearchEngine, generation: str, batches: Iterable[Batch], cursor: int
) -> None:
    """Fill a generation by one commit for each batch, and by an empty one where there is none."""
    steps = 0
    for batch, vectors in batches:
        engine.write(generation, batch, replacing=(), cursor=cursor, vectors=vectors)
        steps += 1
    if not steps:
        engine.write(generation, [], replacing=(), cursor=cursor, vectors={})
