"""The single mapping from our errors to answers: RFC 9457 problem documents and calm pages."""

from __future__ import annotations

import errno
import logging
from dataclasses import dataclass

import msgspec
from flask import Flask, Response, make_response, render_template, request
from werkzeug.exceptions import HTTPException

from kb import errors
from kb.admission import NotAdmitted
from web.negotiate import wants_json
from web.pace import TooMany
from web.staff.signed_in import NotAllowed, NotSignedIn

_LOG = logging.getLogger("kb.web")
_NOT_SIGNED_IN, _SERVER_ERROR, _UNAVAILABLE = 401, 500, 503
# What is not available now may be so in a moment; clients wait at least so long.
RETRY_SECONDS = 5

# The most particular class that an error belongs to decides.
STATUS_OF: tuple[tuple[type[errors.KbError], int, str], ...] = (
    (errors.Gone, 410, "No longer published"),
    (errors.NotFound, 404, "Page not found"),
    (NotSignedIn, 401, "A sign-in is needed"),
    (NotAllowed, 403, "Not allowed"),
    (NotAdmitted, 403, "Not admitted"),
    (TooMany, 429, "Too many requests"),
    (errors.Conflict, 409, "Two changes that cannot both stand"),
    (errors.BadRequest, 400, "The request cannot be understood"),
    (errors.UnsupportedQuery, 400, "This search cannot be answered"),
    (errors.BadPdf, 422, "The PDF cannot be read"),
    (errors.EngineUnavailable, 503, "Search is not available now"),
    (errors.CatalogUnavailable, 503, "The catalog is not available now"),
    (errors.KbError, 500, "Something went wrong"),
)
_TITLES = {
    400: "The request cannot be understood",
    404: "Page not found",
    405: "This address does not answer that method",
    408: "The request took too long to arrive",
    410: "No longer published",
    413: "The request is too large",
    415: "This kind of content is not understood",
    422: "The request does not have the expected shape",
    500: "Something went wrong",
    507: "There is no room left",
}
# Where the errors of gunicorn's reader of requests are defined.
_READS_REQUESTS = "gunicorn.http.errors"


@dataclass(frozen=True, slots=True)
class Problem:
    """A problem document as RFC 9457 names its members; `hint` and `code` are ours."""

    type: str
    title: str
    status: int
    detail: str
    hint: str = ""
    code: str = ""
    instance: str = ""


def handle_errors(app: Flask) -> None:
    """Answer every error in the form the request asked for."""
    app.register_error_handler(errors.KbError, _expected)
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(Exception, _unexpected)


def of_error(error: errors.KbError) -> Problem:
    """Describe one of our errors."""
    status, title = next((s, t) for kind, s, t in STATUS_OF if isinstance(error, kind))
    return Problem(
        type="about:blank",
        title=title,
        status=status,
        detail=str(error),
        hint=error.hint,
        code=error.code,
        instance=request.path,
    )


def answer(problem: Problem) -> Response:
    """Render a problem as a page or as application/problem+json."""
    if wants_json():
        body = msgspec.json.encode(problem)
        reply = Response(body, problem.status, mimetype="application/problem+json")
    else:
        reply = make_response(render_template("error.html", page=problem), problem.status)
    reply.headers["Cache-Control"] = "no-store"
    if problem.status == _UNAVAILABLE:
        reply.headers["Retry-After"] = str(RETRY_SECONDS)
    if problem.status == _NOT_SIGNED_IN:
        reply.headers["WWW-Authenticate"] = 'Bearer realm="kb"'
    reply.vary.add("Accept")
    return reply


def _expected(error: errors.KbError) -> Response:
    problem = of_error(error)
    if isinstance(error, TooMany):
        reply = answer(problem)
        reply.headers["Retry-After"] = str(error.seconds)
        return reply
    if problem.status >= _SERVER_ERROR:
        # A part that is away says so in a line for each request, not in a page.
        known = problem.status == _UNAVAILABLE
        _LOG.error(
            "%s %s: %s", request.method, request.path, error, exc_info=None if known else error
        )
    return answer(problem)


def _http(error: HTTPException) -> Response:
    if error.response is not None and (error.code is None or error.code < 400):  # noqa: PLR2004
        return Response(response=error.get_body(), status=error.code, headers=error.get_headers())
    status = error.code or _SERVER_ERROR
    title = _TITLES.get(status, error.name)
    detail = "Nothing stands at this address." if status == 404 else str(error.description)  # noqa: PLR2004
    reply = answer(Problem("about:blank", title, status, detail, instance=request.path))
    for name, value in error.get_headers():
        if name not in {"Content-Type", "Content-Length"}:
            reply.headers[name] = value
    return reply


def _unread(error: Exception) -> Problem | None:
    """Describe a body that could not be read to its end, or put down; None for any other error."""
    if isinstance(error, BlockingIOError):
        status, detail, hint = 408, "The rest of the request did not arrive.", "Send it again."
    elif isinstance(error, OSError) and error.errno in {errno.ENOSPC, errno.EDQUOT}:
        status, detail, hint = 507, "There is no room left on the disk.", "Try again later."
    elif type(error).__module__ == _READS_REQUESTS:
        status, detail, hint = 400, "The body is not as its headers say.", "Send it again."
    else:
        return None
    return Problem("about:blank", _TITLES[status], status, detail, hint, instance=request.path)


def _unexpected(error: Exception) -> Response:
    if problem := _unread(error):
        return answer(problem)
    _LOG.error("%s %s failed", request.method, request.path, exc_info=error)
    return answer(
        Problem(
            type="about:blank",
            title=_TITLES[_SERVER_ERROR],
            status=_SERVER_ERROR,
            detail="The fault is ours and was written to the log.",
            hint="Try again; if it happens again, tell the people who run this service.",
            instance=request.path,
        )
    )
