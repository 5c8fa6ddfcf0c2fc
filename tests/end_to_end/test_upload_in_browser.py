"""PDFs sent from a browser: each is followed from sending until it is found."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect
from reportlab.pdfgen.canvas import Canvas

from tests.end_to_end.test_pages_in_browser import RULES
from tests.reliability.service import PASSWORD, Service, filled
from tests.support.browsing import browser

__all__ = ["browser"]
pytestmark = [pytest.mark.browser, pytest.mark.enable_socket, pytest.mark.timeout(600)]
# Reading takes its time on a busy machine.
PATIENCE_MS = 180_000


@pytest.fixture(scope="module")
def service(tmp_path_factory) -> Iterator[Service]:
    made = filled(tmp_path_factory.mktemp("upload"))
    made.start(workers=2)
    yield made
    made.stop()


@pytest.fixture(scope="module")
def editor(browser: Browser, service: Service) -> Iterator[Page]:
    page = browser.new_page(viewport={"width": 1280, "height": 900}, base_url=service.url)
    page.goto("/staff/sign-in")
    page.get_by_label("Name").fill("chief")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("heading", name="Staff desk")).to_be_visible()
    yield page
    page.close()


def report(folder: Path, name: str, statement: str) -> Path:
    """A report with a title of its own on its cover."""
    out = io.BytesIO()
    canvas = Canvas(out, invariant=1)
    canvas.setFont("Helvetica-Bold", 28)
    canvas.drawString(72, 600, "Flood at the Old Mill Bridge")
    canvas.setFont("Helvetica", 12)
    canvas.drawString(72, 560, "Published by the Harlow Bend Police Department, May 2021")
    canvas.showPage()
    canvas.setFont("Helvetica", 11)
    canvas.drawString(72, 700, f"Recommendation 1. {statement}")
    canvas.save()
    (folder / name).write_bytes(out.getvalue())
    return folder / name


def send(editor: Page, *files: Path) -> None:
    editor.goto("/staff/upload")
    editor.get_by_label("PDF files").set_input_files(files)
    expect(editor.locator("[data-chosen] li")).to_have_count(len(files))
    editor.get_by_role("button", name="Add them").click()


def test_files_are_followed_until_they_are_found(editor: Page, tmp_path):
    bad = tmp_path / "notes.pdf"
    bad.write_bytes(b"no pdf at all")
    send(editor, report(tmp_path, "first.pdf", "Keep a boat at the bridge."), bad)
    editor.wait_for_url("**/staff/jobs/batch/**")
    expect(editor.get_by_role("row", name="notes.pdf")).to_contain_text("it is not a PDF")
    heading = editor.get_by_role("heading", level=1)
    expect(heading).to_have_text("2 of 2 done", timeout=PATIENCE_MS)
    onward = editor.get_by_role("link", name="Review them")
    expect(onward).to_have_attribute("href", "/staff/review")
    address = editor.url
    editor.goto("/staff")
    editor.goto(address)
    expect(heading).to_have_text("2 of 2 done")
    found = Axe().run(editor, options=RULES)
    assert found.violations_count == 0, found.generate_report()
    # The same bytes again are known by their content.
    send(editor, tmp_path / "first.pdf")
    expect(editor.get_by_text(re.compile("was here already"))).to_be_visible(timeout=PATIENCE_MS)


def test_files_can_be_dropped(editor: Page):
    editor.goto("/staff/upload")
    held = editor.evaluate_handle(
        """() => {
          const held = new DataTransfer();
          for (const name of ["one.pdf", "two.pdf"]) held.items.add(new File(["<html>"], name));
          return held;
        }"""
    )
    editor.dispatch_event("[data-drop]", "drop", {"dataTransfer": held})
    expect(editor.locator("[data-chosen] li")).to_have_text(["one.pdf, 1 KB", "two.pdf, 1 KB"])
    editor.get_by_role("button", name="Add them").click()
    for name in ("one.pdf", "two.pdf"):
        told = editor.get_by_role("alert").filter(has_text=name)
        expect(told).to_contain_text("it is not a PDF")


def test_what_is_no_pdf_leaves_the_form_with_the_reason(editor: Page, tmp_path):
    bad = tmp_path / "page.pdf"
    bad.write_bytes(b"<html>")
    send(editor, bad)
    expect(editor.get_by_role("alert").filter(has_text="it is not a PDF")).to_be_visible()
    expect(editor.get_by_label("PDF files")).to_be_visible()


def test_another_version_is_asked_about_and_linked(editor: Page, tmp_path):
    send(editor, report(tmp_path, "second.pdf", "Keep two boats at the bridge, and a rope."))
    ask = editor.get_by_role("link", name="is it a later version?")
    expect(ask).to_be_visible(timeout=PATIENCE_MS)
    ask.click()
    expect(editor.get_by_label("Title")).to_have_value(re.compile("Old Mill Bridge"))
    expect(editor.get_by_text(re.compile(r"Read: .*Old Mill Bridge.*page 1"))).to_be_visible()
    editor.get_by_role("button", name="This report replaces it").click()
    expect(editor.get_by_label("Replaces")).to_have_value(re.compile("mill-bridge"))
