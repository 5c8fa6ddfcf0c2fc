"""Statements and passages in their reports, made of joined rows.

Many results are of one report, and many searches find the same statements. What is kept belongs to
the stored bytes, so nothing kept can be out of date.
"""

from __future__ import annotations

from functools import cache, lru_cache
from typing import Any

from sqlalchemy import Row, Select, Table, bindparam, select

from kb.catalog.rows import from_bytes, unpack
from kb.catalog.schema import pages, reports
from kb.catalog.standing import words_seen_by
from kb.domain.published import PassageInReport, PublishedRecord, RecordInReport, ReportSummary
from kb.domain.report import NarrativePassage

_SUMMARIES_KEPT, _STATEMENTS_KEPT = 256, 1024


@cache
def joined_rows(table: Table, *, staff: bool) -> Select[Any]:
    """Ask for rows of records or passages by `ids`, with their report's summary and page's label.

    Every page of results asks it; putting it together takes as long as its answer.
    """
    return (
        select(table.c.id, table.c.body, reports.c.summary, pages.c.label)
        .join(reports, reports.c.id == table.c.report)
        .outerjoin(pages, (pages.c.report == table.c.report) & (pages.c.number == table.c.page))
        .where(words_seen_by(staff=staff), table.c.id.in_(bindparam("ids", expanding=True)))
    )


def record_in_report(row: Row[Any]) -> RecordInReport:
    """Read a statement's row, joined with its report's summary and its page's label."""
    return RecordInReport(_summary(row.summary), _statement(row.body), row.label or "")


def passage_in_report(row: Row[Any]) -> PassageInReport:
    """Read a passage's row, joined alike."""
    passage = unpack(row.body, NarrativePassage)
    return PassageInReport(row.id, _summary(row.summary), passage, row.label or "")


@lru_cache(maxsize=_SUMMARIES_KEPT)
def _summary(stored: bytes) -> ReportSummary:
    return from_bytes(stored, ReportSummary)


@lru_cache(maxsize=_STATEMENTS_KEPT)
def _statement(stored: bytes) -> PublishedRecord:
    return unpack(stored, PublishedRecord)
