from __future__ import annotations

import hashlib

import pytest

from kb.catalog.blobs import Blobs
from kb.errors import CatalogUnavailable, NotFound

DATA = b"%PDF-1.4 bytes"
SHA256 = hashlib.sha256(DATA).hexdigest()


@pytest.fixture
def blobs(tmp_path):
    return Blobs(tmp_path / "blobs")


def test_bytes_are_kept_under_their_hash(blobs, tmp_path):
    assert blobs.put(DATA) == SHA256
    assert blobs.read(SHA256) == DATA
    kept = tmp_path / "blobs" / "sha256" / SHA256[:2] / SHA256[2:]
    assert blobs.path(SHA256) == kept
    assert [p for p in tmp_path.rglob("*") if p.is_file()] == [kept]


def test_the_same_bytes_are_written_once(blobs):
    blobs.put(DATA)
    before = blobs.path(SHA256).stat().st_mtime_ns
    blobs.put(DATA)
    assert blobs.path(SHA256).stat().st_mtime_ns == before


def test_damage_is_seen_and_mended_by_the_original(blobs):
    blobs.put(DATA)
    blobs.path(SHA256).write_bytes(DATA[:-1] + b"!")
    with pytest.raises(CatalogUnavailable, match="damaged"):
        blobs.read(SHA256)
    blobs.put(DATA)
    assert blobs.read(SHA256) == DATA


@pytest.mark.parametrize("name", ["../../etc/passwd", "", "A" * 64, SHA256 + "/..", "0" * 64])
def test_only_hashes_of_what_is_kept_name_a_file(blobs, name):
    with pytest.raises(NotFound):
        blobs.path(name)


def test_what_killed_writers_left_is_swept(blobs):
    blobs.put(DATA)
    left = blobs.path(SHA256).parent / ".unfinished-x"
    left.write_bytes(b"half")
    assert blobs.sweep(left.stat().st_mtime + 60) == 0
    assert blobs.sweep(left.stat().st_mtime + 7200) == 1
    assert blobs.read(SHA256) == DATA
