"""The PDFs themselves, kept under the hash of their content; a name from outside is never a path.

A blob is on disk, file and folders, before `put` returns, and so before the catalog's transaction
that names it commits. Bytes already here are verified, not written again.
"""

from __future__ import annotations

import hashlib
import os
import re
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Protocol

from kb.errors import CatalogUnavailable, NotFound

_SHA256 = re.compile(r"[0-9a-f]{64}")
# What a writer that was killed leaves behind; older than this (seconds) it is nobody's.
_LEFTOVER_AGE = 3600.0
_UNFINISHED = ".unfinished-"
_PIECE = 1 << 20


class Readable(Protocol):
    """What gives bytes piece by piece, b"" at its end."""

    def read(self, size: int, /) -> bytes:
        """Give up to `size` bytes."""


class Blobs:
    """A store of bytes in a folder: `sha256/ab/cdef...`."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder / "sha256"

    def put(self, data: bytes) -> str:
        """Keep bytes durably and give their SHA-256; raises CatalogUnavailable."""
        sha256 = hashlib.sha256(data).hexdigest()
        path = self._place(sha256)
        with _kept_plainly():
            if not self._holds(path, data):
                self._make(path.parent)
                with _unfinished(path.parent) as file:
                    file.write(data)
                    _settle(file, path)
        return sha256

    def take(self, stream: Readable) -> str:
        """Keep what a stream gives, never all of it in memory; raises CatalogUnavailable."""
        with _kept_plainly():
            self._make(self._folder)
            with _unfinished(self._folder) as file:
                digest = hashlib.sha256()
                while piece := stream.read(_PIECE):
                    digest.update(piece)
                    file.write(piece)
                place = self._place(digest.hexdigest())
                if self.sound(digest.hexdigest()):
                    return digest.hexdigest()
                self._make(place.parent)
                _settle(file, place)
        return digest.hexdigest()

    def path(self, sha256: str) -> Path:
        """Give the file of these bytes; raises NotFound."""
        path = self._place(sha256)
        if not path.is_file():
            raise NotFound(
                "the PDF is not in the data folder",
                hint="Ingest the file again, or restore the folder `blobs` from a backup.",
            )
        return path

    def read(self, sha256: str) -> bytes:
        """Give bytes, checked against their hash; raises NotFound, CatalogUnavailable."""
        data = self.path(sha256).read_bytes()
        if hashlib.sha256(data).hexdigest() != sha256:
            raise CatalogUnavailable(
                "the PDF in the data folder has been damaged",
                hint="Ingest the original file again: it takes the damaged one's place.",
            )
        return data

    def all(self) -> Iterator[str]:
        """Give the hashes of all that is kept."""
        for path in sorted(self._folder.glob("??/*")):
            if _SHA256.fullmatch(path.parent.name + path.name):
                yield path.parent.name + path.name

    def sound(self, sha256: str) -> bool | None:
        """Say whether bytes are what their hash says; None where they are not here."""
        path = self._place(sha256)
        if not path.is_file():
            return None
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest() == sha256

    def set_aside(self, sha256: str, folder: Path) -> None:
        """Move bytes out of the store into a folder, where a person may look at them."""
        folder.mkdir(parents=True, exist_ok=True)
        self._place(sha256).replace(folder / f"{sha256}.pdf")

    def drop(self, sha256: str) -> None:
        """Let bytes go; nothing happens where they are not here."""
        self._place(sha256).unlink(missing_ok=True)

    def sweep(self, now: float) -> int:
        """Delete what killed writers left (`now` as by time.time); give how many files."""
        swept = 0
        for path in self._folder.rglob(f"{_UNFINISHED}*"):
            if now - path.stat().st_mtime > _LEFTOVER_AGE:
                path.unlink(missing_ok=True)
                swept += 1
        return swept

    def _place(self, sha256: str) -> Path:
        if not _SHA256.fullmatch(sha256):
            raise NotFound("that is not the hash of a file", hint="It has 64 hexadecimal digits.")
        return self._folder / sha256[:2] / sha256[2:]

    def _holds(self, path: Path, data: bytes) -> bool:
        return path.is_file() and path.read_bytes() == data

    def _make(self, folder: Path) -> None:
        """Make a folder and those above it, each on the disk."""
        missing = [p for p in (folder, *folder.parents) if not p.exists()]
        folder.mkdir(parents=True, exist_ok=True)
        for made in missing:
            _sync_folder(made.parent)


@contextmanager
def _kept_plainly() -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise CatalogUnavailable(
            f"the PDF could not be kept: {error.strerror or error}",
            hint="Free some space in the data folder, or check who may write there.",
        ) from error


@contextmanager
def _unfinished(folder: Path) -> Iterator[IO[bytes]]:
    """Open a file that is gone afterwards unless it was settled in its place."""
    with tempfile.NamedTemporaryFile(prefix=_UNFINISHED, dir=folder, delete=False) as file:
        try:
            yield file
        finally:
            Path(file.name).unlink(missing_ok=True)


def _settle(file: IO[bytes], place: Path) -> None:
    """Bring a file to the disk, then under its name, then that name to the disk."""
    file.flush()
    os.fsync(file.fileno())
    Path(file.name).replace(place)
    _sync_folder(place.parent)


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
