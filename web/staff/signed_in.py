"""Who is asking: a member by the cookie of a session, a program by its token; and who may go on.

Pages take the cookie, the API takes tokens and never the cookie, so that no other site can have a
browser change anything.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar
from urllib.parse import quote

from flask import Response, g, redirect, request

from kb.admission import Admission, session_of, token_of
from kb.catalog.sign_ins import LONGEST_AGENT
from kb.domain.staff import Actor, Member, Role, Scope, SignIn, Token
from kb.errors import KbError
from web import services

P = ParamSpec("P")
R = TypeVar("R")

# A browser that signed in once is remembered for this long.
_DEVICE_SECONDS = 365 * 24 * 3600
_BEARER = "Bearer "


class NotSignedIn(KbError):
    """What was asked for needs a sign-in or a token."""


class NotAllowed(KbError):
    """The member or token may not do this."""


def session() -> SignIn | None:
    """Give the session of this request's cookie."""
    if "sign_in" not in g:
        secret = request.cookies.get(cookie_name("session"), "")
        g.sign_in = session_of(services.current().catalog, secret) if secret else None
    found: SignIn | None = g.sign_in
    return found


def member() -> Member | None:
    """Give the member who is signed in."""
    found = session()
    return found.member if found else None


def device() -> str:
    """Give the secret of this browser, "" for one that never signed in."""
    return request.cookies.get(cookie_name("browser"), "")


def address() -> str:
    """Give the address a request comes from."""
    return request.remote_addr or ""


def agent() -> str:
    """Give what the browser calls itself."""
    return request.user_agent.string[:LONGEST_AGENT]


def actor() -> Actor:
    """Name who acts in this request, for the audit trail."""
    found = member()
    return Actor(found.name if found else "", address())


def require(role: Role) -> Callable[[Callable[P, R]], Callable[P, R | Response]]:
    """Let a page be used only by members of at least this role; others are asked to sign in.

    Raises NotAllowed for a member whose role does not do.
    """

    def guarded(view: Callable[P, R]) -> Callable[P, R | Response]:
        @wraps(view)
        def ask(*args: P.args, **kwargs: P.kwargs) -> R | Response:
            who = member()
            if who is None:
                back = quote(request.full_path.rstrip("?")) if request.method == "GET" else ""
                return redirect(f"/staff/sign-in?next={back}", 303)  # type: ignore[return-value]
            _check(who, role)
            return view(*args, **kwargs)

        ask.required_role = role  # type: ignore[attr-defined]
        return ask

    return guarded


def holder(scope: Scope, role: Role) -> Actor:
    """Name the owner of this request's token for the trail; raises NotSignedIn, NotAllowed."""
    found = token()
    if found is None:
        raise NotSignedIn(
            "this needs a token that holds",
            hint="Send `Authorization: Bearer TOKEN`; members make tokens under My account.",
        )
    held, who = found
    if scope not in held.scopes:
        raise NotAllowed(
            f"this token may not {scope}", hint="Make one with that scope under My account."
        )
    _check(who, role)
    return Actor(who.name, address())


def token() -> tuple[Token, Member] | None:
    """Give this request's token with its owner; None where none is sent or it does not hold."""
    if "token" not in g:
        told = request.headers.get("Authorization", "")
        secret = told.removeprefix(_BEARER).strip() if told.startswith(_BEARER) else ""
        g.token = token_of(services.current().catalog, secret) if secret else None
    found: tuple[Token, Member] | None = g.token
    return found


def sees_drafts() -> bool:
    """Say whether an editor is asking: a page by cookie, the API by a token that may read."""
    if not request.path.startswith("/api/"):
        who = member()
        return bool(who and who.role.covers(Role.EDITOR))
    found = token()
    return bool(found and Scope.READ in found[0].scopes and found[1].role.covers(Role.EDITOR))


def cookie_name(purpose: str) -> str:
    """Name a cookie; over HTTPS it is bound to this host and to secure connections."""
    return f"__Host-kb-{purpose}" if request.is_secure else f"kb-{purpose}"


def let_in(answer: Response, admission: Admission) -> Response:
    """Hand the browser its session, and a name of its own to be known by next time."""
    _set(answer, "session", admission.session, None)
    _set(answer, "browser", admission.device, _DEVICE_SECONDS)
    return answer


def let_out(answer: Response) -> Response:
    """Take the session's cookie back; the session itself is ended in the catalog."""
    answer.delete_cookie(
        cookie_name("session"),
        path="/",
        secure=request.is_secure,
        httponly=True,
        samesite="Lax",
    )
    return answer


def _set(answer: Response, purpose: str, secret: str, seconds: int | None) -> None:
    answer.set_cookie(
        cookie_name(purpose),
        secret,
        max_age=seconds,
        path="/",
        secure=request.is_secure,
        httponly=True,
        samesite="Lax",
    )


def _check(who: Member, role: Role) -> None:
    if not who.role.covers(role):
        raise NotAllowed(
            f"this is for {role}s, and your account is a {who.role}'s",
            hint="An administrator can change your role.",
        )
