"""The page of one record."""

from __future__ import annotations

from dataclasses import replace

from flask import Blueprint, Response

from kb.domain.published import PublishedReport
from kb.domain.record import record_name
from web import page_pictures, services
from web.exports import Export, cover, exported_by, whole_address
from web.negotiate import respond, wants_json
from web.presenters import links
from web.presenters.alike import alike_url
from web.presenters.history import history
from web.presenters.json_ld import record_ld
from web.presenters.records import RecordPage, Recurrence, record_page
from web.presenters.reports import brief_report

blueprint = Blueprint("records", __name__)


def _statement(record_id: str) -> Export:
    with services.current().catalog.read() as view:
        found = view.record(record_id)
    name = record_name(found.record.label, found.record.number, found.record.kind.label)
    title = f"{name}, {found.report.title}"
    return Export(
        cover(title, links.record_url(record_id)), lambda maker: maker.records([record_id])
    )


@blueprint.get("/records/<path:record_id>")
@exported_by(_statement)
def show(record_id: str) -> Response:
    """Show a record in its context, on its page."""
    page, report = _gather(record_id)
    undrawn = ""
    if not wants_json() and page.pages:
        # Drawn now and kept, so that the page can say why where it cannot be.
        drawn = page_pictures.draw(services.current(), report, page.pages[0].page)
        undrawn = drawn.reason
    alike = alike_url(page.record.text, report.id)
    return respond("record.html", page, undrawn=undrawn, alike=alike, told=record_ld(page))


def read(record_id: str) -> RecordPage:
    """Gather one record's page; raises NotFound, Gone."""
    return _gather(record_id)[0]


def _gather(record_id: str) -> tuple[RecordPage, PublishedReport]:
    here = services.current()
    with here.catalog.read() as view:
        found = view.record(record_id)
        report = view.report(found.report.id)
        lesson = view.lessons.among([found.id]).get(found.id)
        others = [o for name in view.linked(found.report) for o in view.statements(name)]
    permalink = whole_address(links.record_url(found.id))
    about = brief_report(report)
    page = record_page(report, found.id, here.vocabulary, about, permalink)
    recurs = Recurrence(lesson.id, lesson.events, links.lesson_url(lesson.id)) if lesson else None
    return replace(page, recurs=recurs, history=history(found, others)), report
