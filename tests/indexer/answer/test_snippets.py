from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.answer.snippets import WHOLE, snip, wanted
from indexer.question.parser import parse

LONG = (
    "The first part speaks of other things at some length. " * 12
    + "Officers warned nobody before gas was used. The gas drifted. "
    + "The last part goes on about the budget of the county. " * 12
)


def marked(text: str, query: str) -> list[str]:
    return [s.text for s in snip(text, wanted(parse(query).tree)) if s.marked]


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("warnings gas", ["warned", "gas", "gas"]),
        ('"gas drifted"', ["gas", "gas", "drifted"]),
        ("gas -officers", ["gas", "gas"]),
        ("drift*", ["drifted"]),
        ("zebra", []),
    ],
)
def test_marks_every_form_in_the_best_window(query, words):
    assert marked(LONG, query) == words


def test_a_short_statement_is_whole():
    assert (
        "".join(s.text for s in snip("Gas was used.", wanted(parse("gas").tree))) == "Gas was used."
    )


def test_a_window_begins_with_a_sentence():
    whole = "".join(s.text for s in snip(LONG, wanted(parse("warned gas").tree)))
    assert len(whole) <= WHOLE + 4
    assert whole.startswith("… Officers warned") or "… The first" in whole


@given(st.text(max_size=900), st.sampled_from(["a", "b c", "gas"]))
def test_is_always_made_of_the_text(text, query):
    parts = snip(text, wanted(parse(query).tree))
    assert "".join(s.text for s in parts).strip("… ") in text
