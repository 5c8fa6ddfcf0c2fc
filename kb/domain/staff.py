"""The people who keep the knowledge base, what each may do, and the trail of what they did."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Role(StrEnum):
    """What a member of staff may do; each may do all that those before it may.

    Reading needs no account, so a reader's account only keeps packets and saved searches.
    """

    READER = "reader"
    EDITOR = "editor"
    ADMIN = "admin"

    def covers(self, needed: Role) -> bool:
        """Say whether this role may do what `needed` may."""
        order = list(Role)
        return order.index(self) >= order.index(needed)


class Scope(StrEnum):
    """What a token for programs may be used for."""

    READ = "read"
    EDIT = "edit"


@dataclass(frozen=True, slots=True)
class Member:
    """One account. `name` is what it signs in by, `added` UTC in ISO form.

    `second_factor` says that a code from an app is asked for; `outside` is its subject at an
    identity provider, "" where it signs in here.
    """

    id: int
    name: str
    role: Role
    added: str
    disabled: bool = False
    second_factor: bool = False
    outside: str = ""


@dataclass(frozen=True, slots=True)
class Invitation:
    """A one-time link that nobody opened yet: for whom, as what, made and ending when (UTC)."""

    name: str
    role: Role
    made: str
    ends: str


@dataclass(frozen=True, slots=True)
class SignIn:
    """A session as its owner sees it: when it began, was last used and ends, and from where."""

    id: int
    member: Member
    since: str
    seen: str
    ends: str
    address: str
    agent: str


@dataclass(frozen=True, slots=True)
class Token:
    """A program's token; its secret is shown once and kept only as a hash."""

    id: int
    member: int
    name: str
    scopes: tuple[Scope, ...]
    added: str
    used: str = ""
    revoked: bool = False


@dataclass(frozen=True, slots=True)
class Actor:
    """Who does something and from where: a member's name, or the command line's account."""

    name: str
    address: str = ""


@dataclass(frozen=True, slots=True)
class Deed:
    """One line of the audit trail: `what` was done to `about`, by whom, when (UTC) and from where.

    `seq` orders them; none is ever changed or taken away.
    """

    seq: int
    at: str
    who: str
    what: str
    about: str
    address: str
    detail: str = ""
