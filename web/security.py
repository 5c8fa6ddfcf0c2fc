"""Headers that tell browsers to trust nothing but this site, on every answer."""

from __future__ import annotations

from flask import Flask, Response, request

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


def secure(app: Flask) -> None:
    """Add the headers to every answer, errors included."""
    app.after_request(_with_headers)


def _with_headers(response: Response) -> Response:
    for name, value in _FIXED.items():
        response.headers.setdefault(name, value)
    response.headers.setdefault("Content-Security-Policy", _policy(response))
    if request.is_secure:
        response.headers.setdefault("Strict-Transport-Security", "max-age=31536000")
    return response


def _policy(response: Response) -> str:
    return PDF_POLICY if response.mimetype == "application/pdf" else PAGE_POLICY
