"""Files made to do harm, or merely broken, through the way every file is read."""

from __future__ import annotations

import json
import os
import re
import resource
import subprocess
import sys
import time
from collections import defaultdict
from pathlib import Path
from subprocess import PIPE, STDOUT

import pytest

from ingest.sandbox import Limits
from ingest.store import find_files, ingest_files
from kb.catalog.blobs import Blobs
from kb.catalog.catalog import Catalog
from kb.settings import Settings
from tests.support.hostile_pdfs import EXPECTED, many_pages, mutants, written
from tests.support.processes import children_of
from tests.support.shared import ROOT, SHARED, needs_shared

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


@pytest.fixture(autouse=True)
def _no_child_takes_more_memory_than_granted():
    """The largest child so far may be another test's, a browser or a server."""
    before = _largest_child()
    yield
    # Linux counts what this process held when it started a child as the child's.
    mine = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    assert _largest_child() <= max(before, mine, Limits().memory >> 10)


def _largest_child() -> int:
    """Give the most memory that any child of this process has held, in KiB."""
    return resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss


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
    assert time.monotonic() - started < Limits().latest_seconds + SLACK
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
def test_damaged_files_of_other_projects(catalog, blobs, tmp_path):
    expected = {
        row["file"].rpartition("/")[2]: row["expect"]
        for row in map(json.loads, (BAD / "manifest.jsonl").read_text().splitlines())
    }
    read: dict[str, list[bool]] = defaultdict(list)
    for outcome in ingest_files(catalog, blobs, find_files([BAD / "files"])):
        has_text = _bounded(outcome) and _has_text(catalog, outcome)
        read[expected[outcome.path.name]].append(has_text)
        assert has_text or outcome.failed or outcome.flags, outcome
        if "encrypted" in outcome.path.name and outcome.failed:
            assert outcome.code in {"encrypted", "damaged"}, outcome
    for kind, share in AT_LEAST.items():
        assert sum(read[kind]) / len(read[kind]) >= share, kind
    _nothing_is_left(catalog, tmp_path / "data")


@needs_shared
@pytest.mark.slow
@pytest.mark.timeout(3600)
def test_files_made_to_do_harm(catalog, blobs, tmp_path):
    made = tmp_path / "made"
    subprocess.run([sys.executable, BAD / "gen_hostile.py", made], check=True, capture_output=True)
    outcomes = ingest_files(catalog, blobs, find_files([made]))
    assert len(outcomes) >= 118
    for outcome in outcomes:
        assert not _bounded(outcome) or outcome.flags or _has_text(catalog, outcome), outcome
    _nothing_is_left(catalog, tmp_path / "data")


@pytest.mark.slow
@pytest.mark.timeout(3600)
def test_files_with_some_bytes_changed_end_with_text_or_a_reason(catalog, blobs, tmp_path):
    for index, data in enumerate(mutants(200, seed=20261126)):
        (tmp_path / f"mutant-{index}.pdf").write_bytes(data)
    outcomes = ingest_files(catalog, blobs, find_files([tmp_path]))
    assert len(outcomes) == 200
    for outcome in outcomes:
        if outcome.known:
            # A change that changed nothing: its bytes stood in the batch before.
            continue
        # "crashed" is what our own code did not foresee
        assert outcome.code != "crashed", outcome
        assert not _bounded(outcome) or outcome.flags or _has_text(catalog, outcome), outcome
    _nothing_is_left(catalog, tmp_path / "data")


@pytest.mark.slow
@pytest.mark.timeout(900)
def test_a_thousand_pages_are_read_and_more_kids_than_pages_allowed_are_refused(
    catalog, blobs, tmp_path
):
    (tmp_path / "kids.pdf").write_bytes(many_pages(150_000))
    (tmp_path / "long.pdf").write_bytes(many_pages(1000))
    kids, long = ingest_files(catalog, blobs, find_files([tmp_path]))
    assert (kids.code, "150,000" in kids.error) == ("too_many_pages", True)
    assert (long.code, long.pages) == ("", 1000)
    _nothing_is_left(catalog, tmp_path / "data")


@pytest.mark.slow
@pytest.mark.timeout(600)
def test_one_file_from_four_at_once_is_one_report(tmp_path):
    bad = tmp_path / "same.pdf"
    bad.write_bytes(written(text="Recommendation 1. The same report, four times at once."))
    settings = Settings.at(tmp_path / "data")
    Catalog.open(settings.catalog_url, upgrade=True).close()
    environment = {**os.environ, "KB_DATA_DIR": str(settings.data_dir)}
    command = [sys.executable, "-m", "kb", "ingest", str(bad)]
    running = [
        subprocess.Popen(command, cwd=ROOT, env=environment, stdout=PIPE, stderr=STDOUT)
        for _ in range(4)
    ]
    said = [process.communicate()[0].decode() for process in running]
    assert [process.returncode for process in running] == [0] * 4, said
    again = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, check=True)
    assert "1 already read before" in again.stdout.decode() + again.stderr.decode()
    catalog = Catalog.open(settings.catalog_url)
    with catalog.read() as view:
        assert len(view.summaries()) == 1
    _nothing_is_left(catalog, settings.data_dir)
    catalog.close()


def _bounded(outcome) -> bool:
    """Say whether a file was read; a refusal must be plain and in time."""
    granted = Limits.for_size(outcome.path.stat().st_size).latest_seconds
    assert outcome.seconds < granted + SLACK, outcome
    assert bool(outcome.code) == bool(outcome.error) == bool(outcome.hint), outcome
    assert not _PLAIN.search(outcome.error), outcome
    return not outcome.failed


def _nothing_is_left(catalog, data: Path) -> None:
    """No child runs on, nothing is stored by half."""
    assert not [pid for pid in children_of(os.getpid()) if _reads(pid)]
    kept = [path for path in (data / "blobs").rglob("*") if path.is_file()]
    with catalog.read() as view:
        assert len(kept) == len(list(view.stored()))


def _reads(pid: int) -> bool:
    try:
        return b"ingest.sandbox" in Path(f"/proc/{pid}/cmdline").read_bytes()
    except OSError:
        return False


def _has_text(catalog, outcome) -> bool:
    with catalog.read() as view:
        pages = view.report(outcome.report).pages
    return any(page.text.strip() for page in pages)
