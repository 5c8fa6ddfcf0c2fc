from __future__ import annotations

import pytest

from ingest.incidents import told_alike
from ingest.incidents.told_alike import type_told_alike
from kb.reference import load_incident_accounts, load_incident_openings
from tests.support.incident_reports import found


@pytest.mark.parametrize(
    ("account", "type_"),
    [
        ("It ran two red lights. He kept behind it at ninety until it went through a taxi.",
         "pursuit/vehicle-pursuit"),
        ("She was found with a bag round her neck in a cell of the jail, and had told the booking "
         "officer of an earlier attempt.", "use-of-force/in-custody-death"),
        ("Stones began to fly, a pharmacy was on fire, and the shops had been emptied.",
         "public-order/civil-unrest"),
        ("The committee met to hear of the purchase of chairs.", ""),
        ("", ""),
    ],
)  # fmt: skip
def test_the_words_of_a_kind_tell_it(account, type_):
    assert type_told_alike([account]) == type_


def test_most_written_accounts_are_told_as_their_own_kind():
    told = [(kind, type_told_alike([text])) for kind, text in load_incident_accounts()]
    right = sum(kind == got for kind, got in told)
    assert right > 0.9 * sum(bool(got) for _, got in told)


def test_openings_are_written_for_every_event_that_can_be_told_alike():
    events = {kind for kind, _ in load_incident_openings()}
    assert {kind for kind, _ in load_incident_accounts() if told_alike.is_event(kind)} <= events


@pytest.mark.parametrize(
    "account",
    [
        # nobody was shot at
        "Somebody had shot into the transformers. Power for the office and the hall was out.",
        "Ships lay in the harbor; officers worked twelve-hour shifts at the office.",
    ],
)
def test_no_shooting_is_told_alike_where_nobody_was_shot(account):
    assert not type_told_alike([account]).startswith(("mass-violence", "officer-targeted"))


def test_an_account_without_phrase_deed_or_sign_has_its_type():
    (one,) = found(
        "Nine Minutes",
        "At 12:52 a.m. on November 3, 2020, a sergeant put on his lights behind a hatchback.",
        "It ran two red lights. He kept behind it at ninety; it went through the side of a taxi.",
    )
    assert (one.type, one.start) == ("pursuit/vehicle-pursuit", "2020-11-03")
