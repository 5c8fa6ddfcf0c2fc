from __future__ import annotations

import csv
import io

import pytest

from kb.export.columns import COLUMNS, harmless
from kb.export.delimited import CSV
from tests.support.exported import COVER, ROWS, row


@pytest.mark.parametrize(
    "text",
    ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", " =1", "＝1+1", "\n=cmd"],
)
def test_what_a_spreadsheet_would_run_stands_after_an_apostrophe(text):
    assert harmless(text) == f"'{text}"
    written = b"".join(CSV.write(COVER, [row(text=text, note=text)]))
    read = next(csv.DictReader(io.StringIO(written.decode("utf-8-sig"), newline="")))
    assert read["text"] == read["note"] == f"'{text}"


@pytest.mark.parametrize("text", ["Give 2 = two warnings.", "1.1", "", "“=”"])
def test_other_texts_stay_as_they_are(text):
    assert harmless(text) == text


def test_excel_reads_it_as_unicode_and_no_name_comes_twice():
    written = b"".join(CSV.write(COVER, ROWS))
    assert written.startswith(b"\xef\xbb\xbf")
    assert b'"' in written
    assert len({column.name for column in COLUMNS}) == len(COLUMNS)


def test_a_statement_is_cited_in_two_styles():
    written = b"".join(CSV.write(COVER, ROWS)).decode("utf-8-sig")
    first = next(csv.DictReader(io.StringIO(written, newline="")))
    assert "Recommendation 1.1, p. 12." in first["citation_chicago"]
    assert "(p. 12)" in first["citation_apa"]
    assert first["label"] == "Recommendation 1.1"
