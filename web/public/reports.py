"""Reports: the list, each report, each of its pages, the PDF itself."""

from __future__ import annotations

from flask import Blueprint, Response, request, send_file

from kb.catalog.view import View
from kb.domain.published import PublishedReport
from kb.errors import NotFound
from web import page_pictures, services
from web.exports import Export, cover, exported_by, whole_address
from web.negotiate import respond, wants_json
from web.presenters import links
from web.presenters.browse import ReportsPage
from web.presenters.json_ld import report_ld
from web.presenters.links import Ref
from web.presenters.places import report_row
from web.presenters.reports import (
    RELATIONS,
    Related,
    ReportPage,
    brief_report,
    report_page,
    sheet_page,
)
from web.staff import signed_in

PER_PAGE = 50
# Doubts that say a PDF would act by itself; such a file is saved, not shown.
_ACTIVE = frozenset({"active_content"})
_WEEK = 7 * 24 * 3600
blueprint = Blueprint("reports", __name__, url_prefix="/reports")


@blueprint.get("")
def index() -> Response:
    """List the loaded reports, the newest first."""
    start = max(request.args.get("from", 0, type=int), 0)
    with services.current().catalog.read() as view:
        newest = view.summaries()
    shown = tuple(report_row(s) for s in newest[start : start + PER_PAGE])
    more = f"/reports?from={start + PER_PAGE}" if start + PER_PAGE < len(newest) else None
    return respond("reports.html", ReportsPage(len(newest), shown, more))


def _statements(report_id: str) -> Export:
    here = services.current()
    with here.catalog.read() as view:
        title = view.summary(report_id).title
    return Export(
        cover(title, links.report_url(report_id)),
        lambda maker: maker.records(r.id for r in maker.view.report(report_id).records),
    )


@blueprint.get("/<report_id>")
@exported_by(_statements)
def show(report_id: str) -> Response:
    """Show one report."""
    page = read(report_id)
    return respond("report.html", page, told=report_ld(page))


@blueprint.get("/<report_id>/pages/<int:number>")
def sheet(report_id: str, number: int) -> Response:
    """Show one page of a report with the statements on it."""
    here = services.current()
    report = _report_with_page(report_id, number)
    page = sheet_page(report, number, here.vocabulary, brief_report(report))
    undrawn = "" if wants_json() else page_pictures.draw(here, report, number).reason
    return respond("sheet.html", page, undrawn=undrawn)


@blueprint.get("/<report_id>/pages/<int:number>.png")
def picture(report_id: str, number: int) -> Response:
    """Give a page as a picture."""
    here = services.current()
    drawn = page_pictures.draw(here, _report_with_page(report_id, number), number)
    if not drawn.png:
        raise NotFound("This page cannot be shown as a picture.", hint=drawn.reason)
    answer = Response(drawn.png, mimetype="image/png")
    answer.headers["Cache-Control"] = f"private, max-age={_WEEK}"
    answer.add_etag()
    answer.make_conditional(request)
    return answer


@blueprint.get("/<report_id>/original.pdf")
def original(report_id: str) -> Response:
    """Give the PDF as it was loaded; one that would act by itself is only saved, not opened."""
    here = services.current()
    with here.catalog.read(staff=signed_in.sees_drafts()) as view:
        report = view.report(report_id)
    if not report.pages:
        raise NotFound(
            "This report's own pages are not shown here.",
            hint=f"Its rights do not allow it. {report.url}".strip(),
        )
    return send_file(
        here.blobs.path(report.sha256),
        mimetype="application/pdf",
        as_attachment=any(doubt.code in _ACTIVE for doubt in report.warnings),
        download_name=f"{report.id}.pdf",
        etag=report.sha256,
        max_age=0,
        conditional=True,
    )


def read(report_id: str) -> ReportPage:
    """Gather one report's page; raises NotFound, Gone."""
    here = services.current()
    with here.catalog.read(staff=signed_in.sees_drafts()) as view:
        report = view.report(report_id)
        related = _related(view, report)
    permalink = whole_address(links.report_url(report.id))
    return report_page(report, here.vocabulary, related, permalink)


def _report_with_page(report_id: str, number: int) -> PublishedReport:
    with services.current().catalog.read(staff=signed_in.sees_drafts()) as view:
        report = view.report(report_id)
    if any(page.number == number for page in report.pages):
        return report
    raise NotFound(
        f"The report has no page {number}.", hint=f"It has pages 1 to {len(report.pages)}."
    )


def _related(view: View, report: PublishedReport) -> tuple[Related, ...]:
    return tuple(
        Related(
            relation=link.relation,
            relation_label=RELATIONS.get(link.relation, link.relation),
            report=Ref(link.report, view.summary(link.report).title, links.report_url(link.report)),
        )
        for link in report.links
    )
