from __future__ import annotations

import json
import shutil

import pytest

from ingest.store import ingest_files
from kb import curation
from kb.catalog.blobs import Blobs
from kb.catalog.catalog import Catalog
from kb.cli.main import run
from kb.curation import Correction
from kb.settings import Settings
from tests.support.shared import CORPUS

NAME = "front-range-barricades-2017"


def code_of(*arguments):
    with pytest.raises(SystemExit) as ended:
        run(list(arguments))
    return ended.value.code


def gold_for(folder, *files):
    told = json.loads((CORPUS / "gold" / f"{NAME}.json").read_text())
    for file in files:
        path = folder / f"{file}.json"
        path.write_text(json.dumps({**told, "slug": file, "file": f"{file}.pdf"}))


def test_each_report_and_the_whole_are_scored(tmp_path, capsys):
    gold_for(tmp_path, NAME)
    shutil.copy(CORPUS / "reports" / f"{NAME}.pdf", tmp_path)
    code = code_of("evaluate", "extraction", "--gold", str(tmp_path), "--pdf", str(tmp_path))
    lines = capsys.readouterr().out.splitlines()
    assert code == 0
    one, whole = lines[1].split(), lines[2].split()
    assert (one[0], whole[0]) == (NAME, "all")
    assert one[1:] == whole[1:]
    assert float(one[1]) > 0.9
    assert "attributes F1" in lines[-1]


def test_one_that_cannot_be_read_counts_as_nothing_found_and_is_named(tmp_path, capsys):
    gold_for(tmp_path, "torn", "away")
    (tmp_path / "torn.pdf").write_bytes(b"<html>")
    code = code_of("evaluate", "extraction", "--gold", str(tmp_path), "--pdf", str(tmp_path))
    out, err = capsys.readouterr()
    assert code == 1
    assert "statements F1    0.0000" in out
    assert "page             -" in out
    assert "torn.pdf: this file is not a PDF" in err
    assert "away.pdf: the file cannot be opened" in err


def test_reviewed_reports_are_gold_answers_with_what_staff_put_right(tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("KB_DATA_DIR", str(tmp_path))
    settings = Settings.at(tmp_path)
    catalog, blobs = Catalog.open(settings.catalog_url), Blobs(settings.blobs_dir)
    assert code_of("evaluate", "extraction", "--reviewed") == 1
    assert "no report is marked reviewed" in capsys.readouterr().err
    [outcome] = ingest_files(catalog, blobs, [CORPUS / "reports" / f"{NAME}.pdf"])
    curation.mark_reviewed(catalog, outcome.report, by="ann")
    assert code_of("evaluate", "extraction", "--reviewed") == 0
    assert "strict F1        1.0000" in capsys.readouterr().out
    with catalog.read() as view:
        record = view.report(outcome.report).records[0].id
    curation.correct(catalog, record, Correction(number="99"), by="ann")
    assert code_of("evaluate", "extraction", "--reviewed") == 0
    out = capsys.readouterr().out
    assert "statements F1    1.0000" in out
    assert "strict F1        1.0000" not in out
    catalog.close()
