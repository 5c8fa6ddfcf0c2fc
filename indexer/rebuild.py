"""A new index beside the live one: filled, counted, caught up, then made live in one step."""

from __future__ import annotations

from collections.abc import Iterator

from indexer.documents import Document
from indexer.engine import Generation, SearchEngine
from indexer.fields import fingerprint
from indexer.sync import (
    DOCUMENTS_AT_ONCE,
    Progress,
    Synced,
    catch_up,
    live_generation,
    report_documents,
)
from kb.catalog.catalog import Catalog, View
from kb.domain.ids import ReportId
from kb.errors import EngineUnavailable


def bring_up_to_date(
    catalog: Catalog, engine: SearchEngine, progress: Progress | None = None
) -> Synced:
    """Catch up with the catalog, or build anew where nothing usable is there."""
    with engine.exclusive():
        live = live_generation(engine)
        if live is None or live.fingerprint != fingerprint():
            return rebuild(catalog, engine, progress)
        try:
            return catch_up(catalog, engine, live, progress)
        except EngineUnavailable:
            return rebuild(catalog, engine, progress)


def rebuild(catalog: Catalog, engine: SearchEngine, progress: Progress | None = None) -> Synced:
    """Build a generation from the whole catalog and make it live.

    The one that was live serves on until then. Raises EngineUnavailable where the new one does not
    hold what was written, and leaves the live one alone.
    """
    with engine.exclusive():
        name = engine.create()
        with catalog.read() as view:
            done = _fill(view, engine, name, progress)
        made = _generation(engine, name)
        if made.documents != done.documents:
            raise EngineUnavailable(
                f"the new index holds {made.documents:,} of {done.documents:,} documents",
                hint="The old one serves on. Run `python -m kb reindex` again.",
            )
        late = catch_up(catalog, engine, made)
        engine.activate(name)
    return Synced(done.reports + late.reports, done.documents + late.documents, late.cursor)


def _fill(view: View, engine: SearchEngine, name: str, progress: Progress | None) -> Synced:
    cursor = view.last_change()
    reports = [summary.id for summary in view.summaries()]
    written = at = 0
    for replaced, batch in _batches(view, reports):
        engine.write(name, batch, replacing=(), cursor=cursor)
        written += len(batch)
        at += replaced
        if progress:
            progress(at, len(reports))
    if not reports:
        engine.write(name, [], replacing=(), cursor=cursor)
    return Synced(len(reports), written, cursor)


def _batches(view: View, reports: list[ReportId]) -> Iterator[tuple[int, list[Document]]]:
    batch: list[Document] = []
    held = 0
    for report in reports:
        batch += report_documents(view, view.report(report))
        held += 1
        if len(batch) >= DOCUMENTS_AT_ONCE:
            yield held, batch
            batch, held = [], 0
    if held:
        yield held, batch


def _generation(engine: SearchEngine, name: str) -> Generation:
    found = next((g for g in engine.generations() if g.name == name), None)
    if found is None:
        raise EngineUnavailable("the new index cannot be read back", hint="Run it again.")
    return found
