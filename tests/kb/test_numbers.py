from __future__ import annotations

import re

import pytest

from kb.numbers import NUMBER, value_of, whole


@pytest.mark.parametrize(
    ("printed", "value"),
    [
        ("3,200", 3200), ("46", 46), ("twenty-three", 23), ("fifty-four", 54),
        ("one hundred and twelve", 112), ("two thousand", 2000), ("1.2 million", 1_200_000),
        ("a dozen", 12), ("half a dozen", 6), ("half-dozen", 6), ("two dozen", 24),
        ("both", 2), ("no", 0), ("0.5", 0.5),
    ],
)  # fmt: skip
def test_numbers_in_figures_and_words(printed, value):
    assert value_of(printed) == value
    assert re.fullmatch(NUMBER, printed, re.IGNORECASE)


def test_words_that_are_no_number():
    assert value_of("several") is None


def test_whole_numbers_are_ints():
    assert isinstance(whole(3.0), int)
    assert whole(0.45) == 0.45
