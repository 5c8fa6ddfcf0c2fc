"""Members who sign in through an identity provider: who is meant, who is let in, who is not.

The provider says who somebody is; whether that somebody is staff is decided here. An account is
found by the provider's own name for the person, once linked. It is linked by its owner while
signed in, or at the first sign-in where its name is an e-mail address that the provider vouches
for. An administrator's is linked by its owner only. Somebody unknown gets an account only where a
claim says so, never an administrator's.
"""

from __future__ import annotations

from dataclasses import dataclass

from kb.admission import Admission, Attempt, NotAdmitted, admit
from kb.catalog.catalog import Catalog
from kb.catalog.members import folded
from kb.catalog.writing import Transaction
from kb.domain.staff import Actor, Member, Role
from kb.errors import Conflict


@dataclass(frozen=True, slots=True)
class Vouched:
    """Somebody whom a provider vouches for.

    `subject` is the provider's address and its lasting name for the person; `email` is "" unless
    the provider has verified it; `role` is what a claim of theirs gives a newcomer, if anything.
    """

    subject: str
    name: str
    email: str = ""
    role: Role | None = None


def admit_vouched(catalog: Catalog, vouched: Vouched, attempt: Attempt) -> Admission:
    """Begin a session for somebody whom the provider vouches for; raises NotAdmitted."""
    with catalog.begin() as tx:
        member = tx.members.from_outside(vouched.subject) or _first_time(tx, vouched, attempt)
    if member is None or member.disabled:
        why = "account closed" if member else "no account"
        refuse(catalog, vouched.name, attempt.address, why)
        raise NotAdmitted(
            "your account here is closed" if member else "there is no account here for you",
            hint="Ask an administrator to let you in; signing in with a password works as before.",
        )
    return admit(catalog, member, attempt)


def link(catalog: Catalog, member: Member, vouched: Vouched, actor: Actor) -> None:
    """Let a member sign in through the provider from now on; raises Conflict."""
    with catalog.begin() as tx:
        other = tx.members.from_outside(vouched.subject)
        if other and other.id != member.id:
            raise Conflict(
                f"{other.name} signs in by that identity already",
                hint="End that link first, under My account there.",
            )
        tx.members.change(member.id, outside=vouched.subject)
        tx.trail.note(actor, "provider linked", member.name, vouched.name)


def unlink(catalog: Catalog, member: Member, actor: Actor) -> None:
    """Let a member sign in through the provider no more."""
    with catalog.begin() as tx:
        tx.members.change(member.id, outside=None)
        tx.trail.note(actor, "provider unlinked", member.name)


def refuse(catalog: Catalog, name: str, address: str, why: str) -> None:
    """Write down that a sign-in through the provider was refused."""
    told = folded(name)[:100]
    with catalog.begin() as tx:
        tx.trail.note(Actor(told, address), "sign-in refused", told, f"by provider: {why}"[:300])


def _first_time(tx: Transaction, vouched: Vouched, attempt: Attempt) -> Member | None:
    """Find or make the account of somebody whom no account is linked to."""
    known = tx.members.named(vouched.email) if vouched.email else None
    if known and not known.outside and known.role is not Role.ADMIN:
        tx.trail.note(
            Actor(known.name, attempt.address), "provider linked", known.name, "by its address"
        )
        return tx.members.change(known.id, outside=vouched.subject)
    if vouched.role in {None, Role.ADMIN} or known or tx.members.named(vouched.name):
        return None
    assert vouched.role
    made = tx.members.add(vouched.name, vouched.role, outside=vouched.subject)
    tx.trail.note(Actor(made.name, attempt.address), "account made", made.name, "by provider")
    return made
