"""Places are named with their state, and a state that is itself the place only once."""

from __future__ import annotations

import pytest

from kb.place_names import place_in_full, place_name


@pytest.mark.parametrize(
    ("place", "state", "short", "full"),
    [
        ("Ferguson", "MO", "Ferguson, MO", "Ferguson, Missouri"),
        ("Vermont", "VT", "Vermont", "Vermont"),
        ("vermont", "VT", "vermont", "vermont"),
        (
            "Ardrossan",
            "South Australia",
            "Ardrossan, South Australia",
            "Ardrossan, South Australia",
        ),
        ("South Australia", "South Australia", "South Australia", "South Australia"),
        ("Harlow Bend", "", "Harlow Bend", "Harlow Bend"),
        ("", "OH", "OH", "Ohio"),
        ("", "", "", ""),
    ],
)
def test_a_place_and_its_state(place: str, state: str, short: str, full: str) -> None:
    assert (place_name(place, state), place_in_full(place, state)) == (short, full)
