from __future__ import annotations

import io

import openpyxl

from kb.export import workbook
from kb.export.workbook import XLSX
from tests.support.exported import COVER, ROWS, row


def opened(rows=ROWS):
    return openpyxl.load_workbook(io.BytesIO(b"".join(XLSX.write(COVER, iter(rows)))))


def test_a_formula_is_a_text():
    cell = opened()["Statements"]["E3"]
    assert cell.value.startswith('=LINK("https://evil.example"')
    assert cell.data_type == "s"


def test_numbers_are_numbers_and_the_first_line_stays_in_sight():
    sheet = opened()["Statements"]
    names = [cell.value for cell in sheet[1]]
    assert sheet.cell(2, names.index("pdf_page") + 1).value == 20
    assert sheet.cell(2, names.index("year") + 1).value == 2020
    assert sheet.freeze_panes == "A2"


def test_a_sheet_says_what_it_is():
    told = {line[0].value: line[1].value for line in opened()["About"].iter_rows()}
    assert told["Title"] == "Family reunification"
    assert told["From"] == COVER.address
    assert told["Statements"] == "3"


def test_what_excel_cannot_hold_is_cut_and_says_so():
    text = "x" * 40_000
    cell = opened([row(text=text)])["Statements"]["E2"].value
    assert len(cell) == 32_767
    assert cell.endswith("(cut: the whole text is at the permalink)")


def test_a_full_sheet_is_followed_by_another(monkeypatch):
    monkeypatch.setattr(workbook, "_MOST_LINES", 2)
    monkeypatch.setattr(workbook, "_MOST_LINKS", 1)
    book = opened([row(number=str(n)) for n in range(5)])
    assert book.sheetnames == ["Statements", "Statements 2", "Statements 3", "About"]
    assert [book[n].max_row for n in book.sheetnames[:3]] == [3, 3, 2]
    last = book["Statements 3"]
    at = [cell.value for cell in last[1]].index("permalink") + 1
    assert last.cell(2, at).value == ROWS[0].permalink
    assert last.cell(2, at).hyperlink is None
