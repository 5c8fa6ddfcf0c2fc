"""What staff decide at the review desk: each form carries the state it was made on.

Where another decision came first nothing is changed, and both versions are shown side by side.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from flask import Blueprint, Response, request

from kb import curation
from kb.catalog.catalog import Catalog
from kb.curation import Overtaken
from kb.domain.decision import Decision
from kb.domain.description import Standing
from kb.domain.staff import Role
from kb.errors import BadRequest, NotFound
from web import services
from web.negotiate import page_for_people, see_other
from web.presenters.review import Card, ReviewPage, review_url
from web.staff import review, signed_in
from web.staff.forms import blame
from web.staff.review_forms import StatementForm, statement_form

blueprint = Blueprint("decisions", __name__, url_prefix="/staff/review/<report_id>")


@dataclass(frozen=True, slots=True)
class ConflictPage:
    """What stands now beside what was wanted; `action` is where it is sent again."""

    review: ReviewPage
    card: Card
    action: str
    wanted: str
    topics: tuple[str, ...]


@blueprint.post("/accept")
@signed_in.require(Role.EDITOR)
def accept(report_id: str) -> Response:
    """Confirm a statement as it is shown."""
    return _simple(report_id, "accept", curation.accept, onward=1)


@blueprint.post("/reject")
@signed_in.require(Role.EDITOR)
def reject(report_id: str) -> Response:
    """Take a statement out of the published report."""
    return _simple(report_id, "reject", curation.reject)


@blueprint.post("/correct")
@signed_in.require(Role.EDITOR)
def correct(report_id: str) -> Response:
    """Put right what was misread."""
    card = card_asked(report_id)
    form = statement_form(card, request.form)
    if form.validate():
        try:
            curation.correct(
                _catalog(),
                card.id,
                form.correction(card),
                by=signed_in.actor(),
                note=form.note.data or "",
                seen=seen(),
            )
            return decided(report_id, card.number_here)
        except Overtaken:
            return _conflict(report_id, "correct", "Correct it", form=form)
        except BadRequest as error:
            blame(form, error)
    typed = review.Typed("correct", card.id, form)
    return review.shown(report_id, page_asked(), typed, status=422)


@blueprint.post("/retag")
@signed_in.require(Role.EDITOR)
def retag(report_id: str) -> Response:
    """Give a statement other topics."""
    card, topics = card_asked(report_id), tuple(request.form.getlist("topics"))
    try:
        curation.retag(
            _catalog(),
            card.id,
            topics,
            services.current().vocabulary,
            by=signed_in.actor(),
            seen=seen(),
        )
    except Overtaken:
        return _conflict(report_id, "retag", "Give it these topics", topics=topics)
    except BadRequest as error:
        typed = review.Typed("retag", card.id, wrong=f"{error}. {error.hint}")
        return review.shown(report_id, page_asked(), typed, status=422)
    return decided(report_id, card.number_here)


@blueprint.post("/undo")
@signed_in.require(Role.EDITOR)
def undo(report_id: str) -> Response:
    """Take a decision back, an undo among them."""
    seq = request.form.get("seq", 0, type=int)
    curation.undo(_catalog(), report_id, seq, by=signed_in.actor())
    return decided(report_id, request.form.get("card", 0, type=int))


@blueprint.post("/reviewed")
@signed_in.require(Role.EDITOR)
def finish(report_id: str) -> Response:
    """Mark the whole report reviewed, and where the form says so show a draft to readers."""
    curation.mark_reviewed(_catalog(), report_id, by=signed_in.actor())
    if request.form.get("publish"):
        curation.stand(_catalog(), report_id, Standing.PUBLISHED, by=signed_in.actor())
    return decided(report_id, 0)


def decided(report_id: str, card: int) -> Response:
    """Let the index follow and go back to the page, to the card that comes next."""
    services.index_follower().follow()
    anchor = f"#s-{card}" if card else "#decided"
    return see_other(review_url(report_id, page_asked()) + anchor)


def page_asked() -> int:
    """Give the page of the report that the form stood on."""
    return max(request.form.get("page_shown", 0, type=int), 0)


def _simple(
    report_id: str, name: str, decide: Callable[..., Decision], onward: int = 0
) -> Response:
    card = card_asked(report_id)
    try:
        decide(_catalog(), card.id, by=signed_in.actor(), seen=seen())
    except Overtaken:
        return _conflict(report_id, name, name.capitalize() + " it all the same")
    return decided(report_id, card.number_here + onward)


def _conflict(
    report_id: str,
    action: str,
    wanted: str,
    *,
    form: StatementForm | None = None,
    topics: tuple[str, ...] = (),
) -> Response:
    """Show what stands now beside what was wanted, with everything typed."""
    page = review.gather(report_id, page_asked())
    card = card_asked(report_id)
    told = ConflictPage(page, card, action, wanted, topics)
    return page_for_people(
        "staff/conflict.html",
        told,
        status=409,
        form=form,
        vocabulary=services.current().vocabulary,
        review_url=review_url,
    )


def card_asked(report_id: str) -> Card:
    """Give the card that the form is about; raises NotFound."""
    name = request.form.get("record", "")
    with _catalog().read(staff=True) as view:
        base = view.reviewing.base(name)
        moved = [p.record.page for p in view.reviewing.overlay(base.report).records if p.id == name]
    for number in (page_asked(), *moved, base.record.page):
        page = review.gather(report_id, number)
        found = next((card for card in page.cards if card.id == name), None)
        if found:
            return found
    raise NotFound(f"{name} is no statement of {report_id}", hint="Load the page again.")


def seen() -> str:
    """Give the mark of the state that the form was made on."""
    return request.form.get("seen", "") or "none"


def _catalog() -> Catalog:
    return services.current().catalog
