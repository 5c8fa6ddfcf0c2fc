"""Incidents told of so far, as far as telling them apart needs."""

from __future__ import annotations

from sqlalchemy import Connection, select

from kb.catalog.incidents import KnownIncident
from kb.catalog.schema import incidents
from kb.domain.ids import IncidentId, slug


def known_incidents(connection: Connection, place: str) -> tuple[KnownIncident, ...]:
    """Give those at a place, in the order of their ids."""
    at = select(incidents).where(incidents.c.place == slug(place)).order_by(incidents.c.id)
    return tuple(
        KnownIncident(IncidentId(r.id), r.place, r.state, r.start, r.end, r.type)
        for r in connection.execute(at)
    )


def incident_ids(connection: Connection) -> frozenset[str]:
    """Give every id ever given to an incident."""
    return frozenset(connection.scalars(select(incidents.c.id)))
