from __future__ import annotations

from urllib.parse import parse_qsl, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.incidents.comparable_question import How, Question
from kb.attribute_table import ATTRIBUTES
from kb.errors import BadRequest
from kb.reference import load_incident_types
from web.comparable_state import ComparableState, read_fields, read_question, untouched

VALUES = {
    spec.key: st.sampled_from(spec.values) if spec.values else st.integers(0, 10**8)
    for spec in ATTRIBUTES
}
questions = st.builds(
    Question,
    text=st.text(max_size=80).map(str.strip),
    types=st.lists(st.sampled_from([t.id for t in load_incident_types()]), max_size=2).map(tuple),
    given=st.fixed_dictionaries({}, optional=VALUES),
    hows=st.dictionaries(st.sampled_from(sorted(VALUES)), st.sampled_from([h for h in How if h])),
    family=st.sampled_from(["", "siege"]),
    state=st.sampled_from(["", "OH"]),
    since=st.none() | st.integers(1900, 2100),
    until=st.none() | st.integers(1900, 2100),
    topic=st.sampled_from(["", "cty-trust"]),
)


def read(url: str) -> Question:
    return read_question(parse_qsl(urlsplit(url).query))


@given(questions)
def test_an_address_holds_all_of_it(question):
    assert read(ComparableState(question).url()) == question


def test_a_kept_description_is_named_not_repeated():
    assert ComparableState(Question("long"), "abc").url() == "/comparable?story=abc"


def test_counting_changes_one_respect():
    state = ComparableState(Question("x", hows={"killed": How.MORE}))
    assert state.counting("weapon", How.OFF).question.hows == {
        "killed": How.MORE, "weapon": How.OFF,
    }  # fmt: skip
    assert state.counting("killed", How.USUAL).question.hows == {}
    assert state.about("cty-trust").question.topic == "cty-trust"


def test_what_was_read_and_not_touched_follows_the_text():
    form = {
        "text": "five hurt", "killed": "3", "was.killed": "3", "weapon": "", "was.weapon": "rifle",
        "injured": "4", "was.injured": "2", "curfew": "yes",
    }  # fmt: skip
    kept = untouched(form)
    assert "killed" not in kept
    assert kept["how.weapon"] == "off"
    assert (kept["injured"], kept["curfew"], kept["text"]) == ("4", "yes", "five hurt")


@pytest.mark.parametrize(
    "pair",
    [("killed", "many"), ("weapon", "catapult"), ("how.killed", "x"), ("how.colour", "more"),
     ("type", "party"), ("since", "long ago"), ("until", "12")],
)  # fmt: skip
def test_what_cannot_stand_is_named(pair):
    with pytest.raises(BadRequest):
        read_question([pair])
    question, wrong = read_fields([pair, ("text", "kept")])
    assert len(wrong) == 1
    assert question.text == "kept"


def test_how_many_are_shown_stands_in_the_address_and_outlasts_corrections():
    state = ComparableState(Question("x")).showing_more()
    assert state.url() == "/comparable?text=x&show=20"
    assert "show=20" in state.counting("weapon", How.OFF).url()
    assert ComparableState(Question("x")).showing_unlike().url().endswith("show=20&unlike=yes")
    assert (state.shown.limit, state.shown.unlike) == (20, False)
