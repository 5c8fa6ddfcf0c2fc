from __future__ import annotations

from dataclasses import replace

import pytest

from indexer.engines.memory import MemoryEngine
from indexer.query import FieldIs, Or, Search, Term, Words
from indexer.question.expansion import Expansion, Nameless, expand, kin, nearest, slips
from tests.indexer.question.test_asking import doc
from tests.support.engines import NAMES, fill, make_engine


@pytest.fixture(scope="module")
def engine():
    return fill(
        MemoryEngine(), [doc("a", "Debra reviewed the command post location in Minnetonka.")]
    )


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("comand", "command"),
        ("locaton", "location"),
        ("commnad", "command"),
        ("reviewwed", "reviewed"),
        ("zebra", ""),
        ("minneapolis", ""),
        ("asdfgh", ""),
        ("pst", ""),
        ("poat", ""),
    ],
)
def test_only_slips_of_the_keyboard_are_mended(engine, typed, meant):
    assert nearest(typed, engine) == meant


class Aurora(Nameless):
    """A catalog with a site that sounds like a witness of the report."""

    def names(self, word: str) -> bool:
        return word == "debrah"


def test_what_something_is_called_is_no_slip_for_another_word(engine):
    asked = Words((Term("debrah"), Term("comand")), 1)
    _, mended = expand(asked, engine, Aurora())
    assert [(one.word, one.forms) for one in mended] == [("comand", ("command",))]
    _, mended = expand(asked, engine, Nameless())
    assert [one.word for one in mended] == ["debrah", "comand"]


@pytest.mark.parametrize(
    ("typed", "forms"),
    [
        ("reviewers", ("reviewed",)),
        ("commandeer", ("command",)),
        ("reviews", ("reviewed",)),
        ("postmaster", ()),
        ("locals", ()),
        ("comand", ()),
    ],
)
def test_a_form_that_no_text_holds_is_looked_for_by_its_kin(engine, typed, forms):
    assert kin(typed, engine) == forms


@pytest.mark.parametrize(
    ("one", "other", "count"),
    [("gas", "gas", 0), ("gas", "gsa", 1), ("gas", "gass", 1), ("gas", "mask", 2), ("a", "xyz", 3)],
)
def test_slips(one, other, count):
    assert slips(one, other, 2) == count


class Fielded(Nameless):
    """A vocabulary in which kettling is a term of one topic."""

    def topics_of(self, word: str) -> tuple[tuple[str, str], ...]:
        return (("crowd-tactics", "Crowd tactics"),) if word == "kettling" else ()


def test_a_term_that_no_text_holds_is_looked_for_by_its_topic(engine):
    asked = Words((Term("kettling"), Term("comand")), 1)
    tree, told = expand(asked, engine, Fielded())
    assert told[0] == Expansion("kettling", ("Crowd tactics",), topics=("crowd-tactics",))
    assert isinstance(tree, Words)
    assert tree.parts[0] == Or((Term("kettling"), FieldIs("topic", "crowd-tactics")))


@pytest.mark.parametrize("name", NAMES)
def test_every_engine_finds_what_has_the_topic(name, tmp_path):
    rows = [
        replace(doc("a", "They were surrounded."), keywords=(("topic", ("crowd-tactics",)),)),
        doc("b", "Radio channels."),
    ]
    engine = fill(make_engine(name, tmp_path), rows)
    tree, _ = expand(Words((Term("kettling"),), 1), engine, Fielded())
    assert [hit.id for hit in engine.search(Search(tree)).hits] == ["a"]
