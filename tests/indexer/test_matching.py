"""Whoosh read by numpy against the plain reference: same hits, same scores, same counts."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from indexer.documents import Document
from indexer.engines.memory import MemoryEngine
from indexer.engines.whoosh_engine import WhooshEngine
from indexer.query import (
    And,
    Everything,
    FieldIs,
    Filter,
    Near,
    Not,
    Or,
    Phrase,
    Prefer,
    Prefix,
    Range,
    Search,
    Term,
)

WORDS = ("gas", "warning", "warnings", "the", "radio", "command", "post", "of", "polices")
words = st.sampled_from(WORDS)
telling = st.sampled_from([w for w in WORDS if w not in ("the", "of")])
texts = st.lists(words, min_size=1, max_size=12).map(" ".join)


@st.composite
def documents(draw: st.DrawFn) -> list[Document]:
    count = draw(st.integers(1, 8))
    return [
        Document(
            f"r{n % 3}/x/{n}",
            draw(st.sampled_from(["records", "records", "passages"])),
            f"r{n % 3}",
            tuple(
                (f, draw(texts)) for f in draw(st.sets(st.sampled_from(["statement", "section"])))
            ),
            (("kind", (draw(st.sampled_from(["finding", "lesson"])),)), ("report", (f"r{n % 3}",))),
            (
                ("year", draw(st.integers(2012, 2015))),
                ("date", draw(st.integers(20120101, 20120103))),
            ),
        )
        for n in range(count)
    ]


leaves = st.one_of(
    telling.map(Term),
    telling.map(lambda w: Prefix(w[:3])),
    st.builds(lambda a, b, c: Phrase((a, b, c)), telling, words, words),
    st.builds(lambda a, b, d: Near((a, b), d), telling, telling, st.integers(1, 5)),
    st.just(FieldIs("kind", "finding")),
    st.builds(Range, st.just("year"), st.integers(2012, 2014), st.integers(2013, 2015)),
    st.just(Everything()),
)
parts = st.deferred(lambda: st.lists(trees, min_size=1, max_size=3).map(tuple))
trees = st.deferred(
    lambda: st.one_of(
        leaves,
        parts.map(And),
        st.builds(Or, parts, st.integers(1, 2)),
        st.builds(Not, leaves),
        st.builds(Prefer, leaves),
    )
)
filters = st.sampled_from(
    [(), (Filter("kind", ("finding",)),), (Filter("year", ("2013..",)), Filter("report", ("r1",)))]
)


@settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow])
@given(documents(), st.lists(st.tuples(trees, filters), min_size=1, max_size=6), st.data())
def test_whoosh_agrees_with_memory(rows, asked, data):
    with tempfile.TemporaryDirectory() as folder:
        memory, whoosh = MemoryEngine(), WhooshEngine(Path(folder))
        for engine in (memory, whoosh):
            name = engine.create()
            engine.write(name, rows, replacing=(), cursor=1)
            again = [row for row in rows if row.report == "r1"][:1]
            engine.write(name, again, replacing=("r1",), cursor=2)
            engine.activate(name)
        for tree, chosen in asked:
            search = Search(
                tree,
                filters=chosen,
                facets=("kind", "year", "report"),
                sort=data.draw(st.sampled_from(["relevance", "date", "oldest"])),
                limit=100,
            )
            expected, page = memory.search(search), whoosh.search(search)
            assert page.total == expected.total
            assert page.facets == expected.facets
            assert {h.id for h in page.hits} == {h.id for h in expected.hits}
            if search.sort == "relevance":
                scores = {h.id: h.score for h in expected.hits}
                assert {h.id: h.score for h in page.hits} == pytest.approx(scores)
            else:
                assert [h.id for h in page.hits] == [h.id for h in expected.hits]
        assert whoosh.frequencies(WORDS) == memory.frequencies(WORDS)
        assert list(whoosh.terms("po", 10)) == list(memory.terms("po", 10))
