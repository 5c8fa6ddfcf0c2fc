from __future__ import annotations

import re

import pytest

from tests.support import small_catalog
from tests.web.staff.test_review import MARK, desk_app, finding, page_of, report, send

__all__ = ["desk_app", "finding", "report"]


@pytest.fixture
def desk_services(own_services):
    return own_services


def seen(browser, report, record):
    marks = dict(MARK.findall(browser.get(page_of(report)).text))
    return {"record": record, "seen": marks[record], "page_shown": "2"}


def texts(services, report):
    with services.catalog.read() as view:
        return [r.record.text for r in view.report(report).records]


def test_a_statement_is_split_at_an_empty_line_and_merged_again(
    browser, desk_services, report, finding
):
    editor = browser("editor")
    told = {**seen(editor, report, finding), "parts": "Officers gave no warning.\r\n\r\nTear gas."}
    assert send(editor, report, "split", **told).status_code == 303
    assert texts(desk_services, report)[:2] == ["Officers gave no warning.", "Tear gas."]
    # The numbers of parts of one printed line stand beside each other.
    numbers = re.findall(r'<text x="([^"]+)" y="([^"]+)"', editor.get(page_of(report)).text)
    assert len(numbers) > 2
    assert len(set(numbers)) == len(numbers)
    answer = send(editor, report, "split", **told)
    assert answer.status_code == 409
    assert "Tear gas.</textarea>" in answer.text
    told = {**seen(editor, report, finding), "other": "finding/p2-1"}
    assert send(editor, report, "merge", **told).status_code == 303
    assert texts(desk_services, report)[0] == "Officers gave no warning. Tear gas."


def test_what_cannot_be_split_or_merged_is_said_and_kept(browser, report, finding):
    editor = browser("editor")
    answer = send(editor, report, "split", **seen(editor, report, finding), parts="All of it.")
    assert answer.status_code == 422
    assert "A statement is split into 2 to 20 parts" in answer.text
    assert "All of it.</textarea>" in answer.text
    answer = send(editor, report, "merge", **seen(editor, report, finding), other="finding/77")
    assert answer.status_code == 422
    assert 'value="finding/77"' in answer.text


def test_lines_of_the_page_become_a_statement(browser, desk_services, report):
    editor = browser("editor")
    form = f"/staff/review/{report}/add?page=2"
    assert 'name="line"' in editor.get(form).text
    told = {"page_shown": "2", "kind": "lesson", "number": "L1"}
    action = f"/staff/review/{report}/add"
    answer = editor.send(form, action, **told, line=["2", "3"], use="1", text="")
    assert answer.status_code == 200
    assert answer.text.count(" checked") == 2
    answer = editor.send(form, action, **told, line=["2", "3"], text="Two lines of it.")
    assert answer.status_code == 303
    place = re.search(r"#s-(\d+)$", answer.location)[1]
    shown = editor.get(answer.location).text
    assert "Two lines of it." in shown.split(f'id="s-{place}"')[1].split("</article>")[0]
    with desk_services.catalog.read() as view:
        record = view.record(f"{report}/lesson/L1").record
    assert record.text == "Two lines of it."
    assert len(record.passage.spans[0].boxes) == 2


def test_a_statement_without_words_is_not_added(browser, report):
    editor = browser("editor")
    form = f"/staff/review/{report}/add?page=2"
    answer = editor.send(
        form, f"/staff/review/{report}/add", page_shown="2", kind="lesson", number="L1", text=" "
    )
    assert answer.status_code == 422
    assert "Choose its lines, or type its words." in answer.text
    assert 'value="L1"' in answer.text


def test_a_decision_set_aside_comes_back_with_both_words(browser, desk_services, report, finding):
    editor = browser("editor")
    send(editor, report, "reject", **seen(editor, report, finding))
    read_again = small_catalog.extraction(0)
    other = small_catalog.replaced(read_again, 0, "Officers gave a warning on Canal Street.")
    with desk_services.catalog.begin() as tx:
        tx.put_report(other)
        seq = 1
    page = editor.get(page_of(report)).text
    assert "Decisions set aside" in page
    assert small_catalog.STATEMENTS[0] in page
    assert send(editor, report, "renew", seq=seq, page_shown="2").status_code == 303
    assert "Officers gave a warning on Canal Street." not in texts(desk_services, report)
