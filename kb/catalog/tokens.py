"""Tokens for programs: shown once, kept as hashes, limited to scopes, revocable."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, Row, insert, select, update

from kb.catalog.rows import clean_line
from kb.catalog.schema import tokens
from kb.credentials import digest
from kb.domain.staff import Scope, Token


class Tokens:
    """The tokens as one transaction or snapshot sees them."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, secret: str, member: int, name: str, scopes: tuple[Scope, ...]) -> None:
        """Keep a token's hash."""
        self._connection.execute(
            insert(tokens).values(
                digest=digest(secret),
                member=member,
                name=clean_line(name),
                scopes=" ".join(scopes),
                added=_today(),
                used="",
                revoked=False,
            )
        )

    def found(self, secret: str) -> Token | None:
        """Give the token of this secret unless it was revoked."""
        row = self._connection.execute(
            select(tokens).where(tokens.c.digest == digest(secret), tokens.c.revoked.is_(False))
        ).first()
        return _token(row) if row else None

    def of(self, member: int) -> tuple[Token, ...]:
        """Give a member's tokens, newest first, revoked ones too."""
        rows = self._connection.execute(
            select(tokens).where(tokens.c.member == member).order_by(tokens.c.id.desc())
        )
        return tuple(_token(row) for row in rows)

    def note_use(self, token: int) -> None:
        """Write down the day of a token's last use."""
        self._connection.execute(update(tokens).where(tokens.c.id == token).values(used=_today()))

    def revoke(self, token: int, member: int) -> bool:
        """Revoke one of a member's tokens; say whether there was one."""
        changed = self._connection.execute(
            update(tokens)
            .where(tokens.c.id == token, tokens.c.member == member, tokens.c.revoked.is_(False))
            .values(revoked=True)
        )
        return bool(changed.rowcount)


def used_today(token: Token) -> bool:
    """Say whether a token's use of today is written down already."""
    return token.used == _today()


def _today() -> str:
    return datetime.now(UTC).date().isoformat()


def _token(row: Row[Any]) -> Token:
    scopes = tuple(Scope(scope) for scope in row.scopes.split())
    return Token(row.id, row.member, row.name, scopes, row.added, row.used, row.revoked)
