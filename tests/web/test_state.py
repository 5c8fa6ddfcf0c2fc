from __future__ import annotations

from urllib.parse import parse_qsl, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.fields import BY_NAME, FACET_NAMES, SORTS, Kind
from indexer.question.request import FindRequest
from kb.errors import BadRequest
from web.state import SearchState

WORDS = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), max_size=20)
VALUES = st.text("abcdefgh-/&=+% ", min_size=1, max_size=12).map(str.strip).filter(bool)
CHOSEN = st.dictionaries(
    st.sampled_from([n for n in FACET_NAMES if BY_NAME[n].kind is not Kind.INTEGER]),
    st.lists(VALUES, min_size=1, max_size=3, unique=True),
    max_size=4,
)
YEARS = st.sampled_from([(), ("2014",), ("2014..2016",), ("..2016", "2020")])


@st.composite
def states(draw: st.DrawFn) -> SearchState:
    request = FindRequest(
        q=draw(WORDS).strip(),
        collection=draw(st.sampled_from(["records", "passages"])),
        match=draw(st.sampled_from(["any", "all"])),
        sort=draw(st.sampled_from(list(SORTS))),
        limit=draw(st.integers(1, 100)),
    )
    for name, values in draw(CHOSEN).items():
        request = request.selecting(name, values)
    state = SearchState(request.selecting("year", draw(YEARS)))
    return state.from_cursor(draw(st.sampled_from(["", "abc"])))


def read(url: str) -> SearchState:
    return SearchState.from_pairs(parse_qsl(urlsplit(url).query, keep_blank_values=True))


@given(states())
def test_a_state_is_what_its_url_says(state: SearchState):
    assert read(state.url()) == state


@given(states(), VALUES)
def test_a_second_click_takes_a_choice_back(state: SearchState, value: str):
    off = state.excluding("site", value)
    assert off.toggled("site", value).toggled("site", value) == off.from_cursor("")


@given(states())
def test_every_change_leads_to_the_first_page(state: SearchState):
    changed = (
        state.including("kind", "finding"),
        state.without_field("kind"),
        state.without_filters(),
        state.asking(""),
        state.sorted_by("date"),
        state.matching("all"),
        state.searching_in("passages"),
    )
    assert all(not other.request.after for other in changed)


def test_what_is_usual_is_left_out():
    assert SearchState().url() == "/search"
    assert SearchState().asking("gas").sorted_by("relevance").url() == "/search?q=gas"


def test_empty_fields_of_a_form_say_nothing():
    assert read("/search?q=&kind=&sort=").url() == "/search"


def test_an_unknown_name_is_refused_with_those_that_exist():
    with pytest.raises(BadRequest, match="bogus") as refused:
        read("/search?bogus=1")
    assert "topic" in refused.value.hint


@given(states(), st.sampled_from(FACET_NAMES), VALUES)
def test_what_chooses_a_value_more_is_written_as_any_other_address(state, field, value):
    state = state.excluding(field, value)
    assert state.choosing(field)(value) == state.including(field, value).url()
