"""Accounts of staff as plain functions: first administrator, invitations, roles, second factor.

Each change writes its line in the audit trail in the same transaction.
"""

from __future__ import annotations

from collections.abc import Iterable

from kb import credentials
from kb.catalog.catalog import Catalog
from kb.catalog.members import folded
from kb.catalog.writing import Transaction
from kb.domain.staff import Actor, Member, Role, Scope, SignIn
from kb.errors import BadRequest, Conflict, NotFound

LONGEST_NAME = 100
FIRST = "admin"


def setup_secret(catalog: Catalog) -> str | None:
    """Make the one-time link's secret for the first administrator; None where there is one."""
    with catalog.begin() as tx:
        if tx.members.administrators():
            return None
        secret = credentials.new_secret()
        tx.members.offer_link(secret, FIRST, Role.ADMIN)
        return secret


def invite(catalog: Catalog, name: str, role: Role, actor: Actor) -> str:
    """Make a one-time link by which somebody sets a password; give its secret.

    For a new name it makes the account when it is opened; for a known one it is a way back in.
    Raises BadRequest for a name that cannot be one.
    """
    _check_name(name)
    secret = credentials.new_secret()
    with catalog.begin() as tx:
        known = tx.members.named(name)
        tx.members.offer_link(secret, name, known.role if known else role)
        tx.trail.note(actor, "link made", folded(name), (known.role if known else role).value)
    return secret


def withdraw_link(catalog: Catalog, name: str, actor: Actor) -> None:
    """Let the one-time link made for a name open nothing any more; raises NotFound."""
    with catalog.begin() as tx:
        if not tx.members.withdraw_link(name):
            raise NotFound(
                f"no link for {folded(name)} is open",
                hint="It was used, withdrawn or too old by now; `kb staff list` shows open ones.",
            )
        tx.trail.note(actor, "link withdrawn", folded(name))


def accept(catalog: Catalog, secret: str, name: str, password: str, address: str) -> Member:
    """Set a password by a one-time link, making the account where there is none.

    The first administrator may choose the `name`; everybody else has the one invited. Raises
    NotFound for a link that does not hold, BadRequest for a name or password that will not do.
    """
    with catalog.read() as view:
        offered, role = view.members.link(secret)
        first = role is Role.ADMIN and not view.members.administrators()
    chosen = (name.strip() or offered) if first else offered
    _check_name(chosen)
    credentials.check_strength(password, chosen)
    kept = credentials.hashed(password)
    with catalog.begin() as tx:
        tx.members.use_link(secret)
        member = tx.members.named(chosen)
        if member is None:
            member = tx.members.add(chosen, role, password=kept)
        else:
            tx.members.shut_out(member.id)
            member = tx.members.change(member.id, password=kept, disabled=False)
        tx.trail.note(Actor(member.name, address), "password set", member.name, "by link")
    return member


def change_role(catalog: Catalog, member: int, role: Role, actor: Actor) -> Member:
    """Give an account another role; raises NotFound, and Conflict for the last administrator."""
    with catalog.begin() as tx:
        before = tx.members.get(member)
        changed = tx.members.change(member, role=role.value)
        _keep_an_administrator(tx)
        tx.trail.note(actor, "role changed", changed.name, f"{before.role} to {role}")
    return changed


def disable(catalog: Catalog, member: int, actor: Actor) -> Member:
    """Close an account: it signs in no more, its sessions, tokens and open link end at once.

    Raises NotFound, and Conflict for the last administrator.
    """
    with catalog.begin() as tx:
        changed = tx.members.change(member, disabled=True)
        _keep_an_administrator(tx)
        tx.members.shut_out(member)
        # It would open the account again.
        tx.members.withdraw_link(changed.name)
        tx.trail.note(actor, "account closed", changed.name)
    return changed


def enable(catalog: Catalog, member: int, actor: Actor) -> Member:
    """Open a closed account again; raises NotFound."""
    with catalog.begin() as tx:
        changed = tx.members.change(member, disabled=False)
        tx.trail.note(actor, "account opened", changed.name)
    return changed


def change_password(
    catalog: Catalog, session: SignIn, present: str, wanted: str, actor: Actor
) -> None:
    """Set another password and end all other sessions; raises BadRequest."""
    name = session.member.name
    _check_password(catalog, session.member, present)
    credentials.check_strength(wanted, name)
    kept = credentials.hashed(wanted)
    with catalog.begin() as tx:
        tx.members.change(session.member.id, password=kept)
        tx.sign_ins.end_others(session.member.id, session.id)
        tx.trail.note(actor, "password changed", name)


def set_factor(
    catalog: Catalog, member: Member, secret: str, code: str, *, password: str, actor: Actor
) -> tuple[str, ...]:
    """Ask for a second factor from now on, proved by a first code; give the recovery codes.

    Raises BadRequest for a wrong code or password.
    """
    _check_password(catalog, member, password)
    step = credentials.step_of(secret, code, 0)
    if step is None:
        raise BadRequest(
            "this code is not right",
            hint="Codes change every 30 seconds. Check that the phone's clock is right.",
            code="code",
        )
    codes = credentials.new_recovery_codes()
    with catalog.begin() as tx:
        tx.members.change(member.id, factor=secret, factor_step=step)
        tx.members.replace_recovery_codes(member.id, codes)
        tx.trail.note(actor, "second factor set", member.name)
    return codes


def drop_factor(catalog: Catalog, member: Member, password: str, actor: Actor) -> None:
    """Ask for a second factor no more; raises BadRequest for a wrong password."""
    _check_password(catalog, member, password)
    with catalog.begin() as tx:
        tx.members.change(member.id, factor=None, factor_step=0)
        tx.members.replace_recovery_codes(member.id, ())
        tx.trail.note(actor, "second factor dropped", member.name)


def make_token(
    catalog: Catalog, member: Member, name: str, scopes: Iterable[Scope], actor: Actor
) -> str:
    """Make a token for a program; give its secret, which is never shown again.

    Raises BadRequest without a name or scope, or with one that its owner does not have.
    """
    chosen = tuple(dict.fromkeys(scopes))
    if not name.strip():
        raise BadRequest("a token needs a name", hint="Say what will use it.", code="name")
    if not chosen:
        raise BadRequest("a token needs a scope", hint="Choose what it may do.", code="scopes")
    if Scope.EDIT in chosen and not member.role.covers(Role.EDITOR):
        raise BadRequest("your account may not edit, so its tokens may not", code="scopes")
    secret = f"kb_{credentials.new_secret()}"
    with catalog.begin() as tx:
        tx.tokens.add(secret, member.id, name[:LONGEST_NAME], chosen)
        tx.trail.note(actor, "token made", name[:LONGEST_NAME], " ".join(chosen))
    return secret


def revoke_token(catalog: Catalog, member: Member, token: int, actor: Actor) -> None:
    """Revoke one of an account's tokens at once; nothing happens where it is not its own."""
    with catalog.begin() as tx:
        if tx.tokens.revoke(token, member.id):
            tx.trail.note(actor, "token revoked", str(token))


def end_session(catalog: Catalog, member: Member, session: int, actor: Actor) -> None:
    """End one of an account's sessions; nothing happens where it is not its own."""
    with catalog.begin() as tx:
        if tx.sign_ins.end(session, member.id):
            tx.trail.note(actor, "session ended", member.name)


def _check_password(catalog: Catalog, member: Member, password: str) -> None:
    """Raise BadRequest for a wrong one: whoever finds a browser signed in changes no way in."""
    with catalog.read() as view:
        stored, _, _ = view.members.secrets(member.name)
    if not credentials.verified(stored, password):
        raise BadRequest("the present password is not right", code="present")


def _check_name(name: str) -> None:
    told = folded(name)
    if not told or len(told) > LONGEST_NAME:
        raise BadRequest(
            f"a name has 1 to {LONGEST_NAME} characters",
            hint="An e-mail address does well.",
            code="name",
        )


def _keep_an_administrator(tx: Transaction) -> None:
    if not tx.members.administrators():
        raise Conflict(
            "this is the last administrator",
            hint="Make somebody else an administrator first.",
        )
