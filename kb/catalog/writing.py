"""One write transaction: put readings in, decide on records, withdraw reports.

Whatever changes what readers see appends to the log of changes in the same transaction.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, Row, delete, func, insert, select, update

from kb.catalog import outbox
from kb.catalog.head import Head
from kb.catalog.incidents import known_as, name_incident, recognise
from kb.catalog.known import incident_ids, known_incidents
from kb.catalog.rows import clean, clean_text, from_bytes, pack, to_bytes, unpack
from kb.catalog.schema import (
    accounts,
    decisions,
    extractions,
    identities,
    incidents,
    pages,
    passages,
    records,
    report_sites,
    reports,
)
from kb.domain.extraction import Doubt, Extraction
from kb.domain.ids import IncidentId, RecordId, ReportId, passage_id, report_id, site_id
from kb.domain.incident import Incident
from kb.domain.published import PublishedRecord, ReportSummary
from kb.domain.record import Kind
from kb.domain.review import Decision, Verb, publish
from kb.errors import NotFound
from kb.identity import Known, assign


class Transaction:
    """What may be changed; all of it is on disk when the transaction ends, or none of it."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._now = datetime.now(UTC).isoformat(timespec="seconds")

    def put_report(
        self,
        extraction: Extraction,
        *,
        url: str = "",
        rights: str = "",
        listed: str = "",
        sample: bool = False,
    ) -> ReportId:
        """Store a reading and publish it under decisions taken before; give the report's id.

        The first reading of these bytes makes the report; a later one replaces what is shown,
        keeps the ids, and leaves the earlier reading in the catalog.
        """
        extraction = clean(extraction)
        row = self._connection.execute(
            select(reports.c.id).where(reports.c.sha256 == extraction.sha256)
        ).first()
        report = ReportId(row.id) if row else self._new_report(extraction)
        self._add_extraction(report, extraction)
        given = {"url": url, "rights": rights, "listed": listed}
        values: dict[str, Any] = {name: clean_text(told) for name, told in given.items() if told}
        if sample:
            values["sample"] = True
        if values:
            self._connection.execute(update(reports).where(reports.c.id == report).values(**values))
        self._keep_identities(report, extraction)
        self._keep_text(report, extraction)
        self._keep_sites(report, extraction)
        self._keep_accounts(report, extraction)
        self._publish(report)
        outbox.note(self._connection, report, "put", self._now)
        return report

    def decide(self, decision: Decision) -> Decision:
        """Keep a decision for ever and publish its report anew; raises NotFound."""
        self._must_exist(decision)
        stored = replace(clean(decision), at=self._now, seq=0)
        result = self._connection.execute(
            insert(decisions).values(
                report=stored.report, record=stored.record, body=to_bytes(stored)
            )
        )
        primary = result.inserted_primary_key
        seq = int(primary[0]) if primary else 0
        if stored.verb in {Verb.WITHDRAW, Verb.RESTORE}:
            reason = (stored.note or "withdrawn") if stored.verb is Verb.WITHDRAW else None
            self._connection.execute(
                update(reports).where(reports.c.id == stored.report).values(withdrawn=reason)
            )
        self._publish(stored.report)
        outbox.note(self._connection, stored.report, stored.verb.value, self._now)
        return replace(stored, seq=seq)

    def _must_exist(self, decision: Decision) -> None:
        found = self._connection.scalar(
            select(func.count()).select_from(reports).where(reports.c.id == decision.report)
        )
        if found and decision.record:
            found = self._connection.scalar(
                select(func.count())
                .select_from(identities)
                .where(identities.c.id == decision.record, identities.c.report == decision.report)
            )
        if not found:
            raise NotFound(
                f"there is no {decision.record or decision.report}",
                hint="Check the id; it stands in the address of its page.",
            )

    def _new_report(self, extraction: Extraction) -> ReportId:
        about = extraction.bibliography
        title = about.title or extraction.source.rpartition("/")[2].rpartition(".")[0]
        base = report_id(about.publisher, about.published[:4], title)
        name, repeat = base, 1
        while self._connection.scalar(select(reports.c.id).where(reports.c.id == name)):
            repeat += 1
            name = ReportId(f"{base}-{repeat}")
        self._connection.execute(
            insert(reports).values(
                id=name,
                sha256=extraction.sha256,
                source=extraction.source,
                url="",
                rights="",
                listed="",
                sample=False,
                added=self._now,
                extraction=0,
                version=0,
                title=title,
                published=about.published,
                page_count=len(extraction.pages),
                summary=b"",
                head=b"",
            )
        )
        return name

    def _add_extraction(self, report: ReportId, extraction: Extraction) -> None:
        result = self._connection.execute(
            insert(extractions).values(
                report=report,
                sha256=extraction.sha256,
                pipeline=extraction.pipeline,
                read_at=self._now,
                body=pack(extraction),
            )
        )
        primary = result.inserted_primary_key
        self._connection.execute(
            update(reports)
            .where(reports.c.id == report)
            .values(extraction=primary[0] if primary else 0, source=extraction.source)
        )

    def _keep_identities(self, report: ReportId, extraction: Extraction) -> None:
        mine = identities.c.report == report
        rows = self._connection.execute(select(identities).where(mine))
        known = [Known(RecordId(r.id), r.kind, r.number, r.text) for r in rows]
        given = assign(report, extraction.records, known)
        self._connection.execute(update(identities).where(mine).values(key=None))
        before = {old.id for old in known}
        for record in extraction.records:
            name = given[record.key]
            values = {
                "kind": record.kind.value,
                "number": record.number,
                "text": record.text,
                "key": record.key,
            }
            if name in before:
                self._connection.execute(
                    update(identities).where(identities.c.id == name).values(**values)
                )
            else:
                self._connection.execute(
                    insert(identities).values(id=name, report=report, **values)
                )

    def _keep_text(self, report: ReportId, extraction: Extraction) -> None:
        self._connection.execute(delete(pages).where(pages.c.report == report))
        self._connection.execute(delete(passages).where(passages.c.report == report))
        self._insert(
            pages,
            [
                {"report": report, "number": p.number, "label": p.label, "body": pack(p)}
                for p in extraction.pages
            ],
        )
        self._insert(
            passages,
            [
                {
                    "id": passage_id(report, p.key),
                    "report": report,
                    "place": place,
                    "page": p.page,
                    "body": pack(p),
                }
                for place, p in enumerate(extraction.narrative)
            ],
        )

    def _keep_sites(self, report: ReportId, extraction: Extraction) -> None:
        self._connection.execute(delete(report_sites).where(report_sites.c.report == report))
        sites = {site.id: site for site in reversed(extraction.bibliography.sites)}
        self._insert(
            report_sites,
            [
                {"report": report, "site": site.id, "body": to_bytes(site)}
                for site in sites.values()
            ],
        )

    def _keep_accounts(self, report: ReportId, extraction: Extraction) -> None:
        mine = select(accounts.c.incident).where(accounts.c.report == report)
        before = set(self._connection.scalars(mine))
        self._connection.execute(delete(accounts).where(accounts.c.report == report))
        used: list[IncidentId] = []
        for place, incident in enumerate(extraction.bibliography.incidents):
            identity = self._incident_id(incident, before, used)
            used.append(identity)
            self._connection.execute(
                insert(accounts).values(
                    incident=identity,
                    report=report,
                    place=place,
                    body=to_bytes(_placed(incident, identity)),
                )
            )

    def _incident_id(
        self, incident: Incident, before: set[str], used: list[IncidentId]
    ) -> IncidentId:
        known = known_incidents(self._connection, incident.place)
        found = recognise(incident, known, used)
        if found:
            return found
        # What only this report told of may keep its name when the report is read again.
        taken = incident_ids(self._connection) - (before - set(used))
        identity = name_incident(incident, taken)
        values = known_as(identity, incident)
        row = {
            "place": values.place,
            "state": values.state,
            "start": values.start,
            "end": values.end,
            "type": values.type,
        }
        if identity in before:
            self._connection.execute(
                update(incidents).where(incidents.c.id == identity).values(**row)
            )
        else:
            self._connection.execute(insert(incidents).values(id=identity, **row))
        return identity

    def _insert(self, table: Any, rows: list[dict[str, Any]]) -> None:
        if rows:
            self._connection.execute(insert(table), rows)

    def _publish(self, report: ReportId) -> None:
        """Make the rows that readers see: the current reading under all decisions."""
        row = self._connection.execute(select(reports).where(reports.c.id == report)).one()
        extraction = self._extraction(row)
        overlay = publish(self._machine_records(report, extraction), self._decisions(report))
        self._connection.execute(delete(records).where(records.c.report == report))
        self._insert(
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
            Doubt("stale_decision", 0, f"a decision on {d.record} was made on other words")
            for d in overlay.stale
        )
        self._keep_summary(row, extraction, overlay.records, stale)

    def _extraction(self, row: Row[Any]) -> Extraction:
        body = self._connection.scalar(
            select(extractions.c.body).where(extractions.c.id == row.extraction)
        )
        return unpack(body or b"", Extraction)

    def _machine_records(self, report: ReportId, extraction: Extraction) -> list[PublishedRecord]:
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
        if not about.title:
            about = replace(about, title=row.title)
        warnings = (*extraction.warnings, *stale)
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
            counts=_counts(shown),
            passages=len(extraction.narrative),
            warnings=len(warnings),
            source=extraction.source,
            sha256=extraction.sha256,
            url=row.url,
            rights=row.rights,
            version=row.version + 1,
            added=row.added,
            listed=row.listed,
            sample=row.sample,
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


def _placed(incident: Incident, identity: IncidentId) -> Incident:
    site = incident.site
    if site is None and incident.place:
        site = site_id(incident.place, incident.state)
    return replace(incident, id=identity, site=site)
