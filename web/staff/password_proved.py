"""A password proved a moment ago, so that nobody types it again to give a second factor's code."""

from __future__ import annotations

from flask import current_app, session
from itsdangerous import BadData, URLSafeTimedSerializer

# How long a code may be looked for.
SECONDS = 600
_PURPOSE = "a password proved"


def told(name: str, proof: str) -> str:
    """Give what the form that asks for the code carries: it holds in this browser, for a while."""
    return _signer().dumps([name, proof, _browser()])


def heard(carried: str) -> tuple[str, str] | None:
    """Give name and proof out of what a form carried; None where it does not hold (any more)."""
    try:
        name, proof, browser = _signer().loads(carried, max_age=SECONDS)
    except BadData:
        return None
    return (name, proof) if browser == _browser() else None


def _signer() -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(str(current_app.secret_key), salt=_PURPOSE)


def _browser() -> str:
    """Give what the cookie of forms holds: the token that each of a browser's forms is bound to."""
    return str(session.get("csrf_token", ""))
