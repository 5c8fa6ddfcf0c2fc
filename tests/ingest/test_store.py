from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from ingest.store import LARGEST_FILE, find_files, ingest_files, read_file
from kb.catalog.blobs import Blobs
from kb.catalog.catalog import Catalog
from kb.errors import BadPdf, NotFound
from tests.support.shared import CORPUS

SAMPLE = CORPUS / "reports" / "front-range-barricades-2017.pdf"


@pytest.fixture
def catalog(tmp_path):
    opened = Catalog.open(f"sqlite:///{tmp_path}/data/catalog.sqlite3")
    yield opened
    opened.close()


@pytest.fixture
def blobs(tmp_path):
    return Blobs(tmp_path / "data" / "blobs")


def test_a_batch_goes_on_past_what_cannot_be_read(catalog, blobs, tmp_path):
    (tmp_path / "page.pdf").write_bytes(b"<html><script>alert(1)</script></html>")
    (tmp_path / "empty.pdf").write_bytes(b"")
    (tmp_path / "torn.pdf").write_bytes(b"%PDF-1.7\n" + b"\x00" * 400)
    shutil.copy(SAMPLE, tmp_path / "good.pdf")
    shutil.copy(SAMPLE, tmp_path / "again.pdf")
    seen = []
    files = find_files([tmp_path])
    outcomes = ingest_files(catalog, blobs, files, told=seen.append)
    assert [o.path.name for o in outcomes] == [
        "again.pdf",
        "empty.pdf",
        "good.pdf",
        "page.pdf",
        "torn.pdf",
    ]
    assert len(seen) == len(outcomes)
    failed = {o.path.name: o for o in outcomes if o.failed}
    assert set(failed) == {"empty.pdf", "page.pdf", "torn.pdf"}
    assert all(o.hint and o.error for o in failed.values())
    assert sorted(o.known for o in outcomes if not o.failed) == [False, True]
    with catalog.read() as view:
        [summary] = view.summaries()
        assert summary.sample
        assert summary.rights.startswith("Fictional sample report")
        assert summary.records > 0
    assert blobs.read(summary.sha256) == SAMPLE.read_bytes()
    kept = [p for p in (tmp_path / "data" / "blobs").rglob("*") if p.is_file()]
    assert len(kept) == 1
    [known] = ingest_files(catalog, blobs, [SAMPLE])
    assert (known.known, known.report) == (True, summary.id)


def test_reading_again_keeps_every_id(catalog, blobs):
    [outcome] = ingest_files(catalog, blobs, [SAMPLE])
    with catalog.read() as view:
        [before] = [view.report(s.id) for s in view.summaries()]
    assert outcome.untagged == sum(not p.record.topics for p in before.records)
    ingest_files(catalog, blobs, [SAMPLE], again=True)
    with catalog.read() as view:
        after = view.report(before.id)
    assert [p.id for p in after.records] == [p.id for p in before.records]


def test_names_from_outside_are_data_only(catalog, blobs, tmp_path):
    folder = tmp_path / "in"
    folder.mkdir()
    named = os.fsencode(folder) + b"/\xff\xfe\x1b[31m\r\n\xe2\x80\xaex.pdf"
    Path(os.fsdecode(named)).write_bytes(SAMPLE.read_bytes())
    [outcome] = ingest_files(catalog, blobs, find_files([folder]))
    assert not outcome.failed
    with catalog.read() as view:
        source = view.summary(outcome.report).source
    assert source.encode()
    assert all(c.isprintable() for c in source)


def test_what_is_too_large_is_not_even_opened(tmp_path):
    huge = tmp_path / "huge.pdf"
    with huge.open("wb") as file:
        file.truncate(LARGEST_FILE + 1)
    with pytest.raises(BadPdf, match="more than") as caught:
        read_file(huge)
    assert caught.value.code == "too_large"


def test_what_is_no_file_is_refused(tmp_path):
    os.mkfifo(tmp_path / "pipe.pdf")
    with pytest.raises(BadPdf, match="not a file"):
        read_file(tmp_path / "pipe.pdf")
    with pytest.raises(NotFound):
        find_files([tmp_path / "nothing.pdf"])
