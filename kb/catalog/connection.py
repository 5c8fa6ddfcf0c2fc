"""Connections to the catalog's database: durable writes, snapshot reads, errors in plain words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, make_url, text
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError

from kb.errors import CatalogUnavailable, Conflict, SettingsError

# How long a writer waits for another before it gives up.
BUSY_SECONDS = 10.0
_WRITING = "kb_writing"
_SQLITE: dict[str, Any] = {"connect_args": {"timeout": BUSY_SECONDS}}
# A connection that a restarted server has forgotten is noticed and made anew.
_SERVER: dict[str, Any] = {"pool_pre_ping": True, "pool_timeout": BUSY_SECONDS}
# What holds the one right to write on a server; any number does that nobody else uses.
_WRITERS_LOCK = 0x6B62
_LOCKED = re.compile(r"database is locked|could not obtain lock|lock timeout")
_GONE = re.compile(r"connection (?:failed|refused|to server)|server closed|terminating connection")
_FULL = re.compile(r"disk is full|disk I/O error|No space left")


def make_engine(url: str) -> Engine:
    """Prepare the database of this URL; raises SettingsError where it is none."""
    try:
        parsed = make_url(url)
        sqlite = parsed.get_backend_name() == "sqlite"
        if sqlite and parsed.database:
            Path(parsed.database).parent.mkdir(parents=True, exist_ok=True)
        engine = create_engine(parsed, **(_SQLITE if sqlite else _SERVER))
    except (ArgumentError, NoSuchModuleError, ModuleNotFoundError) as error:
        raise SettingsError(
            f"KB_CATALOG_URL does not name a database: {error}",
            hint="Leave it unset, or write sqlite:////full/path/catalog.sqlite3.",
        ) from error
    except OSError as error:
        raise CatalogUnavailable(
            f"the catalog's folder cannot be made: {error}",
            hint="Point KB_DATA_DIR at a folder that this account may write to.",
        ) from error
    if sqlite:
        event.listen(engine, "connect", _prepare_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
    return engine


def _prepare_sqlite(connection: Any, _: object) -> None:
    """Write ahead with every commit on disk before it is acknowledged; transactions are ours."""
    connection.isolation_level = None
    cursor = connection.cursor()
    for pragma in (
        f"busy_timeout={int(BUSY_SECONDS * 1000)}",
        "journal_mode=WAL",
        "synchronous=FULL",
        "foreign_keys=ON",
    ):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin_sqlite(connection: Connection) -> None:
    """Take the write lock at once: an upgrade from reading would fail without waiting."""
    writing = connection.get_execution_options().get(_WRITING)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """One write transaction: all of it is on disk at the end, or none of it."""
    with _plain_words(), engine.connect() as connection:
        options = connection.execution_options(**{_WRITING: True})
        with options.begin():
            if engine.dialect.name == "postgresql":
                options.execute(text(f"SET LOCAL lock_timeout = '{BUSY_SECONDS:.0f}s'"))
                options.execute(text(f"SELECT pg_advisory_xact_lock({_WRITERS_LOCK})"))
            yield options


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """One snapshot: what others write meanwhile is not seen."""
    with _plain_words(), engine.connect() as connection:
        if engine.dialect.name == "postgresql":
            connection.execution_options(isolation_level="REPEATABLE READ")
        with connection.begin():
            yield connection


@contextmanager
def _plain_words() -> Iterator[None]:
    try:
        yield
    except DBAPIError as error:
        told = str(error.orig)
        if _LOCKED.search(told):
            raise Conflict(
                "another process is writing to the catalog and did not finish in "
                f"{BUSY_SECONDS:.0f} seconds",
                hint="Wait until the other ingest or migration has ended, then try again.",
            ) from error
        if _FULL.search(told):
            raise CatalogUnavailable(
                "the catalog could not be written: the disk is full or failing",
                hint="Free some space; nothing of this change was kept, so run it again.",
            ) from error
        if error.connection_invalidated or _GONE.search(told):
            raise CatalogUnavailable(
                "the catalog's server does not answer",
                hint="It may be restarting: try again in a moment, or look at its log.",
            ) from error
        if "not a database" in told or "malformed" in told:
            raise CatalogUnavailable(
                f"the catalog's file is damaged or no database: {told}",
                hint="Restore it from a backup; the PDFs in the data folder can be read again.",
            ) from error
        if "unable to open" in told or "readonly" in told:
            raise CatalogUnavailable(
                f"the catalog cannot be opened: {told}",
                hint="Check that this account may read and write the data folder.",
            ) from error
        raise
