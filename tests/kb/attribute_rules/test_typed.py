"""What people type is read in short accounts, and reports are not read so."""

from __future__ import annotations

import pytest

from kb.attributes import mentions, read_attributes


def values(text):
    return {a.key: a.value for a in read_attributes(text)}


@pytest.mark.parametrize(
    ("typed", "key", "value"),
    [
        ("5 officers hospitalized", "injured_officers", 5),
        ("2 of our officers hit, both stable", "injured_officers", 2),
        ("our deputy got shot", "injured_officers", 1),
        ("an officer shot a man", "injured_officers", None),
        ("two officers hit him", "injured_officers", None),
        ("a deputy is dead", "killed_officers", 1),
        ("a deputy killed a man", "killed_officers", None),
        ("6 DOA", "killed", 6),
        ("lost 3 people in the fire", "killed", 3),
        ("nobody killed", "killed", 0),
        ("no injuries", "injured", 0),
        ("forty patients at two hospitals", "injured", 40),
        ("a couple hundred protesters", "crowd_size_high", 200),
        ("hundreds of people outside", "crowd_size_high", 300),
        ("four hundred people outside", "crowd_size_high", 400),
        ("a few thousand marching", "crowd_size_high", 3000),
        ("six agencies self deployed", "agencies_count", 6),
        ("National Guard is here", "national_guard", "yes"),
        ("no National Guard yet", "national_guard", "no"),
        ("curfew at 9", "curfew", "yes"),
        ("EOC is up", "eoc_activated", "yes"),
        ("the EOC flooded", "eoc_activated", None),
    ],
)
def test_what_is_typed_in_a_short_account(typed, key, value):
    assert values(typed).get(key) == value


@pytest.mark.parametrize("told", ["Hundreds of people marched elsewhere.", "Six agencies exist."])
def test_reports_are_not_read_like_what_is_typed(told):
    assert mentions(told) == []
