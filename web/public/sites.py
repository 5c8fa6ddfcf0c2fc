"""Sites: the map and the table, and the page of each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator

from flask import Blueprint, Response, request

from kb.catalog.view import View
from kb.domain.published import ReportSummary
from kb.place_names import state_name
from web import services
from web.negotiate import respond
from web.presenters import links
from web.presenters.places import (
    ReportElsewhere,
    SitePage,
    SitesPage,
    elsewhere,
    engagement_shown,
    incident_row,
    report_row,
    site_row,
)
from web.presenters.records import RecordBrief, brief_records
from web.presenters.tiles import tile_map

# Statements shown on a site's own page; search holds the rest.
_SHOWN = 10
blueprint = Blueprint("sites", __name__, url_prefix="/sites")


@blueprint.get("")
def index() -> Response:
    """Show all sites, or those of one `state`."""
    return respond("sites.html", sites_page(request.args.get("state", "")))


@blueprint.get("/<site_id>")
def show(site_id: str) -> Response:
    """Show one site."""
    return respond("site.html", read(site_id))


def sites_page(state: str = "") -> SitesPage:
    """Gather all sites with what is known of each counted."""
    with services.current().catalog.read() as view:
        sites, engagements = view.sites(), view.engagements()
        reports = Counter(site for site, _ in _told_at(view))
        incidents = Counter(incident.site for incident in view.incidents())
    rows = [site_row(s, engagements, incidents[s.id], reports[s.id]) for s in sites]
    return SitesPage(
        total=len(rows),
        state=state,
        state_label=state_name(state),
        sites=tuple(row for row in rows if state in {"", row.state}),
        map=tile_map(Counter(row.state for row in rows)),
    )


def _told_at(view: View) -> set[tuple[str, str]]:
    """Pair each site with every report that names it or tells of an incident there."""
    named = {(site.id, summary.id) for summary in view.summaries() for site in summary.sites}
    scenes = {(i.site, report) for i in view.incidents() if i.site for report in i.reports}
    return named | scenes


def read(site_id: str) -> SitePage:
    """Gather one site's page; raises NotFound."""
    catalog = services.current().catalog
    with catalog.read() as view:
        site = view.site(site_id)
        engagements = [e for e in view.engagements() if e.site == site.id]
        incidents = [i for i in view.incidents() if i.site == site.id]
        loaded = view.reports_at(site.id)
    return SitePage(
        id=site.id,
        place=site.place,
        state=site.state,
        state_label=state_name(site.state),
        agency=site.agency,
        population=site.population,
        url=links.site_url(site.id),
        engagements=tuple(engagement_shown(e) for e in engagements),
        incidents=tuple(incident_row(i) for i in incidents),
        reports=tuple(report_row(s) for s in loaded),
        elsewhere=tuple(_elsewhere(site.id, {s.listed for s in loaded})),
        records=_first_records(loaded),
        records_total=sum(s.records for s in loaded),
    )


def _elsewhere(site: str, loaded: Collection[str]) -> Iterator[ReportElsewhere]:
    """Name the registered reports on a site that are not loaded, the newest first."""
    listed = services.current().catalog.programme.listed
    for row in sorted(listed, key=lambda row: row.published, reverse=True):
        if site in row.sites and row.id not in loaded:
            yield elsewhere(row)


def _first_records(summaries: tuple[ReportSummary, ...]) -> tuple[RecordBrief, ...]:
    here = services.current()
    found: list[RecordBrief] = []
    with here.catalog.read() as view:
        for summary in summaries:
            if len(found) >= _SHOWN:
                break
            found += brief_records(view.report(summary.id), here.vocabulary, _SHOWN)
    return tuple(found[:_SHOWN])
