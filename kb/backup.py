"""Catalog and PDFs in one file, made while others read and write, and put back whole.

The catalog is copied from one snapshot and the PDFs after it: a PDF is on disk before the row that
names it, so all that the copy names are there. The index is not in it: it is made anew.
"""

from __future__ import annotations

import gzip
import hashlib
import io
import os
import tarfile
import tempfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from kb.catalog.blobs import Blobs
from kb.catalog.catalog import Catalog
from kb.errors import BadRequest, CatalogUnavailable

_CATALOG = "catalog.jsonl.gz"
_PDFS = "pdfs/"
Told = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Copied:
    """How much a backup holds: rows of the catalog, PDFs, and the file's size in bytes."""

    rows: int
    pdfs: int
    size: int


def back_up(catalog: Catalog, blobs: Blobs, target: Path, told: Told = lambda _: None) -> Copied:
    """Write a backup; the file has its name only once it is whole and on disk.

    Raises CatalogUnavailable where a PDF is damaged or missing, or the disk is full.
    """
    handle, unfinished = tempfile.mkstemp(prefix=f".{target.name}.", dir=target.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            rows, pdfs = _write(catalog, blobs, file, told)
            file.flush()
            os.fsync(file.fileno())
        Path(unfinished).replace(target)
    except OSError as error:
        raise CatalogUnavailable(
            f"the backup could not be written: {error.strerror or error}",
            hint="Free some space, or write it to another disk.",
        ) from error
    finally:
        Path(unfinished).unlink(missing_ok=True)
    return Copied(rows, pdfs, target.stat().st_size)


def put_back(catalog: Catalog, blobs: Blobs, source: Path, told: Told = lambda _: None) -> Copied:
    """Put a backup into an empty catalog: PDFs first, then all rows in one transaction.

    Raises Conflict where the catalog holds something, BadRequest for a file that is no backup or is
    damaged; nothing is kept of it then but PDFs that no report names.
    """
    pdfs = 0
    lines: bytes | None = None
    try:
        with tarfile.open(source, "r:") as archive:
            for member in archive:
                if not member.isreg():
                    raise _damaged(f"it holds {member.name}, which is no file")
                held = archive.extractfile(member)
                assert held is not None
                if member.name == _CATALOG:
                    lines = held.read()
                else:
                    _keep_pdf(blobs, member.name, held.read())
                    told(member.name.removeprefix(_PDFS))
                    pdfs += 1
    except (tarfile.TarError, EOFError) as error:
        raise _damaged(str(error)) from error
    except FileNotFoundError as error:
        raise BadRequest(f"there is no file {source}", hint="Check the path.") from error
    if lines is None:
        raise _damaged("it holds no catalog")
    with gzip.GzipFile(fileobj=io.BytesIO(lines)) as unpacked:
        rows = catalog.put_lines(_checked(unpacked))
    return Copied(rows, pdfs, source.stat().st_size)


def _write(catalog: Catalog, blobs: Blobs, file: IO[bytes], told: Told) -> tuple[int, int]:
    """Write the PDFs after the catalog, which is copied aside first for its size."""
    with tempfile.TemporaryFile() as aside, tarfile.open(fileobj=file, mode="w") as archive:
        rows = -1
        with gzip.GzipFile(fileobj=aside, mode="wb", mtime=0) as packed:
            for line in catalog.lines():
                packed.write(line)
                rows += 1
        named = catalog.pdfs()
        size = aside.tell()
        aside.seek(0)
        archive.addfile(_entry(_CATALOG, size), aside)
        for sha256 in named:
            data = blobs.read(sha256)
            archive.addfile(_entry(_PDFS + sha256, len(data)), io.BytesIO(data))
            told(sha256)
    return rows, len(named)


def _entry(name: str, size: int) -> tarfile.TarInfo:
    entry = tarfile.TarInfo(name)
    entry.size = size
    entry.mode = 0o600
    return entry


def _keep_pdf(blobs: Blobs, name: str, data: bytes) -> None:
    sha256 = name.removeprefix(_PDFS)
    if not name.startswith(_PDFS) or hashlib.sha256(data).hexdigest() != sha256:
        raise _damaged(f"{name} is not what its name says")
    blobs.put(data)


def _checked(lines: Iterable[bytes]) -> Iterator[bytes]:
    try:
        yield from lines
    except (OSError, EOFError) as error:
        raise _damaged(str(error)) from error


def _damaged(why: str) -> BadRequest:
    return BadRequest(f"this file is no whole backup: {why}", hint="Use an earlier backup.")
