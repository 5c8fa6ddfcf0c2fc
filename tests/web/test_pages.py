from __future__ import annotations

import re
from html import unescape
from urllib.parse import urljoin

import pytest
from flask.testing import FlaskClient

from indexer.engines.memory import MemoryEngine
from kb import curation
from kb.catalog.blobs import Blobs
from kb.catalog.catalog import Catalog
from kb.settings import Settings
from tests.support import small_catalog
from tests.support.small_catalog import STATEMENTS
from tests.web.pages import PAGES, urls
from web.app import create_app
from web.services import Services


@pytest.mark.parametrize("name", PAGES)
def test_every_link_of_our_own_leads_somewhere(client: FlaskClient, services, name):
    here = urls(services)[name]
    html = client.get(here).text
    targets = set(re.findall(r'(?:href|src)="(/[^"#]*)', html))
    for target in targets:
        address = urljoin("http://localhost" + here, unescape(target))
        with client.get(address) as answer:
            assert answer.status_code in {200, 303}, address


@pytest.mark.parametrize("name", PAGES)
def test_every_page_has_one_heading_and_a_title(client: FlaskClient, services, name):
    html = client.get(urls(services)[name]).text
    assert len(re.findall("<h1", html)) == 1
    assert "<title>" in html
    assert 'href="#main"' in html


def test_a_report_says_how_many_of_its_statements_have_no_topic(client: FlaskClient, services):
    here = urls(services)["report"]
    told = client.get(f"{here}.json").json
    assert told
    untagged = sum(not record["topics"] for record in told["records"])
    assert told["untagged"] == untagged > 0
    assert f"{untagged} of these ha" in client.get(here).text


def test_a_record_is_shown_in_context_with_its_kin_and_its_page(client: FlaskClient, services):
    html = client.get(urls(services)["record"]).text
    assert f"<mark>{STATEMENTS[0]}</mark>" in html
    assert "Recommendation 1.1" in html
    assert "“tear gas”" in html
    assert len(re.findall(r"<rect ", html)) == 2
    assert "/original.pdf#page=2" in html
    picture = re.search(r'<img src="([^"]+)"', html)
    assert picture
    answer = client.get(picture[1])
    assert answer.mimetype == "image/png"
    assert answer.data.startswith(b"\x89PNG")


def test_a_page_that_cannot_be_drawn_is_given_as_text_with_the_reason(client, services):
    report = urls(services)["report"]
    with services.catalog.read() as view:
        sha256 = view.summary(report.rpartition("/")[2]).sha256
    stored = services.blobs.path(sha256)
    data = stored.read_bytes()
    stored.write_bytes(b"%PDF-1.4 nothing more")
    try:
        answer = client.get(f"{report}/pages/2")
        assert answer.status_code == 200
        assert "cannot be shown as a picture" in answer.text
        assert STATEMENTS[0] in answer.text
        assert "<img" not in answer.text
        assert client.get(f"{report}/pages/2.png").status_code == 404
    finally:
        stored.write_bytes(data)


def test_stated_counts_stand_beside_those_read(client: FlaskClient, services):
    shown = client.get(urls(services)["report"] + ".json").json
    finding = next(c for c in shown["counts"] if c["kind"] == "finding")
    assert (finding["extracted"], finding["stated"], finding["stated_page"]) == (2, 3, 1)
    assert shown["warnings"][0]["message"] == "Finding 2 is followed by Finding 4."
    assert shown["related"][0]["relation"] == "same-incident"


def test_a_sample_says_that_it_is_invented(client: FlaskClient, services):
    assert "invented" in client.get(urls(services)["report without records"]).text
    assert "invented" not in client.get(urls(services)["report"]).text


def test_a_site_without_reports_says_so_and_leads_to_the_publisher(client: FlaskClient):
    html = client.get("/sites/ferguson-mo").text
    assert "No report on this site is loaded here" in html
    assert 'rel="external"' in html
    shown = client.get("/sites/ferguson-mo.json").json
    assert shown["engagements"][0]["assistance"] == ["In-depth review and analysis"]
    assert shown["elsewhere"]


def test_a_report_about_two_agencies_of_a_place_counts_once_there(client: FlaskClient):
    shown = client.get("/sites.json").json
    assert shown
    row = next(row for row in shown["sites"] if row["place"] == "Harlow Bend")
    assert row["reports"] == 2
    assert row["agency"] == "Harlow Bend Police Department; Harlow Bend Fire Department"
    reports = client.get("/reports.json").json
    assert reports
    named = [[site["label"] for site in one["sites"]] for one in reports["reports"]]
    assert [] in named
    assert [places for places in named if places] == [["Harlow Bend, OH"]] * 2


def test_an_incident_sets_its_reports_side_by_side(client: FlaskClient, services):
    shown = client.get(urls(services)["incident"] + ".json").json
    assert len(shown["reports"]) == 2
    values = [{a["key"]: a["value"] for a in beside["attributes"]} for beside in shown["reports"]]
    assert all(told["injured_officers"] == "11" for told in values)
    assert shown["topics"][0]["topic"]["id"] == "uof-chemical-agents"


def test_a_withdrawn_report_is_gone_and_says_why(tmp_path):
    settings = Settings.at(tmp_path, engine_url="memory:")
    catalog, blobs = Catalog.open(settings.catalog_url), Blobs(settings.blobs_dir)
    small_catalog.fill(catalog, blobs)
    here = Services(settings, catalog, blobs, small_catalog.index(catalog))
    pages = urls(here)
    report = pages["report"]
    curation.withdraw(catalog, report.rpartition("/")[2], why="replaced by its second edition")
    client = create_app(settings, here).test_client()
    answer = client.get(report)
    assert answer.status_code == 410
    assert "<p>The report " in answer.text
    assert "replaced by its second edition.</p>" in answer.text
    assert "Ask the publisher" in answer.text
    for gone in (pages["record"], pages["page of a report"], f"{report}/original.pdf"):
        assert client.get(gone).status_code == 410, gone
    assert report not in client.get("/reports").text
    assert client.get("/reports/never-was").status_code == 404
    catalog.close()


def test_before_anything_is_indexed_search_says_so_and_the_rest_answers(tmp_path):
    settings = Settings.at(tmp_path, engine_url="memory:")
    catalog, blobs = Catalog.open(settings.catalog_url), Blobs(settings.blobs_dir)
    here = Services(settings, catalog, blobs, MemoryEngine())
    client = create_app(settings, here).test_client()
    answer = client.get("/search?q=gas")
    assert answer.status_code == 503
    assert "nothing is indexed yet" in answer.text.lower()
    again = client.get("/search?q=pepper+spray&kind=lesson").text
    assert 'value="pepper spray"' in again
    assert 'href="/search?q=pepper+spray&amp;kind=lesson">Try again' in again
    assert client.get("/api/v1/search?q=gas").json["hint"]
    for path in ("/", "/reports", "/sites", "/sites/detroit-mi", "/incidents", "/topics", "/help"):
        assert client.get(path).status_code == 200, path
    catalog.close()


@pytest.mark.parametrize("path", ["/reports/x/pages/0", "/reports?from=zebra", "/help/nothing"])
def test_odd_addresses_are_answered_calmly(client: FlaskClient, path: str):
    assert client.get(path).status_code in {200, 404}


def test_statements_like_one_are_looked_for_in_other_reports(client: FlaskClient, services):
    here = urls(services)["record"]
    report = client.get(f"{here}.json").json["report"]["id"]
    link = re.search(r'href="([^"]+)">Statements like this in other reports', client.get(here).text)
    assert link
    found = client.get(unescape(link[1]).replace("/search", "/search.json", 1)).json
    assert found["hits"]
    assert all(hit["report"] != report for hit in found["hits"])


def test_the_vocabulary_is_given_as_skos(client):
    answer = client.get("/topics/vocabulary.ttl")
    assert answer.mimetype == "text/turtle"
    assert "<http://localhost/topics/uof-chemical-agents> a skos:Concept" in answer.text
