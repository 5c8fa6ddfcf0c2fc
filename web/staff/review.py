"""The review desk: the queue of what is doubtful, and each report's pages to be checked."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace

from flask import Blueprint, Response, request

from kb.domain.doubtful import KINDS, Doubtful, DoubtKind, InReview
from kb.domain.staff import Role
from kb.domain.topic import Topic
from kb.errors import Gone, NotFound
from web import page_pictures, services
from web.negotiate import page_for_people, see_other
from web.presenters.review import (
    DEEDS,
    ReviewPage,
    doubt_label,
    first_page,
    review_page,
    review_url,
)
from web.staff import signed_in
from web.staff.review_forms import StatementForm, statement_form

_AT_ONCE = 50
WITHDRAWN = "/staff/review#withdrawn"
blueprint = Blueprint("review", __name__, url_prefix="/staff/review")


@dataclass(frozen=True, slots=True)
class QueuePage:
    """A stretch of the queue, by report or by statement; `more` is where it goes on."""

    by: str
    code: str
    reports: tuple[InReview, ...]
    items: tuple[tuple[InReview, Doubtful], ...]
    kinds: tuple[tuple[DoubtKind, int], ...]
    total: int
    reviewed: int
    more: int | None
    withdrawn: tuple[tuple[str, str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Typed:
    """A form that could not be carried out: which, whose, and its fields as typed."""

    what: str
    record: str
    form: StatementForm | None = None
    wrong: str = ""


@blueprint.errorhandler(Gone)
def to_withdrawn(error: Gone) -> Response:
    """Lead staff who ask for a withdrawn report to where it is shown again."""
    del error
    return see_other(WITHDRAWN)


@blueprint.get("")
@signed_in.require(Role.EDITOR)
def queue() -> Response:
    """Show what to look at first, by report or statement by statement."""
    by = "statement" if request.args.get("by") == "statement" else "report"
    code, start = request.args.get("doubt", ""), max(request.args.get("from", 0, type=int), 0)
    with services.current().catalog.read(staff=True) as view:
        every, withdrawn = view.review_queue(), view.withdrawn()
    counted = Counter(code for one in every for item in one.items for code in item.codes)
    items = [(one, i) for one in every for i in one.items if not code or code in i.codes]
    items.sort(key=lambda pair: -pair[1].weight)
    reports = [one for one in every if not code or any(code in i.codes for i in one.items)]
    total = len(items) if by == "statement" else len(reports)
    page = QueuePage(
        by=by,
        code=code,
        reports=tuple(reports[start : start + _AT_ONCE]),
        items=tuple(items[start : start + _AT_ONCE]),
        kinds=tuple((kind, counted[kind.code]) for kind in KINDS if counted[kind.code]),
        total=total,
        reviewed=sum(bool(one.reviewed_by) for one in every),
        more=start + _AT_ONCE if start + _AT_ONCE < total else None,
        withdrawn=withdrawn,
    )
    return page_for_people(
        "staff/review_queue.html", page, review_url=review_url, doubt_label=doubt_label
    )


@blueprint.get("/<report_id>")
@signed_in.require(Role.EDITOR)
def show(report_id: str) -> Response:
    """Show one page of a report with its statements, to be checked."""
    return shown(report_id, request.args.get("page", 0, type=int))


def shown(
    report_id: str, number: int, typed: Typed | None = None, *, status: int = 200
) -> Response:
    """Render a page of a report being checked, with a form that could not be carried out."""
    here = services.current()
    page = gather(report_id, number)
    drawn = page_pictures.draw(here, page.report, page.sheet.page)
    return page_for_people(
        "staff/review.html",
        page,
        status=status,
        forms=_forms(page, typed),
        typed=typed,
        undrawn=drawn.reason,
        families=_families(),
        deeds=DEEDS,
        review_url=review_url,
    )


def gather(report_id: str, number: int = 0) -> ReviewPage:
    """Gather a page of a report; the most doubtful one without a number. Raises NotFound, Gone."""
    here = services.current()
    with here.catalog.read(staff=True) as view:
        report, state = view.report(report_id), view.in_review(report_id)
        chosen = number or first_page(state, report)
        if not any(page.number == chosen for page in report.pages):
            raise NotFound(
                f"the report has no page {chosen}", hint=f"It has pages 1 to {len(report.pages)}."
            )
        page = review_page(report, state, chosen, view.reviewing, here.vocabulary)
        waiting = (one.report for one in view.review_queue() if not one.reviewed_by)
        return replace(page, next_report=next((r for r in waiting if r != report.id), ""))


def _forms(page: ReviewPage, typed: Typed | None) -> Mapping[str, StatementForm]:
    forms = {card.id: statement_form(card) for card in page.cards}
    if typed and typed.form:
        forms[typed.record] = typed.form
    return forms


def _families() -> tuple[tuple[Topic, tuple[Topic, ...]], ...]:
    vocabulary = services.current().vocabulary
    return tuple((family, vocabulary.narrower(family.id)) for family in vocabulary.families())
