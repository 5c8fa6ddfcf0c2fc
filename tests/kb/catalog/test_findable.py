from __future__ import annotations

import pytest

from kb import curation
from kb.catalog.blobs import Blobs
from kb.catalog.catalog import Catalog
from kb.domain.description import Standing
from tests.support.small_catalog import fill


@pytest.fixture
def catalog(tmp_path):
    opened = Catalog.open(f"sqlite:///{tmp_path}/catalog.sqlite3")
    fill(opened, Blobs(tmp_path / "blobs"))
    yield opened
    opened.close()


def test_what_is_searched_of_many_reports_is_what_each_of_them_says(catalog):
    with catalog.read() as view:
        names = [summary.id for summary in view.summaries()]
        found = view.findable([*reversed(names), names[0]])
        assert [one.id for one in found] == list(reversed(names))
        for one in found:
            whole = view.report(one.id)
            assert one.bibliography == whole.bibliography
            assert one.records == whole.records
            assert one.narrative == whole.narrative
            assert one.incidents == whole.incidents
    assert sum(len(one.incidents) for one in found) == 2


@pytest.mark.parametrize("standing", [Standing.DRAFT, Standing.METADATA])
def test_reports_whose_words_readers_do_not_see_are_left_out(catalog, standing):
    with catalog.read() as view:
        hidden, withdrawn, left = [summary.id for summary in view.summaries()]
    curation.stand(catalog, hidden, standing, by="a test")
    curation.withdraw(catalog, withdrawn, why="the publisher asked")
    names = [withdrawn, hidden, left, "unknown"]
    with catalog.read() as view:
        assert [one.id for one in view.findable(names)] == [left]
    with catalog.read(staff=True) as view:
        assert [one.id for one in view.findable(names)] == [hidden, left]
