from __future__ import annotations

import pytest
from flask.testing import FlaskClient

from tests.web.pages import PAGES, urls


@pytest.mark.parametrize("name", [n for n in PAGES if n not in {"not found", "bad request"}])
def test_every_page_answers_json_at_its_own_address(client: FlaskClient, services, name):
    path, _, query = urls(services)[name].partition("?")
    answer = client.get(("/index.json" if path == "/" else f"{path}.json") + f"?{query}")
    assert answer.status_code == 200
    assert answer.mimetype == "application/json"
    assert isinstance(answer.json, dict)


def test_json_is_given_to_those_who_accept_it(client: FlaskClient):
    assert client.get("/sites", headers={"Accept": "application/json"}).is_json
    assert client.get("/sites", headers={"Accept": "text/html,*/*"}).mimetype == "text/html"
    assert "Accept" in client.get("/sites").headers["Vary"]


def test_a_page_that_did_not_change_is_not_sent_again(client: FlaskClient):
    tag = client.get("/topics").headers["ETag"]
    assert client.get("/topics", headers={"If-None-Match": tag}).status_code == 304


def test_errors_are_json_where_json_was_asked_for(client: FlaskClient):
    answer = client.get("/records/nothing.json")
    assert answer.status_code == 404
    assert answer.mimetype == "application/problem+json"
    assert answer.json["hint"]
