"""The log of changes: appended in the transaction that makes the change, read by cursor."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection, func, insert, select

from kb.catalog.schema import changes
from kb.domain.ids import ReportId

# Asked for with every page: made once.
_LAST = select(func.coalesce(func.max(changes.c.seq), 0))


@dataclass(frozen=True, slots=True)
class Change:
    """A report changed: `what` is put, decide, withdraw or restore; `at` is UTC in ISO form."""

    seq: int
    report: ReportId
    what: str
    at: str


def note(connection: Connection, report: ReportId, what: str, at: str) -> None:
    """Append a change to the log, in the caller's transaction."""
    connection.execute(insert(changes).values(report=report, what=what, at=at))


def after(connection: Connection, cursor: int, limit: int) -> tuple[Change, ...]:
    """Give up to `limit` changes later than `cursor`, oldest first."""
    query = select(changes).where(changes.c.seq > cursor).order_by(changes.c.seq).limit(limit)
    return tuple(
        Change(row.seq, ReportId(row.report), row.what, row.at) for row in connection.execute(query)
    )


def last(connection: Connection) -> int:
    """Give the number of the latest change; 0 before the first."""
    return connection.scalar(_LAST) or 0
