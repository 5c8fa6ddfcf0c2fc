"""My account: password, second factor, open sessions, tokens for programs."""

from __future__ import annotations

from dataclasses import dataclass, field

import segno
from flask import Blueprint, Response, request, session

from kb import credentials, membership, vouching
from kb.domain.staff import Member, Role, Scope, SignIn, Token
from kb.errors import BadRequest
from web import services
from web.negotiate import page_for_people, see_other
from web.presenters.browsers import browser_named
from web.staff import signed_in
from web.staff.forms import ChangePasswordForm, DropFactorForm, FactorForm, TokenForm, blame
from web.staff.identity_provider import LINKING

_PENDING = "factor"
blueprint = Blueprint("account", __name__, url_prefix="/staff/account")


@dataclass(frozen=True, slots=True)
class AccountPage:
    """A member's own account. `secret` is a token just made, shown this once.

    `provider` is what staff call the identity provider, "" where none is set up.
    """

    member: Member
    here: SignIn
    sessions: tuple[SignIn, ...]
    tokens: tuple[Token, ...]
    has_password: bool
    provider: str
    secret: str = ""


@dataclass(frozen=True, slots=True)
class AccountForms:
    """The forms of the page: the one that was sent as it was typed, the others empty."""

    password: ChangePasswordForm = field(default_factory=lambda: ChangePasswordForm(formdata=None))
    token: TokenForm = field(default_factory=lambda: TokenForm(formdata=None))
    drop: DropFactorForm = field(default_factory=lambda: DropFactorForm(formdata=None))


@dataclass(frozen=True, slots=True)
class FactorPage:
    """The secret to share with an app, as text and as the squares of a picture."""

    secret: str
    size: int
    squares: str


@blueprint.get("")
@signed_in.require(Role.READER)
def show() -> Response:
    """Show the account."""
    return _shown(AccountForms())


@blueprint.post("/password")
@signed_in.require(Role.READER)
def change_password() -> Response:
    """Set another password; all other sessions end."""
    form = ChangePasswordForm()
    if form.validate():
        try:
            membership.change_password(
                services.current().catalog,
                _here(),
                form.present.data,
                form.password.data,
                signed_in.actor(),
            )
        except BadRequest as error:
            blame(form, error)
        else:
            return _back("password-changed")
    return _shown(AccountForms(password=form), status=422)


@blueprint.post("/tokens")
@signed_in.require(Role.READER)
def make_token() -> Response:
    """Make a token and show its secret this once."""
    form = TokenForm()
    if form.validate():
        scopes = [Scope(told) for told in form.scopes.data or ()]
        try:
            secret = membership.make_token(
                services.current().catalog,
                _here().member,
                form.name.data,
                scopes,
                signed_in.actor(),
            )
        except BadRequest as error:
            blame(form, error)
        else:
            return _shown(AccountForms(), secret=secret)
    return _shown(AccountForms(token=form), status=422)


@blueprint.post("/tokens/<int:token>/revoke")
@signed_in.require(Role.READER)
def revoke_token(token: int) -> Response:
    """Revoke a token at once."""
    catalog = services.current().catalog
    membership.revoke_token(catalog, _here().member, token, signed_in.actor())
    return _back("token-revoked")


@blueprint.post("/sessions/<int:session_id>/end")
@signed_in.require(Role.READER)
def end_session(session_id: int) -> Response:
    """End one of the member's sessions."""
    catalog = services.current().catalog
    membership.end_session(catalog, _here().member, session_id, signed_in.actor())
    return _back("session-ended")


@blueprint.get("/factor")
@signed_in.require(Role.READER)
def offer_factor() -> Response:
    """Offer a secret to an authenticator app; it counts once a code proves that it was taken."""
    session[_PENDING] = credentials.new_factor()
    return _factor(FactorForm(formdata=None))


@blueprint.post("/factor")
@signed_in.require(Role.READER)
def set_factor() -> Response:
    """Ask for a second factor from now on; show the recovery codes this once."""
    form, secret = FactorForm(), session.get(_PENDING, "")
    if secret and form.validate():
        try:
            codes = membership.set_factor(
                services.current().catalog,
                _here().member,
                secret,
                form.code.data,
                password=form.present.data,
                actor=signed_in.actor(),
            )
        except BadRequest as error:
            blame(form, error)
        else:
            session.pop(_PENDING)
            return page_for_people("staff/recovery_codes.html", codes)
    return _factor(form, status=422) if secret else _back()


@blueprint.post("/factor/drop")
@signed_in.require(Role.READER)
def drop_factor() -> Response:
    """Ask for a second factor no more."""
    form = DropFactorForm()
    if form.validate():
        try:
            membership.drop_factor(
                services.current().catalog, _here().member, form.present.data, signed_in.actor()
            )
        except BadRequest as error:
            blame(form, error)
        else:
            return _back("factor-dropped")
    return _shown(AccountForms(drop=form), status=422)


@blueprint.post("/provider")
@signed_in.require(Role.READER)
def link_provider() -> Response:
    """Offer to go to the identity provider, and link whoever signs in there to this account."""
    session[LINKING] = _here().member.id
    return _back("provider-offered")


@blueprint.post("/provider/drop")
@signed_in.require(Role.READER)
def drop_provider() -> Response:
    """Sign in through the provider no more."""
    vouching.unlink(services.current().catalog, _here().member, signed_in.actor())
    return _back("provider-unlinked")


def _here() -> SignIn:
    found = signed_in.session()
    assert found is not None
    return found


def _shown(forms: AccountForms, *, secret: str = "", status: int = 200) -> Response:
    here, oidc = _here(), services.current().settings.oidc
    with services.current().catalog.read() as view:
        page = AccountPage(
            member=view.members.get(here.member.id),
            here=here,
            sessions=view.sign_ins.of(here.member.id),
            tokens=view.tokens.of(here.member.id),
            has_password=bool(view.members.secrets(here.member.name)[0]),
            provider=oidc.name if oidc else "",
            secret=secret,
        )
    return page_for_people(
        "staff/account.html",
        page,
        forms=forms,
        browser_named=browser_named,
        done=request.args.get("done", ""),
        status=status,
    )


def _factor(form: FactorForm, status: int = 200) -> Response:
    secret = session[_PENDING]
    picture = segno.make(credentials.factor_link(secret, _here().member.name), error="m")
    squares = "".join(
        f"M{x} {y}h1v1h-1z"
        for y, row in enumerate(picture.matrix)
        for x, dark in enumerate(row)
        if dark
    )
    page = FactorPage(secret, len(picture.matrix), squares)
    return page_for_people("staff/factor.html", page, form=form, status=status)


def _back(done: str = "") -> Response:
    return see_other("/staff/account" + (f"?done={done}" if done else ""))
