"""A statement that a report on progress and a second publication repeat, on search and lessons."""

from __future__ import annotations

import pytest

from indexer.recurring.lessons import renew_lessons
from kb.catalog.blobs import Blobs
from kb.catalog.catalog import Catalog
from kb.domain.record import Kind
from kb.settings import Settings
from tests.support import small_catalog
from tests.support.extractions import extraction, incident, record
from web.app import create_app
from web.services import Services

FORCES = "Police and fire should form rescue task forces and train together every year."
ELSEWHERE = "Form rescue task forces of police and fire and train them together."
# What an assessment, its report on progress and the same text by another publisher all print.
PRINTED = (
    FORCES,
    "Each patrol car should carry water and a spare battery for every radio.",
    "Residents should be told of road closures by text message within the hour.",
)
REPEATED = 2


def reading(name, title, texts, *, place, year, told=True):
    rows = [
        record(str(n), str(n), text, kind=Kind.RECOMMENDATION) for n, text in enumerate(texts, 1)
    ]
    event = incident(place=place, start=f"{year}-05-01", end=f"{year}-05-02", attributes=())
    return extraction(
        rows,
        name=name,
        title=title,
        published=f"{year}-12",
        incidents=(event,) if told else (),
        sites=(),
    )


@pytest.fixture(scope="module")
def client(tmp_path_factory):
    settings = Settings.at(tmp_path_factory.mktemp("data"), engine_url="memory:")
    catalog = Catalog.open(settings.catalog_url)
    with catalog.begin() as tx:
        tx.put_report(reading("assessment", "An Assessment", PRINTED, place="Elm", year=2011))
        tx.put_report(reading("progress", "Progress on it", PRINTED, place="Elm", year=2011))
        # A second publication tells of no incident on its front pages
        tx.put_report(reading("twin", "Reprinted", PRINTED, place="Elm", year=2013, told=False))
        tx.put_report(reading("other", "Another Town", [ELSEWHERE], place="Oak", year=2015))
    engine = small_catalog.index(catalog)
    renew_lessons(catalog, engine)
    engine = small_catalog.index(catalog)
    services = Services(settings, catalog, Blobs(settings.blobs_dir), engine)
    yield create_app(settings, services).test_client()
    catalog.close()


def test_a_search_shows_it_once_and_names_where_it_stands_again(client):
    query = {"q": "rescue task forces"}
    assert client.get("/search.json", query_string=query).json["total"] == REPEATED + 2
    page = client.get("/search", query_string=query).get_data(as_text=True)
    assert page.count('<li class="hit') == 2
    assert page.count("Word for word also in") == REPEATED


def test_a_lesson_counts_it_once(client):
    page = client.get("/lessons.json").json
    assert page["total"] == 1
    (lesson,) = page["lessons"]
    assert (lesson["events"], lesson["statements"]) == (2, 2)


def test_the_lesson_page_shows_it_once_under_its_incident(client):
    page = client.get(client.get("/lessons.json").json["lessons"][0]["url"] + ".json").json
    assert [len(occasion["statements"]) for occasion in page["occasions"]] == [1, 1]
    assert page["kinds"] == [["recommendation", 2]]
    again = page["occasions"][0]["statements"][0]["again"]
    assert {ref["label"] for ref in again} < {
        f"Finding 1, {title}" for title in ("An Assessment", "Progress on it", "Reprinted")
    }
    assert len(again) == REPEATED
    text = client.get(page["lesson"]["url"]).get_data(as_text=True)
    assert text.count("Word for word also in") == REPEATED
    assert "2 statements say so" in text


def test_all_that_say_it_are_found_as_seen_in_two_incidents(client):
    found = client.get("/search.json", query_string={"q": "rescue", "recurs": "2"}).json
    assert found["total"] == REPEATED + 2
