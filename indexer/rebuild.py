"""A new index beside the live one: filled, counted, caught up, then made live in one step."""

from __future__ import annotations

from collections.abc import Iterator

from indexer.catching_up import (
    DOCUMENTS_AT_ONCE,
    Synced,
    Told,
    catch_up,
    embedded,
    ranks_by_meaning,
    report_documents,
)
from indexer.documents import Document
from indexer.engine import Generation, SearchEngine
from indexer.meaning import Vector
from kb.catalog.catalog import Catalog, View
from kb.domain.ids import ReportId
from kb.domain.topic import Vocabulary
from kb.errors import EngineUnavailable


def rebuild(
    catalog: Catalog, engine: SearchEngine, vocabulary: Vocabulary, told: Told | None = None
) -> Synced:
    """Build a generation from the whole catalog and make it live.

    The one that was live serves on until then. Raises EngineUnavailable where the new one does not
    hold what was written, and leaves the live one alone.
    """
    with engine.exclusive():
        name = engine.create()
        with catalog.read() as view:
            done = _fill(view, engine, name, vocabulary, told)
        made = _generation(engine, name)
        if made.documents != done.documents:
            raise EngineUnavailable(
                f"the new index holds {made.documents:,} of {done.documents:,} documents",
                hint="The old one serves on. Run `python -m kb reindex` again.",
            )
        late = catch_up(catalog, engine, made, vocabulary)
        engine.activate(name)
    return Synced(done.reports + late.reports, done.documents + late.documents, late.cursor)


def _fill(
    view: View, engine: SearchEngine, name: str, vocabulary: Vocabulary, told: Told | None
) -> Synced:
    cursor = view.last_change()
    reports = [summary.id for summary in view.summaries()]
    written = steps = 0
    for batch, vectors in _batches(view, engine, reports, vocabulary, told):
        meant = vectors if ranks_by_meaning(engine) else None
        engine.write(name, batch, replacing=(), cursor=cursor, vectors=meant)
        written += len(batch)
        steps += 1
    if not steps:
        engine.write(name, [], replacing=(), cursor=cursor, vectors={})
    return Synced(len(reports), written, cursor)


def _batches(
    view: View,
    engine: SearchEngine,
    reports: list[ReportId],
    vocabulary: Vocabulary,
    told: Told | None,
) -> Iterator[tuple[list[Document], dict[str, Vector]]]:
    batch: list[Document] = []
    vectors: dict[str, Vector] = {}
    for report in reports:
        held = list(report_documents(view, view.report(report), vocabulary))
        vectors |= embedded(held, engine)
        batch += held
        if told:
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
