"""Scenes are looked for under all their names, so that who types "jail" finds prisons."""

from __future__ import annotations

from indexer.incidents.comparable import comparable
from indexer.incidents.comparable_question import Question
from indexer.incidents.incident_text import hear
from indexer.incidents.scenes import scenes_of
from indexer.query import Phrase, Term
from kb.analysis import terms
from kb.catalog.catalog import Catalog
from kb.reference import load_scenes
from tests.support import small_catalog
from tests.support.extractions import extraction, incident, record

HEAT = "In the heat no cooling center was open."
NETWORK = "The network of the dispatch center was down."


def test_a_word_of_a_scene_asks_for_all_its_names():
    (prison,) = scenes_of("half our inmates are sick")
    assert {Term("jail"), Term("warden")} <= set(prison.parts)


def test_names_of_two_words_are_looked_for_side_by_side():
    (crisis,) = scenes_of("he has mental health issues")
    assert Phrase(("mental", "health")) in crisis.parts
    assert not scenes_of("good health, mental arithmetic")


def test_no_scene_is_named_twice_or_by_nothing():
    for words in load_scenes():
        stems = [tuple(terms(word)) for word in words]
        assert all(stems)
        assert len(set(stems)) == len(stems) > 1


def test_reports_are_told_apart_by_the_scene_though_they_share_no_word_with_the_text():
    catalog = Catalog.open("sqlite:///:memory:")
    with catalog.begin() as tx:
        for name, told in (("heat", HEAT), ("network", NETWORK)):
            tx.put_report(extraction([record("finding-1", text=told)], name=name, title=name))
    engine = small_catalog.index(catalog)
    heard = hear(engine, "all servers encrypted", ())
    assert {report: score > 0 for report, score in heard.scenes.items()} == {
        report: report.endswith("network") for report in heard.scenes
    }
    assert any(heard.scenes.values())
    assert not hear(engine, "thank you all", ()).scenes
    catalog.close()


def apart(kind):
    """Say how far the incident of the scene described is before another, both of one type."""
    catalog = Catalog.open("sqlite:///:memory:")
    with catalog.begin() as tx:
        for name, told in (("heat", HEAT), ("network", NETWORK)):
            happened = incident(name=name, type=kind, place=name, attributes=())
            said = [record("finding-1", text=told)]
            tx.put_report(extraction(said, name=name, title=name, incidents=(happened,)))
    engine = small_catalog.index(catalog)
    question = Question("ransomware, all servers encrypted, email dead, no logins", types=(kind,))
    with catalog.read() as view:
        likest, other = comparable(view, engine, question).incidents
    catalog.close()
    assert likest.sources == ("network.pdf",)
    return likest.score - other.score


def test_of_a_type_that_holds_several_kinds_of_event_the_scene_counts_for_the_kind():
    assert apart("disaster/other") > apart("disaster/flood") + 0.05
