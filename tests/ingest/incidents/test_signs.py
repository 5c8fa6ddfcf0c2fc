from __future__ import annotations

import pytest

from ingest.incidents.happenings import _compiled
from ingest.incidents.signs import FEWEST_SIGNS, type_by_signs
from kb.reference import load_event_signs, load_incident_types
from tests.support.incident_reports import found

ACCOUNTS = {
    "a clerk pushed into a room": (
        "siege/hostage-barricade",
        "A guest pushed a clerk back into Room 9 and showed a handgun. Negotiators reached him "
        "by the "
        "room telephone, and in the morning he came out.",
    ),
    "water over a levee": (
        "disaster/flood",
        "Rain had fallen for three days when water came over the levee. Deputies with boats "
        "brought "
        "people out of the mobile home park.",
    ),
    "a pod that would not lock down": (
        "public-order/riot",
        "Some thirty inmates refused to lock down. Mattresses were burning when the tactical "
        "team came.",
    ),
    "screens that went dark": (
        "disaster/other",
        "Screens at the 911 center went dark, and a note asked for payment. Call-takers went to "
        "paper.",
    ),
    "days of heat": (
        "disaster/other",
        "The temperature passed 100 degrees on six days. Most of the dead lived alone, without air "
        "conditioning; two cooling centers opened.",
    ),
    "a gate too narrow": (
        "medical-event/mass-casualty",
        "At the turnstiles people could no longer breathe. Six died, and paramedics came late.",
    ),
    "a man with a knife": (
        "use-of-force/officer-involved-shooting",
        "He ran with the knife towards two constables, one of whom fired three times. He was "
        "pronounced dead at the scene.",
    ),
    "a cell at dawn": (
        "use-of-force/in-custody-death",
        "She was booked into the jail and told the nurse of her withdrawal. At dawn she was "
        "found cold.",
    ),
    "a fire from a fallen line": (
        "disaster/wildfire",
        "A line came down and set the grass alight. The wind was from the east, and homes burned.",
    ),
    "a car that sped off": (
        "pursuit/vehicle-pursuit",
        "The trooper tried to stop a sedan. It sped off at 104 miles an hour until it struck a "
        "van.",
    ),
    "a parcel on the steps": (
        "mass-violence/bombing",
        "A parcel went off on the steps. A second device was made safe by the bomb squad.",
    ),
    "beds with dummies": (
        "manhunt/fugitive",
        "Two beds at the prison were found to hold dummies. Troopers went through the woods for "
        "weeks.",
    ),
}


@pytest.mark.parametrize("told", ACCOUNTS)
def test_what_there_is_in_an_event_tells_it(told):
    type_, account = ACCOUNTS[told]
    assert type_by_signs([account]) == type_


def test_one_sign_tells_nothing():
    assert FEWEST_SIGNS > 1
    assert not type_by_signs(["The board heard of a levee from an engineer."])


def test_a_report_without_any_word_for_its_event_has_one():
    (one,) = found(
        "Nineteen Hours at the Wayside Inn",
        "On Monday, March 8, 2021, a guest pushed a clerk back into Room 9 and showed a handgun.",
        "Negotiators reached him by telephone at 9:02 p.m.",
        "At 1:10 p.m. on March 9 he came out with his hands raised.",
        published="2022-01",
    )
    assert (one.type, one.start) == ("siege/hostage-barricade", "2021-03-08")


def test_a_report_about_no_event_has_none_by_its_signs():
    assert not found(
        "Annual Report of the Fleet Board",
        "On March 3, 2019, the board heard from the treasurer about a crash of a server.",
        "It looked at the purchase of vehicles and at the price of fuel.",
    )


def test_every_kind_of_event_can_be_told_without_its_name():
    told = {row.type for row in load_event_signs()} | {kind for kind, _, _ in _compiled()}
    # Bodies that investigate transport name the accident on the cover; studies tell no event
    other = {"transport", "organizational", "national", "bias"}
    kinds = {t.id for t in load_incident_types() if t.family not in other}
    assert kinds - told == {"use-of-force/ois-pattern", "use-of-force/pattern-review"}
