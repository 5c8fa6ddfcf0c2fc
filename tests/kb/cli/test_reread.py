from __future__ import annotations

import shutil
from dataclasses import replace

import pytest

from ingest.store import read_file
from kb import curation
from kb.catalog.blobs import Blobs
from kb.catalog.catalog import Catalog
from kb.cli.main import run
from kb.domain.description import Standing
from kb.settings import Settings
from tests.support.shared import CORPUS

SAMPLE = CORPUS / "reports" / "front-range-barricades-2017.pdf"


@pytest.fixture(scope="module")
def reading():
    return read_file(SAMPLE)


@pytest.fixture
def held(tmp_path, monkeypatch, reading):
    """A catalog where an earlier version read one record otherwise and missed the last."""
    monkeypatch.setenv("KB_DATA_DIR", str(tmp_path))
    settings = Settings.at(tmp_path)
    catalog = Catalog.open(settings.catalog_url)
    Blobs(settings.blobs_dir).put(SAMPLE.read_bytes())
    first, *others, _ = reading.records
    earlier = replace(reading, pipeline=0, records=(replace(first, text=first.text[:-20]), *others))
    with catalog.begin() as tx:
        report = tx.put_report(earlier)
    yield catalog, report
    catalog.close()


def code_of(*arguments):
    with pytest.raises(SystemExit) as ended:
        run(list(arguments))
    return ended.value.code


def state(catalog, report):
    with catalog.read() as view:
        found = view.report(report)
        return found.pipeline, [p.id for p in found.records], found.warnings


def test_what_changes_is_shown_before_it_is_published(held, capsys, reading):
    catalog, report = held
    _, before, _ = state(catalog, report)
    curation.accept(catalog, before[0], by="staff")
    assert code_of("reread", "--dry-run") == 0
    told = capsys.readouterr().out
    assert f"changed {before[0]}" in told
    assert "new     " in told
    assert f"stale   a decision on {before[0]}" in told
    assert "nothing was published" in told
    assert state(catalog, report)[:2] == (0, before)

    assert code_of("reread") == 0
    assert "1 read again, 1 changed" in capsys.readouterr().out
    version, after, warnings = state(catalog, report)
    assert version == reading.pipeline
    assert after[: len(before)] == before
    assert len(after) == len(before) + 1
    assert "stale_decision" in {doubt.code for doubt in warnings}
    with catalog.read() as view:
        assert len(view.decisions(report)) == 1

    assert code_of("reread") == 0
    assert "Every report was read by this version" in capsys.readouterr().out
    assert code_of("reread", report) == 0
    assert "nothing changed" in capsys.readouterr().out


def test_a_draft_is_read_again_and_stays_a_draft(held, capsys):
    catalog, report = held
    curation.stand(catalog, report, Standing.DRAFT, by="staff")
    assert code_of("reread") == 0
    assert "1 read again, 1 changed" in capsys.readouterr().out
    with catalog.read(staff=True) as view:
        assert view.report(report).standing == Standing.DRAFT
    with catalog.read() as view:
        assert view.summaries() == ()


def test_one_that_cannot_be_read_is_named(held, capsys, tmp_path):
    _, report = held
    shutil.rmtree(tmp_path / "blobs")
    assert code_of("reread", "--all") == 1
    assert f"{report}: failed: the PDF is not in the data folder" in capsys.readouterr().out


def test_a_report_that_is_none_is_1(held, capsys):
    assert code_of("reread", "nothing") == 1
    assert "there is no report nothing" in capsys.readouterr().err
    assert code_of("reread", held[1], "--all") == 2
