"""Seals: a digest of what is kept of a report beside its reading, so that a changed bit is found.

What is packed has a checksum of its own; an address, a printed number, an account of an incident or
a decision has none. The database itself takes the seal off a report whenever one of its rows is
written (triggers, so that no statement can forget it), and each transaction seals anew at its end.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Iterator

import msgspec
from sqlalchemy import Column, Connection, delete, insert, select
from sqlalchemy.exc import DBAPIError

from kb.catalog.schema import extractions, metadata, reports, seals, unsealed
from kb.domain.ids import ReportId

# The tables that seals cover, with the column that names the report. Triggers watch them.
SEALED = {
    "reports": "id",
    "extractions": "report",
    "identities": "report",
    "accounts": "report",
    "report_sites": "report",
    "decisions": "report",
}
# How many reports one transaction seals: the first ones after a migration find all unsealed.
_AT_ONCE = 50
# Packed, which gives them a checksum of their own.
_PACKED = frozenset({reports.c.head, extractions.c.body})


def seal_what_changed(connection: Connection) -> None:
    """Seal reports that were written to, as many as one transaction has time for."""
    waiting = connection.scalars(select(unsealed.c.report).limit(_AT_ONCE)).all()
    for report in waiting:
        put_seal(connection, ReportId(report), digest_of(connection, ReportId(report)))


def put_seal(connection: Connection, report: ReportId, digest: str) -> None:
    """Let this digest be that of a report from now on."""
    connection.execute(delete(seals).where(seals.c.report == report))
    connection.execute(delete(unsealed).where(unsealed.c.report == report))
    connection.execute(insert(seals).values(report=report, digest=digest))


def broken_seal(connection: Connection, report: ReportId) -> str:
    """Give the seal that a report's rows do not fit; "" where they do, or none is on it."""
    held = connection.scalar(select(seals.c.digest).where(seals.c.report == report)) or ""
    return "" if not held or fits(connection, report, held) else held


def fits(connection: Connection, report: ReportId, digest: str) -> bool:
    """Say whether a report's rows have this digest."""
    try:
        return hmac.compare_digest(digest_of(connection, report), digest)
    except (DBAPIError, UnicodeDecodeError):
        # A changed bit may leave what is no text any more.
        return False


def digest_of(connection: Connection, report: ReportId) -> str:
    """Give the SHA-256 of a report's rows, in any database the same."""
    found = hashlib.sha256()
    for name, key in SEALED.items():
        table = metadata.tables[name]
        columns = [column for column in table.columns if column not in _PACKED]
        for row in sorted(_rows(connection, columns, table.c[key], report)):
            found.update(row + b"\n")
    return found.hexdigest()


def _rows(
    connection: Connection, columns: list[Column[object]], key: Column[object], report: ReportId
) -> Iterator[bytes]:
    for row in connection.execute(select(*columns).where(key == report)):
        yield msgspec.json.encode([str(key.table.name), *row])
