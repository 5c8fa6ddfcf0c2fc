"""Feeds, read by a feed parser."""

from __future__ import annotations

import feedparser
import pytest
from flask.testing import FlaskClient

from indexer.answer import newest


def read(answer):
    assert answer.mimetype == "application/atom+xml"
    parsed = feedparser.parse(answer.data)
    assert parsed.bozo == 0
    assert parsed.version == "atom10"
    return parsed


def test_every_search_is_a_feed_of_its_statements(client: FlaskClient):
    asked = "q=warnings&kind=finding&kind=recommendation"
    parsed = read(client.get(f"/search.atom?{asked}&limit=1"))
    hits = client.get(f"/search.json?{asked}").json["hits"]
    assert {e.link for e in parsed.entries} == {f"http://localhost{h['url']}" for h in hits}
    assert {e.id for e in parsed.entries} == {e.link for e in parsed.entries}
    assert all(e.author and e.updated_parsed and e.content[0].value for e in parsed.entries)
    assert parsed.feed.id == parsed.feed.links[0].href
    assert client.get(parsed.feed.links[0].href).status_code == 200
    assert client.get(parsed.feed.link).status_code == 200


def test_the_page_of_a_search_names_its_feed(client: FlaskClient):
    page = client.get("/search?q=gas&kind=finding").text
    assert (
        'title="This search, newest statements first" href="/search.atom?q=gas&amp;kind=f' in page
    )


def test_what_was_loaded_last_comes_first(client: FlaskClient, services):
    with services.catalog.read() as view:
        added = {s.id: s.added for s in view.summaries()}
    entries = read(client.get("/search.atom")).entries
    reports = [e.id.split("/records/")[1].partition("/")[0] for e in entries]
    keys = [(added[r], r) for r in reports]
    assert keys == sorted(keys, reverse=True)
    assert len(set(reports)) == 2


def test_only_as_many_reports_are_looked_through_as_are_needed(client, services, monkeypatch):
    asked: list[tuple[str, ...]] = []
    every = newest.every_id

    def watched(view, engine, request):
        asked.append(request.values("report"))
        return every(view, engine, request)

    monkeypatch.setattr(newest, "every_id", watched)
    with services.catalog.read() as view:
        found = newest.newest(view, services.engine, newest.FindRequest(), 2)
    assert len(found.ids) == 2
    assert len(asked[0]) == 1


def test_a_feed_of_one_report_keeps_to_it(client: FlaskClient, services):
    with services.catalog.read() as view:
        report = next(s.id for s in view.summaries() if s.records)
    entries = read(client.get(f"/search.atom?report={report}")).entries
    assert entries
    assert all(f"/records/{report}/" in e.id for e in entries)


@pytest.mark.parametrize("asked", ["q=zebra", "in=passages&q=gas"])
def test_nothing_and_narrative_are_feeds_too(client: FlaskClient, asked):
    parsed = read(client.get(f"/search.atom?{asked}"))
    assert bool(parsed.entries) is ("passages" in asked)


def test_a_search_that_cannot_be_read_is_no_feed(client: FlaskClient):
    assert client.get("/search.atom?kind=bogus").status_code == 400


def test_reports_are_a_feed(client: FlaskClient):
    parsed = read(client.get("/feed.atom"))
    assert len(parsed.entries) == 3
    assert all(client.get(e.link).status_code == 200 for e in parsed.entries)
