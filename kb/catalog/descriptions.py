"""Long descriptions of incidents, kept so that an address can hold them by an unguessable id."""

from __future__ import annotations

import secrets
from datetime import UTC, datetime, timedelta

from sqlalchemy import Connection, delete, insert, select

from kb.catalog.schema import descriptions
from kb.errors import NotFound

# After so long nobody follows the address any more; what was typed is forgotten.
KEPT_DAYS = 365


class Descriptions:
    """The descriptions as one transaction or snapshot sees them."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def keep(self, text: str) -> str:
        """Keep a text and give its id; texts kept for a year are forgotten meanwhile."""
        now = datetime.now(UTC)
        oldest = (now - timedelta(days=KEPT_DAYS)).isoformat(timespec="seconds")
        self._connection.execute(delete(descriptions).where(descriptions.c.at < oldest))
        name = secrets.token_urlsafe(16)
        row = {"id": name, "text": text, "at": now.isoformat(timespec="seconds")}
        self._connection.execute(insert(descriptions).values(row))
        return name

    def holds(self, name: str, text: str) -> bool:
        """Say whether this very text is kept under this id."""
        query = select(descriptions.c.text).where(descriptions.c.id == name)
        return self._connection.scalar(query) == text

    def text(self, name: str) -> str:
        """Give a kept text; raises NotFound."""
        query = select(descriptions.c.text).where(descriptions.c.id == name)
        found = self._connection.scalar(query)
        if found is None:
            raise NotFound(
                "the description of this address is no longer kept",
                hint="Descriptions are kept for a year. Write it anew under Incidents like ours.",
            )
        return str(found)
