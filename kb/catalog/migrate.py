"""Bringing a database to the tables this version knows, with Alembic.

Alembic is imported only when there is something to do: a started service checks one row.
"""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Connection, Engine, inspect, text

from kb.catalog.connection import reading, writing
from kb.errors import CatalogUnavailable

MIGRATIONS = Path(__file__).with_name("migrations")
HEAD = "0011"


def version(engine: Engine) -> str:
    """Give the version of the tables; "" for an empty database."""
    with reading(engine) as connection:
        return _version(connection)


def upgrade(engine: Engine) -> bool:
    """Bring the tables up to date in one transaction; say whether there was anything to do.

    Raises CatalogUnavailable for a database of a later version of kb.
    """
    if version(engine) == HEAD:
        return False
    with writing(engine) as connection:
        # Another process may have been quicker while this one waited for the lock.
        if _version(connection) == HEAD:
            return False
        _run(connection, "upgrade", HEAD)
    return True


def downgrade(engine: Engine, revision: str) -> None:
    """Take the tables back to an earlier version ("base" for none), losing what it cannot hold."""
    with writing(engine) as connection:
        _run(connection, "downgrade", revision)


def move(connection: Connection, revision: str) -> None:
    """Bring a transaction's tables to a revision, earlier or later than the one they have."""
    command = "downgrade" if revision < _version(connection) else "upgrade"
    _run(connection, command, revision)


def check(engine: Engine) -> None:
    """Raise CatalogUnavailable unless the tables are those of this version."""
    found = version(engine)
    if found != HEAD:
        raise CatalogUnavailable(
            f"the catalog has tables of version {found or 'none'}, this kb needs {HEAD}",
            hint="Run `python -m kb migrate`.",
        )


def _version(connection: Connection) -> str:
    if not inspect(connection).has_table("alembic_version"):
        return ""
    return connection.scalar(text("SELECT version_num FROM alembic_version")) or ""


def _run(connection: Connection, command: str, revision: str) -> None:
    # Alembic takes a third of a second to import, which a running service need not spend.
    from alembic import command as commands  # noqa: PLC0415
    from alembic.config import Config  # noqa: PLC0415
    from alembic.util import CommandError  # noqa: PLC0415

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.attributes["connection"] = connection
    try:
        getattr(commands, command)(config, revision)
    except CommandError as error:
        raise CatalogUnavailable(
            f"the catalog was made by a later version of kb ({error})",
            hint="Use that version, or another KB_DATA_DIR.",
        ) from error
