from __future__ import annotations

import pytest

from ingest.sites import Gazetteer, find_sites
from kb.reference import load_agencies, load_states


@pytest.fixture(scope="module")
def gazetteer():
    return Gazetteer(load_states(), load_agencies())


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("in Ferguson, Missouri, on", "MO"), ("in Ferguson, Mo. on", "MO"),
        ("in Ferguson, MO on", "MO"), ("in Toronto, Ontario", "Ontario"),
        ("23 km N of Ardrossan, SA, on", "South Australia"), ("in Perth, WA", "WA"),
    ],
)  # fmt: skip
def test_ways_of_writing_a_state(gazetteer, text, code):
    ((_, state, _),) = gazetteer.pairs(text)
    assert state.code == code


def test_an_address_is_no_site(gazetteer):
    assert gazetteer.pairs("145 N Street NE, Washington, DC 20530") == []


def test_agency_with_its_state(gazetteer):
    pages = [
        (3, "The Harlow Bend Police Department in Harlow Bend, Ohio, has 212 officers."),
        (4, "The Harlow Bend Police Department opened a post."),
    ]
    sites, evidence = find_sites("Nine Nights", pages, gazetteer)
    assert [(s.place, s.state, s.agency) for s in sites] == [
        ("Harlow Bend", "OH", "Harlow Bend Police Department")
    ]
    assert (evidence[0].page, evidence[0].quote) == (3, "Harlow Bend, Ohio")


def test_known_forces_of_other_countries(gazetteer):
    pages = [(n, "Merseyside Police responded.") for n in range(1, 5)]
    sites, _ = find_sites("Disorder", pages, gazetteer)
    assert (sites[0].state, sites[0].country) == ("England", "United Kingdom")


def test_no_place_no_site(gazetteer):
    assert find_sites("Statistical methods", [(1, "The survey was large.")], gazetteer)[0] == ()


LETTERHEAD = [(1, "P.O. Box 118, Elm Springs, NM 87899"), (2, "The deputies waited.")]


@pytest.mark.parametrize(
    ("publisher", "places"),
    [
        ("ELM COUNTY SHERIFF'S OFFICE", [("Elm County", "NM", "Elm County Sheriff's Office")]),
        ("Elm County Health Council", [("Elm County", "NM", "")]),
        ("City of Elm Heights Office of Inspector General", [("Elm Heights", "NM", "")]),
        # consultants sit anywhere
        ("Delta Group", []),
    ],
)
def test_a_local_body_sits_where_it_serves(gazetteer, publisher, places):
    sites, _ = find_sites("A Review", LETTERHEAD, gazetteer, publisher)
    assert [(s.place, s.state, s.agency) for s in sites] == places


def test_the_one_place_that_a_cover_names(gazetteer):
    pages = [(1, "Prepared for the council of Elm Heights, Missouri"), (2, "The market was full.")]
    sites, _ = find_sites("Saturday", pages, gazetteer)
    assert [(s.place, s.state) for s in sites] == [("Elm Heights", "MO")]


@pytest.mark.parametrize(
    "line", ["Ohio", "Elm County, Ohio", "OHIO NATIONAL GUARD", "State of Ohio | Inspector General"]
)
def test_a_state_that_the_letterhead_prints_once_outweighs_others_named(gazetteer, line):
    pages = [
        (1, "The Elm Ford Police Department waited."),
        (9, "The Elm Ford Police Department read reports from Texas, Texas and Texas."),
    ]
    sites, _ = find_sites("A Review", pages, gazetteer, "", [line])
    assert [(s.place, s.state) for s in sites] == [("Elm Ford", "OH")]


def test_an_agency_named_once_is_that_of_the_place_a_report_goes_on_naming(gazetteer):
    pages = [(1, "The Elm Ford Police Service was formed in 1913. It serves Elm Ford, Ontario."),
             (2, "In Elm Ford nobody knew. The Oak Hill Police Service came.")]  # fmt: skip
    sites, _ = find_sites("The Nine Days", pages, gazetteer)
    assert [(s.place, s.state, s.agency) for s in sites] == [
        ("Elm Ford", "Ontario", "Elm Ford Police Service")
    ]


def test_a_cited_code_is_no_state(gazetteer):
    assert gazetteer.names("under 50 U.S.C. 1861") == []
