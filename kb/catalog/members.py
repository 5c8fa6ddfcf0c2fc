"""Accounts of staff: who may sign in, as what, and by which secrets."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Row, delete, func, insert, select, update

from kb.catalog.rows import clean_line
from kb.catalog.schema import known_devices, recovery_codes, sign_ins, staff, staff_links, tokens
from kb.credentials import digest
from kb.domain.staff import Invitation, Member, Role
from kb.errors import Conflict, NotFound

# How long an invitation may wait to be opened.
LINK_HOURS = 72


class Members:
    """The accounts as one transaction or snapshot sees them."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def all(self) -> tuple[Member, ...]:
        """Give every account, by name."""
        rows = self._connection.execute(select(staff).order_by(staff.c.name))
        return tuple(_member(row) for row in rows)

    def get(self, member: int) -> Member:
        """Give an account; raises NotFound."""
        row = self._connection.execute(select(staff).where(staff.c.id == member)).first()
        if row is None:
            raise NotFound("there is no such account", hint="The list of staff shows them all.")
        return _member(row)

    def named(self, name: str) -> Member | None:
        """Give the account that signs in by this name, however it is written."""
        row = self._row(name)
        return _member(row) if row else None

    def from_outside(self, subject: str) -> Member | None:
        """Give the account of this subject at an identity provider."""
        row = self._connection.execute(select(staff).where(staff.c.outside == subject)).first()
        return _member(row) if row else None

    def administrators(self) -> int:
        """Count those who can administer and are not disabled."""
        return (
            self._connection.scalar(
                select(func.count())
                .select_from(staff)
                .where(staff.c.role == Role.ADMIN.value, staff.c.disabled.is_(False))
            )
            or 0
        )

    def secrets(self, name: str) -> tuple[str, str, int]:
        """Give password hash, authenticator secret and its last step; "", "", 0 where none is."""
        row = self._row(name)
        return (row.password, row.factor or "", row.factor_step) if row else ("", "", 0)

    def add(self, name: str, role: Role, *, password: str = "", outside: str = "") -> Member:
        """Make an account; `password` is a hash. Raises Conflict where the name is taken."""
        if self._row(name):
            raise Conflict(
                f"there is an account for {name} already", hint="Change its role instead."
            )
        result = self._connection.execute(
            insert(staff).values(
                name=folded(name),
                role=role.value,
                password=password,
                factor=None,
                factor_step=0,
                outside=outside or None,
                disabled=False,
                added=_now(),
            )
        )
        primary = result.inserted_primary_key
        return self.get(int(primary[0]) if primary else 0)

    def change(self, member: int, **values: Any) -> Member:
        """Set columns of an account (role, password, disabled, factor, factor_step, outside)."""
        self._connection.execute(update(staff).where(staff.c.id == member).values(**values))
        return self.get(member)

    def replace_recovery_codes(self, member: int, codes: tuple[str, ...]) -> None:
        """Keep these codes instead of all earlier ones, as hashes."""
        mine = recovery_codes.c.member == member
        self._connection.execute(delete(recovery_codes).where(mine))
        for code in codes:
            self._connection.execute(
                insert(recovery_codes).values(digest=digest(code), member=member)
            )

    def use_recovery_code(self, member: int, code: str) -> bool:
        """Strike a recovery code out; say whether it was one."""
        used = self._connection.execute(
            delete(recovery_codes).where(
                recovery_codes.c.member == member, recovery_codes.c.digest == digest(code.strip())
            )
        )
        return bool(used.rowcount)

    def offer_link(self, secret: str, name: str, role: Role) -> None:
        """Keep a one-time link for a name; earlier links for it no longer hold."""
        self._connection.execute(delete(staff_links).where(staff_links.c.name == folded(name)))
        ends = datetime.now(UTC) + timedelta(hours=LINK_HOURS)
        self._connection.execute(
            insert(staff_links).values(
                digest=digest(secret),
                name=folded(name),
                role=role.value,
                ends=ends.isoformat(timespec="seconds"),
            )
        )

    def link(self, secret: str) -> tuple[str, Role]:
        """Give name and role of a link that still holds; raises NotFound."""
        row = self._connection.execute(
            select(staff_links).where(
                staff_links.c.digest == digest(secret), staff_links.c.ends > _now()
            )
        ).first()
        if row is None:
            raise NotFound(
                "this link was used already, replaced by a later one, or is too old",
                hint="Ask an administrator for another; on the machine itself, run "
                "`python -m kb staff link NAME`.",
            )
        return row.name, Role(row.role)

    def use_link(self, secret: str) -> tuple[str, Role]:
        """Strike a link out and give its name and role; raises NotFound."""
        found = self.link(secret)
        self._connection.execute(delete(staff_links).where(staff_links.c.digest == digest(secret)))
        return found

    def invitations(self) -> tuple[Invitation, ...]:
        """Give the links that still hold, the one that ends first before the others."""
        rows = self._connection.execute(
            select(staff_links).where(staff_links.c.ends > _now()).order_by(staff_links.c.ends)
        )
        return tuple(_invitation(row) for row in rows)

    def withdraw_link(self, name: str) -> bool:
        """Strike out a name's link; say whether there was one that still held."""
        mine = (staff_links.c.name == folded(name), staff_links.c.ends > _now())
        return bool(self._connection.execute(delete(staff_links).where(*mine)).rowcount)

    def shut_out(self, member: int) -> None:
        """End an account's sessions, forget its devices and revoke its tokens."""
        self._connection.execute(delete(sign_ins).where(sign_ins.c.member == member))
        self._connection.execute(delete(known_devices).where(known_devices.c.member == member))
        self._connection.execute(
            update(tokens).where(tokens.c.member == member).values(revoked=True)
        )

    def _row(self, name: str) -> Row[Any] | None:
        return self._connection.execute(select(staff).where(staff.c.name == folded(name))).first()


def folded(name: str) -> str:
    """Give the one way a sign-in name is kept."""
    return clean_line(name).casefold()


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")


def _member(row: Row[Any]) -> Member:
    return Member(
        id=row.id,
        name=row.name,
        role=Role(row.role),
        added=row.added,
        disabled=row.disabled,
        second_factor=row.factor is not None,
        outside=row.outside or "",
    )


def _invitation(row: Row[Any]) -> Invitation:
    made = datetime.fromisoformat(row.ends) - timedelta(hours=LINK_HOURS)
    return Invitation(row.name, Role(row.role), made.isoformat(timespec="seconds"), row.ends)
