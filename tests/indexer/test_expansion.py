from __future__ import annotations

import pytest

from indexer.engines.memory import MemoryEngine
from indexer.expansion import Nameless, expand, kin, nearest, slips
from indexer.query import Term, Words
from tests.indexer.test_asking import doc
from tests.support.engines import fill


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
