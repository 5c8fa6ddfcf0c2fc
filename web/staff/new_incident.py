"""An incident that no report was read to tell of, written down for a report that does."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Blueprint, Response, request
from flask_wtf import FlaskForm
from wtforms import SelectField, StringField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired, Length

from kb import curation
from kb.curation import LONGEST_LINE, Overtaken
from kb.domain.ids import IncidentId
from kb.domain.incident import Incident
from kb.domain.published import PublishedReport
from kb.domain.staff import Role
from kb.errors import BadRequest
from kb.incident_writing import write_incident
from kb.reference import load_incident_types
from web import services
from web.negotiate import page_for_people, see_other
from web.presenters.review import review_url
from web.staff import signed_in
from web.staff.forms import blame
from web.staff.site_lines import read_site, site_line

_LINE = Length(max=LONGEST_LINE, message=f"At most {LONGEST_LINE} characters.")
blueprint = Blueprint("new_incident", __name__, url_prefix="/staff/review/<report_id>/incident")


class IncidentForm(FlaskForm):  # type: ignore[misc]
    """What happened, when and where."""

    name = StringField("Name", [DataRequired("Give the incident a name."), _LINE])
    type = SelectField("Kind of incident")
    start = StringField("Began", [_LINE])
    end = StringField("Ended", [_LINE])
    place = StringField("Place", [DataRequired("Say where it was."), _LINE])

    def offer(self) -> IncidentForm:
        """Offer the kinds there are."""
        kinds = [SelectChoice(one.id, one.label) for one in load_incident_types()]
        self.type.choices = [SelectChoice("", "not known"), *kinds]
        return self

    def incident(self) -> Incident:
        """Give the incident, without an id; raises BadRequest with the field's name."""
        try:
            site = read_site(self.place.data)
        except BadRequest as error:
            raise BadRequest(str(error), hint=error.hint, code="place") from error
        return Incident(
            id=IncidentId(""),
            name=" ".join(self.name.data.split()),
            type=self.type.data,
            start=(self.start.data or "").strip(),
            end=(self.end.data or "").strip(),
            place=site.place,
            state=site.state,
            country=site.country,
            site=site.id,
        )


@dataclass(frozen=True, slots=True)
class NewIncidentPage:
    """The report that tells of it, and the state of its description that was seen."""

    report: PublishedReport
    seen: str
    overtaken: bool = False


@blueprint.get("")
@signed_in.require(Role.EDITOR)
def show(report_id: str) -> Response:
    """Ask for an incident."""
    page = _gathered(report_id)
    sites = page.report.bibliography.sites
    form = IncidentForm(formdata=None, place=site_line(sites[0]) if sites else "")
    return _shown(page, form.offer())


@blueprint.post("")
@signed_in.require(Role.EDITOR)
def add(report_id: str) -> Response:
    """Write an incident down and put the report to it."""
    form, status = IncidentForm().offer(), 422
    page = _gathered(report_id)
    if form.validate():
        try:
            write_incident(
                services.current().catalog,
                report_id,
                form.incident(),
                by=signed_in.actor(),
                seen=request.form.get("seen", "") or "none",
            )
        except Overtaken:
            page, status = _gathered(report_id, overtaken=True), 409
        except BadRequest as error:
            blame(form, error)
        else:
            services.index_follower().follow()
            return see_other(f"{review_url(report_id)}/about")
    return _shown(page, form, status)


def _gathered(report_id: str, *, overtaken: bool = False) -> NewIncidentPage:
    with services.current().catalog.read(staff=True) as view:
        report = view.report(report_id)
        seen = curation.report_mark(view.reviewing.decisions(report.id))
    return NewIncidentPage(report, seen, overtaken)


def _shown(page: NewIncidentPage, form: IncidentForm, status: int = 200) -> Response:
    return page_for_people(
        "staff/new_incident.html", page, status=status, form=form, review_url=review_url
    )
