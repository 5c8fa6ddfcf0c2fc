from __future__ import annotations

import json

import pytest
from click.testing import CliRunner

from kb.catalog.blobs import Blobs
from kb.catalog.catalog import Catalog
from kb.cli.index import engines, reindex, retrieval, search
from kb.settings import Settings
from tests.support.small_catalog import fill


@pytest.fixture
def run(tmp_path, monkeypatch):
    settings = Settings.at(tmp_path / "data")
    settings.data_dir.mkdir()
    catalog = Catalog.open(settings.catalog_url)
    fill(catalog, Blobs(settings.blobs_dir))
    catalog.close()
    monkeypatch.setenv("KB_DATA_DIR", str(settings.data_dir))

    def invoke(command, *arguments: str) -> str:
        return CliRunner().invoke(command, arguments, catch_exceptions=False).output

    return invoke


def test_reindex_then_search(run):
    assert "10 documents of 3 reports" in run(reindex)
    shown = run(search, "audible", "warning", "--limit", "1", "-f", "kind=finding")
    assert "2 results" in shown
    assert "PDF page 2, printed 1" in shown
    assert "--after" in shown


def test_only_what_changed_may_be_taken_in(run):
    assert "spot checks" in run(reindex, "--full")
    assert run(reindex, "--changes") == "0 documents of 0 reports are indexed.\n"


def test_nothing_found_says_why_and_what_helps(run):
    run(reindex)
    assert "1 without Kind: Recommendation" in run(search, "unified", "-f", "kind=recommendation")


def test_json(run):
    run(reindex)
    assert json.loads(run(search, "gas", "--json"))["total"] > 0


def test_a_word_is_left_out_as_in_the_box_and_options_stay_options(run):
    run(reindex)
    both = json.loads(run(search, "warning", "--json"))["total"]
    assert json.loads(run(search, "warning", "-audible", "--json"))["total"] < both
    assert json.loads(run(search, "-kind:finding", "warning", "--json"))["total"] < both
    assert "1. Finding" in run(search, "warning", "-fkind=finding", "--limit", "1")
    assert "Usage:" in run(search, "-h")
    assert "No such option" in run(search, "warning", "-x")


def test_a_filter_without_a_value_is_wrong_usage(run):
    assert "write NAME=VALUE" in run(search, "gas", "-f", "kind")


def test_engines_are_listed(run):
    assert "whoosh:" in run(engines)


def test_a_collection_is_measured_by_words_and_by_meaning(run, tmp_path, monkeypatch):
    rows = [{"_id": str(n), "title": "Radio", "text": f"radio word{n}"} for n in range(3)]
    (tmp_path / "corpus.jsonl").write_text("\n".join(map(json.dumps, rows)))
    (tmp_path / "queries.jsonl").write_text('{"_id": "q1", "text": "word2"}\n')
    (tmp_path / "qrels").mkdir()
    (tmp_path / "qrels" / "test.tsv").write_text("query-id\tcorpus-id\tscore\nq1\t2\t1\n")
    for semantic in ("off", "on"):
        monkeypatch.setenv("KB_SEMANTIC", semantic)
        shown = run(retrieval, "--collection", str(tmp_path), "--vectors", str(tmp_path / "kept"))
        assert shown.splitlines()[-1].split() == ["mean", "1.0000"]
