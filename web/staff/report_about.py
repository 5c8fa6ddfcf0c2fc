"""A report as a whole, for staff: what it is said to be beside the evidence, and who sees it."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Blueprint, Response, request
from flask_wtf import FlaskForm
from wtforms import StringField, TextAreaField
from wtforms.validators import DataRequired, Length

from kb import curation
from kb.catalog.catalog import Catalog
from kb.curation import LONGEST_TITLE, Overtaken
from kb.domain.description import Description, Standing
from kb.domain.ids import IncidentId, ReportId, slug
from kb.domain.incident import Incident, Site
from kb.domain.published import PublishedReport, ReportSummary
from kb.domain.report import Bibliography
from kb.domain.staff import Role
from kb.errors import BadRequest, Gone
from web import services
from web.negotiate import page_for_people, see_other
from web.presenters.review import review_url
from web.staff import signed_in
from web.staff.forms import blame
from web.staff.review import WITHDRAWN, to_withdrawn
from web.staff.site_lines import read_site, site_line

_LONG = Length(max=LONGEST_TITLE, message=f"At most {LONGEST_TITLE} characters.")
_LIST = Length(max=5000, message="At most 5,000 characters.")
STANDINGS = {
    Standing.PUBLISHED: "Published: everybody finds and reads it",
    Standing.DRAFT: "Draft: only staff see it",
    Standing.METADATA: "Description only: its rights forbid showing its words and pages",
}
# What the page says after a deed.
DONE = {
    "described": "The description is saved.",
    Standing.PUBLISHED: "It is published: everybody finds and reads it.",
    Standing.DRAFT: "It is a draft: only staff see it.",
    Standing.METADATA: "Readers see its description only.",
    "restored": "It is shown again.",
}
# An answer within it tells that searches no longer find what was taken away.
_INDEX_SECONDS = 1.8
blueprint = Blueprint("report_about", __name__, url_prefix="/staff/review/<report_id>")
blueprint.register_error_handler(Gone, to_withdrawn)


class AboutForm(FlaskForm):  # type: ignore[misc]
    """Who published a report what and when, and what it is about."""

    title = StringField("Title", [DataRequired("A report needs a title."), _LONG])
    publisher = StringField("Publisher", [_LONG])
    published = StringField("Published", [_LONG])
    authors = TextAreaField("Authors", [_LIST])
    sites = TextAreaField("Sites", [_LIST])
    incidents = TextAreaField("Incidents", [_LIST])
    rights = TextAreaField("Rights", [_LONG])
    supersedes = TextAreaField("Replaces", [_LIST])


@dataclass(frozen=True, slots=True)
class AboutPage:
    """A report, what was read of it, its evidence by field, and reports with the same title."""

    report: PublishedReport
    read: Bibliography
    evidence: dict[str, tuple[str, ...]]
    alike: tuple[ReportSummary, ...]
    incidents: tuple[Incident, ...]
    reports: tuple[ReportSummary, ...]
    seen: str
    overtaken: bool = False


@blueprint.get("/about")
@signed_in.require(Role.EDITOR)
def show(report_id: str) -> Response:
    """Show what a report is said to be, with the evidence beside each value."""
    page = _gather(report_id)
    return _shown(page, _form(page.report, _supersedes(page)))


@blueprint.post("/about")
@signed_in.require(Role.EDITOR)
def describe(report_id: str) -> Response:
    """Put right what a report is said to be."""
    page = _gather(report_id)
    form, status = AboutForm(), 422
    if form.validate():
        try:
            curation.describe(
                _catalog(),
                report_id,
                _changes(form, page),
                by=signed_in.actor(),
                seen=request.form.get("seen", "") or "none",
            )
            return _onward(report_id)
        except Overtaken:
            page, status = _gather(report_id, overtaken=True), 409
        except BadRequest as error:
            blame(form, error)
    return _shown(page, form, status=status)


@blueprint.post("/replaces")
@signed_in.require(Role.EDITOR)
def replaces(report_id: str) -> Response:
    """Say that a report is the later version of another one with its title."""
    page = _gather(report_id)
    earlier = (*_supersedes(page), request.form.get("other", ""))
    curation.describe(
        _catalog(),
        report_id,
        Description(supersedes=tuple(map(ReportId, dict.fromkeys(earlier)))),
        by=signed_in.actor(),
        seen=request.form.get("seen", "") or "none",
    )
    return _onward(report_id)


@blueprint.post("/standing")
@signed_in.require(Role.EDITOR)
def stand(report_id: str) -> Response:
    """Say who sees a report."""
    told = request.form.get("standing", "")
    if told not in set(Standing):
        raise BadRequest(f"{told!r} is no standing", hint=f"It is one of {', '.join(Standing)}.")
    curation.stand(_catalog(), report_id, Standing(told), by=signed_in.actor())
    return _onward(report_id, told)


@blueprint.post("/withdraw")
@signed_in.require(Role.EDITOR)
def withdraw(report_id: str) -> Response:
    """Take a report out of every page and answer; its pages tell why."""
    why = request.form.get("why", "").strip()
    if not why or len(why) > LONGEST_TITLE:
        page = _gather(report_id)
        told = f"Say why, in at most {LONGEST_TITLE} characters: readers are told."
        form = _form(page.report, _supersedes(page))
        return _shown(page, form, status=422, wrong_why=told, why=why)
    curation.withdraw(_catalog(), report_id, why=why, by=signed_in.actor())
    services.index_follower().follow(_INDEX_SECONDS)
    return _to(WITHDRAWN)


@blueprint.post("/restore")
@signed_in.require(Role.EDITOR)
def restore(report_id: str) -> Response:
    """Show a withdrawn report again."""
    curation.restore(_catalog(), report_id, by=signed_in.actor())
    return _onward(report_id, "restored")


def _gather(report_id: str, *, overtaken: bool = False) -> AboutPage:
    with _catalog().read(staff=True) as view:
        report, reviewing = view.report(report_id), view.reviewing
        read = reviewing.as_read(report.id)
        others = tuple(s for s in view.summaries() if s.id != report.id)
        evidence: dict[str, tuple[str, ...]] = {}
        for one in read.evidence:
            where = f"page {one.page}: “{one.quote[:160]}”" if one.page else one.quote[:160]
            evidence[one.field] = (*evidence.get(one.field, ()), where)
        return AboutPage(
            report=report,
            read=read,
            evidence=evidence,
            alike=_alike(report, others),
            incidents=view.incidents(),
            reports=others,
            seen=curation.report_mark(reviewing.decisions(report.id)),
            overtaken=overtaken,
        )


def _alike(report: PublishedReport, others: tuple[ReportSummary, ...]) -> tuple[ReportSummary, ...]:
    """Give other reports of the same title whose relation to this one nobody has told yet."""
    linked = {link.report for link in report.links}
    title = slug(report.bibliography.title)
    return tuple(s for s in others if slug(s.title) == title and s.id not in linked)


def _supersedes(page: AboutPage) -> tuple[str, ...]:
    return tuple(link.report for link in page.report.links if link.relation == "supersedes")


def _form(report: PublishedReport, supersedes: tuple[str, ...]) -> AboutForm:
    about = report.bibliography
    return AboutForm(
        formdata=None,
        title=about.title,
        publisher=about.publisher,
        published=about.published,
        authors="\n".join(about.authors),
        sites="\n".join(site_line(site) for site in about.sites),
        incidents="\n".join(incident.id for incident in report.incidents),
        rights=report.rights,
        supersedes="\n".join(supersedes),
    )


def _changes(form: AboutForm, page: AboutPage) -> Description:
    """Give what differs from what the page showed; raises BadRequest with the field's name."""
    shown = _form(page.report, _supersedes(page))
    changed = {
        field.short_name
        for field in shown
        if field.short_name != "csrf_token"
        and _lines(field.data) != _lines(form[field.short_name].data)
    }

    def lines(name: str) -> tuple[str, ...] | None:
        return _lines(form[name].data) if name in changed else None

    def line(name: str) -> str | None:
        return " ".join(_lines(form[name].data)) if name in changed else None

    sites, incidents, supersedes = lines("sites"), lines("incidents"), lines("supersedes")
    return Description(
        title=line("title"),
        publisher=line("publisher"),
        published=line("published"),
        authors=lines("authors"),
        sites=None if sites is None else tuple(_site(told, page) for told in sites),
        incidents=None if incidents is None else _incidents(incidents, page),
        rights=line("rights"),
        supersedes=None if supersedes is None else tuple(map(ReportId, supersedes)),
    )


def _site(told: str, page: AboutPage) -> Site:
    """Read a line; a site that the report has already is kept as it is."""
    known = {site_line(site): site for site in page.report.bibliography.sites}
    return known.get(told) or read_site(told)


def _incidents(told: tuple[str, ...], page: AboutPage) -> tuple[IncidentId, ...]:
    known = {incident.id for incident in page.incidents}
    for name in told:
        if name not in known:
            raise BadRequest(
                f"there is no incident {name!r}",
                hint="Choose from those listed beneath the field.",
                code="incidents",
            )
    return tuple(map(IncidentId, told))


def _lines(told: str | None) -> tuple[str, ...]:
    lines = (" ".join(line.split()) for line in (told or "").splitlines())
    return tuple(line for line in lines if line)


def _shown(
    page: AboutPage, form: AboutForm, *, status: int = 200, wrong_why: str = "", why: str = ""
) -> Response:
    return page_for_people(
        "staff/report_about.html",
        page,
        status=status,
        form=form,
        wrong_why=wrong_why,
        why=why,
        standings=STANDINGS,
        done=DONE.get(request.args.get("done", ""), ""),
        review_url=review_url,
    )


def _onward(report_id: str, done: str = "described") -> Response:
    """Wait a moment for the index, so that searches agree with the page that is shown next."""
    services.index_follower().follow(_INDEX_SECONDS)
    return _to(f"{review_url(report_id)}/about?done={done}")


def _to(address: str) -> Response:
    return see_other(address)


def _catalog() -> Catalog:
    return services.current().catalog
