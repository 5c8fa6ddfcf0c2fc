"""Which of the incidents found are shown, and how the page leads to the others."""

from __future__ import annotations

import pytest

from kb.catalog.blobs import Blobs
from kb.catalog.catalog import Catalog
from kb.settings import Settings
from tests.support import small_catalog
from tests.support.extractions import extraction, incident, record
from web.app import create_app
from web.services import Services

ALIKE, FIRES = 13, 3
TEXT = {"text": "A protest of 2,000 people downtown."}


@pytest.fixture(scope="module")
def client(tmp_path_factory):
    settings = Settings.at(tmp_path_factory.mktemp("data"), engine_url="memory:")
    catalog = Catalog.open(settings.catalog_url)
    types = ["public-order/mass-demonstration"] * ALIKE + ["disaster/wildfire"] * FIRES
    with catalog.begin() as tx:
        for n, kind in enumerate(types):
            told = incident(type=kind, place=f"Town {n}", attributes=())
            said = "The protest was met downtown." if n < ALIKE else "The wind turned downtown."
            said = record(f"finding-{n}", text=said)
            tx.put_report(extraction([said], name=f"r{n}", title=f"Report {n}", incidents=(told,)))
    engine = small_catalog.index(catalog)
    yield create_app(
        settings, Services(settings, catalog, Blobs(settings.blobs_dir), engine)
    ).test_client()
    catalog.close()


def answered(client, address="/comparable", **query):
    path, mark, given = address.partition("?")
    shown = client.get(f"{path}.json{mark}{given}", query_string=query or None)
    return shown.json["answer"]


def test_ten_are_shown_and_more_on_request(client):
    first = answered(client, **TEXT)
    assert len(first["incidents"]) == 10
    assert (first["in_common"], first["total"]) == (ALIKE, ALIKE + FIRES)
    assert not first["unlike_url"]
    more = answered(client, first["more_url"])
    assert len(more["incidents"]) == ALIKE
    assert more["incidents"][:10] == first["incidents"]
    assert not more["more_url"]


def test_what_has_nothing_in_common_is_counted_and_shown_only_on_request(client):
    address = answered(client, **TEXT)["more_url"]
    page = client.get(address).get_data(as_text=True)
    assert f"{FIRES} others are left out" in page
    every = answered(client, answered(client, address)["unlike_url"])
    assert [i["in_common"] for i in every["incidents"]] == [True] * ALIKE + [False] * FIRES
    assert not every["unlike_url"]


@pytest.mark.parametrize(("text", "little"), [("downtown", True), (TEXT["text"], False)])
def test_who_tells_little_is_told_so(client, text, little):
    page = client.get("/comparable", query_string={"text": text}).get_data(as_text=True)
    assert "<h3>1." in page
    assert ("little to compare by" in page) is little
    assert client.post("/api/v1/comparable", json={"text": text}).json["little"] is little


def test_programs_get_all_and_are_told_which_have_something_in_common(client):
    found = client.post("/api/v1/comparable", json={**TEXT, "limit": 20}).json["incidents"]
    assert [i["in_common"] for i in found] == [True] * ALIKE + [False] * FIRES


@pytest.mark.parametrize("written", ["0", "-3", "many", "99999"])
def test_an_odd_number_to_show_shows_the_usual_ten(client, written):
    assert len(answered(client, **TEXT, show=written)["incidents"]) == 10


def test_a_type_that_is_only_kin_is_not_called_alike(client):
    page = client.get("/comparable?text=A riot of prisoners downtown").get_data(as_text=True)
    assert '<b class="same">Akin</b> Type of incident: Large protest, mostly lawful' in page
    assert "Akin on 1 of 1 known" in page
    found = answered(client, text="A riot of prisoners downtown")["incidents"][0]
    assert (found["alike"], found["known"]) == (0, 1)
    (one,) = found["attributes"]
    assert (one["alike"], one["kindred"]) == (True, True)
    same, *_ = answered(client, **TEXT)["incidents"][0]["attributes"]
    assert (same["alike"], same["kindred"]) == (True, False)
