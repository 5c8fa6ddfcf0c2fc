from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.incidents.likeness import agree, likeness
from kb.attribute_table import ATTRIBUTES, BY_KEY

NUMBERED = [spec for spec in ATTRIBUTES if spec.kind in {"count", "number"}]


@pytest.mark.parametrize(
    ("key", "mine", "other", "low", "high"),
    [
        ("setting", "school", "School", 1, 1),
        ("setting", "school", "campus", 0.5, 0.5),
        ("setting", "school", "highway", 0, 0),
        ("weapon", "rifle", "multiple firearms", 0.5, 0.5),
        ("jurisdiction_population", 90_000, 84_000, 0.9, 1),
        ("jurisdiction_population", 90_000, 9_000, 0, 0.01),
        ("killed", 0, 0, 1, 1),
        ("killed", 3, 8, 0.4, 0.6),
        ("killed", 0, 1, 0, 0),
        ("killed", 0, 50, 0, 0),
    ],
)
def test_likeness(key, mine, other, low, high):
    assert low <= likeness(BY_KEY[key], mine, other) <= high


@given(
    st.sampled_from(NUMBERED),
    st.floats(0, 1e9, allow_nan=False),
    st.floats(0, 1e9, allow_nan=False),
)
def test_likeness_is_a_likeness(spec, one, other):
    assert likeness(spec, one, one) == 1
    assert 0 <= likeness(spec, one, other) <= 1
    assert likeness(spec, one, other) == pytest.approx(likeness(spec, other, one))


@pytest.mark.parametrize(
    ("key", "mine", "others", "fits"),
    [
        ("crowd_size_high", 300, [450], True),
        ("crowd_size_high", 300, [3000, 90], False),
        ("killed", 3, [4], True),
        ("weapon", "rifle", ["handgun", "Rifle"], True),
        ("weapon", "rifle", ["handgun"], False),
    ],
)
def test_what_is_demanded(key, mine, others, fits):
    assert agree(BY_KEY[key], mine, others) is fits


def test_every_attribute_stands_under_a_heading():
    assert all(spec.group for spec in ATTRIBUTES)
