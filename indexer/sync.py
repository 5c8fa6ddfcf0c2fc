"""The index follows the catalog: changed reports are replaced, withdrawn ones dropped.

Idempotent: what is written twice is there once, and a run cut short is taken up by the next.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from typing import Protocol

from indexer.documents import Document, documents_of
from indexer.engine import Generation, SearchEngine
from indexer.fields import fingerprint
from kb.catalog.catalog import Catalog, View
from kb.domain.engagement import Assistance
from kb.domain.ids import ReportId
from kb.domain.published import PublishedReport
from kb.errors import NotFound
from kb.reference import load_vocabulary

Progress = Callable[[int, int], None]

DOCUMENTS_AT_ONCE = 5_000
CHANGES_AT_ONCE = 500


class Change(Protocol):
    """What of a change is needed."""

    @property
    def seq(self) -> int:
        """Its number in the log."""

    @property
    def report(self) -> ReportId:
        """The report that changed."""


@dataclass(frozen=True, slots=True)
class Synced:
    """What a run did: reports written, their documents, the change it is up to."""

    reports: int
    documents: int
    cursor: int


def live_generation(engine: SearchEngine) -> Generation | None:
    """Give the generation that answers now, if there is one."""
    return next((g for g in engine.generations() if g.live), None)


def is_current(catalog: Catalog, engine: SearchEngine) -> bool:
    """Say whether the index holds all that the catalog does, in the way it is built now."""
    live = live_generation(engine)
    if live is None or live.fingerprint != fingerprint():
        return False
    with catalog.read() as view:
        return live.cursor >= view.last_change()


def catch_up(
    catalog: Catalog, engine: SearchEngine, generation: Generation, progress: Progress | None = None
) -> Synced:
    """Write what changed after a generation's cursor, in steps each of which is whole."""
    reports = documents = 0
    cursor = generation.cursor
    with engine.exclusive(), catalog.read() as view:
        last = view.last_change()
        start = cursor
        for changes in _portions(view, cursor):
            replacing = tuple(dict.fromkeys(change.report for change in changes))
            batch = [document for report in replacing for document in _documents(view, report)]
            cursor = changes[-1].seq
            engine.write(generation.name, batch, replacing=replacing, cursor=cursor)
            reports += len(replacing)
            documents += len(batch)
            if progress:
                progress(cursor - start, last - start)
    return Synced(reports, documents, cursor)


def report_documents(view: View, report: PublishedReport) -> Iterator[Document]:
    """Build a report's documents with what the programme did at its sites."""
    return documents_of(report, load_vocabulary(), tuple(_assistance(view, report)))


def _assistance(view: View, report: PublishedReport) -> Iterator[Assistance]:
    sites = {site.id for site in report.bibliography.sites}
    for engagement in view.engagements():
        if report.id in engagement.reports or engagement.site in sites:
            yield from engagement.assistance


def _documents(view: View, report: ReportId) -> Iterator[Document]:
    with suppress(NotFound):
        yield from report_documents(view, view.report(report))


def _portions(view: View, cursor: int) -> Iterator[list[Change]]:
    """Give changes in order, in portions of about as many documents as one commit should hold."""
    sizes = {s.id: s.records + s.passages for s in view.summaries()}
    portion: list[Change] = []
    size = 0
    while changes := view.changes_after(cursor, CHANGES_AT_ONCE):
        cursor = changes[-1].seq
        for change in changes:
            portion.append(change)
            size += sizes.get(change.report, 0)
            if size >= DOCUMENTS_AT_ONCE:
                yield portion
                portion, size = [], 0
    if portion:
        yield portion
