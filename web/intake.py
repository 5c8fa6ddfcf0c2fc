"""What comes in from outside to be read: PDFs kept durably before the answer, jobs written down."""

from __future__ import annotations

import hashlib
import logging
import shutil
from pathlib import Path
from typing import IO
from urllib.parse import urlsplit

from kb.catalog.blobs import Blobs
from kb.catalog.rows import clean_line
from kb.domain.job import JobKind, Work
from kb.domain.staff import Actor
from kb.errors import BadRequest, CatalogUnavailable, Conflict
from web import services

_LOG = logging.getLogger("kb.intake")

# The header may stand anywhere in the first KiB of a PDF.
_HEAD, _MARK = 1024, b"%PDF-"
LARGEST = 256 * 1024 * 1024
# What must stay free on the disk after an upload.
_FLOOR = 512 * 1024 * 1024
# How much one person may have waiting to be read, so that a program that runs wild neither fills
# the disk nor holds up everybody else's.
MOST_WAITING = 1000
_READING = frozenset({JobKind.UPLOAD, JobKind.ADDRESS, JobKind.REREAD})
_LONGEST_NAME, _LONGEST_URL = 180, 2000


def take(stream: IO[bytes], size: int, by: Actor) -> str:
    """Keep the bytes of a PDF until they are read; give their SHA-256.

    `size` is what they are said to be. Raises BadRequest for what is no PDF or too large, Conflict
    where too much of this person's waits, and CatalogUnavailable where there is no room.
    """
    _check_quota(by)
    head = _Read(stream.read(_HEAD), stream)
    if _MARK not in head.head:
        raise BadRequest("it is not a PDF", hint="Save or print the document as PDF first.")
    if size > LARGEST:
        raise BadRequest(
            f"it has {size / 1e6:,.0f} MB, more than the {LARGEST / 1e6:,.0f} MB that are read",
            hint="Split it, or save it with smaller pictures.",
        )
    settings = services.current().settings
    if shutil.disk_usage(settings.data_dir).free < size * 2 + _FLOOR:
        raise CatalogUnavailable(
            "there is too little room left on the disk",
            hint="Free some space in the data folder, then send it again.",
        )
    return Blobs(settings.uploads_dir).take(head)


def begin(work: Work, by: Actor) -> int:
    """Write a job down, with its line in the trail, then tell a worker; give its number.

    Raises Conflict where too much of this person's waits to be read.
    """
    if work.kind in _READING:
        _check_quota(by)
    with services.current().catalog.begin() as tx:
        job = tx.jobs.add(work, by.name)
        tx.trail.note(by, work.kind, work.about, work.subject)
    tell_worker(job)
    return job


def tell_worker(job: int) -> None:
    """Tell a worker of a job in the ledger; where none can be told, the next sweep finds it."""
    try:
        services.queue().send(job)
    except Exception:  # noqa: BLE001 - whatever a queue's library raises: the ledger has the job
        _LOG.exception("no worker could be told of job %d; the next sweep finds it", job)


def _check_quota(by: Actor) -> None:
    with services.current().catalog.read() as view:
        waiting = view.jobs.open_of(by.name)
    if waiting >= MOST_WAITING:
        raise Conflict(
            f"{waiting:,} of what you sent wait to be read, as many as one person may have waiting",
            hint="Send more when some are read; the list of jobs shows how far they are.",
        )


def safe_name(told: str) -> str:
    """Make a plain file name of what a browser says: no folders, nothing unprinted."""
    name = clean_line(Path(told.replace("\\", "/")).name).strip(". ")
    stem, dot, ending = name.rpartition(".")
    kept = (stem if dot else name)[:_LONGEST_NAME] or hashlib.sha256(told.encode()).hexdigest()[:12]
    return f"{kept}.{ending[:8]}" if dot else kept


def wrong_with(url: str) -> str:
    """Say what is wrong with a typed address, "" where nothing is or none was typed."""
    if not url:
        return ""
    try:
        parts = urlsplit(url)
        plain = parts.scheme in {"http", "https"} and bool(parts.hostname)
    except ValueError:
        plain = False
    if not plain:
        return "An address begins with http:// or https:// and names a host."
    if len(url) > _LONGEST_URL:
        return f"An address has at most {_LONGEST_URL} characters."
    return ""


class _Read:
    """A stream of which the beginning was read to look at."""

    def __init__(self, head: bytes, rest: IO[bytes]) -> None:
        self.head, self._left, self._rest = head, head, rest

    def read(self, size: int, /) -> bytes:
        """Give the beginning once, then what follows."""
        given, self._left = self._left, b""
        return given or self._rest.read(size)
