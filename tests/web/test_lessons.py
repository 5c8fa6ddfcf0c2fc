from __future__ import annotations

import csv
import io

from flask.testing import FlaskClient

from tests.support.small_catalog import STATEMENTS


def lesson_url(client: FlaskClient) -> str:
    return str(client.get("/api/v1/lessons").get_json()["lessons"][0]["url"])


def test_the_list_tells_in_how_many_incidents_each_was_seen(client):
    html = client.get("/lessons").text
    assert "Seen in 2 incidents" in html
    assert "2020 to 2021" in html
    assert STATEMENTS[1] in html


def test_a_lesson_shows_each_statement_with_its_source(client):
    page = client.get(f"{lesson_url(client)}.json").get_json()
    assert page["lesson"]["events"] == 2
    assert page["kinds"] == [["recommendation", 2]]
    told = [one for occasion in page["occasions"] for one in occasion["statements"]]
    assert [one["year"] for one in told] == [2020, 2021]
    for one in told:
        assert client.get(one["record"]["url"]).status_code == 200


def test_the_address_of_any_of_its_statements_leads_to_a_lesson(client):
    url = lesson_url(client)
    page = client.get(f"{url}.json").get_json()
    ids = [o["statements"][0]["record"]["id"] for o in page["occasions"]]
    answers = [client.get(f"/lessons/{name}") for name in ids]
    assert sorted(a.status_code for a in answers) == [200, 302]
    moved = next(a for a in answers if a.status_code == 302)
    assert moved.headers["Location"] == url
    assert client.get("/lessons/no/such/one").status_code == 404


def test_lessons_of_a_topic_come_with_those_of_its_family(client):
    def total(topic: str) -> int:
        return int(client.get(f"/api/v1/lessons?topic={topic}").get_json()["total"])

    assert total("uof-chemical-agents") == total("use-of-force") == 1
    assert client.get("/lessons?topic=nothing").status_code == 404
    assert client.get("/lessons?topic=training").status_code == 200


def test_a_topic_says_what_reviewers_keep_saying(client):
    page = client.get("/topics/uof-chemical-agents.json").get_json()
    assert [row["events"] for row in page["lessons"]] == [2]
    assert page["strengths"] == []
    assert page["years"]
    assert page["incidents"]
    assert "What reviewers keep saying" in client.get("/topics/uof-chemical-agents").text


def test_a_record_says_that_it_recurs(client):
    page = client.get(f"{lesson_url(client)}.json").get_json()
    record = page["occasions"][0]["statements"][0]["record"]
    shown = client.get(f"{record['url']}.json").get_json()
    assert shown["recurs"]["events"] == 2
    assert client.get(shown["recurs"]["url"]).status_code in {200, 302}


def test_search_narrows_to_what_recurs(client):
    answer = client.get("/api/v1/search?recurs=2..").get_json()
    assert answer["total"] == 2
    assert answer["facets"]["recurs"][0]["label"] == "in 2 incidents"


def test_a_lesson_exports_its_statements(client):
    rows = list(csv.DictReader(io.StringIO(client.get(f"{lesson_url(client)}.csv").text)))
    assert len(rows) == 2
