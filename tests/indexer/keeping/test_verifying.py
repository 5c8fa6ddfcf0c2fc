"""A new index is asked before it answers: what it lacks or miscounts keeps it from going live."""

from __future__ import annotations

from dataclasses import replace

import pytest

from indexer.keeping.catching_up import documents_for, live_generation
from indexer.keeping.rebuild import rebuild
from indexer.keeping.rollback import earlier, roll_back
from indexer.keeping.verifying import verify
from indexer.query import Everything, Search
from kb.catalog.blobs import Blobs
from kb.catalog.catalog import Catalog
from kb.errors import Conflict, EngineUnavailable
from tests.support import small_catalog
from tests.support.engines import NAMES, make_engine


@pytest.fixture
def catalog(tmp_path):
    made = Catalog.open(f"sqlite:///{tmp_path}/catalog.sqlite3")
    small_catalog.fill(made, Blobs(tmp_path / "blobs"))
    yield made
    made.close()


@pytest.fixture(params=NAMES)
def engine(request, tmp_path):
    return make_engine(request.param, tmp_path)


def total(engine):
    return engine.search(Search(Everything(), limit=0)).total


def test_a_sound_index_passes_and_says_how_much_was_checked(catalog, engine):
    assert rebuild(catalog, engine, catalog.vocabulary).checked == 2
    assert total(engine) == 7


def test_a_generation_is_looked_at_whichever_is_live(catalog, engine):
    rebuild(catalog, engine, catalog.vocabulary)
    empty = engine.create()
    engine.write(empty, [], replacing=(), cursor=0)
    assert total(engine.looking_at(empty)) == 0
    assert total(engine) == 7


def spoilt(engine, monkeypatch, spoil):
    """Let the engine write other documents than it is given."""
    fill = engine.fill

    def wrong(generation, batches, **given):
        fill(generation, (([spoil(one) for one in batch], v) for batch, v in batches), **given)

    monkeypatch.setattr(engine, "fill", wrong)


def other_kind(document):
    kinds = {"finding": "lesson"}
    words = dict(document.keywords)
    words["kind"] = tuple(kinds.get(kind, kind) for kind in words.get("kind", ()))
    return replace(document, keywords=tuple((n, v) for n, v in words.items() if v))


def other_words(document):
    return replace(document, text=tuple((name, "nothing to see") for name, _ in document.text))


@pytest.mark.parametrize(
    ("spoil", "told"),
    [(other_kind, "statements of kind"), (other_words, "by its own words")],
    ids=["kind", "words"],
)
def test_one_that_counts_or_finds_otherwise_never_goes_live(
    catalog, engine, monkeypatch, spoil, told
):
    rebuild(catalog, engine, catalog.vocabulary)
    live = next(g.name for g in engine.generations() if g.live)
    spoilt(engine, monkeypatch, spoil)
    with pytest.raises(EngineUnavailable, match=told):
        rebuild(catalog, engine, catalog.vocabulary)
    assert next(g.name for g in engine.generations() if g.live) == live
    assert total(engine) == 7


def test_searches_are_undisturbed_while_another_is_built_and_checked(catalog, engine, monkeypatch):
    rebuild(catalog, engine, catalog.vocabulary)
    seen: list[int] = []
    rebuild(catalog, engine, catalog.vocabulary, told=lambda _: seen.append(total(engine)))
    assert seen == [7, 7, 7]
    with catalog.read() as view:
        assert verify(view, engine) == 2


def torn(catalog, engine):
    """Leave a generation behind as a building that was called off does."""
    name = engine.create()
    with catalog.read() as view:
        report = next(s.id for s in view.summaries() if s.records)
        [(_, held)] = documents_for(view, [report], catalog.vocabulary)
        engine.write(name, held[:2], replacing=(), cursor=view.last_change())


def test_one_goes_back_to_the_index_before_and_forward_again(catalog, engine):
    rebuild(catalog, engine, catalog.vocabulary)
    with pytest.raises(Conflict, match="no earlier index"):
        roll_back(catalog, engine, catalog.vocabulary)
    first = live_generation(engine)
    rebuild(catalog, engine, catalog.vocabulary)
    second = live_generation(engine)
    torn(catalog, engine)
    assert earlier(engine).name == first.name
    assert roll_back(catalog, engine, catalog.vocabulary, first.name).checked == 2
    assert live_generation(engine).name == first.name
    assert earlier(engine).name == second.name
    roll_back(catalog, engine, catalog.vocabulary, second.name)
    assert live_generation(engine).name == second.name


def test_going_back_asked_for_twice_goes_back_once(catalog, engine):
    rebuild(catalog, engine, catalog.vocabulary)
    first = live_generation(engine)
    rebuild(catalog, engine, catalog.vocabulary)
    for _ in range(2):
        assert roll_back(catalog, engine, catalog.vocabulary, first.name).checked == 2
        assert live_generation(engine).name == first.name


def test_nobody_goes_back_to_an_index_that_was_never_finished(catalog, engine):
    rebuild(catalog, engine, catalog.vocabulary)
    live = live_generation(engine)
    torn(catalog, engine)
    with pytest.raises(EngineUnavailable, match="made live"):
        roll_back(catalog, engine, catalog.vocabulary)
    assert live_generation(engine).name == live.name
