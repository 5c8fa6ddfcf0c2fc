"""What was withdrawn is gone from every search at once, though no index has followed."""

from __future__ import annotations

import pytest

from indexer.keeping import visible
from indexer.keeping.sync import sync
from indexer.keeping.visible import VisibleEngine
from indexer.query import And, Everything, FieldIs, Search, Term, Words
from kb import curation
from kb.catalog.blobs import Blobs
from kb.catalog.catalog import Catalog
from kb.domain.description import Standing
from kb.reference import load_vocabulary
from tests.support import small_catalog
from tests.support.compass import Compass
from tests.support.engines import NAMES, forget, make_engine

FACETS = ("report", "kind", "topic")


@pytest.fixture
def catalog(tmp_path):
    made = Catalog.open(f"sqlite:///{tmp_path}/catalog.sqlite3")
    small_catalog.fill(made, Blobs(tmp_path / "blobs"))
    yield made
    made.close()


@pytest.fixture(params=NAMES)
def engine(request, tmp_path, catalog, monkeypatch):
    monkeypatch.setattr(visible, "ASKED_EVERY", 0.0)
    made = VisibleEngine(make_engine(request.param, tmp_path, Compass()), catalog)
    sync(catalog, made, load_vocabulary())
    yield made
    forget(made)


def answers(engine):
    """Everything, one word, one report, the narrative: totals, ids and counts."""
    word = Words((Term("warnings"),), vector=tuple(Compass().embed(["gas"])[0]), alike=0.3)
    for tree in (Everything(), word, And((word, FieldIs("kind", "finding")))):
        for collection in ("records", "passages"):
            page = engine.search(Search(tree, collection, facets=FACETS[:1], limit=50))
            yield page.total, sorted(hit.id for hit in page.hits), page.facets


HIDING = {
    "withdrawn": lambda catalog, report: curation.withdraw(catalog, report, why="a test"),
    "a draft again": lambda catalog, report: curation.stand(
        catalog, report, Standing.DRAFT, by="a test"
    ),
    "described alone": lambda catalog, report: curation.stand(
        catalog, report, Standing.METADATA, by="a test"
    ),
}


@pytest.mark.parametrize("how", HIDING)
def test_a_hidden_report_is_in_no_answer_and_no_count(engine, catalog, how):
    with catalog.read() as view:
        report = next(s.id for s in view.summaries() if s.records == 4)
    before = list(answers(engine))
    HIDING[how](catalog, report)
    now = list(answers(engine))
    assert now != before
    assert not [one for one in now if report in str(one)]
    sync(catalog, engine, load_vocabulary())
    assert list(answers(engine)) == now


def test_what_comes_back_is_found_when_the_index_has_followed(engine, catalog):
    before = list(answers(engine))
    with catalog.read() as view:
        report = next(s.id for s in view.summaries() if s.records == 4)
    curation.withdraw(catalog, report, why="a test")
    curation.restore(catalog, report)
    assert list(answers(engine)) == before
