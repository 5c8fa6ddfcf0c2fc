"""What readers see of a report: its current reading under all decisions."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from sqlalchemy import Connection, Row, delete, select, update

from kb.catalog.head import Head
from kb.catalog.keeping import insert_all
from kb.catalog.rows import clean_line, from_bytes, pack, to_bytes, unpack
from kb.catalog.schema import accounts, decisions, extractions, identities, records, reports
from kb.catalog.stateless import doubts, kept_sites
from kb.catalog.tagging import Tagging, with_tags
from kb.domain.decision import Decision, in_force
from kb.domain.description import Description, Standing, described, together
from kb.domain.extraction import Doubt, Extraction
from kb.domain.ids import RecordId, ReportId
from kb.domain.published import PublishedRecord, ReportSummary
from kb.domain.record import Kind
from kb.domain.report import Bibliography
from kb.domain.review import publish as lay_over
from kb.rereading import STALE


def publish_report(connection: Connection, report: ReportId) -> None:
    """Make the rows that readers see."""
    _Publisher(connection).publish(report)


def current_reading(connection: Connection, report: ReportId) -> Extraction:
    """Give the reading that readers see, as the machine made it."""
    row = connection.execute(select(reports).where(reports.c.id == report)).one()
    return _Publisher(connection).extraction(row)


def read_bibliography(connection: Connection, report: ReportId) -> Bibliography:
    """Give who published a report what and when, as the machine read it."""
    current = select(reports.c.extraction).where(reports.c.id == report).scalar_subquery()
    body = connection.scalar(select(extractions.c.body).where(extractions.c.id == current))
    return unpack(body or b"", Extraction).bibliography


def description_of(connection: Connection, report: ReportId) -> Description:
    """Give what staff put right about a report."""
    return _Publisher(connection).description(report)


def machine_records(connection: Connection, report: ReportId) -> list[PublishedRecord]:
    """Give a report's records as the machine read them last, under their lasting ids."""
    publisher = _Publisher(connection)
    row = connection.execute(select(reports).where(reports.c.id == report)).one()
    return publisher.machine_records(report, publisher.extraction(row))


class _Publisher:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def publish(self, report: ReportId) -> None:
        """Make the rows that readers see: the current reading under all decisions."""
        row = self._connection.execute(select(reports).where(reports.c.id == report)).one()
        extraction = self.extraction(row)
        overlay = lay_over(self.machine_records(report, extraction), self._decisions(report))
        self._connection.execute(delete(records).where(records.c.report == report))
        insert_all(
            self._connection,
            records,
            [
                {
                    "id": published.id,
                    "report": report,
                    "place": place,
                    "kind": published.record.kind.value,
                    "page": published.record.page,
                    "body": pack(published),
                }
                for place, published in enumerate(overlay.records)
            ],
        )
        stale = tuple(
            Doubt(STALE, 0, f"a decision on {d.record} was made on other words")
            for d in overlay.stale
        )
        self._keep_summary(row, extraction, overlay.records, stale)

    def extraction(self, row: Row[Any]) -> Extraction:
        body = self._connection.scalar(
            select(extractions.c.body).where(extractions.c.id == row.extraction)
        )
        since = Tagging(self._connection).since(row.id, row.extraction)
        read = with_tags(unpack(body or b"", Extraction), since)
        about = self.description(row.id)
        return replace(read, bibliography=described(read.bibliography, about))

    def description(self, report: ReportId) -> Description:
        """Give what staff put right about a report."""
        told = (d.description for d in in_force(self._decisions(report)))
        return together(d for d in told if d is not None)

    def machine_records(self, report: ReportId, extraction: Extraction) -> list[PublishedRecord]:
        rows = self._connection.execute(
            select(identities.c.key, identities.c.id).where(
                identities.c.report == report, identities.c.key.is_not(None)
            )
        )
        named = {row.key: RecordId(row.id) for row in rows}
        children: dict[str, list[RecordId]] = {}
        for record in extraction.records:
            if record.parent in named:
                children.setdefault(record.parent or "", []).append(named[record.key])
        return [
            PublishedRecord(
                id=named[record.key],
                record=record,
                parent=named.get(record.parent or ""),
                children=tuple(children.get(record.key, ())),
            )
            for record in extraction.records
        ]

    def _decisions(self, report: ReportId) -> list[Decision]:
        rows = self._connection.execute(select(decisions).where(decisions.c.report == report))
        return [replace(from_bytes(row.body, Decision), seq=row.seq) for row in rows]

    def _keep_summary(
        self,
        row: Row[Any],
        extraction: Extraction,
        shown: Iterable[PublishedRecord],
        stale: tuple[Doubt, ...],
    ) -> None:
        about = extraction.bibliography
        about = replace(
            about,
            title=clean_line(about.title) or row.title,
            publisher=clean_line(about.publisher),
            sites=tuple(kept_sites(self._connection, ReportId(row.id), about.sites)),
        )
        placed = doubts(extraction.bibliography.sites, about.sites)
        warnings = (*extraction.warnings, *stale, *placed)
        told_by_staff = self.description(row.id)
        mine = accounts.c.report == row.id
        told = select(accounts.c.incident).where(mine).order_by(accounts.c.place)
        summary = ReportSummary(
            id=row.id,
            title=about.title,
            publisher=about.publisher,
            published=about.published,
            year=int(about.published[:4]) if about.published[:4].isdigit() else None,
            kind=about.kind,
            sites=about.sites,
            incidents=tuple(self._connection.scalars(told)),
            pages=len(extraction.pages),
            counts=_counts(shown) if row.standing != Standing.METADATA else (),
            passages=len(extraction.narrative) if row.standing != Standing.METADATA else 0,
            warnings=len(warnings),
            source=extraction.source,
            sha256=extraction.sha256,
            url=row.url,
            rights=row.rights if told_by_staff.rights is None else told_by_staff.rights,
            version=row.version + 1,
            added=row.added,
            listed=row.listed,
            sample=row.sample,
            supersedes=told_by_staff.supersedes or (),
        )
        head = Head(about, extraction.sections, warnings, extraction.style, extraction.pipeline)
        self._connection.execute(
            update(reports)
            .where(reports.c.id == row.id)
            .values(
                title=about.title,
                published=about.published,
                page_count=summary.pages,
                version=summary.version,
                summary=to_bytes(summary),
                head=pack(head),
            )
        )


def _counts(shown: Iterable[PublishedRecord]) -> tuple[tuple[str, int], ...]:
    found = Counter(published.record.kind for published in shown)
    return tuple((kind.value, found[kind]) for kind in Kind if found[kind])
