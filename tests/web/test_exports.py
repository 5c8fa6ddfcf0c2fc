"""Exports at the addresses of what they are of."""

from __future__ import annotations

import csv
import html
import io
import re

import pytest
from flask.testing import FlaskClient

from indexer.answer import every
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
    rows = read_csv(client.get(urls(services)["report"] + ".csv"))
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


def read_csv(answer) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(answer.text.removeprefix("\ufeff"), newline="")))


def test_a_search_exports_all_its_results_whatever_page_it_shows(client: FlaskClient):
    asked = "q=warnings&kind=finding&kind=recommendation"
    shown = client.get(f"/search.json?{asked}").json
    rows = read_csv(client.get(f"/search.csv?{asked}&limit=1"))
    assert [row["id"] for row in rows] == [hit["id"] for hit in shown["hits"]]
    assert len(rows) == shown["total"] > 1


def test_more_results_than_are_asked_for_at_once_are_all_there(client, monkeypatch):
    monkeypatch.setattr(every, "_AT_ONCE", 2)
    rows = read_csv(client.get("/search.csv"))
    total = client.get("/search.json").json["total"]
    assert len({row["id"] for row in rows}) == len(rows) == total > 4


def test_narrative_exports_too(client: FlaskClient):
    rows = read_csv(client.get("/search.csv?in=passages&q=gas"))
    assert {row["kind"] for row in rows} == {"Narrative"}
    assert all("/pages/" in row["permalink"] for row in rows)


def test_a_topic_exports_its_statements(client: FlaskClient):
    rows = read_csv(client.get("/topics/uof-chemical-agents.csv"))
    assert rows
    assert all("hemical" in row["topics"] for row in rows)
    assert client.get("/topics/nothing.csv").status_code == 404


def test_one_statement_exports_for_a_reference_manager(client: FlaskClient, services):
    told = client.get(urls(services)["record"] + ".ris").text
    assert told.count("TY  - RPRT") == 1
    assert client.get("/records/nothing/finding/1.ris").status_code == 404


def test_a_question_that_cannot_be_read_is_refused_before_anything_is_sent(client: FlaskClient):
    answer = client.get("/search.csv?kind=bogus")
    assert answer.status_code == 400
    assert "Content-Disposition" not in answer.headers


@pytest.mark.parametrize("name", ["search", "narrative", "record", "report", "topic", "family"])
def test_a_page_offers_every_format_it_answers(client: FlaskClient, services, name):
    page = client.get(urls(services)[name]).text
    offered = [html.unescape(url) for url in re.findall(r'href="([^"]+)" download', page)]
    assert len(offered) == len(FORMATS)
    for url in offered:
        assert client.get(url).status_code == 200
