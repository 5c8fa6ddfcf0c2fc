"""Incidents: the list and the page of each, its reports side by side."""

from __future__ import annotations

from flask import Blueprint, Response, request

from web import services
from web.negotiate import respond
from web.presenters.incidents import IncidentPage, IncidentsPage, incident_page
from web.presenters.places import incident_row, report_row

PER_PAGE = 100
blueprint = Blueprint("incidents", __name__, url_prefix="/incidents")


@blueprint.get("")
def index() -> Response:
    """List incidents, the latest first."""
    start = max(request.args.get("from", 0, type=int), 0)
    with services.current().catalog.read() as view:
        latest = view.incidents()
    shown = tuple(incident_row(i) for i in latest[start : start + PER_PAGE])
    more = f"/incidents?from={start + PER_PAGE}" if start + PER_PAGE < len(latest) else None
    return respond("incidents.html", IncidentsPage(len(latest), shown, more))


@blueprint.get("/<path:incident_id>")
def show(incident_id: str) -> Response:
    """Show one incident."""
    return respond("incident.html", read(incident_id))


def read(incident_id: str) -> IncidentPage:
    """Gather one incident's page; raises NotFound."""
    here = services.current()
    with here.catalog.read() as view:
        incident = view.incident(incident_id)
        reports = [view.report(name) for name in incident.reports]
        rows = [report_row(view.summary(name)) for name in incident.reports]
    return incident_page(incident, reports, rows, here.vocabulary)
