"""What is known of an event beside its type, place and days."""

from __future__ import annotations

from ingest.layout.blocks import Role
from kb.domain.ids import site_id
from kb.domain.incident import Site
from tests.support.blocks import block
from tests.support.incident_reports import MARCHES, found, told


def test_rifles_of_hunters_start_no_wildfire():
    (one,) = found(
        "The Mill Creek Wildfire", "The wildfire started on May 3, 2019.",
        "A wildfire burned.", "Hunters carried a rifle.",
    )  # fmt: skip
    assert "weapon" not in told(one)


def test_a_row_of_a_chronology_is_one_event():
    row = block("May 9, 2020 6:30 a.m. Ninety-four people in custody.", Role.CELL, table=0, row=1)
    (one,) = found("Protests in Elm Ford", *MARCHES[:2], row)
    assert told(one)["arrests"] == 94


def test_a_siege_that_ended_in_surrender_killed_nobody():
    (one,) = found(
        "The Mill Street Siege", "On May 3, 2019 a man barricaded himself in a house.",
        "After a siege of nine hours the man came to the door and surrendered.", "The siege ended.",
    )  # fmt: skip
    assert (told(one)["killed"], told(one)["duration_hours"]) == (0, 9)


def test_whose_agency_it_is_stands_in_the_advice():
    (one,) = found(
        "The Occupation of Elm Green", "On May 3, 2019 students put up tents; the encampment grew.",
        "State police came to the occupation.", "Campus police should talk to occupiers.",
        "Campus police should wear names.",
    )  # fmt: skip
    assert told(one)["jurisdiction_type"] == "campus"


def test_a_place_named_in_passing_is_no_setting():
    (one,) = found(
        "Protests in Elm Ford", *MARCHES, "Forms lie at police headquarters.", *("Calm.",) * 80
    )
    assert "setting" not in told(one)


def test_crowds_on_a_named_street_are_downtown():
    (one,) = found("Protests on Canal Street", "The protests on Canal Street began May 3, 2019.",
                   "Protesters left.")  # fmt: skip
    assert told(one)["setting"] == "street/downtown"


def test_where_it_happened_is_said_where_the_account_begins():
    (one,) = found(
        "Review of the Elm Road siege",
        "On May 3, 2020, constables went to a farmhouse to search it.", "A siege began.",
        "The ambulance waited at the highway.", *("Calm.",) * 80,
    )  # fmt: skip
    assert told(one).get("setting") != "highway"


def test_a_shooting_lasts_no_hours():
    (one,) = found(
        "The fatal police shooting of May 3, 2020",
        "An officer shot and killed a man. The search lasted six hours.",
    )
    assert "duration_hours" not in told(one)


def test_a_title_says_for_how_many_hours():
    (one,) = found("Thirty-One Hours in Elm Ford", "On Monday, May 11, 2020 a man took hostages.",
                   "The siege lasted a day.", "The hostages were freed on May 12.")  # fmt: skip
    assert told(one)["duration_hours"] == 31


def test_the_injured_of_one_kind_are_counted_as_that_kind():
    (one,) = found("Ambush on Route 9", "On May 9, 2020 a man fired at deputies in an ambush.",
                   "One deputy was killed and two were wounded in the ambush.")  # fmt: skip
    assert told(one)["injured_officers"] == 2
    assert "injured" not in told(one)


def test_a_type_may_say_why_and_with_what():
    (one,) = found("The Elm Terrace Street Party", "The street party on May 9, 2020 was loud.")
    assert (one.type, told(one)["trigger"]) == ("public-order/celebration-sports", "celebration")
    (one,) = found("Inquest", "On May 9, 2020 a man drove a van into the mall.", "Six people died.")
    assert (one.type, told(one)["weapon"]) == ("mass-violence/vehicle-attack", "vehicle")


def test_a_crowd_that_fills_a_street_is_in_the_street():
    (one,) = found("Protests", *MARCHES, "People began to fill Market Street.")
    assert told(one)["setting"] == "street/downtown"


def test_where_people_were_taken_is_no_setting():
    (one,) = found(
        "The Shootings at Elm Hospital",
        "On June 5, 2020, a man shot and killed three nurses in the hospital.",
        "Families came to a reunification site at the middle school.",
    )
    assert "setting" not in told(one)


def test_the_agency_of_a_county_is_the_countys():
    site = Site(site_id("Elm County", "OH"), "Elm County", "OH")
    (one,) = found("The Elm County Flood", "On June 5, 2020, the river flooded.", sites=(site,))
    assert told(one)["jurisdiction_type"] == "county"


def test_homes_are_lost_in_all_disasters():
    (one,) = found("Flood", "On June 5, 2020, the river flooded a house and a mobile home.")
    assert "setting" not in told(one)


def test_those_whom_a_besieged_man_holds_are_hostages():
    (one,) = found(
        "Siege on Elm Street",
        "On June 5, 2020, a man barricaded himself. He held his two children until dawn.",
    )
    assert told(one)["hostages"] == 2
