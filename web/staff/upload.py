"""Upload: PDFs from a browser or from an address, kept durably before the answer, read after it."""

from __future__ import annotations

import hashlib
import secrets
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from flask import Blueprint, Response, request, url_for

from kb.catalog.blobs import Blobs
from kb.catalog.rows import clean_line
from kb.domain.job import JobKind, Work
from kb.domain.staff import Role
from kb.errors import BadRequest, CatalogUnavailable, KbError
from web import services
from web.negotiate import page_for_people, see_other
from web.staff import signed_in

if TYPE_CHECKING:
    from werkzeug.datastructures import FileStorage

# The header may stand anywhere in the first KiB of a PDF.
_HEAD, _MARK = 1024, b"%PDF-"
_LARGEST = 256 * 1024 * 1024
# What must stay free on the disk after an upload.
_FLOOR = 512 * 1024 * 1024
_LONGEST_NAME, _LONGEST_URL = 180, 2000
blueprint = Blueprint("upload", __name__, url_prefix="/staff/upload")


@dataclass(frozen=True, slots=True)
class Refused:
    """A file that was not taken, and why."""

    name: str
    reason: str


@dataclass(frozen=True, slots=True)
class UploadPage:
    """The form, with what was typed and what was wrong with it."""

    url: str = ""
    wrong_url: str = ""
    refused: tuple[Refused, ...] = ()


@blueprint.get("")
@signed_in.require(Role.EDITOR)
def show() -> Response:
    """Show the form."""
    return page_for_people("staff/upload.html", UploadPage())


@blueprint.post("")
@signed_in.require(Role.EDITOR)
def send() -> Response:
    """Take files and an address; go on to the page that shows how far each is."""
    url = request.form.get("url", "").strip()
    wrong_url = _wrong_with(url)
    files = [file for file in request.files.getlist("files") if file.filename]
    if not files and not url:
        wrong_url = "Choose at least one PDF, or give the address of one."
    if wrong_url:
        return page_for_people("staff/upload.html", UploadPage(url, wrong_url), status=422)
    batch = secrets.token_urlsafe(12)
    refused = tuple(why for file in files if (why := _take(file, batch)))
    if url:
        _queue(Work(JobKind.ADDRESS, url, url, batch))
    elif len(refused) == len(files):
        page = UploadPage(refused=refused)
        return page_for_people("staff/upload.html", page, status=422)
    told = [f"{one.name}: {one.reason}" for one in refused]
    return see_other(url_for("jobs.batch", batch=batch, refused=told))


def _take(file: FileStorage, batch: str) -> Refused | None:
    """Keep one file durably and queue it; give the reason where it is not taken."""
    name = safe_name(file.filename or "")
    try:
        data = _pdf(file)
        sha256 = Blobs(services.current().settings.uploads_dir).put(data)
    except KbError as error:
        return Refused(name, f"{error}. {error.hint}")
    _queue(Work(JobKind.UPLOAD, name, sha256, batch))
    return None


def _pdf(file: FileStorage) -> bytes:
    """Give the bytes of a PDF; raises BadRequest, CatalogUnavailable."""
    head = file.stream.read(_HEAD)
    if _MARK not in head:
        raise BadRequest("it is not a PDF", hint="Save or print the document as PDF first.")
    size = file.stream.seek(0, 2)
    file.stream.seek(0)
    if size > _LARGEST:
        raise BadRequest(
            f"it has {size / 1e6:,.0f} MB, more than the {_LARGEST / 1e6:,.0f} MB that are read",
            hint="Split it, or save it with smaller pictures.",
        )
    folder = services.current().settings.data_dir
    if shutil.disk_usage(folder).free < size * 2 + _FLOOR:
        raise CatalogUnavailable(
            "there is too little room left on the disk",
            hint="Free some space in the data folder, then send it again.",
        )
    return file.stream.read()


def _queue(work: Work) -> None:
    """Write a job down, with its line in the trail, then tell a worker."""
    actor = signed_in.actor()
    with services.current().catalog.begin() as tx:
        job = tx.jobs.add(work, actor.name)
        tx.trail.note(actor, "upload", work.about, work.subject)
    services.queue().send(job)


def safe_name(told: str) -> str:
    """Make a plain file name of what a browser says: no folders, nothing unprinted."""
    name = clean_line(Path(told.replace("\\", "/")).name).strip(". ")
    stem, dot, ending = name.rpartition(".")
    kept = (stem if dot else name)[:_LONGEST_NAME] or hashlib.sha256(told.encode()).hexdigest()[:12]
    return f"{kept}.{ending[:8]}" if dot else kept


def _wrong_with(url: str) -> str:
    if not url:
        return ""
    parts = urlsplit(url)
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        return "An address begins with http:// or https:// and names a host."
    if len(url) > _LONGEST_URL:
        return f"An address has at most {_LONGEST_URL} characters."
    return ""
