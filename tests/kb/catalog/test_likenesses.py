from __future__ import annotations

import pytest

from kb.catalog.blobs import Blobs
from kb.catalog.catalog import Catalog
from kb.domain.ids import RecordId, ReportId
from kb.domain.lesson import Compared, Likeness
from tests.support.small_catalog import fill


@pytest.fixture
def catalog(tmp_path):
    opened = Catalog.open(f"sqlite:///{tmp_path / 'catalog.sqlite3'}")
    fill(opened, Blobs(tmp_path / "blobs"))
    yield opened
    opened.close()


def first_two(catalog: Catalog) -> tuple[tuple[ReportId, RecordId], tuple[ReportId, RecordId]]:
    with catalog.read() as view:
        held = sorted((r, view.statements(r)) for r in view.versions())
    one, other = [(r, statements[0].id) for r, statements in held if statements][:2]
    return one, other


def test_a_pair_is_kept_once_and_leaves_with_either_report(catalog):
    (mine, one), (theirs, other) = first_two(catalog)
    pair = Likeness(one, other, 0.5)
    with catalog.begin() as tx:
        for report in (mine, theirs):
            tx.likenesses.count(report, Compared(1, "", 3, {"water": 2, "gas": 1}))
            tx.likenesses.keep(report, "2", [pair])
    with catalog.read() as view:
        assert list(view.likenesses.every()) == [pair]
        assert list(view.likenesses.every(0.6)) == []
        assert view.likenesses.compared() == {mine: (1, "2"), theirs: (1, "2")}
        assert view.likenesses.sizes() == {mine: 3, theirs: 3}
        assert view.likenesses.words() == {"water": 4, "gas": 2}
    with catalog.begin() as tx:
        tx.likenesses.forget([theirs])
    with catalog.read() as view:
        assert list(view.likenesses.every()) == []
        assert set(view.likenesses.compared()) == {mine}
