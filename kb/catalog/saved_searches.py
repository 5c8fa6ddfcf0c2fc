"""Saved searches and the mailboxes that digests of them go to."""

from __future__ import annotations

import secrets
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, Row, delete, insert, select, update

from kb.catalog.rows import clean_line
from kb.catalog.schema import mailboxes, saved_searches, staff
from kb.domain.saved_search import Mailbox, Often, SavedSearch
from kb.errors import BadRequest, NotFound

MOST = 100
LONGEST_NAME = 200
_KEY_BYTES = 20


class SavedSearches:
    """Saved searches as one transaction or snapshot sees them."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, owner: int, name: str, question: str, often: Often = Often.NEVER) -> int:
        """Keep a search; what is there now is not news. Raises BadRequest past `MOST` of one."""
        if len(self.of(owner)) >= MOST:
            raise BadRequest(
                f"you keep {MOST} searches already", hint="Delete one first.", code="name"
            )
        now = datetime.now(UTC)
        result = self._connection.execute(
            insert(saved_searches).values(
                owner=owner,
                name=clean_line(name)[:LONGEST_NAME],
                question=question,
                often=often.value,
                told=_told(now),
                due=_due(often, now),
                stop=secrets.token_urlsafe(_KEY_BYTES),
            )
        )
        primary = result.inserted_primary_key
        return int(primary[0]) if primary else 0

    def of(self, owner: int) -> tuple[SavedSearch, ...]:
        """Give a member's searches, by name."""
        rows = self._connection.execute(
            select(saved_searches)
            .where(saved_searches.c.owner == owner)
            .order_by(saved_searches.c.name, saved_searches.c.id)
        )
        return tuple(_saved(row) for row in rows)

    def get(self, search: int, owner: int) -> SavedSearch:
        """Give one of a member's searches; raises NotFound."""
        return self._one(saved_searches.c.id == search, saved_searches.c.owner == owner)

    def numbered(self, search: int) -> SavedSearch:
        """Give a search, whosoever it is; raises NotFound."""
        return self._one(saved_searches.c.id == search)

    def stopped_by(self, secret: str) -> SavedSearch:
        """Give the search whose digests a link ends; raises NotFound."""
        return self._one(saved_searches.c.stop == secret)

    def tell(self, search: SavedSearch, often: Often) -> None:
        """Have a member told so often; what came before is not news where nothing was told."""
        now = datetime.now(UTC)
        values = {"often": often.value, "due": _due(often, now)}
        if search.often is Often.NEVER:
            values["told"] = _told(now)
        self._connection.execute(
            update(saved_searches).where(saved_searches.c.id == search.id).values(values)
        )

    def was_told(self, searches: Iterable[int], until: str) -> None:
        """Write down up to which moment new statements were told of."""
        self._connection.execute(
            update(saved_searches).where(saved_searches.c.id.in_(list(searches))).values(told=until)
        )

    def drop(self, search: int, owner: int) -> None:
        """Delete one of a member's searches; raises NotFound."""
        self.get(search, owner)
        self._connection.execute(delete(saved_searches).where(saved_searches.c.id == search))

    def take_due(self) -> Mapping[int, tuple[int, ...]]:
        """Give by member the searches that are due, each once: they are next due a period later.

        Of members whose account is closed or whose address is not confirmed nothing is due.
        """
        now = datetime.now(UTC)
        rows = self._connection.execute(
            select(saved_searches.c.id, saved_searches.c.owner, saved_searches.c.often)
            .join(mailboxes, mailboxes.c.member == saved_searches.c.owner)
            .join(staff, staff.c.id == saved_searches.c.owner)
            .where(
                saved_searches.c.often != Often.NEVER.value,
                saved_searches.c.due <= _told(now),
                mailboxes.c.confirmed.is_(True),
                staff.c.disabled.is_(False),
            )
            .order_by(saved_searches.c.id)
        ).all()
        due: defaultdict[int, tuple[int, ...]] = defaultdict(tuple)
        for row in rows:
            due[row.owner] += (row.id,)
            self._connection.execute(
                update(saved_searches)
                .where(saved_searches.c.id == row.id)
                .values(due=_due(Often(row.often), now))
            )
        return due

    def mailbox(self, member: int) -> Mailbox | None:
        """Give where a member is written to."""
        row = self._connection.execute(
            select(mailboxes).where(mailboxes.c.member == member)
        ).first()
        return _mailbox(row) if row else None

    def set_mailbox(self, member: int, address: str) -> Mailbox:
        """Write a member's address down, to be confirmed by whoever reads what comes there."""
        secret, now = secrets.token_urlsafe(_KEY_BYTES), _told(datetime.now(UTC))
        made = Mailbox(member, clean_line(address), confirmed=False, secret=secret, asked=now)
        self.put_mailbox(made)
        return made

    def put_mailbox(self, mailbox: Mailbox) -> None:
        """Put this in place of where its member was written to."""
        self.drop_mailbox(mailbox.member)
        self._connection.execute(insert(mailboxes).values(asdict(mailbox)))

    def drop_mailbox(self, member: int) -> None:
        """Forget where a member is written to."""
        self._connection.execute(delete(mailboxes).where(mailboxes.c.member == member))

    def confirm(self, secret: str) -> Mailbox:
        """Confirm the address that a link was sent to; raises NotFound."""
        which = mailboxes.c.secret == secret
        row = self._connection.execute(select(mailboxes).where(which)).first()
        if row is None:
            raise _no_link()
        self._connection.execute(update(mailboxes).where(which).values(confirmed=True))
        return _mailbox(row)

    def _one(self, *which: Any) -> SavedSearch:
        row = self._connection.execute(select(saved_searches).where(*which)).first()
        if row is None:
            raise _no_link()
        return _saved(row)


def _no_link() -> NotFound:
    return NotFound(
        "There is no such saved search or address.",
        hint="It may have been deleted, or the link was not copied whole.",
    )


def _saved(row: Row[Any]) -> SavedSearch:
    return SavedSearch(
        row.id, row.owner, row.name, row.question, Often(row.often), row.told, row.stop
    )


def _mailbox(row: Row[Any]) -> Mailbox:
    return Mailbox(row.member, row.address, row.confirmed, row.secret, row.asked)


def _due(often: Often, now: datetime) -> str:
    return _told(now + often.period) if often.period else ""


def _told(moment: datetime) -> str:
    return moment.isoformat(timespec="seconds")
