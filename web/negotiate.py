"""One value, many renderings: HTML for people, JSON and exports for programs, by the suffix."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any

import msgspec
from flask import Response, make_response, redirect, render_template, request

from kb.export.registry import BY_NAME

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIEnvironment

_ASKED = "kb.asked_json"
_ASKED_FORMAT = "kb.asked_format"
# Addresses that own their suffix.
_LEFT_ALONE = ("/api/", "/static/", "/staff/")


class Suffix:
    """Let every page answer `.json`, and `.csv` and the like where it has something to export.

    `/sites/detroit-mi.json`, `/reports/x.csv`, `/index.json` for the front page. Works on the
    address before routing, so that no page has to name a second route.
    """

    def __init__(self, app: Callable[..., Iterable[bytes]]) -> None:
        self._app = app
        # The longest first: `.csl.json` is not `.json`.
        self._formats = sorted(BY_NAME, key=len, reverse=True)

    def __call__(self, environ: WSGIEnvironment, start: StartResponse) -> Iterable[bytes]:
        """Answer one request, its suffix taken off and remembered."""
        path = environ.get("PATH_INFO", "")
        if not path.startswith(_LEFT_ALONE):
            self._take_off(path, environ)
        return self._app(environ, start)

    def _take_off(self, path: str, environ: WSGIEnvironment) -> None:
        for name in self._formats:
            if path.endswith(f".{name}"):
                environ["PATH_INFO"] = path.removesuffix(f".{name}")
                environ[_ASKED_FORMAT] = name
                return
        if path.endswith(".json"):
            bare = path.removesuffix(".json")
            environ["PATH_INFO"] = "/" if bare in {"/index", "/"} else bare
            environ[_ASKED] = True


def asked_format() -> str:
    """Name the export format that the address asks for; "" for the page itself."""
    return str(request.environ.get(_ASKED_FORMAT, ""))


def wants_json() -> bool:
    """Say whether this request is answered in JSON: by suffix, by /api/, or by Accept."""
    if request.environ.get(_ASKED) or request.path.startswith("/api/"):
        return True
    best = request.accept_mimetypes.best_match(["text/html", "application/json"], "text/html")
    return best == "application/json"


def respond(template: str, page: object, *, status: int = 200, **only_html: Any) -> Response:
    """Render `page` (a presenter's value) as the address asks.

    The value is the whole JSON answer and is called `page` in the template; `only_html` is for what
    only people see.
    """
    if wants_json():
        return as_json(page, status=status)
    answer = make_response(render_template(template, page=page, **only_html), status)
    return revalidated(answer)


def page_for_people(template: str, page: object, *, status: int = 200, **parts: Any) -> Response:
    """Render a page of the staff desk, which no cache keeps and no program reads."""
    answer = make_response(render_template(template, page=page, **parts), status)
    answer.headers["Cache-Control"] = "no-store"
    return answer


def see_other(address: str) -> Response:
    """Lead on to another page after a form was taken."""
    answer = redirect(address, 303)
    assert isinstance(answer, Response)
    return answer


def own_address(told: str, otherwise: str, under: str = "/") -> str:
    r"""Give an address of this site under a path, as a form or link names it; else `otherwise`.

    Browsers take a backslash for a slash, and leave out tabs: "/\t/evil.example" leads away.
    """
    ours = told.startswith(under) and not told.startswith(("//", "/\\"))
    return told if ours and told.isprintable() else otherwise


def as_json(value: object, *, status: int = 200) -> Response:
    """Render a value as JSON."""
    body = msgspec.json.encode(value)
    return revalidated(Response(body, status, mimetype="application/json"))


def revalidated(answer: Response) -> Response:
    """Let caches keep the answer but ask whether it still holds: staff may correct a record."""
    answer.vary.add("Accept")
    if answer.status_code != 200 or request.method not in {"GET", "HEAD"}:  # noqa: PLR2004
        answer.headers["Cache-Control"] = "no-store"
        return answer
    answer.headers["Cache-Control"] = "no-cache"
    answer.add_etag()
    answer.make_conditional(request)
    return answer
