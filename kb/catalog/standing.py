"""Which reports a reader sees, as conditions on the table of reports."""

from __future__ import annotations

from functools import cache

from sqlalchemy import ColumnElement, and_

from kb.catalog.schema import reports
from kb.domain.description import Standing


@cache
def seen_by(*, staff: bool) -> ColumnElement[bool]:
    """Say which reports are in an answer: none that was withdrawn, drafts for staff only."""
    there = reports.c.withdrawn.is_(None)
    return there if staff else and_(there, reports.c.standing != Standing.DRAFT.value)


@cache
def words_seen_by(*, staff: bool) -> ColumnElement[bool]:
    """Say of which reports the words are shown: of those whose rights allow it."""
    there = reports.c.withdrawn.is_(None)
    return there if staff else and_(there, reports.c.standing == Standing.PUBLISHED.value)
