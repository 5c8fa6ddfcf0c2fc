from __future__ import annotations

from itertools import product

import pytest

from indexer.incidents.kinship import CLOSE, DISTANT, GROUPS, KIN, OPEN, type_likeness
from kb.reference import load_incident_types

TYPES = [kind.id for kind in load_incident_types()]


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        ("disaster/flood", "disaster/flood", 1),
        ("disaster/flood", "disaster/wildfire", KIN),
        ("disaster/flood", "disaster/hurricane", CLOSE),
        ("mass-violence/active-shooter-campus", "mass-violence/active-shooter-school", CLOSE),
        ("mass-violence/active-shooter-campus", "mass-violence/bombing", KIN),
        ("public-order/mass-demonstration", "use-of-force/officer-involved-shooting", KIN),
        ("organizational/collaborative-reform", "use-of-force/officer-involved-shooting", KIN),
        ("pursuit/vehicle-pursuit", "manhunt/fugitive", KIN),
        ("planned-event/special-event", "mass-violence/bombing", DISTANT),
        ("disaster/flood", "siege/hostage-barricade", 0),
    ],
)
def test_types(one, other, alike):
    assert type_likeness(one, other) == type_likeness(other, one) == alike


def test_two_that_are_of_none_of_the_named_types_need_not_be_the_same():
    assert type_likeness("disaster/other", "disaster/other") == CLOSE


def test_the_table_names_types_that_there_are_and_each_group_says_something():
    assert {kind for _, group in GROUPS for kind in group} | OPEN <= set(TYPES)
    for near, group in GROUPS:
        alike = [type_likeness(one, other) for one, other in product(group, group) if one < other]
        assert min(alike) == near


def test_all_types_compare_alike_both_ways():
    for one, other in product(TYPES, TYPES):
        assert 0 <= type_likeness(one, other) == type_likeness(other, one) <= 1
