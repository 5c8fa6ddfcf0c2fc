"""Incidents told of so far, as far as telling them apart needs."""

from __future__ import annotations

from collections import defaultdict

from sqlalchemy import Connection, select

from kb.catalog.incidents import KnownIncident, Telling, tells_progress
from kb.catalog.rows import from_bytes
from kb.catalog.schema import accounts, incidents, reports
from kb.domain.ids import IncidentId, slug
from kb.domain.published import ReportSummary


def known_incidents(connection: Connection, place: str) -> tuple[KnownIncident, ...]:
    """Give those at a place, in the order of their ids."""
    at = select(incidents).where(incidents.c.place == slug(place)).order_by(incidents.c.id)
    rows = connection.execute(at).all()
    told = _told(connection, [row.id for row in rows if not row.start])
    return tuple(
        KnownIncident(IncidentId(r.id), r.place, r.state, r.start, r.end, r.type, told[r.id])
        for r in rows
    )


def incident_ids(connection: Connection) -> frozenset[str]:
    """Give every id ever given to an incident."""
    return frozenset(connection.scalars(select(incidents.c.id)))


def _told(connection: Connection, names: list[str]) -> defaultdict[str, tuple[Telling, ...]]:
    """Give by incident what bears on it of the reports that tell of it."""
    query = (
        select(accounts.c.incident, reports.c.summary)
        .join(reports, reports.c.id == accounts.c.report)
        .where(accounts.c.incident.in_(names), reports.c.summary != b"")
        .order_by(reports.c.id)
    )
    found: defaultdict[str, tuple[Telling, ...]] = defaultdict(tuple)
    for row in connection.execute(query):
        summary = from_bytes(row.summary, ReportSummary)
        found[row.incident] += (
            Telling(summary.published, tells_progress(summary.kind, summary.title)),
        )
    return found
