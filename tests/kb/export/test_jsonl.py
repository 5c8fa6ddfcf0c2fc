from __future__ import annotations

from dataclasses import fields

import pytest

from kb.domain.record import Record
from kb.errors import BadRequest
from kb.export.base import Row
from kb.export.jsonl import JSONL, read_rows
from tests.support.exported import COVER, ROWS


def test_an_export_reads_back_equal():
    written = b"".join(JSONL.write(COVER, ROWS))
    assert tuple(read_rows(written.splitlines())) == ROWS


def test_nothing_of_a_record_is_lost():
    """`key` is a place within one reading; the lasting id stands for it."""
    kept = {field.name for field in fields(Row)}
    assert {field.name for field in fields(Record)} - {"key"} <= kept


def test_a_line_that_is_none_is_named():
    whole, _ = b"".join(JSONL.write(COVER, ROWS)).split(b"\n", 1)
    with pytest.raises(BadRequest, match="line 2"):
        list(read_rows([whole, whole[:40]]))
