"""Incidents that staff write down because no report was read to tell of them."""

from __future__ import annotations

from dataclasses import replace

from kb.catalog.catalog import Catalog
from kb.catalog.incidents import name_incident
from kb.curation import LONGEST_LINE, check_date, check_seen, keep, report_mark
from kb.domain.decision import Decision, Verb
from kb.domain.description import Description
from kb.domain.ids import IncidentId, ReportId
from kb.domain.incident import Incident
from kb.domain.staff import Actor
from kb.errors import BadRequest, NotFound


def write_incident(
    catalog: Catalog, report: str, incident: Incident, *, by: Actor, seen: str = ""
) -> IncidentId:
    """Write an incident down and say that a report tells of it; give its lasting id.

    Other reports are then put to it by that id. Raises NotFound, Overtaken, BadRequest with the
    field's name.
    """
    _check(incident)
    with catalog.begin() as tx:
        if not tx.has_report(report):
            raise NotFound(f"there is no report {report}", hint="The list names them all.")
        of = ReportId(report)
        check_seen(report_mark(tx.reviewing.decisions(of)), seen)
        about = tx.reviewing.description(of)
        told = about.incidents if about.incidents is not None else tx.incidents_of(of)
        name = name_incident(incident, tx.incident_ids())
        description = Description(
            incidents=(*told, name), written=(*(about.written or ()), replace(incident, id=name))
        )
        keep(tx, Decision(Verb.DESCRIBE, of, description=description), by, f"new incident {name}")
    return name


def _check(incident: Incident) -> None:
    if not incident.name.strip() or len(incident.name) > LONGEST_LINE:
        raise BadRequest(f"a name has 1 to {LONGEST_LINE} characters", code="name")
    for field in ("start", "end"):
        check_date(getattr(incident, field), field)
    if incident.end and incident.end < incident.start:
        raise BadRequest("it ends before it begins", hint="Check both dates.", code="end")
    if not incident.place:
        raise BadRequest("say where it was", hint="Write Harlow Bend, OH.", code="place")
