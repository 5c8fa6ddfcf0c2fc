"""Every format, read back by a stranger: nothing is left out, nothing runs, memory stays flat."""

from __future__ import annotations

import tracemalloc
from dataclasses import replace
from itertools import repeat
from pathlib import Path

import pytest

import kb.export
from kb.errors import NotFound
from kb.export import workbook
from kb.export.registry import FORMATS, format_named
from tests.kb.export.reading import READERS
from tests.support.exported import COVER, ROWS

NAMES = [one.name for one in FORMATS]


def test_every_format_has_a_reader_that_is_not_ours():
    assert set(READERS) == set(NAMES)


def test_every_file_of_a_format_is_registered():
    given = {one.write.__module__ for one in FORMATS}
    folder = Path(kb.export.__file__).parent
    writing = [p.stem for p in folder.glob("*.py") if "ExportFormat(\n" in p.read_text("utf-8")]
    assert {f"kb.export.{name}" for name in writing} == given


def test_an_unknown_format_is_refused_with_those_there_are():
    with pytest.raises(NotFound) as refused:
        format_named("exe")
    assert "csv" in refused.value.hint


@pytest.mark.parametrize("name", NAMES)
def test_each_statement_carries_what_its_source_asks_for(name):
    told = READERS[name](b"".join(format_named(name).write(COVER, iter(ROWS))))
    assert len(told) == len(ROWS)
    for one, row in zip(told, ROWS, strict=True):
        assert " ".join(one.text.split()) == " ".join(row.text.split())
        assert one.permalink == row.permalink
        assert one.page == row.cited_page
        assert one.pdf_page == str(row.page)
        assert row.report.title in one.title
        assert one.publisher == row.report.publisher
        assert one.year == str(row.report.year or "")
        assert one.rights == row.report.rights


@pytest.mark.parametrize("name", NAMES)
def test_an_export_of_nothing_is_a_whole_file(name):
    assert READERS[name](b"".join(format_named(name).write(COVER, iter(())))) == []


# The rows that are added are three times as large.
MOST = 2**20


@pytest.mark.slow
@pytest.mark.parametrize("name", NAMES)
def test_memory_does_not_grow_with_the_rows(name, monkeypatch):
    monkeypatch.setattr(workbook, "_MOST_LINKS", 100)
    row = replace(ROWS[0], text="Give two audible warnings. " * 40)
    first = _peak(name, repeat(row, 500))
    many = _peak(name, repeat(row, 3_000))
    assert many < first + MOST


def _peak(name, rows) -> int:
    tracemalloc.start()
    try:
        for _ in format_named(name).write(COVER, rows):
            pass
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
