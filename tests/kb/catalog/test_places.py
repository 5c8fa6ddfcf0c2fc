from __future__ import annotations

from operator import is_

import pytest

from kb import curation
from kb.catalog.catalog import Catalog
from kb.catalog.incidents import doubt
from kb.domain.ids import site_id
from kb.domain.incident import Attribute, Site
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
        {"start": "", "end": "", "type": "disaster/wildfire"},
        {"start": "", "end": "", "place": ""},
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


UNDATED = incident(name="Reform in Harlow Bend", type="organizational/collaborative-reform",
                   start="", end="", state="")  # fmt: skip
PROGRESS = {"name": "progress", "title": "Eighteen-Month Progress Report", "published": "2022-01"}


@pytest.mark.parametrize("first", ["dated", "undated"])
def test_a_progress_report_without_a_date_is_joined_to_the_incident_it_follows_up(catalog, first):
    told = [{}, {**PROGRESS, "incidents": (UNDATED,)}]
    for values in told if first == "dated" else told[::-1]:
        put(catalog, **values)
    with catalog.read() as view:
        [joined] = view.incidents()
    assert (joined.name, joined.start) == ("Canal Street demonstrations", "2019-09-13")
    assert joined.type == "public-order/mass-demonstration"
    assert len(joined.reports) == 2


@pytest.mark.parametrize("first", ["dated", "undated"])
def test_what_gives_no_date_is_joined_to_the_only_incident_of_its_type_at_the_place(catalog, first):
    told = [{}, {"name": "other", "title": "Other", "incidents": (incident(start="", end=""),)}]
    for values in told if first == "dated" else told[::-1]:
        put(catalog, **values)
    with catalog.read() as view:
        assert len(view.incidents()) == 1


@pytest.mark.parametrize(
    "later",
    [
        {"title": "A Study of the Department", "incidents": (UNDATED,)},
        {**PROGRESS, "published": "2018-01", "incidents": (UNDATED,)},
    ],
    ids=["tells no progress", "published before it happened"],
)
def test_an_undated_study_of_an_agency_is_not_joined(catalog, later):
    put(catalog)
    put(catalog, **{"name": "study", **later})
    with catalog.read() as view:
        assert len(view.incidents()) == 2


def test_what_gives_no_date_is_joined_to_none_of_two_that_it_may_mean(catalog):
    put(catalog)
    put(catalog, name="second", title="Second", incidents=(incident(start="2020-07", end=""),))
    undated = put(catalog, **PROGRESS, incidents=(UNDATED,))
    with catalog.read() as view:
        assert len(view.incidents()) == 3
        own = view.report(undated).incidents[0].id
    put(catalog, **PROGRESS, pipeline=2, incidents=(UNDATED,))
    with catalog.read() as view:
        assert view.report(undated).incidents[0].id == own


def test_reading_again_keeps_a_join_without_a_date(catalog):
    first = put(catalog, **PROGRESS, incidents=(UNDATED,))
    put(catalog)
    with catalog.read() as view:
        [before] = view.incidents()
    put(catalog, **PROGRESS, pipeline=2, incidents=(UNDATED,))
    with catalog.read() as view:
        assert view.report(first).incidents[0].id == before.id
        assert len(view.incidents()) == 1


STATELESS = Site(site_id("Harlow Bend", ""), "Harlow Bend", "")


@pytest.mark.parametrize("first", ["stated", "stateless"])
def test_a_place_without_its_state_is_the_one_site_that_another_report_tells(catalog, first):
    study = {"name": "study", "title": "Study", "sites": (STATELESS,),
             "incidents": (incident(state="", start="2001", end="", type="siege"),)}  # fmt: skip
    for values in [{}, study] if first == "stated" else [study, {}]:
        put(catalog, **values)
    with catalog.read() as view:
        assert "harlow-bend" not in {site.id for site in view.sites()}
        assert len(view.reports_at("harlow-bend-oh")) == 2
        assert {i.site for i in view.incidents()} == {"harlow-bend-oh"}
        named = next(s for s in view.summaries() if s.title == "Study")
        assert [(s.id, s.state) for s in named.sites] == [("harlow-bend-oh", "OH")]
        assert any("another says OH" in w.message for w in view.report(named.id).warnings)
        assert {change.report for change in view.changes_after(0)} >= {named.id}


def test_a_place_that_two_states_have_stays_without_one(catalog):
    put(catalog)
    elsewhere = Site(site_id("Harlow Bend", "MI"), "Harlow Bend", "MI")
    put(catalog, name="other", title="Other", sites=(elsewhere,), incidents=())
    put(catalog, name="study", title="Study", sites=(STATELESS,), incidents=())
    with catalog.read() as view:
        assert [s.title for s in view.reports_at("harlow-bend")] == ["Study"]


def test_what_a_join_leaves_open_is_said(catalog):
    put(catalog)
    put(catalog, **PROGRESS, incidents=(UNDATED,))
    put(catalog, name="other", title="Other", incidents=(incident(state="", end="2019-09-20"),))
    with catalog.read() as view:
        [joined] = view.incidents()
        own = [view.report(name).incidents[0] for name in joined.reports]
    doubts = sorted(doubt(account, joined) for account in own)
    assert doubts[0] == ""
    assert "does not say in which state Harlow Bend lies" in doubts[1]
    assert "gives no date" in doubts[2]
    assert "reports progress" in doubts[2]


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


def test_a_scene_that_no_report_names_as_its_site_is_a_site_with_its_report(catalog):
    told = (incident(), incident(place="Sable Fork", state="CO", start="2015-05-22", end=""))
    report = put(catalog, incidents=told)
    with catalog.read() as view:
        assert {i.site for i in view.incidents()} == {"harlow-bend-oh", "sable-fork-co"}
        assert {"harlow-bend-oh", "sable-fork-co"} <= {site.id for site in view.sites()}
        site = view.site("sable-fork-co")
        assert (site.place, site.state, site.agency) == ("Sable Fork", "CO", "")
        assert view.site("harlow-bend-oh").agency == "Harlow Bend Police"
        assert [found.id for found in view.reports_at("sable-fork-co")] == [report]


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


def test_incidents_of_which_nothing_new_is_told_are_not_made_anew(catalog):
    put(catalog)
    with catalog.read() as view:
        incidents, summaries = view.incidents(), view.summaries()
    with catalog.begin() as tx:
        tx.put_report(extraction(name="another", incidents=()))
    with catalog.read() as view:
        assert all(map(is_, view.incidents(), incidents))
        assert {id(s) for s in summaries} < {id(s) for s in view.summaries()}
