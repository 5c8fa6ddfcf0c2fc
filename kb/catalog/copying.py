"""The whole catalog as lines of JSON and back: one form for every database that holds one.

The first line says which version of the tables follows; each other line is [table, {column: value}]
with bytes as {"b64": ...}. Tables come before those that refer to them. Lines of an earlier version
go into tables of that version, which are then brought up to date like any older catalog.
"""

from __future__ import annotations

import base64
import re
from collections.abc import Iterable, Iterator
from typing import Any

import msgspec
from sqlalchemy import Connection, Integer, MetaData, Table, delete, func, insert, select, text

from kb.catalog.migrate import HEAD, move
from kb.catalog.schema import metadata, seals, unsealed
from kb.errors import BadRequest, Conflict

_AT_ONCE = 200
_BYTES = "b64"
# Revisions are numbered in their order.
_REVISION = re.compile(r"(?!0000)\d{4}")
# What an empty catalog may hold already: the offer to its first administrator, and guesses at it.
_PASSING = {"staff_links", "wrong_guesses"}


def lines_of(connection: Connection) -> Iterator[bytes]:
    """Give the catalog of one snapshot, line by line."""
    yield msgspec.json.encode({"tables": HEAD}) + b"\n"
    for table in _in_order():
        rows = connection.execution_options(yield_per=_AT_ONCE).execute(select(table))
        for row in rows.mappings():
            told = {str(name): _plain(value) for name, value in row.items()}
            yield msgspec.json.encode([str(table.name), told]) + b"\n"


def put_lines(connection: Connection, lines: Iterable[bytes]) -> int:
    """Put lines into an empty catalog; give the number of rows.

    Raises Conflict where the catalog holds reports, BadRequest for lines of a later version or that
    are none.
    """
    _check_empty(connection)
    told = iter(lines)
    version = _version(next(told, b""))
    if version == HEAD:
        rows = _insert(connection, metadata, told)
        # What the backup sealed is to fit its seals here as well.
        connection.execute(delete(unsealed).where(unsealed.c.report.in_(select(seals.c.report))))
    else:
        move(connection, version)
        earlier = MetaData()
        earlier.reflect(connection)
        rows = _insert(connection, earlier, told)
        move(connection, HEAD)
    _go_on_counting(connection)
    return rows


def _in_order() -> list[Table]:
    """Give the tables as they are put back: rows take the seal off a report, so seals come last."""
    told = [table for table in metadata.sorted_tables if table not in (seals, unsealed)]
    return [*told, seals]


def _check_empty(connection: Connection) -> None:
    for table in metadata.sorted_tables:
        if table.name not in _PASSING and connection.scalar(
            select(func.count()).select_from(table)
        ):
            raise Conflict(
                f"the catalog is not empty: {table.name} holds rows",
                hint="Restore into a new KB_DATA_DIR, then point the service at it.",
            )


def _insert(connection: Connection, tables: MetaData, lines: Iterator[bytes]) -> int:
    rows = 0
    batch: list[dict[str, Any]] = []
    current: Table | None = None
    for line in lines:
        table, row = _row(tables, line)
        if current is not None and (table is not current or len(batch) >= _AT_ONCE):
            connection.execute(insert(current), batch)
            batch = []
        current = table
        batch.append(row)
        rows += 1
    if current is not None and batch:
        connection.execute(insert(current), batch)
    return rows


def _version(line: bytes) -> str:
    try:
        version = msgspec.json.decode(line, type=dict[str, str])["tables"]
    except (msgspec.MsgspecError, KeyError) as error:
        raise BadRequest("this is no backup of a catalog", hint="Choose another file.") from error
    if not (_REVISION.fullmatch(version) and version <= HEAD):
        raise BadRequest(
            f"the backup holds tables of version {version}, this kb has {HEAD}",
            hint="Restore it with the version of kb that made it, or a later one.",
        )
    return version


def _row(tables: MetaData, line: bytes) -> tuple[Table, dict[str, Any]]:
    try:
        name, told = msgspec.json.decode(line, type=tuple[str, dict[str, Any]])
        return tables.tables[name], {key: _value(value) for key, value in told.items()}
    except (msgspec.MsgspecError, KeyError, ValueError) as error:
        raise BadRequest(
            "the backup is damaged: a line cannot be read", hint="Use an earlier backup."
        ) from error


def _go_on_counting(connection: Connection) -> None:
    """Let PostgreSQL number new rows after those put in; SQLite does so by itself."""
    if connection.dialect.name != "postgresql":
        return
    for table in metadata.sorted_tables:
        keys = list(table.primary_key.columns)
        if len(keys) == 1 and isinstance(keys[0].type, Integer):
            key = keys[0].name
            connection.execute(
                text(
                    f"SELECT setval(pg_get_serial_sequence('{table.name}', '{key}'), "  # noqa: S608
                    f"(SELECT coalesce(max({key}), 0) + 1 FROM {table.name}), false)"
                )
            )


def _plain(value: Any) -> Any:
    if isinstance(value, bytes | memoryview):
        return {_BYTES: base64.b64encode(value).decode("ascii")}
    return value


def _value(told: Any) -> Any:
    if isinstance(told, dict):
        return base64.b64decode(told[_BYTES], validate=True)
    return told
