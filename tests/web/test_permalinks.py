"""An address once given leads to the same statement, or says what became of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from flask.testing import FlaskClient

from indexer.engines.registry import open_engine
from indexer.keeping.rebuild import rebuild
from kb import curation
from kb.catalog.blobs import Blobs
from kb.catalog.catalog import Catalog
from kb.settings import Settings
from tests.support import small_catalog
from web.app import create_app
from web.services import Services


@pytest.fixture
def own(tmp_path) -> Iterator[Services]:
    settings = Settings.at(tmp_path, engine_url="memory:")
    catalog, blobs = Catalog.open(settings.catalog_url), Blobs(settings.blobs_dir)
    small_catalog.fill(catalog, blobs)
    yield Services(settings, catalog, blobs, small_catalog.index(catalog))
    catalog.close()


def client_of(services: Services) -> FlaskClient:
    return create_app(services.settings, services).test_client()


def records(services: Services) -> list[str]:
    with services.catalog.read() as view:
        return [r.id for s in view.summaries() for r in view.report(s.id).records]


def test_addresses_survive_another_reading_another_index_and_another_engine(own, tmp_path):
    before = {i: client_of(own).get(f"/records/{i}.json").json for i in records(own)}
    again = small_catalog.extraction(0)
    moved = [replace(r, key=f"again-{r.key}", parent=None, page=3, page_end=3)
             for r in reversed(again.records)]  # fmt: skip
    with own.catalog.begin() as tx:
        tx.put_report(replace(again, pipeline=2, records=tuple(moved)))
    engine = open_engine(f"whoosh:{tmp_path / 'other'}")
    rebuild(own.catalog, engine, own.vocabulary)
    client = client_of(replace(own, engine=engine))
    for name, told in before.items():
        answer = client.get(f"/records/{name}")
        assert answer.status_code == 200
        assert told["record"]["text"] in answer.text.replace("&#39;", "'")
        assert told["permalink"] == f"http://localhost/records/{name}"
    hits = client.get("/search.json?limit=100").json["hits"]
    assert {hit["id"] for hit in hits} == set(before)


def test_a_statement_of_a_withdrawn_report_says_why(own):
    name = records(own)[0]
    curation.withdraw(own.catalog, name.partition("/")[0], why="its second edition replaces it")
    client = client_of(own)
    page = client.get(f"/records/{name}")
    assert page.status_code == 410
    assert "its second edition replaces it" in page.text
    answer = client.get(f"/api/v1/records/{name}")
    assert (answer.status_code, answer.mimetype) == (410, "application/problem+json")
    assert client.get(f"/records/{name}.ris").status_code == 410


def test_a_rejected_statement_leads_to_its_report(own):
    name = records(own)[0]
    curation.reject(own.catalog, name, by="test")
    answer = client_of(own).get(f"/records/{name}")
    assert answer.status_code == 410
    assert f"/reports/{name.partition('/')[0]}" in answer.text


def test_a_citation_names_page_and_address(own):
    name = next(i for i in records(own) if i.endswith("finding/1"))
    page = client_of(own).get(f"/records/{name}").text
    for style in ("Chicago, author-date", "APA, 7th edition", "Permalink"):
        assert f'data-copy="{style}"' in page
    assert "Finding 1, p. 1." in page
    assert "(p. 1)" in page
    assert f"http://localhost/records/{name}" in page
