"""Packets under private links: who knows the key may change one, who knows the other may read it.

A key is 160 bits from the system's own source. Nothing says whose a packet is unless a member of
staff keeps it. What nobody keeps goes a month after its last change.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, delete, insert, select, update

from kb.catalog.rows import clean, from_bytes, to_bytes
from kb.catalog.schema import packets
from kb.domain.packet import Packet
from kb.errors import NotFound

_KEY_BYTES = 20
UNKEPT_DAYS = 30


@dataclass(frozen=True, slots=True)
class StoredPacket:
    """A packet with its keys: `key` opens it for changes, `shared` for reading only.

    `kept` says that it stays until it is deleted; `changed` is UTC in ISO form.
    """

    key: str
    shared: str
    packet: Packet
    kept: bool
    owner: int | None
    changed: str


class Packets:
    """The packets as one transaction or snapshot sees them."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def make(self, packet: Packet) -> StoredPacket:
        """Store a packet nobody has yet, and let go of those that nobody kept."""
        self._forget_unkept()
        key, shared = (secrets.token_urlsafe(_KEY_BYTES) for _ in range(2))
        self._connection.execute(
            insert(packets).values(
                key=key,
                shared=shared,
                body=to_bytes(clean(packet)),
                kept=False,
                owner=None,
                changed=_now(),
            )
        )
        return self.get(key)

    def get(self, key: str) -> StoredPacket:
        """Give the packet of a private link; raises NotFound."""
        return self._found(packets.c.key == key)

    def shared(self, shared: str) -> StoredPacket:
        """Give the packet of a link for readers; raises NotFound."""
        return self._found(packets.c.shared == shared)

    def of(self, owner: int) -> tuple[StoredPacket, ...]:
        """Give the packets that a member of staff keeps, the latest changed first."""
        query = select(packets).where(packets.c.owner == owner)
        rows = self._connection.execute(query.order_by(packets.c.changed.desc(), packets.c.key))
        return tuple(_stored(row) for row in rows)

    def put(self, key: str, packet: Packet) -> None:
        """Replace what a packet holds; raises NotFound."""
        self.get(key)
        self._connection.execute(
            update(packets)
            .where(packets.c.key == key)
            .values(body=to_bytes(clean(packet)), changed=_now())
        )

    def keep(self, key: str, owner: int | None = None) -> None:
        """Keep a packet until it is deleted, for a member where one asks; raises NotFound."""
        found = self.get(key)
        kept = {"kept": True, "owner": found.owner if owner is None else owner}
        self._connection.execute(update(packets).where(packets.c.key == key).values(kept))

    def drop(self, key: str) -> None:
        """Delete a packet and both its links; raises NotFound."""
        self.get(key)
        self._connection.execute(delete(packets).where(packets.c.key == key))

    def _forget_unkept(self) -> None:
        before = (datetime.now(UTC) - timedelta(days=UNKEPT_DAYS)).isoformat(timespec="seconds")
        old = packets.c.kept.is_(False) & (packets.c.changed < before)
        self._connection.execute(delete(packets).where(old))

    def _found(self, which: ColumnElement[bool]) -> StoredPacket:
        row = self._connection.execute(select(packets).where(which)).first()
        if row is None:
            raise NotFound(
                "There is no packet at this address.",
                hint=f"It may have been deleted, or not kept for {UNKEPT_DAYS} days, or the "
                "address was not copied whole.",
            )
        return _stored(row)


def _stored(row: Row[Any]) -> StoredPacket:
    packet = from_bytes(row.body, Packet)
    return StoredPacket(row.key, row.shared, packet, row.kept, row.owner, row.changed)


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
