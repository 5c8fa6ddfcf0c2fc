"""Files made to do harm, or merely broken, through the way every file is read."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import time
from collections import defaultdict

import pytest

from ingest.sandbox import Limits
from ingest.store import find_files, ingest_files
from kb.catalog.blobs import Blobs
from kb.catalog.catalog import Catalog
from tests.support.hostile_pdfs import EXPECTED, written
from tests.support.shared import SHARED, needs_shared

BAD = SHARED / "badpdf"
# Seconds beyond what a file is granted: to start, to end, to store.
SLACK = 15.0
# Of the files that others' test suites keep for their damage, how many words must be read from.
AT_LEAST = {"text": 121 / 122, "fallback_text": 23 / 27}
_PLAIN = re.compile(r"Traceback|Error\b|0x[0-9a-f]{6}|/tmp/|\.py\b")


@pytest.fixture
def catalog(tmp_path):
    opened = Catalog.open(f"sqlite:///{tmp_path}/data/catalog.sqlite3")
    yield opened
    opened.close()


@pytest.fixture
def blobs(tmp_path):
    return Blobs(tmp_path / "data" / "blobs")


@pytest.mark.parametrize("name", EXPECTED)
def test_each_is_read_or_refused_with_a_plain_reason(name, catalog, blobs, tmp_path):
    build, code = EXPECTED[name]
    bad, good = tmp_path / "bad.pdf", tmp_path / "good.pdf"
    bad.write_bytes(build())
    good.write_bytes(written(text=f"Recommendation 1. Beside {name}, all is well."))
    started = time.monotonic()
    outcomes = {o.path.name: o for o in ingest_files(catalog, blobs, [bad, good])}
    assert time.monotonic() - started < Limits().wall_seconds + SLACK
    outcome = outcomes["bad.pdf"]
    assert outcome.code == code
    assert bool(outcome.error and outcome.hint) == bool(code)
    assert not _PLAIN.search(outcome.error)
    assert not outcomes["good.pdf"].failed
    with catalog.read() as view:
        assert len(view.summaries()) == (1 if code else 2)
    kept = [p for p in (tmp_path / "data" / "blobs").rglob("*") if p.is_file()]
    assert len(kept) == (1 if code else 2)


@needs_shared
@pytest.mark.slow
@pytest.mark.timeout(3600)
def test_damaged_files_of_other_projects(catalog, blobs):
    expected = {
        row["file"].rpartition("/")[2]: row["expect"]
        for row in map(json.loads, (BAD / "manifest.jsonl").read_text().splitlines())
    }
    read: dict[str, list[bool]] = defaultdict(list)
    for outcome in ingest_files(catalog, blobs, find_files([BAD / "files"])):
        kind = expected[outcome.path.name]
        has_text = _bounded(outcome) and _has_text(catalog, outcome)
        read[kind].append(has_text)
        if kind in {"zero_pages", "reject", "empty"} and not has_text:
            assert outcome.failed or outcome.flags, outcome
    for kind, share in AT_LEAST.items():
        assert sum(read[kind]) / len(read[kind]) >= share, kind


@needs_shared
@pytest.mark.slow
@pytest.mark.timeout(3600)
def test_files_made_to_do_harm(catalog, blobs, tmp_path):
    made = tmp_path / "made"
    subprocess.run([sys.executable, BAD / "gen_hostile.py", made], check=True, capture_output=True)
    outcomes = ingest_files(catalog, blobs, find_files([made]))
    assert len(outcomes) >= 118
    for outcome in outcomes:
        _bounded(outcome)


def _bounded(outcome) -> bool:
    """Say whether a file was read; a refusal must be plain and in time."""
    granted = Limits.for_size(outcome.path.stat().st_size).wall_seconds
    assert outcome.seconds < granted + SLACK, outcome
    assert bool(outcome.code) == bool(outcome.error) == bool(outcome.hint), outcome
    assert not _PLAIN.search(outcome.error), outcome
    return not outcome.failed


def _has_text(catalog, outcome) -> bool:
    with catalog.read() as view:
        pages = view.report(outcome.report).pages
    return any(page.text.strip() for page in pages)
