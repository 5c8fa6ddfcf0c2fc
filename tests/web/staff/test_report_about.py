from __future__ import annotations

import re

import pytest

from kb import curation
from kb.domain.description import Standing
from tests.support import small_catalog
from tests.web.staff.test_review import desk_app, finding, report

__all__ = ["desk_app", "finding", "report"]
SEEN = re.compile(r'name="seen" value="([^"]+)"')


@pytest.fixture
def desk_services(own_services):
    return own_services


def about(report):
    return f"/staff/review/{report}/about"


def told(browser, report, **changed):
    seen = SEEN.search(browser.get(about(report)).text)[1]
    values = {
        "title": "Five Days on Canal Street",
        "publisher": "Institute for Incident Review",
        "published": "2020-11-02",
        "authors": "Jane Q. Rivera\r\nInstitute for Incident Review",
        "sites": "Harlow Bend, OH",
        "incidents": "",
        "rights": "Free to copy.",
        "supersedes": "",
    }
    return {**values, "seen": seen, **changed}


def test_evidence_stands_beside_what_was_read(browser, report):
    page = browser("editor").get(about(report)).text
    assert "Read: Five Days on Canal Street; page 1: “Five Days on Canal Street”" in page


def test_a_description_is_put_right_everywhere_and_taken_back(browser, desk_services, report):
    editor = browser("editor")
    changed = {
        "title": "Six Days on Canal Street",
        "published": "2021-01",
        "authors": "",
        "sites": "Harlow Bend, OH\r\nMillport, Indiana",
        "rights": "Ask the city.",
    }
    answer = editor.send(about(report), **told(editor, report, **changed))
    assert answer.status_code == 303
    public = browser().get(f"/reports/{report}").text
    for words in ("Six Days on Canal Street", "2021-01", "Millport, IN", "Ask the city."):
        assert words in public
    assert browser().get("/sites/millport-in").status_code == 200
    assert "Six Days" in browser().get("/search?q=warning").text
    with desk_services.catalog.read() as view:
        seq = view.decisions(report)[-1].seq
    editor.send(about(report), f"/staff/review/{report}/undo", seq=seq)
    public = browser().get(f"/reports/{report}").text
    assert "Five Days on Canal Street" in public
    assert browser().get("/sites/millport-in").status_code == 404


def test_a_description_holds_over_reading_again(browser, desk_services, report):
    editor = browser("editor")
    editor.send(about(report), **told(editor, report, title="Six Days"))
    with desk_services.catalog.begin() as tx:
        tx.put_report(small_catalog.extraction(0))
    with desk_services.catalog.read() as view:
        assert view.summary(report).title == "Six Days"


def test_an_incident_is_assigned_and_taken_off(browser, desk_services, report):
    with desk_services.catalog.read() as view:
        [incident] = view.incidents()
        other = next(s.id for s in view.summaries() if s.title == "Doors That Stay Closed")
    editor = browser("editor")
    seen = SEEN.search(editor.get(about(other)).text)[1]
    given = told(editor, report, title="Doors That Stay Closed", seen=seen, incidents=incident.id)
    assert editor.send(about(other), **given).status_code == 303
    editor.send(about(report), **told(editor, report, incidents=""))
    with desk_services.catalog.read() as view:
        assert other in view.incident(incident.id).reports
        assert report not in view.incident(incident.id).reports


def test_a_later_version_links_to_the_earlier(browser, desk_services, report):
    with desk_services.catalog.read() as view:
        other = next(s.id for s in view.summaries() if s.title == "Doors That Stay Closed")
    editor = browser("editor")
    editor.send(about(report), **told(editor, report, supersedes=other))
    page = browser().get(f"/reports/{report}").text
    assert f'Replaces: <a href="/reports/{other}">' in page


def test_the_question_about_one_title_is_answered_by_a_button(browser, desk_services, report):
    with desk_services.catalog.read() as view:
        other = next(s.id for s in view.summaries() if s.title == "Doors That Stay Closed")
    editor = browser("editor")
    editor.send(about(report), **told(editor, report, title="Doors that stay closed"))
    page = editor.get(about(report)).text
    assert "Is this another version" in page
    seen = SEEN.search(page)[1]
    replaces = about(report).replace("/about", "/replaces")
    assert editor.send(about(report), replaces, other=other, seen=seen).status_code == 303
    assert "Is this another version" not in editor.get(about(report)).text
    assert f'Replaces: <a href="/reports/{other}">' in browser().get(f"/reports/{report}").text
    earlier = browser().get(f"/reports/{other}").text
    assert f'There is a later version: <a href="/reports/{report}">' in earlier
    assert f'Replaced by: <a href="/reports/{report}">' in earlier
    again = editor.send(about(report), replaces, other=other, seen=seen)
    assert again.status_code == 409


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"title": " "}, "A report needs a title."),
        ({"published": "last year"}, "is not a date"),
        ({"published": "2021-02-30"}, "is not a date"),
        ({"sites": "Harlow Bend, Atlantis"}, "is no state"),
        ({"incidents": "the-flood"}, "There is no incident"),
        ({"supersedes": "nothing"}, "There is no other report"),
        ({"rights": "x" * 501}, "At most 500 characters."),
    ],
)
def test_what_is_wrong_is_said_beside_its_field_and_kept(
    browser, desk_services, report, wrong, words
):
    editor = browser("editor")
    answer = editor.send(about(report), **told(editor, report, publisher="Kept words", **wrong))
    assert answer.status_code == 422
    assert words in answer.text
    assert 'value="Kept words"' in answer.text
    with desk_services.catalog.read() as view:
        assert view.decisions(report) == ()


def test_two_descriptions_at_once_lose_nothing(browser, desk_services, report):
    ann, ben = browser("editor"), browser("admin")
    first, second = told(ann, report, title="Ann's"), told(ben, report, title="Ben's")
    assert ann.send(about(report), **first).status_code == 303
    answer = ben.send(about(report), **second)
    assert answer.status_code == 409
    assert "Stands now: Ann&#39;s" in answer.text
    assert 'value="Ben&#39;s"' in answer.text
    with desk_services.catalog.read() as view:
        assert view.summary(report).title == "Ann's"


def public_addresses(report, finding):
    return (
        f"/reports/{report}",
        f"/reports/{report}.json",
        f"/reports/{report}.csv",
        f"/reports/{report}/pages/2",
        f"/reports/{report}/pages/2.png",
        f"/reports/{report}/original.pdf",
        f"/records/{finding}",
        f"/api/v1/reports/{report}",
        f"/api/v1/records/{finding}",
    )


def named_in(browser):
    listed = (
        "/search?q=audible",
        "/reports",
        "/feed.atom",
        "/sitemap-pages.xml",
        "/sitemap-statements-1.xml",
        "/search.csv?q=audible",
    )
    return [a for a in listed if "five-days" in browser.get(a).text]


def test_a_withdrawn_report_is_gone_from_every_answer_and_can_come_back(browser, report, finding):
    anybody, editor = browser(), browser("editor")
    assert len(named_in(anybody)) == 6
    editor.send(about(report), f"/staff/review/{report}/withdraw", why="the city asked")
    for address in public_addresses(report, finding):
        assert anybody.get(address).status_code == 410, address
    assert "the city asked" in anybody.get(f"/reports/{report}").text
    assert named_in(anybody) == []
    assert "the city asked" in editor.get("/staff/review").text
    for address in (f"/staff/review/{report}", about(report)):
        assert editor.get(address).headers["Location"] == "/staff/review#withdrawn"
    assert 'href="/staff/review#withdrawn"' in editor.get("/staff").text
    editor.send("/staff/review", f"/staff/review/{report}/restore")
    assert len(named_in(anybody)) == 6


def test_a_withdrawal_says_why(browser, desk_services, report):
    answer = browser("editor").send(about(report), f"/staff/review/{report}/withdraw", why=" ")
    assert answer.status_code == 422
    assert "Say why" in answer.text
    with desk_services.catalog.read() as view:
        assert view.summary(report)


def test_a_draft_is_for_staff_only(browser, report, finding):
    anybody, editor = browser(), browser("editor")
    editor.send(about(report), f"/staff/review/{report}/standing", standing="draft")
    for address in public_addresses(report, finding):
        assert anybody.get(address).status_code in {404, 410}, address
        assert browser("reader").get(address).status_code in {404, 410}, address
    assert named_in(anybody) == []
    assert "Only staff see this report" in editor.get(f"/reports/{report}").text
    assert editor.get(f"/staff/review/{report}?page=2").status_code == 200
    editor.send(about(report), f"/staff/review/{report}/standing", standing="published")
    assert len(named_in(anybody)) == 6


def test_of_a_report_whose_rights_forbid_more_only_the_description_is_shown(
    browser, desk_services, report, finding
):
    anybody = browser()
    curation.stand(desk_services.catalog, report, Standing.METADATA, by="ann")
    editor = browser("editor")
    answer = editor.send(about(report), f"/staff/review/{report}/standing", standing="metadata")
    assert "Readers see its description only." in editor.get(answer.location).text
    page = anybody.get(f"/reports/{report}")
    assert page.status_code == 200
    assert "Its rights do not allow its words to be shown here." in page.text
    for words in (
        "audible",
        "Open the PDF",
        "Search in this report",
        "0 statements",
        "No labelled",
    ):
        assert words not in page.text
    for address in public_addresses(report, finding)[3:7]:
        assert anybody.get(address).status_code in {404, 410}, address
    assert "five-days" not in anybody.get("/search?q=audible").text


def test_a_standing_that_is_none_is_refused(browser, report):
    answer = browser("editor").send(
        about(report), f"/staff/review/{report}/standing", standing="secret"
    )
    assert answer.status_code == 400
