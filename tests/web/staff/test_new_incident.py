"""Incidents that staff write down: a page of their own, kept when a report is read again."""

from __future__ import annotations

import re

import pytest

from kb import curation
from tests.support import small_catalog
from tests.web.staff.test_review import desk_app, report

__all__ = ["desk_app", "report"]
SEEN = re.compile(r'name="seen" value="([^"]+)"')
NEW = {
    "name": "Doors on Quarry Road",
    "type": "",
    "start": "2017-05-02",
    "end": "",
    "place": "Quarry, Ohio",
}


@pytest.fixture
def desk_services(own_services):
    return own_services


@pytest.fixture
def address(desk_services):
    with desk_services.catalog.read() as view:
        name = next(s.id for s in view.summaries() if s.title == "Doors That Stay Closed")
    return f"/staff/review/{name}/incident"


def send(browser, address, **typed):
    seen = SEEN.search(browser.get(address).text)[1]
    return browser.send(address, **{"seen": seen, **NEW, **typed})


def named(services):
    with services.catalog.read() as view:
        return next(one for one in view.incidents() if one.name == NEW["name"])


def test_a_new_incident_has_a_page_and_its_report_and_others_are_put_to_it(
    browser, desk_services, address, report
):
    editor = browser("editor")
    answer = send(editor, address)
    assert answer.status_code == 303
    made = named(desk_services)
    assert made.id == "quarry-oh-2017-05-02-doors-on-quarry-road"
    page = browser().get(f"/incidents/{made.id}").text
    assert "Doors That Stay Closed" in page
    about = f"/staff/review/{report}/about"
    form = editor.get(about).text
    assert made.id in form
    line = r'<input[^>]*name="(title|publisher|published)"[^>]*value="([^"]*)"'
    told = dict(re.findall(line, form))
    areas = ("authors", "sites", "rights")
    kept = {n: re.search(rf'name="{n}"[^>]*>\s*([^<]*)<', form)[1] for n in areas}
    seen = SEEN.search(form)[1]
    editor.send(about, seen=seen, incidents=made.id, supersedes="", **told, **kept)
    assert len(named(desk_services).reports) == 2


def test_it_stays_when_its_report_is_read_again_and_goes_when_it_is_taken_back(
    browser, desk_services, address
):
    send(browser("editor"), address)
    with desk_services.catalog.begin() as tx:
        tx.put_report(small_catalog.extraction(2))
    made = named(desk_services)
    with desk_services.catalog.read() as view:
        decision = view.decisions(made.reports[0])[-1]
    curation.undo(desk_services.catalog, made.reports[0], decision.seq, by="editor")
    with desk_services.catalog.read() as view:
        assert made.id not in {one.id for one in view.incidents()}


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ({"name": ""}, "Give the incident a name"),
        ({"start": "May 2017"}, "is not a date"),
        ({"end": "2016"}, "ends before it begins"),
        ({"place": "Quarry, Atlantis"}, "no state, province"),
        ({"type": "nonsense"}, "Not a valid choice"),
    ],
    ids=str,
)
def test_what_is_wrong_stands_beside_its_field_and_is_kept(browser, address, typed, told):
    answer = send(browser("editor"), address, **typed)
    assert answer.status_code == 422
    assert told in answer.text
    assert "Quarry" in answer.text


def test_of_two_editors_the_later_is_told(browser, address):
    editor = browser("editor")
    send(editor, address)
    answer = send(editor, address, seen="0", name="Another")
    assert answer.status_code == 409
    assert 'value="Another"' in answer.text
