"""What a reading leaves in the catalog besides itself: ids, pages, passages, sites, accounts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from sqlalchemy import Connection, delete, insert, select, update

from kb.catalog.incidents import (
    KnownIncident,
    Telling,
    known_as,
    name_incident,
    recognise,
    tells_progress,
)
from kb.catalog.known import incident_ids, known_incidents
from kb.catalog.rows import from_bytes, pack, to_bytes
from kb.catalog.schema import accounts, identities, incidents, pages, passages, report_sites
from kb.catalog.stateless import meant
from kb.domain.extraction import Extraction
from kb.domain.ids import IncidentId, RecordId, ReportId, passage_id, site_id
from kb.domain.incident import Incident, Site
from kb.identity import Known, assign
from kb.place_names import places_of


def keep_reading(
    connection: Connection,
    report: ReportId,
    extraction: Extraction,
    assigned: tuple[IncidentId, ...] | None = None,
    written: tuple[Incident, ...] | None = None,
) -> None:
    """Keep all that a reading says, in place of what the last one said.

    `assigned` are the incidents that staff say it tells of, where they said so, and `written` the
    accounts that they wrote of new ones.
    """
    keeper = _Keeper(connection)
    keeper.keep_identities(report, extraction)
    keeper.keep_text(report, extraction)
    keeper.keep_sites(report, extraction)
    keeper.keep_accounts(report, extraction)
    if assigned is not None:
        keeper.keep_assigned(report, assigned, {one.id: one for one in written or ()})


def insert_all(connection: Connection, table: Any, rows: list[dict[str, Any]]) -> None:
    """Insert rows, of which there may be none."""
    if rows:
        connection.execute(insert(table), rows)


class _Keeper:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def keep_identities(self, report: ReportId, extraction: Extraction) -> None:
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

    def keep_text(self, report: ReportId, extraction: Extraction) -> None:
        self._connection.execute(delete(pages).where(pages.c.report == report))
        self._connection.execute(delete(passages).where(passages.c.report == report))
        insert_all(
            self._connection,
            pages,
            [
                {"report": report, "number": p.number, "label": p.label, "body": pack(p)}
                for p in extraction.pages
            ],
        )
        insert_all(
            self._connection,
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

    def keep_sites(self, report: ReportId, extraction: Extraction) -> None:
        self._connection.execute(delete(report_sites).where(report_sites.c.report == report))
        named = [meant(self._connection, site) for site in extraction.bibliography.sites]
        insert_all(
            self._connection,
            report_sites,
            [
                {"report": report, "site": site.id, "body": to_bytes(site)}
                for site in places_of(named)
            ],
        )

    def keep_accounts(self, report: ReportId, extraction: Extraction) -> None:
        mine = select(accounts.c.incident).where(accounts.c.report == report)
        before = set(self._connection.scalars(mine))
        self._connection.execute(delete(accounts).where(accounts.c.report == report))
        about = extraction.bibliography
        telling = Telling(about.published, tells_progress(about.kind, about.title))
        used: list[IncidentId] = []
        for place, incident in enumerate(about.incidents):
            identity = self._incident_id(incident, telling, before, used)
            used.append(identity)
            self._connection.execute(
                insert(accounts).values(
                    incident=identity,
                    report=report,
                    place=place,
                    body=to_bytes(self._placed(incident, identity)),
                )
            )

    def keep_assigned(
        self,
        report: ReportId,
        assigned: tuple[IncidentId, ...],
        written: Mapping[IncidentId, Incident],
    ) -> None:
        """Leave a report the accounts of these incidents; what it does not tell, others do."""
        mine = accounts.c.report == report
        self._connection.execute(delete(accounts).where(mine, accounts.c.incident.not_in(assigned)))
        kept = set(self._connection.scalars(select(accounts.c.incident).where(mine)).all())
        for place, incident in enumerate(i for i in assigned if i not in kept):
            told = written.get(incident) or self._told_by_others(incident)
            if told is not None:
                self._know(incident, told)
                self._connection.execute(
                    insert(accounts).values(
                        incident=incident,
                        report=report,
                        place=len(kept) + place,
                        body=to_bytes(told),
                    )
                )

    def _told_by_others(self, incident: IncidentId) -> Incident | None:
        other = select(accounts.c.body).where(accounts.c.incident == incident).limit(1)
        body = self._connection.scalar(other)
        return replace(from_bytes(body, Incident), attributes=(), page=0) if body else None

    def _know(self, identity: IncidentId, incident: Incident) -> None:
        """Keep what an incident will be recognised by, where it is new."""
        given = select(incidents.c.id).where(incidents.c.id == identity)
        if self._connection.scalar(given) is None:
            row = _row(known_as(identity, incident))
            self._connection.execute(insert(incidents).values(id=identity, **row))

    def _incident_id(
        self, incident: Incident, telling: Telling, before: set[str], used: list[IncidentId]
    ) -> IncidentId:
        known = known_incidents(self._connection, incident.place)
        found = recognise(incident, known, used, telling)
        if found:
            self._learn(next(k for k in known if k.id == found), incident)
            return found
        # What only this report told of may keep its name when the report is read again.
        taken = incident_ids(self._connection) - (before - set(used))
        identity = name_incident(incident, taken)
        row = _row(known_as(identity, incident))
        if identity in before:
            self._connection.execute(
                update(incidents).where(incidents.c.id == identity).values(**row)
            )
        else:
            self._connection.execute(insert(incidents).values(id=identity, **row))
        return identity

    def _learn(self, before: KnownIncident, incident: Incident) -> None:
        """Keep what an account tells of an incident that those before left open."""
        told = known_as(before.id, incident)
        values = {} if before.state else {"state": told.state}
        if told.start and not before.start:
            values |= {"start": told.start, "end": told.end, "type": told.type}
        if values:
            self._connection.execute(
                update(incidents).where(incidents.c.id == before.id).values(**values)
            )

    def _placed(self, incident: Incident, identity: IncidentId) -> Incident:
        site = incident.site
        if incident.place and not incident.state:
            name = site or site_id(incident.place, "")
            site = meant(self._connection, Site(name, incident.place, "")).id
        elif site is None and incident.place:
            site = site_id(incident.place, incident.state)
        return replace(incident, id=identity, site=site)


def _row(known: KnownIncident) -> dict[str, str]:
    return {
        "place": known.place,
        "state": known.state,
        "start": known.start,
        "end": known.end,
        "type": known.type,
    }
