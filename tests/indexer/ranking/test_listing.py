"""Facets of thousands of values: a page gets the most frequent and the selected, and is told."""

from __future__ import annotations

import pytest

from indexer.documents import Document
from indexer.fields import BY_NAME
from indexer.query import Filter, Search, Term
from tests.support.engines import NAMES, fill, make_engine

LISTED = BY_NAME["site"].listed


def row(n: int, site: str) -> Document:
    text = "gas warning" if n % 7 else "gas"
    held = (("site", (site,)), ("kind", (f"k{n % 30}",)))
    return Document(f"r{n}/x/{n}", "records", f"r{n}", (("statement", text),), held)


@pytest.fixture(scope="module", params=NAMES)
def engine(request, tmp_path_factory):
    """Fill with sites of which the first have most statements, and many have as many as another."""
    sites = [f"s{n:03}" for n in range(150) for _ in range(max(1, 20 - n))]
    rows = [row(n, site) for n, site in enumerate(sites)]
    return fill(make_engine(request.param, tmp_path_factory.mktemp("listing")), rows)


def asked(engine, *filters: Filter, whole: bool, word="gas"):
    search = Search(Term(word), filters=filters, facets=("site", "kind"), whole=whole)
    return engine.search(search)


@pytest.mark.parametrize("word", ["gas", "warning"])
def test_a_page_lists_the_first_of_the_whole(engine, word):
    whole, page = (asked(engine, whole=w, word=word) for w in (True, False))
    assert len(dict(whole.facets)["site"]) > LISTED
    assert dict(page.facets)["site"] == dict(whole.facets)["site"][:LISTED]
    assert (page.cut, whole.cut) == ({"site"}, frozenset())


def test_values_that_tie_are_listed_by_name(engine):
    page = asked(engine, Filter("kind", ("k29",)), whole=False)
    found = dict(page.facets)["site"]
    assert list(found) == sorted(found, key=lambda one: (-one.count, one.value))
    assert (
        found == dict(asked(engine, Filter("kind", ("k29",)), whole=True).facets)["site"][:LISTED]
    )


def test_closed_lists_are_always_whole(engine):
    assert len(dict(asked(engine, whole=False).facets)["kind"]) == 30


def test_what_is_selected_is_listed_however_rare(engine):
    page = asked(engine, Filter("site", ("s149", "s000")), whole=False)
    found = {one.value: one.count for one in dict(page.facets)["site"]}
    assert len(found) == LISTED + 1
    assert (found["s149"], found["s000"]) == (1, 20)
    assert page.cut == {"site"}
