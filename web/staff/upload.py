"""Upload: PDFs from a browser or from an address, kept durably before the answer, read after it."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from typing import TYPE_CHECKING

from flask import Blueprint, Response, request, url_for

from kb.domain.job import JobKind, Work
from kb.domain.staff import Role
from kb.errors import Conflict, KbError
from web import intake, services
from web.negotiate import page_for_people, see_other
from web.staff import signed_in

if TYPE_CHECKING:
    from werkzeug.datastructures import FileStorage

blueprint = Blueprint("upload", __name__, url_prefix="/staff/upload")


@dataclass(frozen=True, slots=True)
class Refused:
    """A file or an address that was not taken, why, and what to do."""

    work: Work
    reason: str
    hint: str


@dataclass(frozen=True, slots=True)
class UploadPage:
    """The form, with what was typed and what was wrong with it; `nothing` was given to read."""

    url: str = ""
    wrong_url: str = ""
    refused: tuple[Refused, ...] = ()
    nothing: bool = False


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
    wrong_url = intake.wrong_with(url)
    files = [file for file in request.files.getlist("files") if file.filename]
    if not files and (wrong_url or not url):
        page = UploadPage(url, wrong_url, nothing=not url)
        return page_for_people("staff/upload.html", page, status=422)
    batch = secrets.token_urlsafe(12)
    refused = [why for file in files if (why := _take(file, batch))]
    if url and (why := _fetch(url, wrong_url, batch)):
        refused.append(why)
    if len(refused) == len(files) + bool(url):
        page = UploadPage(url, wrong_url, refused=tuple(refused))
        return page_for_people("staff/upload.html", page, status=422)
    with services.current().catalog.begin() as tx:
        for one in refused:
            tx.jobs.refuse(one.work, signed_in.actor().name, one.reason, one.hint)
    return see_other(url_for("jobs.batch", batch=batch))


def _fetch(url: str, wrong: str, batch: str) -> Refused | None:
    """Queue the fetching of an address; give the reason where it is none or too much waits."""
    if wrong:
        return Refused(Work(JobKind.ADDRESS, url, "", batch), "it is no address", wrong)
    work = Work(JobKind.ADDRESS, url, url, batch)
    try:
        intake.begin(work, signed_in.actor())
    except Conflict as error:
        return Refused(work, str(error), error.hint)
    return None


def _take(file: FileStorage, batch: str) -> Refused | None:
    """Keep one file durably and queue it; give the reason where it is not taken."""
    name = intake.safe_name(file.filename or "")
    size = file.stream.seek(0, 2)
    file.stream.seek(0)
    try:
        sha256 = intake.take(file.stream, size, signed_in.actor())
        intake.begin(Work(JobKind.UPLOAD, name, sha256, batch), signed_in.actor())
    except KbError as error:
        return Refused(Work(JobKind.UPLOAD, name, "", batch), str(error), error.hint)
    return None
