from __future__ import annotations

import io
import re

import pytest

from kb import curation
from kb.domain.description import Standing
from kb.domain.job import JobKind, JobState, Work
from tests.support.shared import CORPUS
from web import services as web_services
from web import tasks
from web.queue import open_queue


@pytest.fixture
def quiet_queue(desk_app, tmp_path):
    """A queue that keeps its messages until somebody works."""
    queue = open_queue(f"sqlite:{tmp_path}/queue.sqlite3")
    desk_app.extensions[web_services._QUEUE] = queue
    return queue


def send(browser, *files: tuple[str, bytes], **data):
    page = browser.get("/staff/upload").text
    token = re.search(r'csrf_token" value="([^"]+)"', page)[1]
    held = [(io.BytesIO(content), name) for name, content in files]
    return browser.client.post(
        "/staff/upload",
        data={"csrf_token": token, "files": held, **data},
        content_type="multipart/form-data",
    )


def test_files_go_from_the_form_to_read_and_indexed(browser, desk_services, quiet_queue):
    editor = browser("editor")
    pdf = max((CORPUS / "reports").glob("*.pdf"))
    answer = send(editor, (pdf.name, pdf.read_bytes()), ("notes.pdf", b"no pdf at all"))
    assert answer.status_code == 303
    page = editor.get(answer.location).text
    assert "1 of 2 done" in page
    assert "failed: it is not a PDF." in page
    assert "Try again" not in page
    assert 'http-equiv="refresh"' in page
    tasks.attach(desk_services, quiet_queue)
    quiet_queue._huey.execute(quiet_queue._huey.dequeue())
    page = editor.get(answer.location).text
    assert "2 of 2 done" in page
    assert 'http-equiv="refresh"' not in page
    assert "read and indexed" not in page
    report = re.search(r'read; a <a href="/reports/([^"]+)">draft</a>', page)[1]
    assert f'<a href="/staff/review/{report}">review and publish it</a>' in page
    assert editor.get(f"/reports/{report}").status_code == 200
    assert "review and publish it" in editor.get("/staff/jobs").text
    curation.stand(desk_services.catalog, report, Standing.PUBLISHED, by="an editor")
    page = editor.get(answer.location).text
    assert f'<a href="/reports/{report}">read and indexed</a>' in page


def test_only_what_is_no_pdf_leaves_the_form_with_the_reason(browser, quiet_queue):
    answer = send(browser("editor"), ("page.pdf", b"<html>"))
    assert answer.status_code == 422
    assert "it is not a PDF" in answer.text


def test_nothing_chosen_is_said_beside_the_field(browser, quiet_queue):
    answer = send(browser("editor"), url="")
    assert answer.status_code == 422
    assert "Choose at least one PDF" in answer.text


def test_one_person_does_not_have_more_waiting_than_is_allowed(browser, quiet_queue, monkeypatch):
    monkeypatch.setattr("web.intake.MOST_WAITING", 2)
    editor = browser("editor")
    answer = send(editor, *((f"{n}.pdf", b"%%PDF-1.7 %d" % n) for n in range(3)))
    assert answer.status_code == 303
    page = editor.get(answer.location).text
    assert "1 of 3 done" in page
    assert "failed: 2 of what you sent wait to be read" in page
    answer = send(editor, url="https://example.org/a.pdf")
    assert answer.status_code == 422
    assert "as many as one person may have waiting" in answer.text
    assert 'value="https://example.org/a.pdf"' in answer.text
    assert send(browser("admin"), ("3.pdf", b"%PDF-1.7 3")).status_code == 303


def test_a_wrong_address_does_not_lose_the_files_beside_it(browser, desk_services, quiet_queue):
    editor = browser("editor")
    answer = send(editor, ("a.pdf", b"%PDF-1.7 a"), url="localhost/b.pdf")
    assert answer.status_code == 303
    page = editor.get(answer.location).text
    assert "1 of 2 done" in page
    assert "An address begins with http:// or https://" in page
    with desk_services.catalog.read() as view:
        [refused] = [job for job in view.jobs.of_batch(answer.location[-16:]) if job.reason]
    assert editor.send("/staff/jobs", f"/staff/jobs/{refused.id}/retry").status_code == 303
    assert "1 of 2 done" in editor.get(answer.location).text
    assert editor.get(answer.location).text.count("Leave it") == 1
    editor.send("/staff/jobs", f"/staff/jobs/{refused.id}/cancel")
    assert "Leave it" not in editor.get(answer.location).text
    assert "cancelled; it had failed: it is no address" in editor.get(answer.location).text


def test_any_number_of_files_that_are_no_pdfs_is_told(browser, quiet_queue):
    editor = browser("editor")
    files = [(f"{n} {'long ' * 30}.pdf", b"<html>") for n in range(60)]
    answer = send(editor, ("a.pdf", b"%PDF-1.7 a"), *files)
    assert len(answer.location) < 200
    assert editor.get(answer.location).text.count("failed: it is not a PDF.") == 60


@pytest.mark.parametrize("url", ["ftp://example.org/a.pdf", "no address", "http:///a.pdf"])
def test_what_is_no_address_is_said_and_kept(browser, quiet_queue, url):
    answer = send(browser("editor"), url=url)
    assert answer.status_code == 422
    assert f'value="{url}"' in answer.text


def test_strangers_cannot_send_large_bodies(browser):
    body = b"x" * (300 * 1024)
    answer = browser().client.post("/staff/upload", data={"files": (io.BytesIO(body), "a.pdf")})
    assert answer.status_code in {400, 413}


def test_a_failed_job_says_why_and_can_be_tried_again(browser, desk_services, quiet_queue):
    with desk_services.catalog.begin() as tx:
        job = tx.jobs.add(Work(JobKind.UPLOAD, "lost.pdf", "ab" * 32), "editor")
    tasks.run(desk_services, quiet_queue, job)
    editor = browser("editor")
    page = editor.get("/staff/jobs").text
    assert "lost.pdf" in page
    assert "failed: the PDF is not in the data folder" in page
    editor.send("/staff/jobs", f"/staff/jobs/{job}/retry")
    editor.send("/staff/jobs", f"/staff/jobs/{job}/cancel")
    with desk_services.catalog.read() as view:
        assert view.jobs.get(job).state is JobState.CANCELLED
        assert [deed.what for deed in view.trail.deeds(limit=2)] == [
            "job cancelled",
            "job tried again",
        ]
