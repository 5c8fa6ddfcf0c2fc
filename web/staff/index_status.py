"""The index at the desk: what answers now, building it anew, and the way back to the one before."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Blueprint, Response, request

from indexer.engine import Generation
from indexer.fields import fingerprint
from indexer.keeping.rollback import earlier
from indexer.keeping.sync import behind
from kb.catalog.view import Counts
from kb.domain.job import Job, JobKind, JobState, Work
from kb.domain.staff import Role
from kb.errors import Conflict, EngineUnavailable
from web import intake, services
from web.negotiate import page_for_people, see_other
from web.staff import signed_in

_HOME = "/staff/index"
_KINDS = {JobKind.REINDEX, JobKind.ROLLBACK}
_SHOWN, _LOOKED_THROUGH, _AGAIN = 10, 200, 2
blueprint = Blueprint("index_status", __name__, url_prefix=_HOME)


@dataclass(frozen=True, slots=True)
class IndexPage:
    """The builds of the index beside the catalog, and what was done with them.

    `drafts` are not searched; `late` counts reports that the live one has yet to take in; `back` is
    the build one can go back to; `trouble` says what is wrong where the index cannot be asked.
    """

    engine: str
    generations: tuple[Generation, ...]
    counts: Counts
    drafts: int
    late: int
    back: Generation | None
    jobs: tuple[Job, ...]
    running: bool
    again: int
    trouble: str = ""


@blueprint.get("")
@signed_in.require(Role.ADMIN)
def show() -> Response:
    """Show the index, what runs and what was done."""
    return page_for_people("staff/index_status.html", _gathered())


@blueprint.post("/build")
@signed_in.require(Role.ADMIN)
def build() -> Response:
    """Build the index anew beside the one that answers."""
    return _begin(Work(JobKind.REINDEX, "the whole index"))


@blueprint.get("/back")
@signed_in.require(Role.ADMIN)
def ask_back() -> Response:
    """Ask whether to go back to the earlier build; raises Conflict where there is none."""
    page = _gathered()
    if page.back is None:
        raise Conflict(
            "there is no earlier index to go back to", hint="One is kept after each building anew."
        )
    return page_for_people("staff/index_back.html", page)


@blueprint.post("/back")
@signed_in.require(Role.ADMIN)
def go_back() -> Response:
    """Go back to the build that was confirmed."""
    chosen = request.form.get("generation", "")
    back = earlier(services.current().engine)
    if back is None or back.name != chosen:
        raise Conflict(
            "the index was built anew in the meantime", hint=f"Look at {_HOME} again, then decide."
        )
    return _begin(Work(JobKind.ROLLBACK, f"the index of {back.built[:16]}", chosen))


def _begin(work: Work) -> Response:
    with services.current().catalog.read() as view:
        if any(view.jobs.is_open(kind) for kind in _KINDS):
            raise Conflict("the index is being worked on already", hint="Wait until that is done.")
    intake.begin(work, signed_in.actor())
    return see_other(_HOME)


def _gathered() -> IndexPage:
    here = services.current()
    with here.catalog.read(staff=True) as view:
        counts = view.counts()
        every = view.jobs.in_state(tuple(JobState), limit=_LOOKED_THROUGH)
    with here.catalog.read() as view:
        drafts = counts.reports - view.counts().reports
    jobs = tuple(job for job in every if job.work.kind in _KINDS)
    generations: tuple[Generation, ...] = ()
    back, late, trouble = None, 0, ""
    try:
        generations = tuple(here.engine.generations())
        found = earlier(here.engine)
        back = found if found and found.fingerprint == fingerprint() else None
        late = behind(here.catalog, here.engine)
    except EngineUnavailable as error:
        trouble = f"{error}. {error.hint}"
    running = any(not job.state.over for job in jobs)
    return IndexPage(
        engine=here.engine.name,
        generations=generations,
        counts=counts,
        drafts=drafts,
        late=late,
        back=back,
        jobs=jobs[:_SHOWN],
        running=running,
        again=_AGAIN if running else 0,
        trouble=trouble,
    )
