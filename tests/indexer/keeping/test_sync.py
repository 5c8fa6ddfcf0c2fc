from __future__ import annotations

from dataclasses import replace

import pytest

from indexer.engines.whoosh_engine import WhooshEngine
from indexer.fields import fingerprint
from indexer.keeping import rebuild as rebuilding
from indexer.keeping.rebuild import rebuild
from indexer.keeping.sync import behind, index_changes, sync
from indexer.query import Search
from kb import curation
from kb.catalog.blobs import Blobs
from kb.catalog.catalog import Catalog
from kb.domain.description import Standing
from kb.errors import EngineUnavailable
from kb.reference import load_vocabulary
from tests.support.compass import Compass
from tests.support.small_catalog import extraction, fill, replaced

VOCABULARY = load_vocabulary()


@pytest.fixture
def filled(tmp_path):
    catalog = Catalog.open(f"sqlite:///{tmp_path / 'catalog.sqlite3'}")
    fill(catalog, Blobs(tmp_path / "blobs"))
    yield catalog
    catalog.close()


@pytest.fixture
def engine(tmp_path) -> WhooshEngine:
    return WhooshEngine(tmp_path / "index")


def totals(engine: WhooshEngine) -> tuple[int, int]:
    return engine.search(Search()).total, engine.search(Search(collection="passages")).total


def test_the_first_run_builds_and_the_second_has_nothing_to_do(filled, engine):
    assert behind(filled, engine) == 3
    told: list[str] = []
    done = sync(filled, engine, VOCABULARY, told=told.append)
    assert (done.reports, done.documents, len(told)) == (3, 10, 3)
    assert totals(engine) == (7, 3)
    assert behind(filled, engine) == 0
    assert sync(filled, engine, VOCABULARY).reports == 0
    assert len(engine.generations()) == 1


def test_an_empty_catalog_gives_an_empty_index(tmp_path, engine):
    catalog = Catalog.open(f"sqlite:///{tmp_path / 'empty.sqlite3'}")
    sync(catalog, engine, VOCABULARY)
    assert totals(engine) == (0, 0)
    catalog.close()


def test_a_changed_report_replaces_itself(filled, engine):
    sync(filled, engine, VOCABULARY)
    reading = extraction(0)
    shorter = replace(reading, records=reading.records[:1], pipeline=2)
    with filled.begin() as tx:
        tx.put_report(shorter)
    assert behind(filled, engine) == 1
    sync(filled, engine, VOCABULARY)
    assert totals(engine) == (4, 3)
    assert len(engine.generations()) == 1


def test_a_withdrawn_report_leaves_and_comes_back(filled, engine):
    sync(filled, engine, VOCABULARY)
    with filled.read() as view:
        report = next(s.id for s in view.summaries() if s.records == 4)
    curation.withdraw(filled, report, why="the publisher asked")
    sync(filled, engine, VOCABULARY)
    assert totals(engine) == (3, 2)
    curation.restore(filled, report)
    sync(filled, engine, VOCABULARY)
    assert totals(engine) == (7, 3)


def test_written_twice_is_there_once(filled, engine):
    sync(filled, engine, VOCABULARY)
    live = engine.generations()[0]
    engine.write(live.name, [], replacing=(), cursor=0)
    sync(filled, engine, VOCABULARY)
    assert totals(engine) == (7, 3)


def test_a_damaged_index_is_built_anew(filled, engine, tmp_path):
    sync(filled, engine, VOCABULARY)
    folder = tmp_path / "index" / engine.generations()[0].name
    next(p for p in folder.iterdir() if p.suffix == ".seg").unlink()
    with filled.begin() as tx:
        tx.put_report(replace(extraction(0), pipeline=2))
    sync(filled, WhooshEngine(tmp_path / "index"), VOCABULARY)
    assert totals(engine) == (7, 3)


def test_other_fields_build_anew_while_the_old_one_is_kept(filled, engine, monkeypatch):
    sync(filled, engine, VOCABULARY)
    for module in (
        "indexer.keeping.sync",
        "indexer.engines.embedded",
        "indexer.engines.whoosh_engine",
    ):
        monkeypatch.setattr(f"{module}.fingerprint", lambda: "new")
    assert behind(filled, engine) == 3
    sync(filled, engine, VOCABULARY)
    assert [g.fingerprint for g in engine.generations()] == ["new", fingerprint()]


def test_a_rebuild_that_lost_documents_never_goes_live(filled, engine, monkeypatch):
    sync(filled, engine, VOCABULARY)
    before = engine.generations()[0].name
    real = rebuilding._generation
    monkeypatch.setattr(rebuilding, "_generation", lambda *a: replace(real(*a), documents=1))
    with pytest.raises(EngineUnavailable, match="holds 1 of 10"):
        rebuild(filled, engine, VOCABULARY)
    assert engine.search(Search()).generation == before


def test_the_live_index_goes_on_following_while_another_is_built(filled, engine):
    sync(filled, engine, VOCABULARY)
    with filled.read() as view:
        report = next(s.id for s in view.summaries() if s.records == 4)
    seen = []

    def told(_report: str) -> None:
        if not seen:
            curation.withdraw(filled, report, why="the publisher asked")
        seen.append(totals(engine))

    rebuild(filled, engine, VOCABULARY, told)
    assert seen == [(7, 3), (3, 2), (3, 2)]
    assert totals(engine) == (3, 2)


def test_a_draft_is_embedded_when_it_is_read_and_not_when_it_is_published(filled, tmp_path):
    encoder = Compass()
    engine = WhooshEngine(tmp_path / "index", encoder)
    sync(filled, engine, VOCABULARY)
    with filled.read() as view:
        report = next(s.id for s in view.summaries() if s.records == 4)
    curation.stand(filled, report, Standing.DRAFT, by="a test")
    with filled.begin() as tx:
        tx.put_report(replaced(extraction(0), 2, "The county and the city had no shared channel."))
    encoder.asked.clear()
    sync(filled, engine, VOCABULARY)
    assert "The county and the city had no shared channel." in " ".join(encoder.asked)
    assert totals(engine) == (3, 2)
    rebuild(filled, engine, VOCABULARY)
    encoder.asked.clear()
    curation.stand(filled, report, Standing.PUBLISHED, by="a test")
    sync(filled, engine, VOCABULARY)
    assert totals(engine) == (7, 3)
    assert encoder.asked == []
    assert engine.generations()[0].meaning == encoder.name


def test_how_far_embedding_is_is_told_report_by_report(filled, tmp_path):
    encoder = Compass()
    engine = WhooshEngine(tmp_path / "index", encoder)
    sync(filled, engine, VOCABULARY)
    with filled.begin() as tx:
        report = tx.put_report(replaced(extraction(0), 2, "The county had no shared channel."))
    encoder.asked.clear()
    seen = []
    sync(filled, engine, VOCABULARY, told=lambda name: seen.append((name, len(encoder.asked))))
    assert [name for name, _ in seen] == [report]
    assert seen[0][1] == len(encoder.asked) > 0


def test_the_index_takes_in_changes_without_looking_for_lessons(filled, engine, monkeypatch):
    sought = []
    monkeypatch.setattr(
        "indexer.keeping.sync.renew_lessons", lambda *_: sought.append(totals(engine))
    )
    index_changes(filled, engine, VOCABULARY)
    assert (totals(engine), sought) == ((7, 3), [])
    with filled.begin() as tx:
        tx.put_report(replaced(extraction(0), 2, "The county had no shared channel."))
    sync(filled, engine, VOCABULARY)
    assert sought == [totals(engine)]


def test_a_change_during_a_rebuild_is_caught_up(filled, engine, monkeypatch):
    real = rebuilding._generation

    def meanwhile(*arguments):
        with filled.begin() as tx:
            tx.put_report(replace(extraction(0), records=(), pipeline=2))
        monkeypatch.setattr(rebuilding, "_generation", real)
        return real(*arguments)

    monkeypatch.setattr(rebuilding, "_generation", meanwhile)
    done = rebuild(filled, engine, VOCABULARY)
    assert totals(engine) == (3, 3)
    assert (done.reports, done.documents) == (3, 6)
    assert behind(filled, engine) == 0
