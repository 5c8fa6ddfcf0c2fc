from __future__ import annotations

import re

import pytest

from tests.support import small_catalog
from web.app import create_app

MARK = re.compile(r'name="record" value="([^"]+)"><input type="hidden" name="seen" value="([^"]+)"')


@pytest.fixture
def desk_services(own_services):
    return own_services


@pytest.fixture
def desk_app(desk_services):
    return create_app(desk_services.settings, desk_services)


@pytest.fixture
def report(desk_services):
    with desk_services.catalog.read() as view:
        return next(s.id for s in view.summaries() if s.title == "Five Days on Canal Street")


@pytest.fixture
def finding(report):
    return f"{report}/finding/1"


def page_of(report):
    return f"/staff/review/{report}?page=2"


def typed(browser, report, record, **given):
    """Give a form's fields as the page holds them, some typed over."""
    marks = dict(MARK.findall(browser.get(page_of(report)).text))
    told = {
        "record": record,
        "seen": marks[record],
        "page_shown": "2",
        "text": small_catalog.STATEMENTS[0],
        "kind": "finding",
        "label": "Finding",
        "number": "1",
        "parent": "",
        "page": "2",
        "status": "",
    }
    return {**told, **given}


def send(browser, report, verb, **data):
    return browser.send(page_of(report), f"/staff/review/{report}/{verb}", **data)


def shown(services, record):
    with services.catalog.read() as view:
        return view.record(record).record


def test_the_queue_begins_with_the_most_doubtful(browser, report):
    page = browser("editor").get("/staff/review").text
    assert page.index("Five Days on Canal Street") < page.index("Doors That Stay Closed")
    page = browser("editor").get("/staff/review?by=statement&doubt=untagged").text
    assert "Unified command with mutual aid" in page
    assert "Officers gave no audible warning" not in page


def test_accepting_goes_on_to_the_next_statement_and_leaves_a_line(
    browser, desk_services, report, finding
):
    editor = browser("editor")
    answer = send(editor, report, "accept", **typed(editor, report, finding))
    assert answer.status_code == 303
    assert answer.location.endswith("?page=2#s-2")
    assert shown(desk_services, finding).confidence == 1.0
    with desk_services.catalog.read() as view:
        [deed] = view.trail.deeds(limit=1)
    assert (deed.who, deed.what, deed.about, deed.address) == (
        "editor",
        "accept",
        finding,
        "127.0.0.1",
    )


def test_the_latest_deed_is_taken_back_from_anywhere_on_the_page(browser, report, finding):
    editor = browser("editor")
    send(editor, report, "accept", **typed(editor, report, finding))
    page = editor.get(page_of(report)).text
    button = re.search(
        r'name="seq" value="(\d+)"><input[^>]+name="card" value="(\d+)">.*?"u"', page
    )
    answer = send(editor, report, "undo", seq=button[1], card=button[2], page_shown="2")
    assert answer.location.endswith("#s-1")
    assert 'data-key="u"' not in editor.get(page_of(report)).text
    send(editor, report, "accept", **typed(editor, report, finding))
    assert 'data-key="u"' not in browser("admin").get(page_of(report)).text


def test_a_correction_is_shown_and_taken_back(browser, desk_services, report, finding):
    editor = browser("editor")
    send(
        editor,
        report,
        "correct",
        **typed(
            editor,
            report,
            finding,
            text="No warning was given.",
            kind="lesson",
            parent="lesson/p2-1",
        ),
    )
    record = shown(desk_services, finding)
    assert (record.text, record.kind, record.number) == ("No warning was given.", "lesson", "1")
    with desk_services.catalog.read() as view:
        assert view.record(finding).published.parent == f"{report}/lesson/p2-1"
        seq = view.decisions(report)[-1].seq
    page = editor.get(page_of(report)).text
    assert "Corrected by editor" in page
    send(editor, report, "undo", seq=seq, card="1", page_shown="2")
    assert shown(desk_services, finding).text == small_catalog.STATEMENTS[0]


def test_a_rejected_statement_stays_on_the_desk_and_can_come_back(
    browser, desk_services, report, finding
):
    editor = browser("editor")
    before = [record for record, _ in MARK.findall(editor.get(page_of(report)).text)]
    send(editor, report, "reject", **typed(editor, report, finding))
    after = [record for record, _ in MARK.findall(editor.get(page_of(report)).text)]
    assert list(dict.fromkeys(after)) == list(dict.fromkeys(before))
    assert browser().get(f"/records/{finding}").status_code == 410
    page = editor.get(page_of(report)).text
    assert "Show it again" in page
    send(editor, report, "accept", **typed(editor, report, finding))
    assert browser().get(f"/records/{finding}").status_code == 200


def test_other_topics_replace_the_machines(browser, desk_services, report, finding):
    editor = browser("editor")
    given = {**typed(editor, report, finding), "topics": ["uof-policy", "uof-deescalation"]}
    send(editor, report, "retag", **given)
    assert {t.topic for t in shown(desk_services, finding).topics} == set(given["topics"])
    answer = send(editor, report, "retag", **{**typed(editor, report, finding), "topics": "none"})
    assert answer.status_code == 422
    assert "not a subtopic" in answer.text


def test_two_editors_at_once_lose_nothing(browser, desk_services, report, finding):
    ann, ben = browser("editor"), browser("admin")
    first = typed(ann, report, finding, text="Ann's words.")
    second = typed(ben, report, finding, text="Ben's words.", note="as printed")
    assert send(ann, report, "correct", **first).status_code == 303
    answer = send(ben, report, "correct", **second)
    assert answer.status_code == 409
    assert "Ann&#39;s words." in answer.text
    assert "Ben&#39;s words." in answer.text
    assert 'value="as printed"' in answer.text
    assert shown(desk_services, finding).text == "Ann's words."
    [(_, seen)] = MARK.findall(answer.text)
    answer = send(ben, report, "correct", **{**second, "seen": seen})
    assert answer.status_code == 303
    assert shown(desk_services, finding).text == "Ben's words."
    with desk_services.catalog.read() as view:
        assert [d.text for d in view.decisions(report)] == ["Ann's words.", "Ben's words."]


@pytest.mark.parametrize("verb", ["accept", "reject", "retag"])
def test_every_form_on_an_overtaken_state_is_told(browser, report, finding, verb):
    editor = browser("editor")
    before = typed(editor, report, finding)
    send(editor, report, "accept", **before)
    answer = send(editor, report, verb, **{**before, "topics": "uof-policy"})
    assert answer.status_code == 409
    assert "Somebody else decided" in answer.text


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"text": "  "}, "A statement needs words."),
        ({"page": "9"}, "The report has pages 1 to 3"),
        ({"page": "two"}, "Not a valid integer value."),
        ({"parent": "finding/99"}, "No statement of this report goes by"),
        ({"kind": "poem"}, "Not a valid choice."),
        ({"number": "9" * 201}, "At most 200 characters."),
        ({}, "The correction changes nothing"),
    ],
)
def test_what_is_wrong_is_said_beside_its_field_and_all_typed_is_kept(
    browser, report, finding, wrong, told
):
    editor = browser("editor")
    answer = send(
        editor, report, "correct", **typed(editor, report, finding, note="kept words", **wrong)
    )
    assert answer.status_code == 422
    assert told in answer.text
    assert 'value="kept words"' in answer.text


def test_a_reviewed_report_leaves_the_queue(browser, desk_services, report):
    editor = browser("editor")
    send(editor, report, "reviewed", page_shown="2")
    page = editor.get("/staff/review").text
    assert "reviewed by editor" in page
    with desk_services.catalog.read() as view:
        assert view.in_review(report).items == ()


def test_a_reviewed_draft_is_shown_to_readers_in_one_go_and_leads_to_the_next(
    browser, desk_services, report
):
    editor = browser("editor")
    send(editor, report, "standing", standing="draft")
    assert "Review the next report" not in editor.get(page_of(report)).text
    send(editor, report, "reviewed", page_shown="2", publish="yes")
    with desk_services.catalog.read() as view:
        assert view.in_review(report).reviewed_by.startswith("editor")
        assert report in [summary.id for summary in view.summaries()]
        waiting = [one.report for one in view.review_queue() if not one.reviewed_by]
    page = editor.get(page_of(report)).text
    assert f'href="/staff/review/{waiting[0]}">Review the next report' in page
    for other in waiting:
        editor.send(f"/staff/review/{other}", f"/staff/review/{other}/reviewed", page_shown="1")
    assert "No other report waits to be reviewed." in editor.get(page_of(report)).text


def test_a_form_without_a_state_or_for_another_report_changes_nothing(
    browser, desk_services, report, finding
):
    editor = browser("editor")
    answer = send(editor, report, "accept", record=finding, page_shown="2")
    assert answer.status_code == 409
    assert send(editor, report, "accept", record="x/finding/1").status_code == 404
    assert editor.get(f"/staff/review/{report}?page=77").status_code == 404
    with desk_services.catalog.read() as view:
        assert view.decisions(report) == ()


def test_the_index_follows_a_decision(browser, desk_app, desk_services, report, finding):
    editor = browser("editor")
    send(editor, report, "correct", **typed(editor, report, finding, text="Zeppelins came."))
    follower = desk_app.extensions["kb_index_follower"]
    assert follower.follow(wait=20)
    page = browser().get("/search?q=zeppelins").text
    assert "Zeppelins</mark> came." in page
