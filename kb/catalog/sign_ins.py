"""Sessions of staff, kept here and not in the cookie, so that what was ended stays ended."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Row, delete, func, insert, select, update

from kb.catalog.members import Members
from kb.catalog.rows import clean_line
from kb.catalog.schema import known_devices, sign_ins, wrong_guesses
from kb.credentials import digest
from kb.domain.staff import SignIn

# ASVS 5.0 V7.3: a session ends after this long unused, and after this long in any case.
IDLE, LONGEST = timedelta(hours=2), timedelta(hours=12)
# How often the time of last use is written down.
_NOTED_EVERY = timedelta(minutes=1)
LONGEST_AGENT = 200


class SignIns:
    """Sessions, known browsers and wrong guesses as one transaction or snapshot sees them."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def begin(self, secret: str, member: int, address: str, agent: str) -> None:
        """Begin a session under this secret."""
        now = datetime.now(UTC)
        self._connection.execute(delete(sign_ins).where(sign_ins.c.ends <= _told(now)))
        self._connection.execute(
            insert(sign_ins).values(
                digest=digest(secret),
                member=member,
                since=_told(now),
                seen=_told(now),
                ends=_told(now + LONGEST),
                address=address,
                agent=clean_line(agent)[:LONGEST_AGENT],
            )
        )

    def found(self, secret: str) -> SignIn | None:
        """Give the session of this secret; None where it ended, was unused, or its member may not.

        A clock set back neither ends a session nor prolongs one: it still ends when it ends.
        """
        row = self._connection.execute(
            select(sign_ins).where(sign_ins.c.digest == digest(secret))
        ).first()
        now = datetime.now(UTC)
        if row is None or row.ends <= _told(now) or row.seen <= _told(now - IDLE):
            return None
        found = self._sign_in(row)
        return None if found.member.disabled else found

    def is_to_be_noted(self, session: SignIn) -> bool:
        """Say whether its last use is to be written down again."""
        return session.seen <= _told(datetime.now(UTC) - _NOTED_EVERY)

    def note_use(self, session: int) -> None:
        """Write down that a session is in use."""
        now = _told(datetime.now(UTC))
        self._connection.execute(update(sign_ins).where(sign_ins.c.id == session).values(seen=now))

    def of(self, member: int) -> tuple[SignIn, ...]:
        """Give a member's open sessions, the latest used first."""
        rows = self._connection.execute(
            select(sign_ins).where(sign_ins.c.member == member).order_by(sign_ins.c.seen.desc())
        )
        return tuple(self._sign_in(row) for row in rows)

    def end(self, session: int, member: int) -> bool:
        """End one of a member's sessions; say whether there was one."""
        ended = self._connection.execute(
            delete(sign_ins).where(sign_ins.c.id == session, sign_ins.c.member == member)
        )
        return bool(ended.rowcount)

    def end_others(self, member: int, keep: int) -> None:
        """End all of a member's sessions but one."""
        self._connection.execute(
            delete(sign_ins).where(sign_ins.c.member == member, sign_ins.c.id != keep)
        )

    def know_device(self, secret: str, member: int) -> None:
        """Remember a browser from which a member signed in."""
        if not self.knows_device(secret, member):
            self._connection.execute(
                insert(known_devices).values(digest=digest(secret), member=member)
            )

    def knows_device(self, secret: str, member: int) -> bool:
        """Say whether a member signed in from this browser before."""
        return bool(
            self._connection.scalar(
                select(func.count())
                .select_from(known_devices)
                .where(known_devices.c.digest == digest(secret), known_devices.c.member == member)
            )
        )

    def guesses(self, bucket: str, within: timedelta) -> int:
        """Count the wrong guesses of late in a bucket."""
        since = _told(datetime.now(UTC) - within)
        return (
            self._connection.scalar(
                select(func.count())
                .select_from(wrong_guesses)
                .where(wrong_guesses.c.bucket == bucket, wrong_guesses.c.at > since)
            )
            or 0
        )

    def note_guess(self, buckets: tuple[str, ...], keep: timedelta) -> tuple[int, ...]:
        """Count a guess in each bucket, forget those older than `keep`; give what takes it back."""
        now = datetime.now(UTC)
        self._connection.execute(
            delete(wrong_guesses).where(wrong_guesses.c.at <= _told(now - keep))
        )
        made = (
            self._connection.execute(insert(wrong_guesses).values(bucket=bucket, at=_told(now)))
            for bucket in buckets
        )
        return tuple(int(one.inserted_primary_key[0]) for one in made if one.inserted_primary_key)

    def take_back_guess(self, noted: tuple[int, ...]) -> None:
        """Count a guess no longer: it was right."""
        self._connection.execute(delete(wrong_guesses).where(wrong_guesses.c.id.in_(noted)))

    def _sign_in(self, row: Row[Any]) -> SignIn:
        return SignIn(
            id=row.id,
            member=Members(self._connection).get(row.member),
            since=row.since,
            seen=row.seen,
            ends=row.ends,
            address=row.address,
            agent=row.agent,
        )


def _told(moment: datetime) -> str:
    return moment.isoformat(timespec="milliseconds")
