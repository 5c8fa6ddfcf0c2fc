from __future__ import annotations

import pytest

from indexer.answer.directory import directory_of
from kb.catalog.blobs import Blobs
from kb.catalog.catalog import Catalog
from kb.errors import NotFound
from tests.support.small_catalog import fill, recur


@pytest.fixture
def catalog(tmp_path):
    opened = Catalog.open(f"sqlite:///{tmp_path / 'catalog.sqlite3'}")
    fill(opened, Blobs(tmp_path / "blobs"))
    yield opened
    opened.close()


def test_a_lesson_is_had_by_its_id_and_by_any_of_its_statements(catalog):
    lesson = recur(catalog)
    with catalog.read() as view:
        assert view.lessons.every() == (lesson,)
        for name in (lesson.id, *lesson.records):
            assert view.lessons.lesson(name) == lesson
        assert view.lessons.among([*lesson.records, "no/such/one"]) == dict.fromkeys(
            lesson.records, lesson
        )
        with pytest.raises(NotFound, match="no/such/one recurs"):
            view.lessons.lesson("no/such/one")


def test_only_what_changes_is_noted_for_the_index(catalog):
    with catalog.read() as view:
        before = view.last_change()
    lesson = recur(catalog)
    with catalog.read() as view:
        noted = view.changes_after(before)
        assert {change.what for change in noted} == {"lessons"}
        assert len(noted) == 2
    with catalog.begin() as tx:
        assert tx.lessons.replace([lesson]) == 0
        assert tx.lessons.replace([]) == 2
    with catalog.read() as view:
        assert view.lessons.every() == ()


def test_a_number_of_incidents_is_named(catalog):
    with catalog.read() as view:
        assert directory_of(view).label("recurs", "3") == "in 3 incidents"
