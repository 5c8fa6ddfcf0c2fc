"""Every engine against the plain reference: same hits, same counts, same reasons, same words."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from indexer.documents import Document
from indexer.embedding.meaning import vectors_for
from indexer.engine import SearchEngine
from indexer.query import Search
from indexer.tally import Tally
from tests.support.engines import NAMES, forget, make_engine
from tests.support.random_searches import WORDS, Axes, documents, filters, trees

# Engines that compute the reference's scores; the others weigh words in their library's way.
SAME_SCORES = {"whoosh"}
# A new index takes a cluster a second.
EXAMPLES = {"opensearch": 10}


def filled(engine: SearchEngine, rows: list[Document]) -> SearchEngine:
    vectors = vectors_for([row.meaning for row in rows], engine.encoder, {})
    name, half = engine.create(), len(rows) // 2
    engine.write(name, rows[:half], replacing=(), cursor=1, vectors=vectors)
    engine.activate(name)
    # What is read of the first half is kept while the rest is written.
    engine.open_newest()
    engine.write(name, rows[half:], replacing=(), cursor=2, vectors=vectors)
    again = [row for row in rows if row.report == "r1"][:1]
    engine.write(name, again, replacing=("r1",), cursor=3, vectors=vectors)
    return engine


def agree(engine: SearchEngine, memory: SearchEngine, search: Search) -> None:
    expected, page = memory.search(search), engine.search(search)
    assert page.total == expected.total
    assert page.facets == expected.facets
    assert {h.id: h.matched for h in page.hits} == {h.id: h.matched for h in expected.hits}
    if search.sort != "relevance":
        assert [h.id for h in page.hits] == [h.id for h in expected.hits]
    elif engine.name in SAME_SCORES:
        scores = {h.id: h.score for h in expected.hits}
        assert {h.id: h.score for h in page.hits} == pytest.approx(scores)
    assert (
        list(page.hits) == sorted(page.hits, key=lambda h: (-h.score, h.id))
        or search.sort != "relevance"
    )


def counted(tally: Tally) -> list[dict[str, int]]:
    """Give each tree's counts, without values that it does not meet."""
    rows = tally.counts.tolist()
    return [{v: n for v, n in zip(tally.values, row, strict=True) if n} for row in rows]


@pytest.mark.timeout(900)
@pytest.mark.parametrize("name", [name for name in NAMES if name != "memory"])
def test_engines_agree_with_the_reference(name):
    @settings(max_examples=EXAMPLES.get(name, 40), suppress_health_check=[HealthCheck.too_slow])
    @given(documents(), st.lists(st.tuples(trees, filters), min_size=1, max_size=6), st.data())
    def check(rows, asked, data):
        with tempfile.TemporaryDirectory() as folder:
            memory = filled(make_engine("memory", Path(folder), Axes()), rows)
            engine = filled(make_engine(name, Path(folder), Axes()), rows)
            for tree, chosen in asked:
                sort = data.draw(st.sampled_from(["relevance", "date", "oldest"]))
                facets = ("kind", "year", "report")
                agree(
                    engine,
                    memory,
                    Search(tree, filters=chosen, facets=facets, sort=sort, limit=100),
                )
            assert engine.frequencies(WORDS) == memory.frequencies(WORDS)
            wanted = [tree for tree, _ in asked]
            assert counted(engine.tally("report", wanted)) == counted(
                memory.tally("report", wanted)
            )
            assert list(engine.terms("po", 10)) == list(memory.terms("po", 10))
            forget(engine)

    check()
