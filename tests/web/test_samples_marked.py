"""What comes of samples is marked wherever it stands beside real reports; nothing is said twice."""

from __future__ import annotations

import pytest

from kb.catalog.blobs import Blobs
from kb.catalog.catalog import Catalog
from kb.domain.incident import Attribute
from kb.settings import Settings
from tests.support import small_catalog
from tests.support.extractions import extraction, incident, record
from web.app import create_app
from web.services import Services

MARK = "sample, fictional"
SIEGE = "siege/hostage-barricade"
POPULATED = (Attribute("killed", 2, 1),)
SAID = "The negotiators waited until morning."


@pytest.fixture(scope="module")
def client(tmp_path_factory):
    settings = Settings.at(tmp_path_factory.mktemp("data"), engine_url="memory:")
    catalog = Catalog.open(settings.catalog_url)
    reports = {"real": ("Elm", "Ash"), "sample": ("Oak",)}
    with catalog.begin() as tx:
        for name, places in reports.items():
            told = tuple(incident(type=SIEGE, place=p, attributes=POPULATED) for p in places)
            said = record(f"finding-{name}", text=SAID)
            made = extraction([said], name=name, title=f"The {name} one", incidents=told)
            tx.put_report(made, sample=name == "sample")
    engine = small_catalog.index(catalog)
    yield create_app(
        settings, Services(settings, catalog, Blobs(settings.blobs_dir), engine)
    ).test_client()
    catalog.close()


def page(client, address, **query):
    return client.get(address, query_string=query).get_data(as_text=True)


def ids(client):
    return [i["id"] for i in client.get("/incidents.json").json["incidents"]]


def test_incidents_of_samples_are_marked_among_others(client):
    shown = page(client, "/comparable", text="a man is barricaded in his house")
    assert "Sample reports among others" in shown
    assert shown.count(MARK) == 1


def test_side_by_side_marks_the_sample(client):
    shown = page(client, "/comparable/beside", incident=ids(client))
    assert "Sample reports among others" in shown
    assert shown.count(MARK) == 1


def test_side_by_side_leads_back_to_what_was_asked(client):
    asked = {"text": "a barricade", "how.type": "more"}
    listed = page(client, "/comparable", **asked)
    assert '<input type="hidden" name="text" value="a barricade">' in listed
    shown = page(client, "/comparable/beside", incident=ids(client), **asked)
    assert 'href="/comparable?text=a+barricade&amp;how.type=more">Incidents like ours</a>' in shown


def test_what_one_report_says_of_several_incidents_is_said_once(client):
    shown = page(client, "/comparable", text="barricaded, negotiators waited until morning")
    assert shown.count("Told of in the same report as") == 1
    assert shown.count('class="nearest"') == 2
    answer = client.get("/comparable.json", query_string={"text": "a barricade"}).json["answer"]
    same = [one["same_reports_as"] for one in answer["incidents"] if one["same_reports_as"]]
    assert [one["id"] for one in same] == [
        next(i["id"] for i in answer["incidents"] if i["reports"][0]["label"] == "The real one")
    ]


def test_a_kind_that_no_report_tells_of_is_named(client):
    text = "a car chase, negotiators wait, two killed"
    shown = page(client, "/comparable", text="vehicle pursuit, 2 killed, waited until morning")
    assert "No report here tells of an event of this kind: Vehicle pursuit." in shown
    assert "No report here" not in page(client, "/comparable", text=f"barricaded; {text}")


def test_another_language_is_named(client):
    asked = "Un hombre está en su casa con una pistola"
    assert "This seems to be Spanish." in page(client, "/comparable", text=asked)
    assert "This seems to be" not in page(client, "/comparable", text="a man is barricaded")


def test_a_year_alone_leads_to_the_filter(client):
    assert "For a year or a state alone" in page(client, "/comparable", text="2019")
