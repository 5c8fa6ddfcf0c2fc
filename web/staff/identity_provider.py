"""Signing in through an identity provider: OpenID Connect with PKCE, state and nonce, by Authlib.

An option: without its settings nothing here is offered. The provider's signature, issuer, audience,
times and nonce are checked by Authlib; whom it lets in is decided by `kb.vouching`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from flask import Blueprint, Response, current_app, request, session

from kb import vouching
from kb.admission import Attempt, NotAdmitted
from kb.domain.staff import Member, Role
from kb.errors import KbError, NotFound, SettingsError
from kb.settings import Oidc
from kb.vouching import Vouched
from web import services
from web.negotiate import own_address, see_other
from web.staff import entrance, signed_in

if TYPE_CHECKING:
    from authlib.integrations.flask_client import FlaskOAuth2App

_CLIENT, _GOING_ON, _NAME = "kb_identity_provider", "provider", "provider"
# Set by a form of the account's page only: no other site can have an identity of its own linked.
LINKING = "provider_linking"
_SECONDS = 10
# How far the clocks of the provider and this machine may be apart.
_LEEWAY_SECONDS = 60
# Claims that name a person as they sign in elsewhere, the best first.
_NAMES = ("email", "preferred_username", "name", "sub")
blueprint = Blueprint("identity_provider", __name__, url_prefix="/staff/sign-in/provider")


class ProviderFailed(KbError):
    """The provider did not answer, or not as it should."""


@blueprint.get("")
def begin() -> Response:
    """Go to the provider, with a state, a nonce and a challenge that only this browser can meet."""
    client = _client()
    onward, linking = (
        own_address(request.args.get("next", ""), entrance.HOME),
        session.pop(LINKING, 0),
    )
    try:
        answer = client.authorize_redirect(f"{request.host_url}staff/sign-in/provider/back")
    except Exception as error:  # noqa: BLE001 - whatever the network or the provider does
        return _not_in(_failed(error), onward)
    me = signed_in.member()
    session[_GOING_ON] = {"next": onward, "link": linking if me and me.id == linking else 0}
    return cast("Response", answer)


@blueprint.get("/back")
def come_back() -> Response:
    """Take what the provider says of somebody, once, and let them in or say why not."""
    going_on = session.pop(_GOING_ON, {})
    onward = own_address(going_on.get("next", ""), entrance.HOME)
    try:
        vouched = _vouched(_claims())
        me = signed_in.member()
        if going_on.get("link"):
            if me is None or me.id != going_on["link"]:
                raise NotAdmitted("the sign-in ended in the meantime", hint="Sign in again.")
            return _linked(me, vouched)
        found = vouching.admit_vouched(services.current().catalog, vouched, _attempt(vouched))
    except KbError as error:
        return _not_in(error, onward)
    return signed_in.let_in(see_other(onward), found)


def _linked(me: Member, vouched: Vouched) -> Response:
    vouching.link(services.current().catalog, me, vouched, signed_in.actor())
    return see_other("/staff/account?done=provider-linked")


def _claims() -> dict[str, Any]:
    """Give what the provider says, its word checked; raises NotAdmitted, ProviderFailed."""
    from authlib.integrations.base_client import MismatchingStateError, OAuthError  # noqa: PLC0415
    from joserfc.errors import JoseError  # noqa: PLC0415

    oidc = _settings()
    options = {
        "iss": {"essential": True, "values": [oidc.issuer]},
        "aud": {"essential": True, "value": oidc.client_id},
        "exp": {"essential": True},
        "sub": {"essential": True},
    }
    address = signed_in.address()
    try:
        token = _client().authorize_access_token(claims_options=options, leeway=_LEEWAY_SECONDS)
    except MismatchingStateError as error:
        vouching.refuse(services.current().catalog, "", address, "state")
        raise NotAdmitted(
            "this sign-in was begun in another browser, was used already, or took too long",
            hint="Begin again here.",
        ) from error
    except (JoseError, OAuthError) as error:
        told = getattr(error, "error", "") or type(error).__name__
        vouching.refuse(services.current().catalog, "", address, str(told))
        raise NotAdmitted(
            f"{oidc.name} did not confirm who you are ({told})",
            hint="Begin again. If it stays so, an administrator finds the reason in the trail.",
        ) from error
    except Exception as error:
        raise _failed(error) from error
    claims = token.get("userinfo")
    if not claims:
        raise NotAdmitted(f"{oidc.name} did not say who you are", hint="Begin again.")
    return dict(claims)


def _vouched(claims: dict[str, Any]) -> Vouched:
    oidc = _settings()
    email = str(claims.get("email") or "") if claims.get("email_verified") is True else ""
    name = next(str(claims[key]) for key in _NAMES if claims.get(key))
    return Vouched(f"{oidc.issuer} {claims['sub']}", name, email, _role(oidc, claims))


def _role(oidc: Oidc, claims: dict[str, Any]) -> Role | None:
    """Give the highest role that a claim gives."""
    given = []
    for claim, value, role in oidc.roles:
        held = claims.get(claim)
        if value in (held if isinstance(held, list) else [held]):
            given.append(Role(role))
    return max(given, key=list(Role).index, default=None)


def _attempt(vouched: Vouched) -> Attempt:
    return Attempt(
        name=vouched.name,
        password="",
        address=signed_in.address(),
        agent=signed_in.agent(),
        device=signed_in.device(),
    )


def _not_in(error: KbError, onward: str) -> Response:
    status = 502 if isinstance(error, ProviderFailed) else 403
    return entrance.asked_again(onward, error, status)


def _failed(error: Exception) -> ProviderFailed:
    current_app.logger.warning("the identity provider failed: %s: %s", type(error).__name__, error)
    return ProviderFailed(
        f"{_settings().name} does not answer as it should",
        hint="Try again in a moment; signing in with a password works meanwhile.",
    )


def _settings() -> Oidc:
    oidc = services.current().settings.oidc
    if oidc is None:
        raise NotFound(
            "no identity provider is set up here", hint="Sign in with name and password."
        )
    return oidc


def _client() -> FlaskOAuth2App:
    """Give the client of the provider, made when first asked for; raises NotFound."""
    oidc = _settings()
    if _CLIENT not in current_app.extensions:
        try:
            from authlib.integrations.flask_client import OAuth  # noqa: PLC0415
        except ModuleNotFoundError as error:
            raise SettingsError(
                "KB_OIDC_ISSUER needs Authlib", hint="Install `requirements-oidc.txt`."
            ) from error
        current_app.extensions[_CLIENT] = OAuth(current_app).register(
            _NAME,
            client_id=oidc.client_id,
            client_secret=oidc.client_secret or None,
            server_metadata_url=f"{oidc.issuer.rstrip('/')}/.well-known/openid-configuration",
            client_kwargs={
                "scope": "openid email profile",
                "code_challenge_method": "S256",
                "default_timeout": _SECONDS,
                **({} if oidc.client_secret else {"token_endpoint_auth_method": "none"}),
            },
        )
    return cast("FlaskOAuth2App", current_app.extensions[_CLIENT])
