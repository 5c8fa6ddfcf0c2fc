"""What staff change about the vocabulary: kept for ever, laid over the one that is shipped."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from sqlalchemy import Connection, func, insert, select

from kb.catalog.rows import clean, from_bytes, to_bytes
from kb.catalog.schema import vocabulary_changes
from kb.domain.topic import Vocabulary
from kb.domain.vocabulary_change import VocabularyChange, lay_over
from kb.reference import load_vocabulary

# Asked for with every page: made once.
_VERSION = select(func.max(vocabulary_changes.c.seq))


class Wording:
    """The changes to the vocabulary as one transaction or snapshot sees them."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def version(self) -> int:
        """Give the number of the last change, 0 before the first."""
        return self._connection.scalar(_VERSION) or 0

    def changes(self) -> tuple[VocabularyChange, ...]:
        """Give every change ever made, oldest first."""
        query = select(vocabulary_changes).order_by(vocabulary_changes.c.seq)
        return tuple(
            replace(from_bytes(row.body, VocabularyChange), seq=row.seq, at=row.at, by=row.by)
            for row in self._connection.execute(query)
        )

    def vocabulary(self) -> Vocabulary:
        """Give the vocabulary in force; raises VocabularyError."""
        return lay_over(load_vocabulary(), self.changes())

    def at(self, version: int) -> Vocabulary:
        """Give the vocabulary as it was after a change; raises VocabularyError."""
        return lay_over(load_vocabulary(), (c for c in self.changes() if c.seq <= version))

    def keep(self, change: VocabularyChange, by: str) -> VocabularyChange:
        """Keep a change for ever; give it with its number."""
        at = datetime.now(UTC).isoformat(timespec="seconds")
        kept = replace(clean(change), at=at, by=by, seq=0)
        result = self._connection.execute(
            insert(vocabulary_changes).values(at=at, by=by, body=to_bytes(kept))
        )
        primary = result.inserted_primary_key
        return replace(kept, seq=int(primary[0]) if primary else 0)
