from __future__ import annotations

import pytest

from ingest.incidents.account_places import AccountPlace
from ingest.incidents.gazetteer import Gazetteer, bare
from ingest.incidents.sites import find_sites
from kb.reference import load_agencies, load_regional_bodies, load_states


@pytest.fixture(scope="module")
def gazetteer():
    return Gazetteer(load_states(), load_agencies(), load_regional_bodies())


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


def test_what_the_title_names_and_the_text_pairs_with_a_state(gazetteer):
    pages = [
        (
            4,
            "Ashby, Ohio, has two hospitals. In the UK, Scotland and Wales have "
            "others. Special Counsel Robert Rowe, WA saw them.",
        )
    ]
    sites, _ = find_sites("What Ashby and the UK Learned from Rowe", pages, gazetteer)
    assert [(s.place, s.state) for s in sites] == [("Ashby", "OH")]


def test_a_local_body_comes_before_the_address_below_the_title(gazetteer):
    title = "Ambush on Route 9\nAfter-Action Review\nCathlow, Ohio"
    pages = [(1, "Cathlow, Ohio"), (3, "Elm County has 72 deputies.")]
    sites, _ = find_sites(title, pages, gazetteer, "Elm County Sheriff's Office")
    assert [(s.place, s.state) for s in sites] == [("Elm County", "OH")]


def test_a_cited_code_is_no_state(gazetteer):
    assert gazetteer.names("under 50 U.S.C. 1861") == []


def at(name: str, *, with_state: bool = False) -> AccountPlace:
    return AccountPlace(name, 3, f"a crowd attacked a hotel in {name}", with_state)


def test_where_no_agency_is_named_the_account_says_the_place(gazetteer):
    pages = [(3, "a crowd attacked a hotel in Thorn Cross"), (4, "towns in England and Wales")]
    (site,), (proof,) = find_sites("Keeping the peace", pages, gazetteer, told_at=at("Thorn Cross"))
    assert (site.place, site.state, site.country) == ("Thorn Cross", "England", "United Kingdom")
    assert (proof.page, proof.quote) == (3, "a crowd attacked a hotel in Thorn Cross")


@pytest.mark.parametrize(
    ("body", "region"),
    [
        ("the Home Office", "England"), ("Local Resilience Forums", "England"),
        ("Natural Resources Wales", "Wales"), ("Police Scotland", "Scotland"),
        ("New Zealand Police", "New Zealand"), ("An Garda Síochána", "Ireland"),
    ],
)  # fmt: skip
def test_a_body_of_one_region_says_the_region(gazetteer, body, region):
    pages = [(3, "a bomb exploded in Seaholme"), (5, f"The report was sent to {body}.")]
    (site,), _ = find_sites("The Attack", pages, gazetteer, told_at=at("Seaholme"))
    assert (site.place, site.state) == ("Seaholme", region)


def test_a_force_of_the_whole_state_stands_where_it_happened(gazetteer):
    text = "The Queensland Police Service sent a team. The Queensland Police Service had none."
    (site,), _ = find_sites("Inquest", [(1, text)], gazetteer, told_at=at("Merinda Creek"))
    assert (site.place, site.state, site.agency) == (
        "Merinda Creek", "Queensland", "Queensland Police Service",
    )  # fmt: skip


def test_where_it_happened_comes_before_the_county_whose_deputies_came(gazetteer):
    text = "The Cheat County Sheriff's Office sent deputies to Barlow, Tennessee. " * 2
    sites, _ = find_sites("Mill", [(1, text)], gazetteer, told_at=at("Barlow", with_state=True))
    assert [(s.place, s.state) for s in sites] == [("Barlow", "TN"), ("Cheat County", "TN")]


def test_every_regional_body_serves_a_region_of_the_table():
    regions = {state.name for state in load_states()}
    assert {body.region for body in load_regional_bodies()} <= regions


def test_a_body_is_no_town_and_a_cover_sets_towns_in_capitals(gazetteer):
    assert gazetteer.pairs("Inspector-General of Emergency Management, Queensland") == []
    ((place, state, _),) = gazetteer.pairs("CITY OF NEW TANNERY, N.J.")
    assert (place, state.code) == ("New Tannery", "NJ")
    assert [s.code for s in gazetteer.names("ELM COUNTY, ALA.")] == ["AL"]


@pytest.mark.parametrize(
    ("title", "publisher", "agency"),
    [
        ("The Elm County Flood", "ELM COUNTY SHERIFF’S OFFICE", "Elm County Sheriff’s Office"),
        ("The Elm County Flood", "Elm County Emergency Communications",
         "Elm County Emergency Communications"),
        ("The Elm County Flood", "Elm County Police Oversight Board", ""),
        ("The Elm County Flood: an inspection of Elmshire Police", "His Majesty’s Inspectorate",
         "Elmshire Police"),
    ],
)  # fmt: skip
def test_a_place_has_the_service_that_reports_or_is_inspected(gazetteer, title, publisher, agency):
    pages = [(1, "A report on Elm County, Ohio"), (2, "Elm County is in Ohio."), (3, "Elm County")]
    sites, _ = find_sites(title, pages, gazetteer, publisher)
    assert [(s.place, s.agency) for s in sites] == [("Elm County", agency)]


def test_the_body_on_the_line_above_is_no_part_of_a_place(gazetteer):
    for body in (
        "Utah Seismic Response Collaborative",
        "Metropolitan Audit Commission",
        "Civil Grand Jury",
    ):
        ((place, _, _),) = gazetteer.pairs(f"{body} Elm Wells, Utah")
        assert place == "Elm Wells"


def test_a_town_named_for_its_landscape_keeps_its_number():
    assert [bare(n) for n in ("Three Forks", "Two Rivers", "Four Barlow")] == [
        "Three Forks", "Two Rivers", "Barlow",
    ]  # fmt: skip
