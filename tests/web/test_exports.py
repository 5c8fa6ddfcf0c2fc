"""Exports at the addresses of what they are of."""

from __future__ import annotations

import csv
import io

import pytest
from flask.testing import FlaskClient

from kb.export.jsonl import read_rows
from kb.export.registry import FORMATS
from tests.web.pages import urls


@pytest.mark.parametrize("one", FORMATS, ids=lambda one: one.name)
def test_a_report_answers_every_format(client: FlaskClient, services, one):
    answer = client.get(f"{urls(services)['report']}.{one.name}")
    assert answer.status_code == 200
    assert answer.mimetype == one.media_type
    assert answer.data
    told = answer.headers["Content-Disposition"]
    assert told == f"attachment; filename=five-days-on-canal-street.{one.name}"


def test_rows_carry_whole_addresses_that_answer(client: FlaskClient, services):
    answer = client.get(urls(services)["report"] + ".csv")
    rows = list(csv.DictReader(io.StringIO(answer.text.removeprefix("\ufeff"), newline="")))
    assert len(rows) == 4
    for row in rows:
        assert row["permalink"].startswith("http://localhost/records/")
        assert client.get(row["permalink"]).status_code == 200


def test_json_lines_read_back(client: FlaskClient, services):
    lines = client.get(urls(services)["report"] + ".jsonl").data.splitlines()
    assert [row.number for row in read_rows(lines)] == ["1", "1.1", "2", ""]


@pytest.mark.parametrize("path", ["/sites.csv", "/help/api.csv", "/reports.jsonl"])
def test_a_page_with_nothing_to_export_says_so(client: FlaskClient, path):
    answer = client.get(path)
    assert answer.status_code == 404
    assert "nothing to export" in answer.text


def test_a_report_that_is_not_there_is_not_exported(client: FlaskClient):
    assert client.get("/reports/nothing.csv").status_code == 404
    assert client.head("/reports/nothing.csv").status_code == 404
