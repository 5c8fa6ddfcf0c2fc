"""Which accounts of an incident tell of one and the same, and what they say together.

Two accounts are of one incident where place and state agree, the dates overlap and neither type
contradicts the other. One that gives no date is joined where a single incident at its place can be
meant: one of its type, or for a report on progress the one whose report it follows up. What a join
leaves open is said beside the account. One that gives no place is joined to nothing.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace

from kb.domain.ids import IncidentId, ReportId, SiteId, slug
from kb.domain.incident import Incident

_FIRST = ("", "-01", "-01-01")
_LAST = ("", "-31", "-12-31")


_TELLS_PROGRESS = re.compile(r"\b(progress|implementation|status)\b|\bupdate\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Telling:
    """What of a report bears on which incident it tells of: its ISO date, and progress it tells."""

    published: str = ""
    progress: bool = False


@dataclass(frozen=True, slots=True)
class KnownIncident:
    """An id given before, with what it is recognised by (place and state as slugs).

    `told` are the reports that tell of it now.
    """

    id: IncidentId
    place: str
    state: str
    start: str
    end: str
    type: str
    told: tuple[Telling, ...] = ()


def tells_progress(kind: str, title: str) -> bool:
    """Say whether a report's kind or title makes it one on what became of an earlier report."""
    return bool(_TELLS_PROGRESS.search(f"{kind} {title}"))


def recognise(
    incident: Incident,
    known: Iterable[KnownIncident],
    used: Collection[IncidentId],
    telling: Telling = Telling(),
) -> IncidentId | None:
    """Find the id of an incident told of before; `used` are taken by the same report already."""
    open_to_it = [k for k in known if k.id not in used and _same_place(incident, k)]
    for before in open_to_it:
        if _types_agree(incident.type, before.type) and _dates_meet(incident, before):
            return before.id
    meant = [k.id for k in open_to_it if _one_undated(incident, k) and _meant(incident, k, telling)]
    return meant[0] if len(meant) == 1 else None


def doubt(account: Incident, whole: Incident) -> str:
    """Say in a sentence what joining an account to an incident leaves open, "" if nothing."""
    if len(whole.reports) < 2:  # noqa: PLR2004
        return ""
    if not account.start and whole.start:
        if _types_agree(account.type, whole.type):
            why = "it tells of the only incident of this kind known at the place"
        else:
            why = "it reports progress on what a report on this incident advised"
        return f"This report gives no date for what happened; it stands here because {why}."
    if not account.state and whole.state:
        return (
            f"This report does not say in which state {account.place} lies; it stands here "
            "because place, dates and kind of incident agree."
        )
    return ""


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
    # A report on progress names its own undertaking rather than what happened.
    surest = sorted(told, key=lambda i: not i.start)
    return Incident(
        id=identity,
        name=_first(i.name for i in surest),
        type=_first(i.type for i in surest),
        start=_first(i.start for i in surest),
        end=_first(i.end for i in surest),
        place=_first(i.place for i in told),
        state=_first(i.state for i in told),
        country=_first(i.country for i in told),
        page=surest[0].page if surest else 0,
        attributes=tuple(
            replace(attribute, report=report)
            for report, incident in accounts
            for attribute in incident.attributes
        ),
        reports=tuple(report for report, _ in accounts),
        site=_site(told),
    )


def own_account(
    report: ReportId, name: IncidentId, told: Sequence[tuple[ReportId, Incident]]
) -> Incident:
    """Give what one report tells of an incident, named as all that tell of it name it."""
    whole = merge(name, told)
    return replace(dict(told)[report], name=whole.name, reports=whole.reports)


def _first(values: Iterable[str]) -> str:
    return next((value for value in values if value), "")


def _site(told: Sequence[Incident]) -> SiteId | None:
    """Give the site that the first names, before it one whose state is known."""
    named = sorted((i for i in told if i.site), key=lambda i: not i.state)
    return named[0].site if named else None


def _same_place(incident: Incident, before: KnownIncident) -> bool:
    place, state = slug(incident.place), slug(incident.state)
    if not place or place != before.place:
        return False
    return not state or not before.state or state == before.state


def _one_undated(incident: Incident, before: KnownIncident) -> bool:
    return bool(incident.start) != bool(before.start)


def _meant(incident: Incident, before: KnownIncident, telling: Telling) -> bool:
    """Say whether of two accounts the one without a date can mean what the dated one tells of."""
    undated = (telling,) if not incident.start else before.told
    began = _filled(incident.start or before.start, _FIRST)
    if any(t.published and _filled(t.published, _LAST) < began for t in undated):
        return False
    if _types_agree(incident.type, before.type):
        return True
    return bool(undated) and all(t.progress for t in undated)


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
