from __future__ import annotations

import pytest

from kb import curation
from kb.catalog.catalog import Catalog
from kb.domain.incident import Attribute
from kb.errors import Gone
from kb.programme import load_programme
from tests.support.extractions import extraction, incident


@pytest.fixture
def catalog(tmp_path):
    opened = Catalog.open(f"sqlite:///{tmp_path}/catalog.sqlite3")
    yield opened
    opened.close()


def put(catalog, **values):
    with catalog.begin() as tx:
        return tx.put_report(extraction(**values))


def test_two_reports_on_one_incident_are_joined(catalog):
    first = put(catalog)
    told = incident(
        name="Complaints after the demonstrations",
        end="2019-09-22",
        attributes=(Attribute("arrests", 64, 5, "64 arrests"),),
    )
    second = put(
        catalog, name="complaints", title="Complaints", published="2021-02", incidents=(told,)
    )
    with catalog.read() as view:
        [joined] = view.incidents()
        assert view.incident(joined.id) == joined
        assert view.report(second).incidents[0].id == joined.id
        assert [(link.relation, link.report) for link in view.report(first).links] == [
            ("same-incident", second)
        ]
    assert joined.reports == (first, second)
    assert joined.name == "Canal Street demonstrations"
    assert {(a.key, a.report) for a in joined.attributes} == {
        ("crowd_size", first),
        ("arrests", second),
    }
    assert joined.site == "harlow-bend-oh"


@pytest.mark.parametrize(
    "other",
    [
        {"place": "Lakehaven"},
        {"state": "MI"},
        {"start": "2020-05-01", "end": "2020-05-03"},
        {"type": "disaster/wildfire"},
        {"start": "", "end": ""},
        {"place": ""},
    ],
)
def test_other_incidents_are_not_joined(catalog, other):
    put(catalog)
    put(catalog, name="other", title="Other", incidents=(incident(**other),))
    with catalog.read() as view:
        assert len(view.incidents()) == 2


@pytest.mark.parametrize(
    "told", [{"start": "2019-09", "end": ""}, {"type": "public-order"}, {"type": ""}]
)
def test_less_exact_accounts_are_joined(catalog, told):
    put(catalog)
    put(catalog, name="other", title="Other", incidents=(incident(**told),))
    with catalog.read() as view:
        assert len(view.incidents()) == 1


def test_reading_again_keeps_the_incidents_id(catalog):
    put(catalog, incidents=(incident(place="", start=""),))
    put(catalog, pipeline=2, incidents=(incident(place="", start=""),))
    with catalog.read() as view:
        assert [i.id for i in view.incidents()] == ["oh-mass-demonstration"]


def test_an_incident_no_report_tells_of_any_more_is_gone(catalog):
    put(catalog)
    put(catalog, pipeline=2, incidents=())
    with catalog.read() as view, pytest.raises(Gone):
        view.incident("harlow-bend-oh-2019-09-13-mass-demonstration")


def test_a_progress_report_says_what_it_reports_progress_on(catalog):
    first = put(catalog)
    later = put(
        catalog,
        name="progress",
        title="Eighteen-Month Progress Report",
        published="2022-01",
    )
    with catalog.read() as view:
        assert [(k.relation, k.report) for k in view.report(later).links] == [
            ("reports-progress-on", first)
        ]


def test_sites_without_reports_have_a_page(catalog):
    put(catalog)
    with catalog.read() as view:
        names = {site.id: site for site in view.sites()}
        assert {"tampa-fl", "detroit-mi", "harlow-bend-oh"} <= names.keys()
        assert view.site("harlow-bend-oh").agency == "Harlow Bend Police"
        assert view.reports_at("tampa-fl") == ()
        assert [s.id for s in view.reports_at("harlow-bend-oh")] == [
            "mips-2020-nine-nights-canal-street"
        ]
        assert view.engagements() == load_programme().engagements


def test_lists_follow_every_change(catalog):
    with catalog.read() as view:
        before = (view.summaries(), view.sites(), view.incidents())
    report = put(catalog)
    with catalog.read() as view:
        assert len(view.summaries()) == len(before[0]) + 1
        assert view.summaries() is view.summaries()
    curation.withdraw(catalog, report, why="asked to")
    with catalog.read() as view:
        assert (view.summaries(), view.sites(), view.incidents()) == before
