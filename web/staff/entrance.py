"""The way in and out: sign in, one-time links, sign out."""

from __future__ import annotations

from dataclasses import dataclass, replace

from flask import Blueprint, Response, request

from kb import admission, membership
from kb.admission import Attempt, FactorNeeded, NotAdmitted
from kb.domain.staff import Role
from kb.errors import BadRequest, KbError
from web import services
from web.negotiate import own_address, page_for_people, see_other
from web.staff import password_proved, signed_in
from web.staff.forms import CodeForm, NewPasswordForm, SignInForm, blame

HOME = "/staff"
blueprint = Blueprint("entrance", __name__, url_prefix="/staff")


@dataclass(frozen=True, slots=True)
class SignInPage:
    """Where to go on to; `provider` is what staff call the identity provider, "" without one."""

    onward: str
    provider: str


@dataclass(frozen=True, slots=True)
class CodePage:
    """Whose code is asked for, and where to go on to."""

    name: str
    onward: str


@dataclass(frozen=True, slots=True)
class LinkPage:
    """Whom a one-time link is for; the first administrator may choose another name."""

    name: str
    role: Role
    first: bool


@blueprint.get("/sign-in")
def ask() -> Response:
    """Ask for name and password."""
    onward = own_address(request.args.get("next", ""), HOME)
    if signed_in.member():
        return see_other(onward)
    return _asking(onward, SignInForm(), 200)


@blueprint.post("/sign-in")
def sign_in() -> Response:
    """Begin a session, or ask for the code where a second factor is set up."""
    onward = own_address(request.form.get("next", ""), HOME)
    if "proved" in request.form:
        return _sign_in_with_code(onward)
    form = SignInForm()
    if form.validate():
        try:
            found = admission.sign_in(services.current().catalog, _attempt(form))
        except FactorNeeded as needed:
            name = form.name.data or ""
            carried = password_proved.told(name, needed.proof)
            return _asking_code(CodePage(name, onward), CodeForm(formdata=None, proved=carried))
        except NotAdmitted as error:
            blame(form, error)
        else:
            return signed_in.let_in(see_other(onward), found)
    return _asking(onward, form, 422)


def _sign_in_with_code(onward: str) -> Response:
    form = CodeForm()
    proved = password_proved.heard(form.proved.data or "")
    if proved is None:
        late = NotAdmitted("this took too long", hint="Type name and password once more.")
        return asked_again(onward, late, 422)
    name, proof = proved
    if form.validate():
        attempt = replace(_from_here(name), code=form.code.data or "", proof=proof)
        try:
            found = admission.sign_in(services.current().catalog, attempt)
        except NotAdmitted as error:
            # A code counts once, so the one typed is of no more use.
            form.code.data = ""
            blame(form, error)
        else:
            return signed_in.let_in(see_other(onward), found)
    return _asking_code(CodePage(name, onward), form)


@blueprint.post("/sign-out")
def sign_out() -> Response:
    """End the session; its cookie opens nothing any more."""
    found = signed_in.session()
    if found:
        admission.sign_out(services.current().catalog, found, signed_in.address())
    return signed_in.let_out(see_other("/"))


@blueprint.get("/link/<secret>")
def link(secret: str) -> Response:
    """Ask for a password by a one-time link."""
    page = _link_page(secret)
    return page_for_people("staff/link.html", page, form=NewPasswordForm(name=page.name))


@blueprint.post("/link/<secret>")
def use_link(secret: str) -> Response:
    """Set the password and sign in."""
    page, form = _link_page(secret), NewPasswordForm()
    if form.validate():
        catalog, name = services.current().catalog, form.name.data or ""
        try:
            member = membership.accept(
                catalog, secret, name, form.password.data, signed_in.address()
            )
        except BadRequest as error:
            blame(form, error)
        else:
            attempt = Attempt(member.name, "", "", signed_in.address(), signed_in.agent())
            found = admission.admit(catalog, member, attempt)
            return signed_in.let_in(see_other(HOME), found)
    return page_for_people("staff/link.html", page, form=form, status=422)


def asked_again(onward: str, error: KbError, status: int) -> Response:
    """Ask for name and password where a provider let nobody in, and say why."""
    form = SignInForm(formdata=None)
    blame(form, error)
    return _asking(onward, form, status)


def _asking(onward: str, form: SignInForm, status: int) -> Response:
    oidc = services.current().settings.oidc
    page = SignInPage(onward, oidc.name if oidc else "")
    return page_for_people("staff/sign_in.html", page, form=form, status=status)


def _asking_code(page: CodePage, form: CodeForm) -> Response:
    return page_for_people("staff/code.html", page, form=form, status=422)


def _link_page(secret: str) -> LinkPage:
    with services.current().catalog.read() as view:
        name, role = view.members.link(secret)
        return LinkPage(name, role, role is Role.ADMIN and not view.members.administrators())


def _attempt(form: SignInForm) -> Attempt:
    return replace(_from_here(form.name.data or ""), password=form.password.data or "")


def _from_here(name: str) -> Attempt:
    return Attempt(
        name=name,
        password="",
        address=signed_in.address(),
        agent=signed_in.agent(),
        device=signed_in.device(),
    )
