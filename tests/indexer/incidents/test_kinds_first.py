"""The kind of event weighs however little else is known of an incident."""

from __future__ import annotations

from indexer.incidents.comparable import comparable
from indexer.incidents.comparable_question import How, Question
from kb.catalog.catalog import Catalog
from kb.domain.incident import Attribute
from kb.settings import Settings
from tests.support import small_catalog
from tests.support.extractions import extraction, incident, record

STORY = "A protest of 300 people, 40 sworn, two officers hurt; barricades and smoke at the bridge."


def ordered(tmp_path, **more) -> list[str]:
    """Ask for incidents: a march of which all is known and differs, a fire in the story's words."""
    catalog = Catalog.open(Settings.at(tmp_path).catalog_url)
    differing = tuple(
        Attribute(key, value, 1, "as stated")
        for key, value in
        {"crowd_size_high": 9_000, "sworn_strength": 900, "injured_officers": 40}.items()
    )  # fmt: skip
    march = incident(type="public-order/mass-demonstration", place="March", attributes=differing)
    fire = incident(type="disaster/wildfire", place="Fire", attributes=())
    told = {
        "march": ("The protest was long.", march),
        "fire": ("People, officers, barricades and smoke at the bridge.", fire),
    }
    with catalog.begin() as tx:
        for name, (text, event) in told.items():
            said = record(f"finding-{name}", text=text)
            tx.put_report(extraction([said], name=name, title=name, incidents=(event,)))
    engine = small_catalog.index(catalog)
    with catalog.read() as view:
        found = comparable(view, engine, Question(STORY, **more))
    catalog.close()
    return [one.incident.place for one in found.incidents]


def test_details_that_differ_weigh_less_than_the_kind_that_agrees(tmp_path):
    assert ordered(tmp_path) == ["March", "Fire"]


def test_who_does_not_care_for_the_kind_is_given_what_is_told(tmp_path):
    assert ordered(tmp_path, hows={"type": How.OFF}) == ["Fire", "March"]
