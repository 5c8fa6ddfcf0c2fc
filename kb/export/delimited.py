"""CSV (RFC 4180): one line for each statement, safe to open in a spreadsheet."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator

from kb.export.base import Cover, ExportFormat, Row
from kb.export.columns import COLUMNS, harmless

# Lines handed on at once.
_AT_ONCE = 200
# Excel takes a file without it for one in the machine's own code page: "â€œ" for a quote.
_MARK = "\ufeff"


def _write(_: Cover, rows: Iterable[Row]) -> Iterator[bytes]:
    page = io.StringIO()
    writer = csv.writer(page)
    page.write(_MARK)
    writer.writerow(column.name for column in COLUMNS)
    for at, row in enumerate(rows, 1):
        writer.writerow(_cell(column.read(row)) for column in COLUMNS)
        if at % _AT_ONCE == 0:
            yield _taken(page)
    yield _taken(page)


def _cell(value: str | int | None) -> str | int:
    if value is None:
        return ""
    return harmless(value) if isinstance(value, str) else value


def _taken(page: io.StringIO) -> bytes:
    written = page.getvalue().encode()
    page.seek(0)
    page.truncate()
    return written


CSV = ExportFormat(
    "csv",
    "CSV",
    "text/csv",
    "A plain table for spreadsheets and statistics; a text that a spreadsheet would take for a "
    "formula stands after an apostrophe.",
    _write,
)
