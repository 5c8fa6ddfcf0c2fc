"""What browsers may do with our pages, and whose requests may change anything.

Headers tell browsers to trust nothing but this site. Whatever changes something by cookie carries a
token that only our own pages hold, and comes from none of another site; the API takes no cookie,
so it needs neither.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from flask import Flask, Response, g, request
from flask.sessions import SecureCookieSessionInterface
from flask_wtf.csrf import CSRFError, CSRFProtect
from werkzeug.middleware.proxy_fix import ProxyFix
from werkzeug.sansio.utils import host_is_trusted

from kb.domain.staff import Role, Scope
from kb.errors import BadRequest
from kb.settings import Settings
from web.secret_key import secret_key

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

csrf = CSRFProtect()
# A program sends one file; forms send several files, of 256 MB each at most, or a vocabulary as a
# file or as text. How much of each form may be files and text, in bytes.
PROGRAM, MOST_FILES, _MB = "editing.add_report", 200, 1024 * 1024
FORMS = {"upload.send": (1024 * _MB, _MB), "vocabulary.take_in": (10 * _MB, 5 * _MB)}

# Our pages need no inline script or style and nothing from elsewhere.
PAGE_POLICY = (
    "default-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'; "
    "frame-ancestors 'none'"
)
# Browsers show a PDF through an embedded viewer of their own, which `object-src 'none'` may stop.
PDF_POLICY = "default-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"

_FIXED = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=()",
}


class _FormCookie(SecureCookieSessionInterface):
    """The signed cookie of forms and packets; over HTTPS it is bound to this host, and to HTTPS."""

    def get_cookie_name(self, app: Flask) -> str:
        """Name it so that browsers take it over HTTPS from this host alone."""
        del app
        return "__Host-kb-form" if request.is_secure else "kb_form"

    def get_cookie_secure(self, app: Flask) -> bool:
        """Say whether it is sent over HTTPS only: where it came so."""
        del app
        return request.is_secure


def secure(app: Flask, settings: Settings) -> None:
    """Add the headers to every answer, errors included; check every change by form."""
    app.secret_key = secret_key(settings)
    app.session_interface = _FormCookie()
    app.config["SESSION_COOKIE_SAMESITE"] = "Lax"
    app.config["WTF_CSRF_TIME_LIMIT"] = None
    # Where we are reached over HTTPS the token is also bound to the page it came from.
    app.config["WTF_CSRF_SSL_STRICT"] = True
    # Where a proxy does not pass on the name by which it was asked, our address tells it.
    own = _name(settings.public_url)
    app.before_request(lambda: _refuse_other_sites(own))
    app.before_request(_allow_uploads)
    csrf.init_app(app)
    app.register_error_handler(CSRFError, _refused)
    app.after_request(_with_headers)
    if settings.hosts:
        app.wsgi_app = OnlyHosts(  # type: ignore[method-assign,assignment]
            app.wsgi_app, settings.hosts
        )
    if settings.trusted_proxies:
        count = settings.trusted_proxies
        app.wsgi_app = ProxyFix(  # type: ignore[method-assign]
            app.wsgi_app, x_for=count, x_proto=count, x_host=count
        )


class OnlyHosts:
    """Refuses requests for a name that is not ours, before any page could link to it."""

    def __init__(self, app: WSGIApplication, hosts: Iterable[str]) -> None:
        # Health checks ask by the machine's own address.
        self._app, self._hosts = app, [*hosts, "localhost", "127.0.0.1", "[::1]"]

    def __call__(self, environ: WSGIEnvironment, start: StartResponse) -> Iterable[bytes]:
        """Answer, or refuse."""
        if host_is_trusted(environ.get("HTTP_HOST"), self._hosts):
            return self._app(environ, start)
        told = "kb does not answer under this name; KB_HOSTS lists those under which it does.\n"
        return Response(told, 400, mimetype="text/plain")(environ, start)


def _refuse_other_sites(own: str) -> None:
    """Raise CSRFError for what a page of another site sends with our cookies, token or not."""
    origin = request.headers.get("Origin")
    by_cookie = bool(request.cookies) and request.method not in {"GET", "HEAD", "OPTIONS"}
    # Proxies drop the port, so names alone are compared
    ours = {_name(request.host_url), own} - {""}
    if by_cookie and origin and _name(origin) not in ours:
        raise CSRFError


def _name(address: str) -> str:
    """Give the name of an address's host; "" where it has none, as the origin "null"."""
    try:
        return urlsplit(address).hostname or ""
    except ValueError:
        return ""


def _allow_uploads() -> None:
    """Let editors send large files; everybody else is refused before anything is read."""
    if request.endpoint != PROGRAM and request.endpoint not in FORMS:
        return
    from web import intake  # noqa: PLC0415
    from web.staff import signed_in  # noqa: PLC0415

    if request.endpoint == PROGRAM:
        signed_in.holder(Scope.EDIT, Role.EDITOR)
        # One byte more: a body that is read to its limit counts as too long.
        request.max_content_length = intake.LARGEST + 1
        return
    who = signed_in.member()
    if who and who.role.covers(Role.EDITOR):
        request.max_content_length, request.max_form_memory_size = FORMS[request.endpoint]
        request.max_form_parts = MOST_FILES + 10


def _refused(_: CSRFError) -> Response:
    from web.api.problems import answer, of_error  # noqa: PLC0415

    return answer(
        of_error(
            BadRequest(
                "this form did not come from one of our own pages, or no cookies are kept",
                hint="Go back, load the page again and send the form once more.",
                code="form",
            )
        )
    )


def _with_headers(response: Response) -> Response:
    for name, value in _FIXED.items():
        response.headers.setdefault(name, value)
    response.headers.setdefault("Content-Security-Policy", _policy(response))
    if g.get("sign_in") and response.mimetype == "text/html":
        # Pages tell members their own name and hold their form's token: no cache keeps them.
        response.headers["Cache-Control"] = "no-store"
    if request.is_secure:
        response.headers.setdefault("Strict-Transport-Security", "max-age=31536000")
    return response


def _policy(response: Response) -> str:
    return PDF_POLICY if response.mimetype == "application/pdf" else PAGE_POLICY
