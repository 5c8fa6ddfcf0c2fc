"""Real gunicorn, real index, headless Chromium: every page template, by axe and by size."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from indexer.engines.registry import open_engine
from indexer.keeping.rebuild import rebuild
from kb.catalog.blobs import Blobs
from kb.catalog.catalog import Catalog
from kb.settings import Settings
from tests.support import small_catalog
from tests.support.browsing import browser, serving
from tests.web.pages import PAGES, urls
from web.services import Services

__all__ = ["browser"]
pytestmark = [pytest.mark.browser, pytest.mark.enable_socket]
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Services]:
    settings = Settings.at(tmp_path_factory.mktemp("browsed"))
    catalog, blobs = Catalog.open(settings.catalog_url), Blobs(settings.blobs_dir)
    small_catalog.fill(catalog, blobs)
    engine = open_engine(settings.engine_url)
    rebuild(catalog, engine, catalog.vocabulary)
    yield Services(settings, catalog, blobs, engine)
    catalog.close()


@pytest.fixture(scope="module")
def served(filled: Services) -> Iterator[str]:
    with serving(filled.settings, workers=2) as address:
        yield address


@pytest.fixture(params=[360, 1280], ids=["narrow", "wide"], scope="module")
def page(browser: Browser, request: pytest.FixtureRequest) -> Iterator[Page]:
    opened = browser.new_page(viewport={"width": request.param, "height": 900})
    yield opened
    opened.close()


@pytest.mark.parametrize("name", PAGES)
def test_axe_finds_nothing(page: Page, served: str, filled: Services, name: str):
    page.goto(served + urls(filled)[name])
    found = Axe().run(page, options=RULES)
    assert found.violations_count == 0, found.generate_report()


def test_axe_finds_nothing_in_an_answered_description(page: Page, served: str):
    page.goto(served + "/comparable")
    page.get_by_label("What is happening").fill("A protest of 2,000 people; tear gas was used.")
    page.get_by_role("button", name="Find incidents").click()
    expect(page.get_by_role("link", name="Canal Street demonstrations").first).to_be_visible()
    found = Axe().run(page, options=RULES)
    assert found.violations_count == 0, found.generate_report()


def test_no_page_is_wider_than_320_pixels(browser: Browser, served: str, filled: Services):
    narrow = browser.new_page(viewport={"width": 320, "height": 800})
    wide = []
    for name, url in urls(filled).items():
        narrow.goto(served + url)
        if narrow.evaluate("document.documentElement.scrollWidth") > 320:
            wide.append(name)
    narrow.close()
    assert wide == []


def test_a_stranger_comes_from_the_box_to_the_page(browser: Browser, served: str):
    """Without JavaScript and by keyboard: ask, narrow, open the finding, see it outlined."""
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    errors: list[str] = []
    page.on("console", lambda m: errors.append(m.text) if m.type == "error" else None)
    page.goto(served)
    page.get_by_role("searchbox").fill("tear gas warning")
    page.keyboard.press("Enter")
    page.locator("a.facet-value", has_text="Finding").first.click()
    page.wait_for_url("**kind=finding**")
    page.get_by_role("link", name="Finding 1").first.click()
    expect(page.locator("blockquote")).to_contain_text("Officers gave no audible warning")
    page.wait_for_load_state("load")
    assert page.locator(".sheet img").evaluate("image => image.naturalWidth") > 1000
    expect(page.locator(".sheet rect")).to_have_count(2)
    assert errors == []
    context.close()


def test_suggestions_are_chosen_by_keyboard(page: Page, served: str):
    page.goto(served + "/")
    box = page.get_by_role("combobox", name="Search findings")
    box.press_sequentially("tear g")
    page.get_by_role("option", name="tear gas", exact=True).wait_for()
    expect(box).to_have_attribute("aria-expanded", "true")
    assert not Axe().run(page, options=RULES).response["violations"]
    box.press("ArrowDown")
    chosen = page.locator(f"#{box.get_attribute('aria-activedescendant')}")
    expect(chosen).to_have_attribute("aria-selected", "true")
    box.press("Escape")
    expect(box).to_have_attribute("aria-expanded", "false")
    expect(box).to_have_value("tear g")
    box.press("ArrowDown")
    page.get_by_role("option", name="tear gas", exact=True).wait_for()
    box.press("ArrowDown")
    box.press("Enter")
    page.wait_for_url("**/search?q=tear+gas*")
