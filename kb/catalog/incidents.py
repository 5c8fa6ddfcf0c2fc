"""Which accounts of an incident tell of one and the same, and what they say together.

Two accounts are of one incident where place and state agree, the dates overlap and neither type
contradicts the other; where a report leaves place or date open, it is joined to nothing.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace

from kb.domain.ids import IncidentId, ReportId, slug
from kb.domain.incident import Incident

_FIRST = ("", "-01", "-01-01")
_LAST = ("", "-31", "-12-31")


@dataclass(frozen=True, slots=True)
class KnownIncident:
    """An id given before, with what it is recognised by (place and state as slugs)."""

    id: IncidentId
    place: str
    state: str
    start: str
    end: str
    type: str


def recognise(
    incident: Incident, known: Iterable[KnownIncident], used: Collection[IncidentId]
) -> IncidentId | None:
    """Find the id of an incident told of before; `used` are taken by the same report already."""
    for before in known:
        if before.id not in used and _same(incident, before):
            return before.id
    return None


def name_incident(incident: Incident, taken: Collection[str]) -> IncidentId:
    """Make an id from place, date and type (`ferguson-mo-2014-08-09-mass-demonstration`)."""
    what = incident.type.rpartition("/")[2] or slug(incident.name, 40)
    parts = (slug(f"{incident.place} {incident.state}"), incident.start, what)
    base = "-".join(part for part in parts if part) or "incident"
    name, repeat = base, 1
    while name in taken:
        repeat += 1
        name = f"{base}-{repeat}"
    return IncidentId(name)


def known_as(identity: IncidentId, incident: Incident) -> KnownIncident:
    """Give what an incident will be recognised by."""
    return KnownIncident(
        identity,
        slug(incident.place),
        slug(incident.state),
        incident.start,
        incident.end,
        incident.type,
    )


def merge(identity: IncidentId, accounts: Sequence[tuple[ReportId, Incident]]) -> Incident:
    """Put an incident together from its accounts, earliest report first.

    The first to state a value is believed; of attributes all are kept, each with its report.
    """
    told = [incident for _, incident in accounts]
    return Incident(
        id=identity,
        name=_first(i.name for i in told),
        type=_first(i.type for i in told),
        start=_first(i.start for i in told),
        end=_first(i.end for i in told),
        place=_first(i.place for i in told),
        state=_first(i.state for i in told),
        country=_first(i.country for i in told),
        page=told[0].page if told else 0,
        attributes=tuple(
            replace(attribute, report=report)
            for report, incident in accounts
            for attribute in incident.attributes
        ),
        reports=tuple(report for report, _ in accounts),
        site=next((i.site for i in told if i.site), None),
    )


def _first(values: Iterable[str]) -> str:
    return next((value for value in values if value), "")


def _same(incident: Incident, before: KnownIncident) -> bool:
    place, state = slug(incident.place), slug(incident.state)
    if not place or place != before.place or (state and before.state and state != before.state):
        return False
    return _types_agree(incident.type, before.type) and _dates_meet(incident, before)


def _types_agree(one: str, other: str) -> bool:
    """Say whether types are equal, or one is unknown or the other's family."""
    narrow, wide = (one, other) if len(one) >= len(other) else (other, one)
    return not wide or narrow == wide or narrow.startswith(f"{wide}/")


def _dates_meet(one: Incident, other: KnownIncident) -> bool:
    if not one.start or not other.start:
        return False
    return _filled(one.start, _FIRST) <= _filled(other.end or other.start, _LAST) and _filled(
        other.start, _FIRST
    ) <= _filled(one.end or one.start, _LAST)


def _filled(date: str, endings: tuple[str, str, str]) -> str:
    """Fill up a shortened ISO date: year and month to the day."""
    known = min(date.count("-"), 2)
    return date + endings[2 - known]
