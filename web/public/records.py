"""The page of one record."""

from __future__ import annotations

from flask import Blueprint, Response

from kb.domain.published import PublishedReport
from web import page_pictures, services
from web.negotiate import respond, wants_json
from web.presenters.records import RecordPage, record_page
from web.presenters.reports import brief_report

blueprint = Blueprint("records", __name__)


@blueprint.get("/records/<path:record_id>")
def show(record_id: str) -> Response:
    """Show a record in its context, on its page."""
    page, report = _gather(record_id)
    undrawn = ""
    if not wants_json() and page.pages:
        # Drawn now and kept, so that the page can say why where it cannot be.
        drawn = page_pictures.draw(services.current(), report, page.pages[0].page)
        undrawn = drawn.reason
    return respond("record.html", page, undrawn=undrawn)


def read(record_id: str) -> RecordPage:
    """Gather one record's page; raises NotFound, Gone."""
    return _gather(record_id)[0]


def _gather(record_id: str) -> tuple[RecordPage, PublishedReport]:
    here = services.current()
    with here.catalog.read() as view:
        found = view.record(record_id)
        report = view.report(found.report.id)
    return record_page(report, found.id, here.vocabulary, brief_report(report)), report
