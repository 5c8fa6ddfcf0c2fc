"""The columns of tables, the same for CSV and for workbooks."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from kb.citations import whole_title
from kb.export.base import Row

# What a spreadsheet takes for a formula, also in full width (OWASP, "CSV Injection").
_FORMULA = frozenset("=+-@＝＋－＠")
_BLANK = frozenset("\t\r\n")


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its name, its width in characters, and what it holds of a row."""

    name: str
    width: int
    read: Callable[[Row], str | int | None]


COLUMNS: tuple[Column, ...] = (
    Column("id", 24, lambda row: row.id),
    Column("kind", 16, lambda row: row.kind_label),
    Column("label", 18, lambda row: row.name),
    Column("number", 10, lambda row: row.number),
    Column("text", 80, lambda row: row.text),
    Column("status", 14, lambda row: row.status),
    Column("topics", 30, lambda row: "; ".join(topic.label for topic in row.topics)),
    Column("section", 30, lambda row: " > ".join(row.section)),
    Column("printed_page", 12, lambda row: row.printed_page),
    Column("pdf_page", 10, lambda row: row.page),
    Column("pdf_page_end", 10, lambda row: row.page_end),
    Column("report", 44, lambda row: whole_title(row.report.bibliography)),
    Column("report_id", 24, lambda row: row.report.id),
    Column("authors", 24, lambda row: "; ".join(row.report.authors)),
    Column("publisher", 30, lambda row: row.report.publisher),
    Column("year", 8, lambda row: row.report.year),
    Column("sites", 24, lambda row: "; ".join(row.report.sites)),
    Column("rights", 30, lambda row: row.report.rights),
    Column("permalink", 44, lambda row: row.permalink),
    Column("publisher_url", 44, lambda row: row.report.publisher_url),
    Column("citation_chicago", 60, lambda row: row.citations[0].text),
    Column("citation_apa", 60, lambda row: row.citations[1].text),
    Column("heading", 24, lambda row: row.heading),
    Column("note", 40, lambda row: row.note),
)


def harmless(text: str) -> str:
    """Give a cell's text so that no spreadsheet runs it: after an apostrophe, which it hides."""
    begins = text.lstrip()[:1]
    return f"'{text}" if begins in _FORMULA or text[:1] in _BLANK else text
