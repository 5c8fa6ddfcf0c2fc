from __future__ import annotations

import pytest

from indexer.answer.finding import find
from indexer.answer.suggestions import EACH, MOST, suggest
from indexer.question.request import FindRequest


@pytest.fixture
def ask(catalog, engine):
    def asked(typed: str):
        with catalog.read() as view:
            return suggest(view, engine, typed)

    return asked


@pytest.mark.parametrize(
    ("typed", "kind", "text"),
    [
        ("tear g", "phrase", "tear gas"),
        ("audib", "phrase", "audible"),
        ("AUDIBLE WARN", "phrase", "audible warning"),
        ("harlow", "site", "Harlow Bend, OH"),
        ("chem", "topic", "Chemical agents"),
        ("canal", "report", "Canal Street"),
        ("County, RAD", "phrase", "county, radio"),
        ("warning before off", "phrase", "warning before officers"),
    ],
)
def test_what_begins_so_is_offered(ask, typed, kind, text):
    assert any(one.kind == kind and text in one.text for one in ask(typed))


@pytest.mark.parametrize(
    "typed", ["", "a", "?!", "zzz", "zebra cro", "county ra", "the rad io", "x" * 5000]
)
def test_nothing_is_offered_where_nothing_begins_so(ask, typed):
    assert ask(typed) == ()


@pytest.mark.parametrize("typed", ["te", "tear", "o", "of", "use of f", "poli", "the "])
def test_every_phrase_offered_finds_something(ask, catalog, engine, typed):
    found = ask(typed)
    assert len(found) <= MOST
    assert all(sum(s.kind == kind for s in found) <= most for kind, most in EACH.items())
    for one in found:
        with catalog.read() as view:
            if one.kind == "phrase":
                assert find(view, engine, FindRequest(q=f'"{one.text}"')).total > 0


def test_every_name_offered_has_statements(ask, engine):
    offered = [s for typed in ("det", "harlow", "use", "force", "res") for s in ask(typed)]
    assert all("Detroit" not in s.text for s in offered)
