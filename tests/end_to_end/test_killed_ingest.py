"""A whole `kb ingest` killed at random moments: what it had stored stays, the next one goes on."""

from __future__ import annotations

import os
import random
import subprocess
import sys
import time
from pathlib import Path

import pytest

from kb.catalog.blobs import Blobs
from kb.catalog.catalog import Catalog
from kb.settings import Settings
from tests.support.processes import children_of, runs
from tests.support.shared import CORPUS, ROOT

pytestmark = [pytest.mark.slow, pytest.mark.timeout(1200)]
# The shortest samples, so that a run is killed between reports as often as within one.
SAMPLES = sorted((CORPUS / "reports").glob("*.pdf"), key=lambda path: path.stat().st_size)[:6]
KILLS = 4


def start_ingest(data: Path) -> subprocess.Popen[bytes]:
    """Start it with what it says in a file beside the data folder."""
    with said(data).open("wb") as sink:
        return subprocess.Popen(
            [sys.executable, "-m", "kb", "ingest", *map(str, SAMPLES)],
            cwd=ROOT,
            env={**os.environ, "KB_DATA_DIR": str(data)},
            stdin=subprocess.DEVNULL,
            stdout=sink,
            stderr=subprocess.STDOUT,
        )


def said(data: Path) -> Path:
    return data.with_suffix(".log")


def held(settings: Settings) -> dict[str, list[str]]:
    """Give each stored report's hash with its records' ids."""
    if not (settings.data_dir / "catalog.sqlite3").exists():
        return {}
    catalog = Catalog.open(settings.catalog_url)
    try:
        with catalog.read() as view:
            return {
                stored.sha256: [p.id for p in view.report(stored.id).records]
                for stored in view.stored()
            }
    finally:
        catalog.close()


def test_nothing_stored_is_lost_and_nothing_is_left_behind(tmp_path):
    settings = Settings.at(tmp_path / "data")
    blobs = Blobs(settings.blobs_dir)
    draw = random.Random()
    stored: dict[str, list[str]] = {}
    for _ in range(KILLS):
        before = len(stored)
        process = start_ingest(settings.data_dir)
        moment = time.monotonic() + draw.uniform(1.5, 8)
        while time.monotonic() < moment and process.poll() is None:
            time.sleep(0.1)
        acknowledged = held(settings)
        readers = children_of(process.pid)
        process.kill()  # does nothing where it has ended by then
        process.wait(10)
        deadline = time.monotonic() + 10
        while any(map(runs, readers)) and time.monotonic() < deadline:
            time.sleep(0.05)
        assert not [pid for pid in readers if runs(pid)]

        stored = held(settings)
        assert stored.items() >= acknowledged.items()
        assert len(stored) >= before
        for sha256 in stored:
            assert blobs.read(sha256)

    process = start_ingest(settings.data_dir)
    code = process.wait(1000)
    told = said(settings.data_dir).read_text()
    assert code == 0, told
    complete = held(settings)
    assert len(complete) == len(SAMPLES)
    assert complete.items() >= stored.items()
    if stored:
        assert f"{len(stored)} already read before" in told


def test_what_a_killed_writer_left_is_swept_by_the_next_run(tmp_path):
    settings = Settings.at(tmp_path)
    place = settings.blobs_dir / "sha256" / "ab"
    place.mkdir(parents=True)
    old, new = place / ".unfinished-old", place / ".unfinished-new"
    for path in (old, new):
        path.write_bytes(b"%PDF-")
    long_ago = time.time() - 7200
    os.utime(old, (long_ago, long_ago))
    command = [sys.executable, "-m", "kb", "ingest", str(tmp_path / "nothing.pdf")]
    (tmp_path / "nothing.pdf").write_bytes(b"")
    environment = {**os.environ, "KB_DATA_DIR": str(tmp_path)}
    assert subprocess.run(command, cwd=ROOT, env=environment, check=False).returncode == 1
    assert not old.exists()
    assert new.exists()
