from __future__ import annotations

import threading

import pytest

from indexer.answer.finding import find
from indexer.engines.registry import engine_of
from indexer.keeping.sync import index_changes
from indexer.query import Everything, Search
from indexer.question.request import FindRequest
from kb.catalog.blobs import Blobs
from kb.catalog.catalog import Catalog
from kb.curation import withdraw
from kb.settings import Settings
from tests.indexer.recurring.test_lessons import put
from tests.support import small_catalog
from web.following import follow, follow_lessons, is_behind
from web.services import Services


@pytest.fixture
def services(tmp_path):
    settings = Settings.at(tmp_path, semantic="off")
    catalog = Catalog.open(settings.catalog_url)
    made = Services(settings, catalog, Blobs(settings.blobs_dir), engine_of(settings))
    yield made
    catalog.close()


def test_an_empty_catalog_gets_an_empty_index_so_that_search_says_what_is_missing(services):
    assert is_behind(services)
    over = threading.Event()
    following = threading.Thread(target=follow, args=(services, over))
    following.start()
    try:
        until(lambda: not is_behind(services))
    finally:
        over.set()
        following.join()
    with services.catalog.read() as view:
        found = find(view, services.engine, FindRequest(q="radio"))
    assert "no reports here yet" in found.nothing.reason


def test_the_index_follows_what_others_change(services):
    small_catalog.fill(services.catalog, services.blobs)
    assert is_behind(services)
    over = threading.Event()
    following = threading.Thread(target=follow, args=(services, over))
    following.start()
    try:
        with services.catalog.read() as view:
            reports = [summary.id for summary in view.summaries()]
        until(lambda: not is_behind(services))
        withdraw(services.catalog, reports[0], why="a test")
        until(lambda: not is_behind(services))
        with services.catalog.read() as view:
            shown = sum(summary.records for summary in view.summaries())
        assert services.engine.search(Search(Everything(), "records")).total == shown
    finally:
        over.set()
        following.join()


def test_lessons_are_found_beside_once_the_index_has_what_changed(services):
    put(services.catalog, 0)
    put(services.catalog, 1)
    over = threading.Event()
    following = threading.Thread(target=follow_lessons, args=(services, over))
    following.start()
    try:
        assert lessons_of(services) == 0
        index_changes(services.catalog, services.engine, services.vocabulary)
        until(lambda: lessons_of(services) == 1 and not is_behind(services))
    finally:
        over.set()
        following.join()
    found = services.engine.search(Search(Everything(), "records", facets=("recurs",)))
    assert dict(found.facets)["recurs"]


def lessons_of(services) -> int:
    with services.catalog.read() as view:
        return len(view.lessons.every())


def until(holds) -> None:
    for _ in range(600):
        if holds():
            return
        threading.Event().wait(0.1)
    raise AssertionError("the index did not follow within a minute")
