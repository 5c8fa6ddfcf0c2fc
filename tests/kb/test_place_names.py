"""Places are named with their state, and a state that is itself the place only once."""

from __future__ import annotations

import pytest

from kb.domain.ids import site_id
from kb.domain.incident import Site
from kb.place_names import place_in_full, place_name, places_of, site_name


@pytest.mark.parametrize(
    ("place", "state", "short", "full"),
    [
        ("Ferguson", "MO", "Ferguson, MO", "Ferguson, Missouri"),
        ("Vermont", "VT", "Vermont", "Vermont"),
        ("New York", "NY", "New York, NY", "New York, New York"),
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


def test_a_place_with_two_agencies_stands_once_with_both() -> None:
    fire, police = (
        Site(site_id("Ashgrove", "GA"), "Ashgrove", "GA", agency)
        for agency in ("Ashgrove Fire Rescue", "Ashgrove Police Department")
    )
    other = Site(site_id("Lakehaven", "MI"), "Lakehaven", "MI")
    once = places_of([fire, other, police, fire])
    assert [site_name(site) for site in once] == ["Ashgrove, GA", "Lakehaven, MI"]
    assert once[0].agency == "Ashgrove Fire Rescue; Ashgrove Police Department"
    assert once[1].agency == ""
