"""What asks is told from what tells."""

from __future__ import annotations

import pytest

from ingest.statements.asking import asks, is_order


@pytest.mark.parametrize(
    "sentence",
    [
        "Require a joint review of the site plan before any permit is renewed.",
        "The department should name one officer.",
        "Promptly publish the order of command.",
        "Staff the desk with two people at every hour.",
        "That the siege guidelines be amended so that no gas is used near children.",
        "Re-test the siren of every district before the summer.",
        "Third, send notices to the control room.",
        "Do not send volunteers before they are registered.",
        "The Elm Agency to ring a named person at each care home.",
        "All forces to train two crews in each district.",
    ],
)
def test_asks(sentence: str) -> None:
    assert asks(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "Staff were not told that the road was closed.",
        "The Board came to know of it in March.",
        "The Elm Police Department to which he belonged closed the road.",
        "Training of supervisors had lapsed.",
        "The permit was renewed each year by a clerk.",
        "Review of the footage took nine days.",
        "That the plan was never read may be a reason.",
        "Nobody in the district had practised it.",
    ],
)
def test_tells(sentence: str) -> None:
    assert not asks(sentence)


@pytest.mark.parametrize(
    "order",
    ["Ensure officers are told.", "Send notices of sailings by telephone.", "Repair the lamps.",
     "Publish what was learned on the notice board."],
)  # fmt: skip
def test_verbs_that_are_no_nouns_open_orders_whatever_follows(order):
    assert is_order(order)


@pytest.mark.parametrize("told", ["Staff were not told.", "Review of the log was late."])
def test_nouns_that_look_like_orders_open_none(told):
    assert not is_order(told)
