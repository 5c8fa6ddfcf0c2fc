"""Incidents and sites say where and when in one way on every page."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import web
from kb.domain.ids import IncidentId, SiteId
from kb.domain.incident import Incident, Site
from kb.place_names import site_name
from web.presenters.places import incident_row


def _incident(**known: str) -> Incident:
    return Incident(IncidentId("flood"), "Flood", site=SiteId("vermont-vt"), **known)  # type: ignore[arg-type]


def test_an_incident_all_over_a_state_names_it_once() -> None:
    assert incident_row(_incident(place="Vermont", state="VT")).where == "Vermont"
    assert incident_row(_incident(place="Barre", state="VT")).where == "Barre, VT"
    assert site_name(Site(SiteId("vermont-vt"), "Vermont", "VT")) == "Vermont"


@pytest.mark.parametrize(
    ("start", "end", "when"),
    [
        ("", "", ""),
        ("2023-07-10", "", "2023-07-10"),
        ("2023-07-10", "2023-07-10", "2023-07-10"),
        ("2023-07-10", "2023-07-12", "2023-07-10 to 2023-07-12"),
    ],
)
def test_one_day_is_no_span(start: str, end: str, when: str) -> None:
    assert incident_row(_incident(start=start, end=end)).when == when


def test_no_page_puts_place_and_state_together_by_itself() -> None:
    templates = Path(web.__file__).parent / "templates"
    by_itself = re.compile(r"incident\.(?:place|state|end)\b")
    assert not [p.name for p in templates.rglob("*.html") if by_itself.search(p.read_text())]
