"""The audit trail: one line for each deed of staff, added in the transaction that does it."""

from __future__ import annotations

from datetime import UTC, datetime

from sqlalchemy import Connection, insert, select

from kb.catalog.rows import clean_line
from kb.catalog.schema import deeds
from kb.domain.staff import Actor, Deed


class Trail:
    """The trail as one transaction or snapshot sees it; the database refuses to rewrite it."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def note(self, actor: Actor, what: str, about: str, detail: str = "") -> None:
        """Add a line: `what` was done to `about`. Secrets never belong in `detail`."""
        self._connection.execute(
            insert(deeds).values(
                at=datetime.now(UTC).isoformat(timespec="seconds"),
                who=clean_line(actor.name),
                what=what,
                about=clean_line(about),
                address=clean_line(actor.address),
                detail=clean_line(detail),
            )
        )

    def deeds(
        self, *, before: int | None = None, limit: int = 100, who: str = "", what: str = ""
    ) -> tuple[Deed, ...]:
        """Give lines, newest first; `before` is the number of the last one already seen."""
        query = select(deeds).order_by(deeds.c.seq.desc()).limit(limit)
        if before is not None:
            query = query.where(deeds.c.seq < before)
        if who:
            query = query.where(deeds.c.who == who)
        if what:
            query = query.where(deeds.c.what == what)
        return tuple(
            Deed(row.seq, row.at, row.who, row.what, row.about, row.address, row.detail)
            for row in self._connection.execute(query)
        )

    def kinds(self) -> tuple[str, ...]:
        """Name every kind of deed that the trail holds."""
        return tuple(
            self._connection.scalars(select(deeds.c.what).distinct().order_by(deeds.c.what))
        )
