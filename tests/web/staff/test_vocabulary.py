"""The vocabulary at the desk: shown before it is applied, followed by statements and index."""

from __future__ import annotations

import io
import re

import pytest

from indexer.answer.finding import find
from indexer.question.request import FindRequest
from kb import vocabulary_editing as editing
from kb.domain.staff import Actor
from kb.domain.vocabulary_change import Doing, Edit, Part
from kb.export.skos import turtle
from kb.reference import load_vocabulary
from tests.web.staff.test_review import desk_app
from web import services as composition
from web import tasks
from web.queue import open_queue

__all__ = ["desk_app"]
HOME = "/staff/vocabulary"
RADIO = f"{HOME}/topics/com-radio"
SEEN = re.compile(r'name="seen" value="([^"]+)"')


@pytest.fixture
def desk_services(own_services):
    return own_services


@pytest.fixture
def worked(desk_app, desk_services):
    """Do background work at once."""
    queue = open_queue("immediate:")
    tasks.attach(desk_services, queue)
    desk_app.extensions[composition._QUEUE] = queue


def send(browser, address, **typed):
    seen = SEEN.search(browser.get(address).text)[1]
    return browser.send(address, **{"seen": seen, **typed})


def radio(**typed):
    label = "Radio systems and interoperability"
    return {"label": label, "scope_note": scope(), **typed}


def scope():
    return load_vocabulary().get("com-radio").scope_note


def topics_found(services, topic):
    with services.catalog.read() as view:
        page = find(view, services.engine, FindRequest().selecting("topic", (topic,)))
    return page.total


def test_a_term_is_shown_then_applied_and_statements_and_searches_follow(
    browser, desk_services, worked
):
    editor = browser("editor")
    shown = send(editor, RADIO, **radio(terms="Canal Streets\r\n", note="asked for"))
    assert shown.status_code == 200
    assert "2 statements" in shown.text.replace("<strong>", "")
    assert "gains Radio systems and interoperability" in shown.text
    assert "Canal Streets\r\n" in shown.text
    assert desk_services.vocabulary.version == 0
    before = topics_found(desk_services, "com-radio")
    applied = send(editor, RADIO, **radio(terms="Canal Streets", apply="yes"))
    assert applied.headers["Location"] == f"{HOME}?done=1#done"
    page = editor.get(f"{HOME}?done=1").text
    assert "Change 1 is in force" in page
    assert "Every statement has the topics" in page
    assert "Canal Streets" in browser().get("/topics/com-radio").text
    assert topics_found(desk_services, "com-radio") == before + 2
    trail = browser("admin").get("/staff/trail").text
    assert "vocabulary changed" in trail


def test_a_new_topic_has_a_page_a_facet_and_a_place_in_the_api_and_the_export(
    browser, desk_services, worked
):
    editor = browser("editor")
    new = {"label": "Street names", "family": "comms", "terms": "canal street", "apply": "yes"}
    assert send(editor, f"{HOME}/new", **new).status_code == 303
    public = browser()
    page = public.get("/topics/comms-street-names").text
    assert "Street names" in page
    assert topics_found(desk_services, "comms-street-names") == 2
    assert "comms-street-names" in public.get("/topics/vocabulary.ttl").text
    assert "Street names" in public.get("/topics").text
    found = public.get("/api/v1/search?topic=comms-street-names").json
    assert found["total"] == 2
    assert public.get("/topics.json").json["families"]


def test_an_abbreviation_widens_searches_at_once(browser, desk_services, worked):
    send(
        browser("editor"),
        f"{HOME}/abbreviations",
        abbreviations="GZX = tear gas",
        apply="yes",
    )
    with desk_services.catalog.read() as view:
        page = find(view, desk_services.engine, FindRequest(q="GZX"))
    assert page.total
    assert page.expansions[0].forms == ("tear gas",)


def test_a_retired_topic_is_offered_no_more_but_its_page_stays(browser, desk_services, worked):
    editor = browser("editor")
    gas = f"{HOME}/topics/uof-chemical-agents"
    label = {
        "label": "Chemical agents",
        "scope_note": load_vocabulary().get("uof-chemical-agents").scope_note,
    }
    shown = send(editor, gas, **label, retire_topic="y")
    assert "loses Chemical agents" in shown.text
    send(editor, gas, **label, retire_topic="y", apply="yes")
    assert topics_found(desk_services, "uof-chemical-agents") == 0
    assert browser().get("/topics/uof-chemical-agents").status_code == 200
    assert 'href="/topics/uof-chemical-agents"' not in browser().get("/topics").text
    again = editor.get(f"{HOME}/changes/1/undo").text
    assert "gains Chemical agents" in again
    assert send(editor, f"{HOME}/changes/1/undo").status_code == 303
    assert topics_found(desk_services, "uof-chemical-agents")


def test_two_editors_at_once_get_a_clear_conflict_and_lose_nothing(browser, desk_services):
    editor = browser("editor")
    editing.apply(
        desk_services.catalog,
        [Edit(Doing.ADD, Part.TERM, "com-radio", "dead spot")],
        by=Actor("ann"),
        seen=0,
    )
    answer = editor.send(RADIO, seen="0", apply="yes", **radio(terms="Canal Street"))
    assert answer.status_code == 409
    assert "Somebody else changed the vocabulary meanwhile" in answer.text
    assert "“dead spot”" in answer.text
    assert "Canal Street</textarea>" in answer.text
    assert SEEN.search(answer.text)[1] == "1"
    again = editor.send(RADIO, seen="1", apply="yes", **radio(terms="Canal Street"))
    assert again.status_code == 303


@pytest.mark.parametrize(
    ("address", "typed", "told"),
    [
        (RADIO, {"label": "", "terms": "kept words"}, "Give the topic a name"),
        (RADIO, {"label": "Radio", "terms": "kept words\r\nof the"}, "carries a subject"),
        (RADIO, {"label": "Radio", "terms": "kept words", "abbreviations": "lower"}, "no abbrev"),
        (f"{HOME}/new", {"label": "Kept words", "family": "comms"}, "a topic without words"),
        (f"{HOME}/abbreviations", {"abbreviations": "KEPT"}, "what does KEPT stand for"),
        (f"{HOME}/abbreviations", {}, "changes nothing"),
        (f"{HOME}/import", {"turtle": "kept words"}, "not Turtle"),
        (f"{HOME}/import", {}, "nothing in it"),
    ],
    ids=str,
)
def test_what_is_wrong_stands_beside_its_field_and_all_that_was_typed_is_kept(
    browser, address, typed, told
):
    answer = send(browser("editor"), address, **typed)
    assert answer.status_code == 422
    assert told.lower() in answer.text.lower()
    for words in typed.values():
        assert words.rpartition("\n")[2] in answer.text


def test_a_file_in_skos_is_shown_first_and_then_taken_over(browser, desk_services, worked):
    editor = browser("editor")
    file = (
        turtle(load_vocabulary(), "https://kb.example/topics")
        + """
<https://kb.example/topics/street-names> a skos:Concept ; skos:prefLabel "Street names"@en ;
  skos:broader <https://kb.example/topics/comms> ; skos:altLabel "canal street"@en .
"""
    )
    seen = SEEN.search(editor.get(f"{HOME}/import").text)[1]
    sent = (io.BytesIO(file.encode()), "theirs.ttl")
    shown = editor.send(f"{HOME}/import", seen=seen, file=sent)
    assert shown.status_code == 200
    assert "add topic street-names" in shown.text
    assert "gains Street names" in shown.text
    kept = re.search(r"<textarea[^>]*>(.*?)</textarea>", shown.text, re.DOTALL)
    assert kept
    assert "Street names" in kept[1]
    applied = editor.send(f"{HOME}/import", seen=seen, turtle=file, apply="yes")
    assert applied.status_code == 303
    assert topics_found(desk_services, "street-names") == 2
