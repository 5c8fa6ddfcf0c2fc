"""A new index beside the live one: filled, counted, caught up, then made live in one step."""

from __future__ import annotations

from collections.abc import Iterator

from indexer.documents import Document
from indexer.embedding.meaning import Vector
from indexer.engine import Batch, Generation, SearchEngine
from indexer.fields import fingerprint
from indexer.keeping.catching_up import (
    DOCUMENTS_AT_ONCE,
    Synced,
    Told,
    catch_up,
    documents_for,
    embedded,
    live_generation,
    ranks_by_meaning,
    texts_of,
)
from indexer.keeping.verifying import verify
from kb.catalog.catalog import Catalog, View
from kb.domain.ids import ReportId
from kb.domain.topic import Vocabulary
from kb.errors import EngineUnavailable


def rebuild(
    catalog: Catalog, engine: SearchEngine, vocabulary: Vocabulary, told: Told | None = None
) -> Synced:
    """Build a generation from the whole catalog and make it live.

    The one that was live serves on until then. Raises EngineUnavailable where the new one does not
    hold what was written, or does not answer as the catalog says (`indexer.keeping.verifying`), and
    leaves the live one alone.
    """
    with engine.exclusive():
        name = engine.create()
        live = _Live(catalog, engine, vocabulary, told)
        with catalog.read() as view:
            done = _fill(view, engine, name, vocabulary, live.told)
            made = _generation(engine, name)
            if made.documents != done.documents:
                raise EngineUnavailable(
                    f"the new index holds {made.documents:,} of {done.documents:,} documents",
                    hint="The old one serves on. Run `python -m kb reindex` again.",
                )
            checked = verify(view, engine.looking_at(name))
        _keep_drafts(catalog, engine, name, done.cursor)
        made = _generation(engine, name)
        late = catch_up(catalog, engine, made, vocabulary)
        engine.activate(name)
        # What came meanwhile may have replaced what was written before.
        documents = _generation(engine, name).documents
    with catalog.read() as view:
        reports = len(view.summaries())
    return Synced(reports, documents, late.cursor, checked)


class _Live:
    """The generation that answers meanwhile: it goes on following the catalog.

    The right to write is held for as long as the new one takes, so nobody else can.
    """

    def __init__(
        self, catalog: Catalog, engine: SearchEngine, vocabulary: Vocabulary, told: Told | None
    ) -> None:
        self._catalog, self._engine, self._vocabulary = catalog, engine, vocabulary
        self._told = told
        self._sound, self._followed = True, -1

    def told(self, report: str) -> None:
        """Catch up where something changed, and pass on which report the new one has."""
        if self._sound:
            try:
                self._follow()
            except EngineUnavailable:
                # It may be its damage for which another is built.
                self._sound = False
        if self._told:
            self._told(report)

    def _follow(self) -> None:
        with self._catalog.read() as view:
            latest = view.last_change()
        if latest == self._followed:
            return
        self._followed = latest
        live = live_generation(self._engine)
        if live is None or live.fingerprint != fingerprint():
            self._sound = False
        elif live.cursor < latest:
            catch_up(self._catalog, self._engine, live, self._vocabulary)


def _keep_drafts(catalog: Catalog, engine: SearchEngine, name: str, cursor: int) -> None:
    """Keep the vectors of drafts, so that publishing one need not wait for them."""
    if not ranks_by_meaning(engine):
        return
    with catalog.read() as view:
        seen = {summary.id for summary in view.summaries()}
    with catalog.read(staff=True) as view:
        drafts = [summary.id for summary in view.summaries() if summary.id not in seen]
        for draft in drafts:
            vectors = embedded(texts_of(view, draft), engine)
            engine.write(name, [], replacing=(), cursor=cursor, vectors=vectors)


def _fill(
    view: View, engine: SearchEngine, name: str, vocabulary: Vocabulary, told: Told
) -> Synced:
    cursor = view.last_change()
    reports = [summary.id for summary in view.summaries()]
    written = 0

    def batches() -> Iterator[Batch]:
        nonlocal written
        for batch, vectors in _batches(view, engine, reports, vocabulary, told):
            written += len(batch)
            yield batch, vectors if ranks_by_meaning(engine) else None

    engine.fill(name, batches(), cursor=cursor)
    return Synced(len(reports), written, cursor)


def _batches(
    view: View,
    engine: SearchEngine,
    reports: list[ReportId],
    vocabulary: Vocabulary,
    told: Told,
) -> Iterator[tuple[list[Document], dict[str, Vector]]]:
    batch: list[Document] = []
    vectors: dict[str, Vector] = {}
    for report, held in documents_for(view, reports, vocabulary):
        vectors |= embedded((document.meaning for document in held), engine)
        batch += held
        told(report)
        if len(batch) >= DOCUMENTS_AT_ONCE:
            yield batch, vectors
            batch, vectors = [], {}
    if batch:
        yield batch, vectors


def _generation(engine: SearchEngine, name: str) -> Generation:
    found = next((g for g in engine.generations() if g.name == name), None)
    if found is None:
        raise EngineUnavailable("the new index cannot be read back", hint="Run it again.")
    return found
