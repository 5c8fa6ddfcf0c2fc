"""How much a description tells."""

from __future__ import annotations

import pytest

from indexer.incidents.comparable import LITTLE
from indexer.incidents.telling import LEAST_TOLD, share_told, telling_words


@pytest.mark.parametrize("told", ["", "September 2019", "on 14 Sept. 2019", "2019-09-14", "Ohio"])
def test_a_date_or_a_state_tells_nothing_of_what_happened(told):
    assert telling_words(told) == 0
    assert share_told(told, 0) == LEAST_TOLD


@pytest.mark.parametrize(
    ("told", "words"),
    [("a march on city hall", 3), ("march march", 1), ("shots at the mall in May 2021", 2)],
)
def test_words_count_once_and_a_march_is_no_month(told, words):
    assert telling_words(told) == words


def test_a_hasty_sentence_is_enough():
    assert share_told("gunman in the balcony at a film, many hurt, cars block medics", 0) == 1


def test_details_count_where_words_are_few():
    assert share_told("police", 0) < LITTLE < share_told("police", 2)
