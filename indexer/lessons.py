"""Lessons that recur, found anew when the index has taken in what changed, and kept in the catalog.

Their vectors are those the index holds, so that nothing is embedded twice. What is found is noted
as a change of the reports concerned, and the index takes it up like any other.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from indexer.documents import meaning_of
from indexer.engine import SearchEngine
from indexer.meaning import Vectors, key
from indexer.recurrence import Statement, recurring
from indexer.vectors import WIDTH
from kb.catalog.catalog import Catalog, View
from kb.domain.ids import ReportId
from kb.domain.lesson import Lesson
from kb.domain.published import PublishedRecord, PublishedReport


def renew_lessons(catalog: Catalog, engine: SearchEngine) -> int:
    """Find which statements say the same in different reports; give how many reports it changes."""
    with catalog.read() as view:
        change = view.last_change()
        found = find_lessons(view, engine)
    with catalog.begin() as tx:
        if tx.last_change() != change:
            # Reports changed meanwhile; whoever tells the index of that finds the lessons anew.
            return 0
        return tx.lessons.replace(found)


def find_lessons(view: View, engine: SearchEngine) -> tuple[Lesson, ...]:
    """Find the lessons of a snapshot, called as they were called before; stores nothing."""
    texts, statements = _gather(view)
    known = {r: lesson.id for lesson in view.lessons.every() for r in lesson.records}
    return recurring(statements, _vectors(engine, texts), known)


def _gather(view: View) -> tuple[list[str], list[Statement]]:
    events = events_of(view)
    texts: list[str] = []
    statements: list[Statement] = []
    for summary in view.summaries():
        report = view.report(summary.id)
        for record in report.records:
            texts.append(meaning_of(record.record))
            statements.append(_statement(report, record, events[summary.id]))
    return texts, statements


def _statement(report: PublishedReport, record: PublishedRecord, event: str) -> Statement:
    return Statement(
        record.id,
        report.id,
        event,
        report.bibliography.published,
        record.record.kind,
        record.record.text,
        frozenset(str(tag.topic) for tag in record.record.topics),
    )


def _vectors(engine: SearchEngine, texts: list[str]) -> Vectors | None:
    """Give each text's vector, zeros where the index has none; None where it ranks by words."""
    if engine.encoder is None or engine.encoder.absent:
        return None
    keys = [key(text) for text in texts]
    held = engine.vectors(keys)
    rows = np.zeros((len(keys), WIDTH), dtype=np.float32)
    for at, name in enumerate(keys):
        if name in held:
            rows[at] = held[name]
    return rows


def events_of(view: View) -> dict[ReportId, str]:
    """Name what each report is about: one name for all that tell of one incident or follow it up.

    A report that tells of no incident and follows up none is named for itself.
    """
    above = {summary.id: summary.id for summary in view.summaries()}
    for one, other in _followed(view):
        if one in above and other in above:
            first, last = sorted((_top(above, one), _top(above, other)))
            above[last] = first
    return {report: _top(above, report) for report in above}


def _followed(view: View) -> Iterator[tuple[ReportId, ReportId]]:
    for summary in view.summaries():
        for link in view.links(summary):
            yield summary.id, link.report


def _top(above: dict[ReportId, ReportId], report: ReportId) -> ReportId:
    while above[report] != report:
        report = above[report]
    return report
