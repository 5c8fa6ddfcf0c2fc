"""What pages say of themselves in schema.org's words."""

from __future__ import annotations

import json

import lxml.html
import pytest

from tests.web.pages import urls


def told(client, address: str) -> dict:
    page = lxml.html.fromstring(client.get(address).text)
    (script,) = page.xpath("//script[@type='application/ld+json']")
    return json.loads(script.text)


def test_a_statement_is_a_quotation_with_its_page(client, services):
    said = told(client, urls(services)["record"])
    assert said["@type"] == "Quotation"
    assert said["pagination"] == "1"
    assert said["text"].startswith("Officers gave no audible warning")
    assert client.get(said["url"]).status_code == 200
    assert said["isPartOf"]["name"] == "Five Days on Canal Street"


def test_a_report_names_authors_publisher_date_and_rights(client, services):
    said = told(client, urls(services)["report"])
    assert said["@type"] == "Report"
    assert said["publisher"]["name"] == "Institute for Incident Review"
    assert said["datePublished"] == "2020-11-02"
    assert said["usageInfo"] == "Free to copy."


@pytest.mark.parametrize("name", ["record", "report"])
def test_a_text_cannot_end_the_script(client, services, name, monkeypatch):
    page = client.get(urls(services)[name]).text
    body = page.partition("ld+json")[2].partition("</script>")[0]
    assert "<" not in body
