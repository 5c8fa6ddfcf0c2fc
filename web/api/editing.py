"""What programs with a token may change: add reports, decide on statements, follow their jobs.

Tokens carry scopes and never more than their owner's role; no cookie is taken here.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass

from flask import Blueprint, Response, request

from kb import curation
from kb.catalog.reviewing import mark
from kb.domain.decision import Decision, Verb
from kb.domain.ids import ReportId
from kb.domain.job import JobKind, Work
from kb.domain.staff import Role, Scope
from kb.errors import BadRequest, Gone
from web import intake, services
from web.api.bodies import body_as
from web.negotiate import as_json
from web.staff import signed_in

# An answer within it tells that searches agree with what was decided.
_INDEX_SECONDS = 1.8
_ACCEPTED, _CREATED = 202, 201
_PDF = "application/pdf"
blueprint = Blueprint("editing", __name__, url_prefix="/api/v1")


@dataclass(frozen=True, slots=True)
class Taken:
    """A decision as it was kept; `seq` is what `undo` takes back."""

    seq: int
    verb: Verb
    report: str
    record: str
    by: str
    note: str


@dataclass(frozen=True, slots=True)
class ReportInReview:
    """A report's decisions, oldest first, and the marks that new ones can rest on.

    `mark` is that of its description, `marks` those of its statements by id.
    """

    report: str
    mark: str
    marks: dict[str, str]
    decisions: tuple[Taken, ...]


@blueprint.post("/reports")
def add_report() -> Response:
    """Add a PDF, sent as the body: it is kept before the answer and read after it."""
    who = signed_in.holder(Scope.EDIT, Role.EDITOR)
    if request.mimetype != _PDF:
        raise BadRequest("the body is not said to be a PDF", hint=f"Send `Content-Type: {_PDF}`.")
    name = intake.safe_name(request.args.get("name", "")[:1000]) or "report.pdf"
    sha256 = intake.take(request.stream, request.content_length or 0, who)
    return _begun(intake.begin(Work(JobKind.UPLOAD, name, sha256), who))


@blueprint.post("/jobs")
def add_job() -> Response:
    """Fetch a report from a public address, read one again, or build the index anew."""
    # Takes a quarter of a second to import, which no start need wait for.
    from web.api.schemas import JobAsked  # noqa: PLC0415

    who = signed_in.holder(Scope.EDIT, Role.EDITOR)
    asked = body_as(JobAsked, 'Send {"kind": "address", "subject": "https://..."}.')
    return _begun(intake.begin(_work(asked.kind, asked.subject), who))


@blueprint.get("/jobs/<int:job>")
def job(job: int) -> Response:
    """Tell how far a job is and what came of it."""
    signed_in.holder(Scope.READ, Role.EDITOR)
    with services.current().catalog.read() as view:
        return as_json(view.jobs.get(job))


@blueprint.get("/reports/<report_id>/decisions")
def report_decisions(report_id: str) -> Response:
    """Give what was decided on a report and its statements."""
    signed_in.holder(Scope.READ, Role.EDITOR)
    with services.current().catalog.read(staff=True) as view:
        with suppress(Gone):
            view.summary(report_id)
        of = ReportId(report_id)
        every = view.reviewing.decisions(of)
        bases = view.reviewing.bases(of)
    marks: dict[str, str] = {name: mark(every, name, base) for name, base in bases.items()}
    taken = tuple(_taken(decision) for decision in every)
    return as_json(ReportInReview(of, curation.report_mark(every), marks, taken))


def decide(verb: Verb) -> Callable[[], Response]:
    """Make the function that takes one kind of decision."""

    def decided() -> Response:
        from web.api.deeds import DEEDS  # noqa: PLC0415

        who = signed_in.holder(Scope.EDIT, Role.EDITOR)
        deed = body_as(DEEDS[verb], "The OpenAPI description shows each field of this decision.")
        kept = deed.do(services.current(), who)
        services.index_follower().follow(0.0 if kept.record else _INDEX_SECONDS)
        return as_json(_taken(kept), status=_CREATED)

    decided.__name__ = f"decide_{verb.value}"
    decided.__doc__ = f"Decide: {verb.value}."
    return decided


for _verb in Verb:
    blueprint.add_url_rule(f"/decisions/{_verb.value}", view_func=decide(_verb), methods=["POST"])


def _work(kind: JobKind, subject: str) -> Work:
    """Say what a job is to do; raises BadRequest, NotFound."""
    if kind is JobKind.ADDRESS:
        wrong = intake.wrong_with(subject) or ("" if subject else "Give an address.")
        if wrong:
            raise BadRequest(wrong, code="subject")
        return Work(kind, subject, subject)
    if kind is JobKind.REINDEX:
        signed_in.holder(Scope.EDIT, Role.ADMIN)
        return Work(kind, "the whole index")
    with services.current().catalog.read(staff=True) as view:
        return Work(kind, view.summary(subject).title, ReportId(subject))


def _begun(job: int) -> Response:
    with services.current().catalog.read() as view:
        answer = as_json(view.jobs.get(job), status=_ACCEPTED)
    answer.headers["Location"] = f"/api/v1/jobs/{job}"
    return answer


def _taken(decision: Decision) -> Taken:
    return Taken(
        decision.seq,
        decision.verb,
        decision.report,
        decision.record or "",
        decision.by,
        decision.note,
    )
