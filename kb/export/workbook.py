"""XLSX: the table of CSV as a workbook, with links, set widths and a sheet that says what it is."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from kb.export.base import Cover, ExportFormat, Row
from kb.export.columns import COLUMNS
from kb.export.pieces import pieces

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

# Excel's own ceilings: lines of a sheet with the names above, characters of a cell.
_MOST_LINES = 1_048_575
_LONGEST = 32_767
_CUT = " … (cut: the whole text is at the permalink)"
# Links are held in memory until the end, and Excel takes 65,530 of them; the others are text.
_MOST_LINKS = 5_000


def _write(cover: Cover, rows: Iterable[Row]) -> Iterator[bytes]:
    from xlsxwriter import Workbook  # noqa: PLC0415 - no start need wait for it

    with tempfile.TemporaryFile() as made:
        # Texts stay texts: "=1+1" is written as a string, which no spreadsheet runs.
        options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
        with Workbook(made, options) as book:
            book.set_properties({"title": cover.title, "comments": cover.address})
            total = _fill(book, rows)
            _about(book, cover, total)
        yield from pieces(made)


def _fill(book: Workbook, rows: Iterable[Row]) -> int:
    """Write all rows over as many sheets as they need; give their number."""
    wrapped = book.add_format({"text_wrap": True, "valign": "top"})
    head = book.add_format({"bold": True, "bottom": 1})
    sheet = _sheet(book, "Statements", head)
    total = 0
    for total, row in enumerate(rows, 1):
        line = (total - 1) % _MOST_LINES + 1
        if line == 1 and total > 1:
            sheet = _sheet(book, f"Statements {total // _MOST_LINES + 1}", head)
        _write_line(sheet, line, row, wrapped, linked=total <= _MOST_LINKS)
    return total


def _sheet(book: Workbook, name: str, head: Format) -> Worksheet:
    sheet = book.add_worksheet(name)
    for at, column in enumerate(COLUMNS):
        sheet.set_column(at, at, column.width)
        sheet.write_string(0, at, column.name, head)
    sheet.freeze_panes(1, 0)
    return sheet


def _write_line(sheet: Worksheet, line: int, row: Row, wrapped: Format, *, linked: bool) -> None:
    for at, column in enumerate(COLUMNS):
        value: Any = column.read(row)
        if isinstance(value, int):
            sheet.write_number(line, at, value, wrapped)
        elif value and column.name == "permalink" and linked:
            sheet.write_url(line, at, value, string=value)
        elif value:
            sheet.write_string(line, at, _fitting(value), wrapped)


def _fitting(text: str) -> str:
    return text if len(text) <= _LONGEST else text[: _LONGEST - len(_CUT)] + _CUT


def _about(book: Workbook, cover: Cover, total: int) -> None:
    sheet = book.add_worksheet("About")
    sheet.set_column(0, 0, 16)
    sheet.set_column(1, 1, 90)
    told = (
        ("Title", cover.title),
        ("From", cover.address),
        ("Made", cover.made),
        ("Statements", f"{total:,}"),
        ("Introduction", cover.introduction),
        *(("Question", question) for question in cover.questions),
    )
    for line, (name, value) in enumerate(one for one in told if one[1]):
        sheet.write_string(line, 0, name)
        sheet.write_string(line, 1, _fitting(value))


XLSX = ExportFormat(
    "xlsx",
    "Excel",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "A workbook with links, ready to sort and filter.",
    _write,
)
