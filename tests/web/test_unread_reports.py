"""Reports in which no event was read are compared by what they say, and lead to themselves."""

from __future__ import annotations

import pytest

from indexer.incidents.comparable_question import How
from kb.catalog.blobs import Blobs
from kb.catalog.catalog import Catalog
from kb.settings import Settings
from tests.support import small_catalog
from tests.support.extractions import extraction, incident, record
from web.app import create_app
from web.services import Services

TEXT = "Too many people on the quay at midnight, some were pressed against the railings and died."


@pytest.fixture(scope="module")
def client(tmp_path_factory):
    settings = Settings.at(tmp_path_factory.mktemp("data"), engine_url="memory:")
    catalog = Catalog.open(settings.catalog_url)
    quay = record("finding-1", text="Police let too many people on the quay; railings gave way.")
    budget = record(
        "finding-3", text="Too many people on the payroll at midnight; it was railings."
    )
    pier = record("finding-4", text="Police let people on the quay at midnight; some died.")
    march = record("finding-2", text="The march was long.")
    with catalog.begin() as tx:
        tx.put_report(extraction([quay], name="quay", title="The Quay", incidents=(), sites=()))
        tx.put_report(extraction([pier], name="pier", title="The Pier", incidents=()))
        tx.put_report(extraction([budget], name="budget", title="Budget", incidents=(), sites=()))
        tx.put_report(extraction([], name="none", title="No statements", incidents=(), sites=()))
        tx.put_report(extraction([march], name="march", title="March", incidents=(incident(),)))
    engine = small_catalog.index(catalog)
    yield create_app(
        settings, Services(settings, catalog, Blobs(settings.blobs_dir), engine)
    ).test_client()
    catalog.close()


def answered(client, **asked):
    return client.post("/api/v1/comparable", json={"text": TEXT, **asked}).json["incidents"]


def test_it_is_found_by_what_it_says_and_leads_to_the_report(client):
    (first, *others) = answered(client)
    assert first["unread"]
    assert first["name"] == "The Pier"
    assert first["url"] == first["incident"]["url"] == first["reports"][0]["url"]
    assert client.get(first["url"]).status_code == 200
    assert [one["name"] for one in others if one["unread"]] == ["The Quay"]


def test_what_is_on_no_one_place_comes_last_and_says_so(client):
    found = answered(client)
    assert found[-1]["name"] == "The Quay"
    assert [one["nowhere"] for one in found] == [False] * (len(found) - 1) + [True]
    assert found[-1]["score"] > found[0]["score"]
    page = client.get("/comparable", query_string={"text": TEXT}).get_data(as_text=True)
    assert "nor a place it is on" in page


def test_what_speaks_of_no_response_to_an_event_is_not_on_one(client):
    assert "Budget" not in [one["name"] for one in answered(client)]


def test_the_page_says_so_and_offers_nothing_to_put_side_by_side(client):
    page = client.get("/comparable", query_string={"text": TEXT}).get_data(as_text=True)
    assert "no event was read in it" in page
    assert "side by side" not in page.partition('<ol class="hits">')[2].partition("</ol>")[0]


@pytest.mark.parametrize(
    "asked",
    [{"state": "OH"}, {"since": 2000}, {"attributes": {"killed": 3}, "how": {"killed": How.MUST}}],
)
def test_where_a_filter_is_set_it_is_left_out(client, asked):
    assert not any(one["unread"] for one in answered(client, **asked))
