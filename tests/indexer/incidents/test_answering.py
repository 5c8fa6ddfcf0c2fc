"""What reports say of what is asked stands beside what is near to the event."""

from __future__ import annotations

import pytest

from indexer.incidents.answering import OF_EACH, answering
from indexer.incidents.comparable import comparable
from indexer.incidents.comparable_question import Question
from kb.catalog.catalog import Catalog
from kb.settings import Settings
from tests.support import small_catalog
from tests.support.extractions import extraction, incident, record

EVENT = "Gunman fired at people in the school hallway."
SAID = {
    "school": (
        "The gunman fired in the school hallway.",
        "Families waited for news at a church and were told by strangers.",
        "Families were told of deaths in a private room.",
        "Families received a visit within a day.",
        "Patrol cars blocked the school driveway.",
    ),
    "mall": ("The gunman fired in the mall hallway.", "Radios failed in the mall."),
}


@pytest.fixture(scope="module")
def shown(tmp_path_factory):
    catalog = Catalog.open(Settings.at(tmp_path_factory.mktemp("data")).catalog_url)
    with catalog.begin() as tx:
        for name, texts in SAID.items():
            event = incident(type="mass-violence/active-shooter-school", place=name, attributes=())
            told = [record(f"finding-{name}-{n}", text=text) for n, text in enumerate(texts)]
            tx.put_report(extraction(told, name=name, title=name, incidents=(event,)))
    yield catalog, small_catalog.index(catalog)
    catalog.close()


def compared(shown, text):
    catalog, engine = shown
    with catalog.read() as view:
        return comparable(view, engine, Question(text))


def test_statements_on_what_is_asked_come_beside_the_others(shown):
    found = compared(shown, f"{EVENT} How did they tell the families?")
    assert found.worry == "How did they tell the families?"
    school = next(one for one in found.incidents if one.incident.place == "school")
    assert len(school.answers) == OF_EACH
    assert all("Families" in said.record.text for said in school.answers)
    assert not {s.id for s in school.answers} & {s.id for s in school.statements}


def test_an_incident_whose_reports_say_nothing_of_it_has_no_answer(shown):
    found = compared(shown, f"{EVENT} How did they tell the families?")
    mall = next(one for one in found.incidents if one.incident.place == "mall")
    assert mall.answers == ()
    assert mall.statements


def test_who_asks_nothing_is_told_what_is_near(shown):
    found = compared(shown, EVENT)
    assert found.worry == ""
    assert all(one.answers == () for one in found.incidents)


def test_words_that_no_report_holds_answer_nothing(shown):
    _, engine = shown
    assert answering(engine, "who feeds the zebras", ["school"]) == {}
    assert answering(engine, "", ["school"]) == {}
    assert answering(engine, "how did they tell the families", []) == {}
