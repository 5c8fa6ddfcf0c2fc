from __future__ import annotations

import pytest

from kb.shorthand import spelled_out


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("abt 300 ppl outside HQ", "about 300 people outside headquarters"),
        ("2 Ofcrs hurt w/ rocks n bottles", "2 officers hurt with rocks and bottles"),
        ("w/o a negotiator", "without a negotiator"),
        ("city of 330k, 40 sworn", "city of 330,000, 40 sworn"),
        ("~150,000 pop., no curfew", "population of 150,000, no curfew"),
        ("call the guard, other agencys", "call the National Guard, other agencies"),
        ("my guys, one KIA, crowd est 3k", "our officers, one killed, crowd estimated at 3,000"),
        ("hit the guard", "hit the guard"),
        ("IED, 12 pts to hosp tonite", "explosive device, 12 patients to hospital tonight"),
        ("pop. 12,500", "population of 12,500"),
        ("we evac'd the school", "we evacuated the school"),
        ("40ish kids on the hwy", "about 40 children on the highway"),
        ("W Main St and N Oak", "W Main St and N Oak"),
        ("a $5k fine, in 2k5", "a $5k fine, in 2k5"),
        ("pop music at the office", "pop music at the office"),
        ("", ""),
    ],
)
def test_haste_is_spelled_out(typed, meant):
    assert spelled_out(typed) == meant
