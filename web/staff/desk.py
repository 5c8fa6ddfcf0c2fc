"""The desk's front: what waits for staff, and the way to everything they can do."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Blueprint, Response

from kb.catalog.view import Counts
from kb.domain.job import JobState
from kb.domain.staff import Member, Role
from web import services
from web.negotiate import page_for_people
from web.staff import signed_in

blueprint = Blueprint("desk", __name__, url_prefix="/staff")


@dataclass(frozen=True, slots=True)
class DeskPage:
    """Who is at the desk, how much the catalog holds, and whether a second factor is lacking."""

    member: Member
    counts: Counts
    waiting: int
    failed: int
    by_password_alone: bool


@blueprint.get("")
@signed_in.require(Role.READER)
def show() -> Response:
    """Show the desk."""
    me = signed_in.member()
    assert me is not None
    with services.current().catalog.read(staff=True) as view:
        jobs = view.jobs.counts()
        waiting = jobs[JobState.QUEUED] + jobs[JobState.RUNNING]
        password, factor, _ = view.members.secrets(me.name)
        alone = bool(password) and not factor
        page = DeskPage(me, view.counts(), waiting, jobs[JobState.FAILED], alone)
    return page_for_people("staff/desk.html", page)
