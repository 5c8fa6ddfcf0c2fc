from __future__ import annotations

from xml.etree import ElementTree as ET

from flask.testing import FlaskClient

from web.public import discovery


def addresses(client: FlaskClient, path: str) -> list[str]:
    answer = client.get(path)
    assert answer.mimetype == "application/xml"
    told = ET.fromstring(answer.data)
    return [one.text.removeprefix("http://localhost") for one in told.iter() if one.text]


def test_every_page_and_every_statement_is_in_one_of_the_maps(client, services, monkeypatch):
    monkeypatch.setattr(discovery, "STATEMENTS_A_MAP", 4)
    maps = addresses(client, "/sitemap.xml")
    found = [path for one in maps for path in addresses(client, one)]
    assert len(found) == len(set(found))
    with services.catalog.read() as view:
        records = [r.id for s in view.summaries() for r in view.report(s.id).records]
    assert len(maps) == 1 + -(-len(records) // 4)
    assert {f"/records/{record}" for record in records} <= set(found)
    for path in found[::7]:
        assert client.get(path).status_code == 200, path


def test_a_map_that_is_not_there_is_said_so(client):
    assert client.get("/sitemap-statements-99.xml").status_code == 404


def test_robots_are_led_to_the_maps_and_away_from_results(client):
    told = client.get("/robots.txt").text
    assert "Sitemap: http://localhost/sitemap.xml" in told
    assert "Disallow: /search" in told
