"""Background work as staff see it: what waits, runs, failed and why, and what came of it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from flask import Blueprint, Response, request

from kb.catalog.view import View
from kb.domain.ids import ReportId, slug
from kb.domain.job import Job, JobKind, JobState, Work
from kb.domain.staff import Role
from web import intake, services
from web.negotiate import own_address, page_for_people, see_other
from web.staff import signed_in

_AT_ONCE = 50
_OPEN = (JobState.QUEUED, JobState.RUNNING)
# How often a page with open jobs asks again, in seconds.
_AGAIN = 2
blueprint = Blueprint("jobs", __name__, url_prefix="/staff/jobs")


@dataclass(frozen=True, slots=True)
class JobsPage:
    """Open jobs, failed ones, and a stretch of the history; `earlier` is where it goes on."""

    open: tuple[Job, ...]
    failed: tuple[Job, ...]
    over: tuple[Job, ...]
    counts: dict[JobState, int]
    earlier: int | None
    again: int
    drafts: frozenset[ReportId] = frozenset()


@dataclass(frozen=True, slots=True)
class BatchPage:
    """What was sent together and how far each is.

    Of the reports that became of it `alike` have the title of another one, and `drafts` are not
    published.
    """

    batch: str
    jobs: tuple[Job, ...]
    again: int
    alike: frozenset[str] = frozenset()
    drafts: frozenset[ReportId] = frozenset()

    @property
    def over(self) -> int:
        """How many have ended."""
        return sum(job.state.over for job in self.jobs)


@blueprint.get("")
@signed_in.require(Role.EDITOR)
def show() -> Response:
    """Show what waits, runs, failed and is done."""
    before = request.args.get("before", type=int)
    with services.current().catalog.read() as view:
        running = view.jobs.in_state(_OPEN, limit=500)
        failed = view.jobs.in_state((JobState.FAILED,), limit=_AT_ONCE)
        over = view.jobs.in_state(
            (JobState.DONE, JobState.CANCELLED), before=before, limit=_AT_ONCE + 1
        )
        counts = view.jobs.counts()
        drafts = view.reviewing.drafts(job.report for job in over)
    earlier = over[_AT_ONCE - 1].id if len(over) > _AT_ONCE else None
    again = _AGAIN if running else 0
    page = JobsPage(running, failed, over[:_AT_ONCE], counts, earlier, again, drafts)
    return page_for_people("staff/jobs.html", page)


@blueprint.get("/batch/<batch>")
@signed_in.require(Role.EDITOR)
def batch(batch: str) -> Response:
    """Show how far each of the files is that were sent together."""
    with services.current().catalog.read(staff=True) as view:
        jobs = view.jobs.of_batch(batch)
        again = _AGAIN if any(not job.state.over for job in jobs) else 0
        alike = frozenset() if again else _titled_alike(view, jobs)
        drafts = view.reviewing.drafts(job.report for job in jobs)
    page = BatchPage(batch, jobs, again, alike, drafts)
    return page_for_people("staff/batch.html", page)


@blueprint.post("/<int:job>/cancel")
@signed_in.require(Role.EDITOR)
def cancel(job: int) -> Response:
    """Call a job off, or leave one that failed; a running one stores nothing."""
    with services.current().catalog.begin() as tx:
        told = tx.jobs.get(job)
        if tx.jobs.cancel(job):
            tx.trail.note(signed_in.actor(), "job cancelled", told.work.about)
    return _back()


@blueprint.post("/<int:job>/retry")
@signed_in.require(Role.EDITOR)
def retry(job: int) -> Response:
    """Queue a failed job again."""
    with services.current().catalog.begin() as tx:
        told = tx.jobs.get(job)
        again = told.can_be_tried_again and tx.jobs.retry(job)
        if again:
            tx.trail.note(signed_in.actor(), "job tried again", told.work.about)
    if again:
        intake.tell_worker(job)
    return _back()


@blueprint.post("/reread/<report_id>")
@signed_in.require(Role.EDITOR)
def reread(report_id: str) -> Response:
    """Read a report's PDF again with the present rules."""
    with services.current().catalog.read(staff=True) as view:
        title = view.summary(report_id).title
    return _begin(Work(JobKind.REREAD, title, report_id))


def _titled_alike(view: View, jobs: tuple[Job, ...]) -> frozenset[str]:
    """Name the reports of jobs that have the title of another report and are not linked to it."""
    made = {job.report for job in jobs if job.report}
    titles = Counter(slug(summary.title) for summary in view.summaries())
    return frozenset(
        summary.id
        for summary in view.summaries()
        if summary.id in made and titles[slug(summary.title)] > 1 and not summary.supersedes
    )


def _begin(work: Work) -> Response:
    intake.begin(work, signed_in.actor())
    return _back()


def _back() -> Response:
    return see_other(own_address(request.form.get("back", ""), "/staff/jobs", "/staff/"))
