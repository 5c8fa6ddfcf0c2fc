"""The review queue: every report with what is doubtful about it, remembered by its version."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sqlalchemy import Connection, Row, select

from kb.catalog.head import Head
from kb.catalog.kept import Kept
from kb.catalog.reviewing import Reviewing
from kb.catalog.rows import unpack
from kb.catalog.schema import records, reports
from kb.domain.decision import in_force
from kb.domain.doubtful import InReview, doubts_of
from kb.domain.ids import ReportId
from kb.domain.published import PublishedRecord
from kb.rereading import STALE


def review_queue(connection: Connection, kept: Kept) -> tuple[InReview, ...]:
    """Give every report that is not withdrawn, the most doubtful first."""
    rows = connection.execute(select(reports).where(reports.c.withdrawn.is_(None)))
    found = [_kept(connection, kept, row) for row in rows]
    return tuple(sorted(found, key=lambda one: (-one.weight, one.title.casefold())))


def in_review(connection: Connection, kept: Kept, report: str) -> InReview | None:
    """Give how far the checking of one report is."""
    row = connection.execute(select(reports).where(reports.c.id == report)).first()
    return _kept(connection, kept, row) if row else None


def _kept(connection: Connection, kept: Kept, row: Row[Any]) -> InReview:
    return kept.get(f"review of {row.id}", row.version, lambda: _made(connection, row))


def _made(connection: Connection, row: Row[Any]) -> InReview:
    report, reviewing = ReportId(row.id), Reviewing(connection)
    shown = tuple(_records(connection, report))
    decided = {n for d in in_force(reviewing.decisions(report)) for n in d.touched}
    done = reviewing.reviewed(report)
    warnings = unpack(row.head, Head).warnings
    if done:
        warnings = tuple(doubt for doubt in warnings if doubt.code == STALE)
    return InReview(
        report=report,
        title=row.title,
        records=len(shown),
        decided=sum(published.id in decided for published in shown),
        reviewed_by=f"{done.by}, {done.at[:10]}" if done else "",
        items=doubts_of(report, warnings, () if done else shown, decided),
        standing=row.standing,
    )


def _records(connection: Connection, report: ReportId) -> Iterator[PublishedRecord]:
    mine = select(records.c.body).where(records.c.report == report).order_by(records.c.place)
    for body in connection.scalars(mine):
        yield unpack(body, PublishedRecord)
