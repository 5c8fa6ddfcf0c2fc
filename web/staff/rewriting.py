"""Statements that staff write anew at the review desk: split, merged, added; stale decisions."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from flask import Blueprint, Response, request

from ingest.pages.page_lines import PageLine, page_lines
from kb import rewriting
from kb.catalog.catalog import Catalog
from kb.curation import Overtaken
from kb.domain.decision import Decision
from kb.domain.published import PublishedReport
from kb.domain.record import Kind
from kb.domain.staff import Actor, Role
from kb.errors import BadPdf, BadRequest
from kb.rewriting import Missed
from kb.text import join_lines
from web import page_pictures, services
from web.negotiate import page_for_people
from web.presenters.records import OnPage, on_page
from web.presenters.review import review_url
from web.staff import decisions, review, signed_in
from web.staff.forms import blame
from web.staff.review_forms import MissedForm

blueprint = Blueprint("rewriting", __name__, url_prefix="/staff/review/<report_id>")


@dataclass(frozen=True, slots=True)
class AddPage:
    """A page of a report with its lines to choose from; `why_none` is why there are none."""

    report: PublishedReport
    sheet: OnPage
    lines: tuple[PageLine, ...]
    chosen: tuple[int, ...]
    why_none: str


@blueprint.post("/split")
@signed_in.require(Role.EDITOR)
def split(report_id: str) -> Response:
    """Split a statement where its words hold an empty line."""
    told = request.form.get("parts", "").replace("\r\n", "\n")
    parts = re.split(r"\n[ \t]*\n", told)
    return _rewrite(
        report_id,
        "split",
        lambda name, seen: rewriting.split(
            _catalog(), name, parts, by=signed_in.actor(), seen=seen
        ),
    )


@blueprint.post("/merge")
@signed_in.require(Role.EDITOR)
def merge(report_id: str) -> Response:
    """Let a statement take in another."""
    other = f"{report_id}/{request.form.get('other', '').strip()}"
    return _rewrite(
        report_id,
        "merge",
        lambda name, seen: rewriting.merge(
            _catalog(), name, other, by=signed_in.actor(), seen=seen
        ),
    )


@blueprint.get("/add")
@signed_in.require(Role.EDITOR)
def show_add(report_id: str) -> Response:
    """Show a page and its lines, for adding a statement that the machine missed."""
    number = request.args.get("page", 1, type=int)
    return _shown(report_id, number, MissedForm(formdata=None, kind=Kind.FINDING.value))


@blueprint.post("/add")
@signed_in.require(Role.EDITOR)
def add(report_id: str) -> Response:
    """Add a statement; with `use`, only take over the words of the lines chosen."""
    number, form = decisions.page_asked(), MissedForm()
    page = _gathered(report_id, number)
    if "use" in request.form:
        form.text.data = join_lines(page.lines[at].text for at in page.chosen)
        return _shown(report_id, number, form)
    if form.validate():
        missed = Missed(
            page=number,
            kind=Kind(form.kind.data),
            text=form.text.data.replace("\r\n", "\n"),
            label=form.label.data or "",
            number=form.number.data or "",
            boxes=tuple(page.lines[at].box for at in page.chosen),
        )
        try:
            made = rewriting.add(_catalog(), report_id, missed, by=signed_in.actor())
        except BadRequest as error:
            blame(form, error)
        else:
            place = review.gather(report_id, number).place_of((made.record or "").partition("/")[2])
            return decisions.decided(report_id, place)
    return _shown(report_id, number, form, status=422)


@blueprint.post("/renew")
@signed_in.require(Role.EDITOR)
def renew(report_id: str) -> Response:
    """Take a decision that was set aside anew on what is read now."""
    return _settle(report_id, rewriting.renew)


@blueprint.post("/keep")
@signed_in.require(Role.EDITOR)
def keep(report_id: str) -> Response:
    """Let the words stand that a decision set aside was made on."""
    return _settle(report_id, rewriting.keep_old)


def _rewrite(report_id: str, what: str, rewrite: Callable[[str, str], Decision]) -> Response:
    card = decisions.card_asked(report_id)
    try:
        rewrite(card.id, decisions.seen())
    except (BadRequest, Overtaken) as error:
        overtaken = isinstance(error, Overtaken)
        told = f"{str(error)[:1].upper()}{str(error)[1:]}. "
        told += (
            "What stands now is shown above; look, then send it again."
            if overtaken
            else (error.hint)
        )
        typed = review.Typed(what, card.id, wrong=told)
        status = 409 if overtaken else 422
        return review.shown(report_id, decisions.page_asked(), typed, status=status)
    return decisions.decided(report_id, card.number_here)


def _settle(report_id: str, settle: Callable[..., Decision]) -> Response:
    actor: Actor = signed_in.actor()
    settle(_catalog(), report_id, request.form.get("seq", 0, type=int), by=actor)
    return decisions.decided(report_id, 0)


def _gathered(report_id: str, number: int) -> AddPage:
    gathered = review.gather(report_id, number)
    report = gathered.report
    page = next(p for p in report.pages if p.number == gathered.sheet.page)
    lines: tuple[PageLine, ...] = ()
    why_none = "This page has no lines that could be read; type the words instead."
    try:
        lines = page_lines(services.current().blobs.path(report.sha256), page.number)
    except BadPdf as error:
        why_none = f"{error}. {error.hint}"
    told = request.form.getlist("line", type=int) if request.method == "POST" else []
    chosen = tuple(sorted({at for at in told if 0 <= at < len(lines)}))
    sheet = on_page(report.id, page, ())
    return AddPage(report, sheet, lines, chosen, "" if lines else why_none)


def _shown(report_id: str, number: int, form: MissedForm, *, status: int = 200) -> Response:
    page = _gathered(report_id, number)
    drawn = page_pictures.draw(services.current(), page.report, page.sheet.page)
    return page_for_people(
        "staff/add_missed.html",
        page,
        status=status,
        form=form,
        undrawn=drawn.reason,
        review_url=review_url,
    )


def _catalog() -> Catalog:
    return services.current().catalog
