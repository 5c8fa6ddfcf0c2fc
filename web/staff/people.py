"""The accounts of staff, for administrators: invite, change roles, close and open."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Blueprint, Response, request

from kb import membership
from kb.domain.staff import Invitation, Member, Role
from kb.errors import BadRequest
from web import services
from web.negotiate import page_for_people, see_other
from web.staff import signed_in
from web.staff.forms import InviteForm, blame

blueprint = Blueprint("people", __name__, url_prefix="/staff/people")


@dataclass(frozen=True, slots=True)
class PeoplePage:
    """Every account and open link; `link` is a one-time link just made, to be handed on."""

    people: tuple[Member, ...]
    invitations: tuple[Invitation, ...]
    me: Member
    link: str = ""
    invited: str = ""


@blueprint.get("")
@signed_in.require(Role.ADMIN)
def show() -> Response:
    """List the accounts."""
    return _shown(InviteForm(formdata=None, role=Role.EDITOR.value))


@blueprint.post("")
@signed_in.require(Role.ADMIN)
def invite() -> Response:
    """Make a one-time link for somebody new, or for somebody who lost their password."""
    form = InviteForm()
    if form.validate():
        try:
            secret = membership.invite(
                services.current().catalog,
                form.name.data,
                Role(form.role.data),
                signed_in.actor(),
            )
        except BadRequest as error:
            blame(form, error)
        else:
            link = f"{request.host_url}staff/link/{secret}"
            empty = InviteForm(formdata=None, role=Role.EDITOR.value)
            return _shown(empty, link=link, invited=form.name.data)
    return _shown(form, status=422)


@blueprint.post("/links/withdraw")
@signed_in.require(Role.ADMIN)
def withdraw_link() -> Response:
    """Let a one-time link that nobody opened open nothing any more."""
    name = request.form.get("name", "")
    membership.withdraw_link(services.current().catalog, name, signed_in.actor())
    return _back()


@blueprint.post("/<int:member>/role")
@signed_in.require(Role.ADMIN)
def change_role(member: int) -> Response:
    """Give an account another role."""
    told = request.form.get("role", "")
    if told not in {role.value for role in Role}:
        raise BadRequest(f"there is no role {told!r}", hint=f"Roles are {', '.join(Role)}.")
    membership.change_role(services.current().catalog, member, Role(told), signed_in.actor())
    return _back()


@blueprint.post("/<int:member>/close")
@signed_in.require(Role.ADMIN)
def close(member: int) -> Response:
    """Close an account at once."""
    membership.disable(services.current().catalog, member, signed_in.actor())
    return _back()


@blueprint.post("/<int:member>/open")
@signed_in.require(Role.ADMIN)
def reopen(member: int) -> Response:
    """Open a closed account again."""
    membership.enable(services.current().catalog, member, signed_in.actor())
    return _back()


def _shown(form: InviteForm, *, link: str = "", invited: str = "", status: int = 200) -> Response:
    me = signed_in.member()
    assert me is not None
    with services.current().catalog.read() as view:
        members = view.members
        page = PeoplePage(members.all(), members.invitations(), me, link, invited)
    return page_for_people("staff/people.html", page, form=form, status=status)


def _back() -> Response:
    return see_other("/staff/people")
