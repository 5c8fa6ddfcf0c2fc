"""Rows made from a real catalog."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from kb.catalog.blobs import Blobs
from kb.catalog.catalog import Catalog
from kb.curation import withdraw
from kb.export.rows import RowMaker
from kb.reference import load_vocabulary
from tests.support import small_catalog


class Here:
    """Addresses of a service that is not running."""

    def record(self, record: str) -> str:
        return f"https://kb.example/records/{record}"

    def report(self, report: str) -> str:
        return f"https://kb.example/reports/{report}"

    def page(self, report: str, number: int) -> str:
        return f"https://kb.example/reports/{report}/pages/{number}"


@pytest.fixture
def catalog(tmp_path) -> Iterator[Catalog]:
    opened = Catalog.open(f"sqlite:///{tmp_path / 'catalog.sqlite3'}")
    small_catalog.fill(opened, Blobs(tmp_path / "blobs"))
    yield opened
    opened.close()


def test_rows_come_in_the_order_asked_with_all_their_source_says(catalog):
    with catalog.read() as view:
        ids = [r.id for s in view.summaries() for r in view.report(s.id).records]
        asked = [*reversed(ids), ids[0], "nothing/finding/1"]
        rows = list(RowMaker(view, load_vocabulary(), Here()).records(asked))
    assert [row.id for row in rows] == asked[:-1]
    told = next(row for row in rows if row.report.subtitle)
    assert told.report.authors == ("Jane Q. Rivera", "Institute for Incident Review")
    assert told.report.rights == "Free to copy."
    assert told.report.publisher_url == "https://publisher.example/report"
    assert told.printed_page == "1"
    assert told.permalink == f"https://kb.example/records/{told.id}"
    assert {t.family for row in rows for t in row.topics} == {"Use of force and de-escalation"}


def test_what_was_withdrawn_is_left_out(catalog):
    with catalog.read() as view:
        reports = [view.report(s.id) for s in view.summaries()]
    ids = [r.id for report in reports for r in report.records]
    withdraw(catalog, reports[0].id, why="Its publisher asked for it.")
    with catalog.read() as view:
        rows = list(RowMaker(view, load_vocabulary(), Here()).records(ids))
    assert rows
    assert reports[0].id not in {row.report.id for row in rows}


def test_narrative_leads_to_its_page(catalog):
    with catalog.read() as view:
        report = view.report(view.summaries()[0].id)
        rows = list(RowMaker(view, load_vocabulary(), Here()).passages([f"{report.id}/passage/n1"]))
    assert [row.kind for row in rows] == ["passage"]
    assert rows[0].permalink == f"https://kb.example/reports/{report.id}/pages/2"
