"""The review desk under gunicorn with two workers, in headless Chromium: keys, drawing, axe."""

from __future__ import annotations

import re
import time
import urllib.error
import urllib.request
from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from indexer.engines.registry import open_engine
from indexer.keeping.rebuild import rebuild
from kb.catalog.blobs import Blobs
from kb.catalog.catalog import Catalog
from kb.settings import Settings
from tests.end_to_end.test_pages_in_browser import RULES, served
from tests.support import small_catalog
from tests.support.browsing import browser
from tests.support.quick_hashing import quick_hashing
from tests.web.staff.conftest import PASSWORD, admit
from web.services import Services

__all__ = ["browser", "quick_hashing", "served"]
pytestmark = [pytest.mark.browser, pytest.mark.enable_socket]
REPORT = "iir-2020-five-days-canal-street"
OTHER = "iir-2021-accountability-after-canal-street"
PAGE = f"/staff/review/{REPORT}?page=2"
DESK = (
    "/staff/review",
    "/staff/review?by=statement",
    PAGE,
    f"/staff/review/{REPORT}/add?page=2",
    f"/staff/review/{REPORT}/about",
)


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory, quick_hashing: None) -> Iterator[Services]:
    settings = Settings.at(tmp_path_factory.mktemp("reviewed"))
    catalog, blobs = Catalog.open(settings.catalog_url), Blobs(settings.blobs_dir)
    small_catalog.fill(catalog, blobs)
    admit(catalog)
    engine = open_engine(settings.engine_url)
    rebuild(catalog, engine, catalog.vocabulary)
    yield Services(settings, catalog, blobs, engine)
    catalog.close()


@pytest.fixture(scope="module")
def editor(browser: Browser, served: str) -> Iterator[Page]:
    page = browser.new_page(viewport={"width": 1280, "height": 900}, base_url=served)
    page.goto("/staff/sign-in")
    page.get_by_label("Name").fill("editor")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("heading", name="Staff desk")).to_be_visible()
    yield page
    page.close()


@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("address", DESK)
def test_axe_finds_nothing_at_the_desk(editor: Page, address: str, width: int):
    editor.set_viewport_size({"width": width, "height": 900})
    editor.goto(address)
    found = Axe().run(editor, options=RULES)
    assert found.violations_count == 0, found.generate_report()
    assert editor.evaluate("document.documentElement.scrollWidth") <= width


def test_a_page_that_is_higher_than_the_window_is_reached_by_keyboard(editor: Page):
    editor.set_viewport_size({"width": 1280, "height": 500})
    editor.goto(f"/staff/review/{REPORT}/add?page=2")
    found = Axe().run(editor, options=RULES)
    assert found.violations_count == 0, found.generate_report()


def test_a_page_is_gone_through_by_keys(editor: Page):
    editor.set_viewport_size({"width": 1280, "height": 900})
    editor.goto(PAGE)
    editor.keyboard.press("j")
    editor.keyboard.press("a")
    editor.wait_for_url("**#s-2")
    expect(editor.locator("#s-1 .state")).to_have_text("decided")
    expect(editor.locator("#s-2")).to_be_focused()
    editor.keyboard.press("e")
    words = editor.locator("#s-2 textarea[name=text]")
    expect(words).to_be_focused()
    words.fill("Two warnings before any gas. are j and r typed here?")
    editor.locator("#s-2").get_by_role("button", name="Save the correction").click()
    expect(editor.locator("#s-2 .statement-text")).to_contain_text("are j and r typed here?")
    editor.keyboard.press("u")
    expect(editor.locator("#s-2 .statement-text")).to_contain_text("at least two audible")


def test_keys_go_on_after_their_list_was_opened_and_begin_at_the_first_statement(editor: Page):
    editor.set_viewport_size({"width": 1280, "height": 900})
    editor.goto(PAGE)
    editor.keyboard.press("?")
    expect(editor.get_by_text("this list")).to_be_visible()
    editor.keyboard.press("r")
    expect(editor.locator("#s-1")).to_be_focused()
    expect(editor.locator("#s-1 .state", has_text="rejected")).to_have_count(0)
    editor.keyboard.press("d")
    expect(editor.locator(".review-card:not(#s-1):has(.doubt)").first).to_be_focused()


def test_a_statement_is_added_by_drawing_around_its_lines(editor: Page):
    editor.set_viewport_size({"width": 1280, "height": 900})
    editor.goto(f"/staff/review/{REPORT}/add?page=2")
    sheet = editor.locator("[data-draw] svg").bounding_box()
    assert sheet
    editor.mouse.move(sheet["x"] + 2, sheet["y"] + 2)
    editor.mouse.down()
    editor.mouse.move(sheet["x"] + 8, sheet["y"] + 8)
    editor.mouse.up()
    expect(editor.get_by_text("No line lies in that box.")).to_be_visible()
    editor.mouse.move(sheet["x"] + 10, sheet["y"] + 0.74 * sheet["height"])
    editor.mouse.down()
    editor.mouse.move(sheet["x"] + sheet["width"] - 10, sheet["y"] + 0.82 * sheet["height"])
    editor.mouse.up()
    expect(editor.get_by_label("Words")).to_have_value(
        re.compile(r"^This publication was prepared by.*liability\.$", re.DOTALL)
    )
    editor.get_by_role("button", name="Add it").click()
    card = editor.locator(".review-card", has_text="Added by editor")
    expect(card.locator(".statement-text")).to_contain_text("This publication was prepared by")


def found(served: str) -> set[tuple[int, bool]]:
    """Ask several times, so that both workers answer: the page's status, whether it is found."""
    told = set()
    for _ in range(8):
        with urllib.request.urlopen(f"{served}/search.json?q=warnings") as answer:
            named = OTHER in answer.read().decode()
        try:
            with urllib.request.urlopen(f"{served}/reports/{OTHER}") as answer:
                told.add((answer.status, named))
        except urllib.error.HTTPError as error:
            told.add((error.code, named))
    return told


def test_a_withdrawn_report_is_gone_in_every_worker_within_two_seconds(editor: Page, served: str):
    assert found(served) == {(200, True)}
    editor.goto(f"/staff/review/{OTHER}/about")
    editor.get_by_label("Why").fill("the city asked")
    began = time.monotonic()
    editor.get_by_role("button", name="Withdraw the report").click()
    expect(editor.get_by_role("heading", name="Withdrawn")).to_be_visible()
    time.sleep(max(0.0, 2.0 - (time.monotonic() - began)))
    assert found(served) == {(410, False)}
