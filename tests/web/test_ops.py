from __future__ import annotations

import io
import json
import logging
from dataclasses import replace

import pytest
from prometheus_client.parser import text_string_to_metric_families

from indexer.engines.memory import MemoryEngine
from indexer.keeping.sync import behind
from web import logs
from web.app import create_app


def test_alive_and_ready(client):
    assert client.get("/health/live").json["status"] == "ok"
    ready = client.get("/health/ready")
    assert ready.status_code == 200, ready.text
    assert [(p["name"], p["ok"]) for p in ready.json["parts"]] == [
        ("catalog", True),
        ("search", True),
        ("index", True),
    ]


def test_not_ready_says_what_is_wrong(services):
    app = create_app(services.settings, replace(services, engine=MemoryEngine()))
    answer = app.test_client().get("/health/ready")
    assert answer.status_code == 503
    wrong = {p["name"]: p["told"] for p in answer.json["parts"] if not p["ok"]}
    assert "nothing is indexed yet" in wrong["index"]
    assert app.test_client().get("/health/live").status_code == 200


def test_figures_are_what_prometheus_reads(client, services):
    client.get("/reports")
    answer = client.get("/metrics")
    found = {family.name: family for family in text_string_to_metric_families(answer.text)}
    with services.catalog.read() as view:
        assert found["kb_records"].samples[0].value == view.counts().records
    late = behind(services.catalog, services.engine)
    assert found["kb_index_behind"].samples[0].value == late
    counted = {s.labels["route"]: s.value for s in found["kb_requests"].samples if s.value}
    assert counted["/reports"] >= 1
    assert {s.labels["state"] for s in found["kb_jobs"].samples} >= {"queued", "failed"}


def test_figures_are_for_this_machine_only(client):
    answer = client.get("/metrics", environ_base={"REMOTE_ADDR": "192.0.2.1"})
    assert answer.status_code == 404


@pytest.fixture
def written():
    stream = io.StringIO()
    logs.configure(stream)
    ours = logging.getLogger("kb")
    yield lambda: [json.loads(line) for line in stream.getvalue().splitlines()]
    ours.handlers, ours.propagate = [], True


def test_a_request_is_one_line_with_its_id_and_without_what_was_asked(client, written):
    answer = client.get(
        "/search?q=secret+worry",
        headers={"X-Request-ID": "abc-123-def", "Cookie": "kb=hidden"},
        buffered=True,
    )
    assert answer.headers["X-Request-ID"] == "abc-123-def"
    line = next(told for told in written() if told["event"] in {"answered", "slow"})
    assert (line["request"], line["route"], line["status"]) == ("abc-123-def", "/search", 200)
    assert line["ms"] > 0
    assert "secret" not in json.dumps(line)
    assert "hidden" not in json.dumps(line)


def test_slow_requests_are_told_apart(client, written, monkeypatch):
    monkeypatch.setattr(logs, "SLOW", 0.0)
    client.get("/search?q=one+two+three", buffered=True)
    line = next(told for told in written() if told["event"] == "slow")
    assert (line["level"], line["words"]) == ("warning", 3)


def test_of_what_kb_asks_itself_before_anybody_does_nothing_is_told(client, written, monkeypatch):
    monkeypatch.setattr(logs, "SLOW", 0.0)
    client.get("/search?q=warming", buffered=True, environ_base={logs.UNASKED: True})
    client.get("/health/live", buffered=True, headers={logs.UNASKED: "1"})
    assert [told["route"] for told in written()] == ["/health/live"]


@pytest.mark.parametrize("given", ["x", "a" * 65, "<script>", "a b c d e f"])
def test_ids_from_outside_are_plain_or_not_taken(client, given):
    answer = client.get("/health/live", headers={"X-Request-ID": given})
    assert answer.headers["X-Request-ID"] != given
