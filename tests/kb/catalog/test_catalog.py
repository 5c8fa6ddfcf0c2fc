from __future__ import annotations

import sqlite3
import subprocess
import sys
import threading
from contextlib import suppress

import pytest

from kb.catalog.catalog import Catalog
from kb.domain.record import Kind
from kb.errors import CatalogUnavailable, Conflict, Gone, NotFound, SettingsError
from tests.support.extractions import extraction, incident, record
from tests.support.shared import ROOT


@pytest.fixture
def url(tmp_path):
    return f"sqlite:///{tmp_path}/catalog.sqlite3"


@pytest.fixture
def catalog(url):
    opened = Catalog.open(url)
    yield opened
    opened.close()


def put(catalog, *records, **values):
    with catalog.begin() as tx:
        return tx.put_report(extraction(records, **values))


FINDING = record("1", "1", "Command had no plan.")
ADVICE = record("2", "1.1", "Write one.", kind=Kind.RECOMMENDATION, parent="1")


def test_a_report_comes_back_whole(catalog):
    report = put(catalog, FINDING, ADVICE)
    with catalog.read() as view:
        found = view.report(report)
    assert report == "mips-2020-nine-nights-canal-street"
    assert [p.record for p in found.records] == [FINDING, ADVICE]
    assert found.records[1].parent == found.records[0].id
    assert found.records[0].children == (found.records[1].id,)
    assert [page.label for page in found.pages] == ["i", "1"]
    assert found.narrative[0].text == "What happened."
    assert (found.style, found.pipeline, found.version) == ("numbered", 1, 1)


def test_lists_show_reports_in_brief(catalog):
    report = put(catalog, FINDING, ADVICE)
    with catalog.read() as view:
        [summary] = view.summaries()
        assert summary == view.summary(report)
    assert summary.counts == (("finding", 1), ("recommendation", 1))
    assert (summary.records, summary.pages, summary.passages, summary.year) == (2, 2, 1, 2020)
    assert [site.id for site in summary.sites] == ["harlow-bend-oh"]


def test_many_records_are_looked_up_at_once_in_the_order_asked(catalog):
    report = put(catalog, *(record(str(n), str(n)) for n in range(1200)))
    wanted = [f"{report}/finding/{n}" for n in range(1199, -1, -1)]
    with catalog.read() as view:
        found = view.records([*wanted, "none"])
    assert list(found) == wanted
    assert found[wanted[0]].printed_page == "i"
    assert found[wanted[0]].report.id == report


def test_passages_and_pages_are_found(catalog):
    report = put(catalog)
    with catalog.read() as view:
        [passage] = view.passages([f"{report}/passage/n1"]).values()
        assert (passage.passage.text, passage.printed_page) == ("What happened.", "1")
        assert view.page(report, 2).text == "Second page."
        with pytest.raises(NotFound, match="no page 3"):
            view.page(report, 3)


def test_unknown_names_are_not_found(catalog):
    with catalog.read() as view:
        for ask in (view.report, view.record, view.site, view.incident, view.summary):
            with pytest.raises(NotFound) as caught:
                ask("nothing")
            assert not isinstance(caught.value, Gone)
            assert caught.value.hint


def test_reading_again_keeps_ids_and_the_earlier_reading(catalog, tmp_path):
    report = put(catalog, FINDING, ADVICE)
    later = record("9", "1", "Command had no plan at all.")
    assert put(catalog, later, pipeline=2) == report
    with catalog.read() as view:
        [published] = view.report(report).records
        assert published.record.text == later.text
        assert published.id == f"{report}/finding/1"
        with pytest.raises(Gone):
            view.record(f"{report}/recommendation/1.1")
    with sqlite3.connect(tmp_path / "catalog.sqlite3") as plain:
        readings = plain.execute("SELECT pipeline FROM extractions ORDER BY id").fetchall()
    plain.close()
    assert readings == [(1,), (2,)]


def test_two_files_with_one_title_are_two_reports(catalog):
    assert put(catalog) == "mips-2020-nine-nights-canal-street"
    assert put(catalog, name="other") == "mips-2020-nine-nights-canal-street-2"


def test_unfit_characters_become_one_replacement_each(catalog):
    nasty = record("1", "1", "A\x00B\ud800C\x1bD\x7f")
    report = put(catalog, nasty, title="T\x00\udfff")
    with catalog.read() as view:
        assert view.report(report).records[0].record.text == "A\ufffdB\ufffdC\ufffdD\ufffd"
        assert view.summary(report).title == "T\ufffd\ufffd"


def test_every_change_is_logged_in_the_transaction_that_makes_it(catalog):
    report = put(catalog)
    with suppress(RuntimeError), catalog.begin() as tx:
        tx.put_report(extraction(name="lost"))
        raise RuntimeError
    put(catalog, FINDING)
    with catalog.read() as view:
        changes = view.changes_after(0)
        assert [(change.report, change.what) for change in changes] == [(report, "put")] * 2
        assert view.last_change() == changes[-1].seq
        assert view.changes_after(changes[0].seq) == changes[1:]
        assert len(view.summaries()) == 1


def test_a_reader_sees_one_snapshot(catalog):
    put(catalog)
    with catalog.read() as view:
        before = view.last_change()
        put(catalog, name="second")
        assert view.last_change() == before
        assert len(view.summaries()) == 1
    with catalog.read() as view:
        assert len(view.summaries()) == 2


def test_writers_wait_for_each_other(catalog, url):
    def write(name):
        other = Catalog.open(url)
        put(other, FINDING, name=name, incidents=())
        other.close()

    threads = [threading.Thread(target=write, args=(f"file {n}",)) for n in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with catalog.read() as view:
        assert len(view.summaries()) == 8


def test_a_writer_that_waits_too_long_is_told(url, tmp_path, monkeypatch):
    monkeypatch.setattr("kb.catalog.connection.BUSY_SECONDS", 0.05)
    catalog = Catalog.open(url)
    holder = sqlite3.connect(tmp_path / "catalog.sqlite3", isolation_level=None)
    holder.execute("BEGIN IMMEDIATE")
    with pytest.raises(Conflict, match="another process is writing"):
        put(catalog)
    holder.close()
    catalog.close()


def test_commits_are_durable(catalog, tmp_path):
    with catalog.read() as view:
        ask = view._connection.exec_driver_sql
        assert ask("PRAGMA journal_mode").scalar() == "wal"
        assert ask("PRAGMA synchronous").scalar() == 2
        assert ask("PRAGMA foreign_keys").scalar() == 1


KILLED = """
import os, sys
from kb.catalog.catalog import Catalog
from tests.support.extractions import extraction
catalog = Catalog.open(sys.argv[1])
for number in range(1000):
    with catalog.begin() as tx:
        tx.put_report(extraction(name=str(number), incidents=()))
        if number == 3:
            os.kill(os.getpid(), 9)
    print(number, flush=True)
"""


def test_a_killed_writer_loses_nothing_that_was_acknowledged(url):
    run = subprocess.run(
        [sys.executable, "-c", KILLED, url],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == -9
    catalog = Catalog.open(url)
    with catalog.read() as view:
        assert len(view.summaries()) == len(run.stdout.split()) == 3
        assert view.last_change() == 3
    put(catalog)
    catalog.close()


@pytest.mark.parametrize("wrong", ["nonsense", "nosuch://x", "sqlite:////dev/null/x"])
def test_a_url_that_names_no_database_is_refused(wrong):
    with pytest.raises((SettingsError, CatalogUnavailable)) as caught:
        Catalog.open(wrong)
    assert caught.value.hint


def test_a_file_that_is_no_database_is_named(tmp_path):
    (tmp_path / "c.sqlite3").write_bytes(b"This is no database at all, but text." * 100)
    with pytest.raises(CatalogUnavailable, match="no database"):
        Catalog.open(f"sqlite:///{tmp_path}/c.sqlite3")


def test_a_report_may_tell_of_no_incident(catalog):
    report = put(catalog, incidents=(incident(place="", start=""),), sites=())
    with catalog.read() as view:
        [told] = view.report(report).incidents
        assert view.incident(told.id).reports == (report,)
