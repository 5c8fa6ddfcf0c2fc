"""Members of each role, signed in by the pages themselves, over a catalog of their own."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from ingest.pages.pictures import page_picture
from kb import membership
from kb.catalog.blobs import Blobs
from kb.catalog.catalog import Catalog
from kb.domain.staff import Actor, Role
from kb.settings import Settings
from tests.support import small_catalog
from tests.support.quick_hashing import quick_hashing
from web.app import create_app
from web.page_pictures import SCALE
from web.services import Services

__all__ = ["quick_hashing"]
PASSWORD = "quiet river seven lanterns"
TOKEN = re.compile(r'name="csrf_token"(?: type="hidden")? value="([^"]+)"')


@dataclass
class Browser:
    """A client that sends forms as a browser does: with the token of the page they stand on."""

    client: FlaskClient

    def get(self, address: str, **given) -> TestResponse:
        return self.client.get(address, **given)

    def send(self, page: str, address: str = "", /, **data) -> TestResponse:
        token = TOKEN.search(self.client.get(page).text)
        assert token, f"{page} has no form"
        return self.client.post(address or page, data={"csrf_token": token[1], **data})

    def sign_in(self, name: str, **given) -> TestResponse:
        return self.send("/staff/sign-in", name=name, password=PASSWORD, **given)


@pytest.fixture(scope="module")
def desk_services(tmp_path_factory, quick_hashing) -> Iterator[Services]:
    folder = tmp_path_factory.mktemp("desk")
    settings = Settings.at(folder, engine_url="memory:")
    catalog = Catalog.open(settings.catalog_url)
    blobs = Blobs(settings.blobs_dir)
    small_catalog.fill(catalog, blobs)
    admit(catalog)
    yield Services(settings, catalog, blobs, small_catalog.index(catalog))
    catalog.close()


def admit(catalog: Catalog) -> None:
    """Make one member of each role, called by it."""
    secret = membership.setup_secret(catalog)
    membership.accept(catalog, secret, Role.ADMIN, PASSWORD, "")
    for role in (Role.EDITOR, Role.READER):
        secret = membership.invite(catalog, role, role, Actor("shell:root"))
        membership.accept(catalog, secret, "", PASSWORD, "")


@pytest.fixture(scope="module")
def desk_app(desk_services: Services) -> Flask:
    app = create_app(desk_services.settings, desk_services)
    app.config["PROPAGATE_EXCEPTIONS"] = False
    return app


@pytest.fixture(scope="session")
def filled_folder(tmp_path_factory, quick_hashing) -> Path:
    """A data folder with three reports, their pages drawn, and members, to be copied."""
    folder = tmp_path_factory.mktemp("filled")
    settings = Settings.at(folder, engine_url="memory:")
    catalog = Catalog.open(settings.catalog_url)
    blobs = Blobs(settings.blobs_dir)
    small_catalog.fill(catalog, blobs)
    admit(catalog)
    with catalog.read() as view:
        for summary in view.summaries():
            pdf = blobs.path(summary.sha256)
            page_picture(pdf, 2, scale=SCALE, kept=settings.pictures_dir)
    catalog.close()
    return folder


@pytest.fixture
def own_services(filled_folder: Path, tmp_path: Path) -> Iterator[Services]:
    """Services over a catalog that one test may change as it likes."""
    shutil.copytree(filled_folder, tmp_path, dirs_exist_ok=True)
    settings = Settings.at(tmp_path, engine_url="memory:")
    catalog = Catalog.open(settings.catalog_url)
    engine = small_catalog.index(catalog)
    yield Services(settings, catalog, Blobs(settings.blobs_dir), engine)
    catalog.close()


@pytest.fixture
def browser(desk_app: Flask) -> Callable[[str], Browser]:
    def opened(role: str = "") -> Browser:
        made = Browser(desk_app.test_client())
        if role:
            assert made.sign_in(role).status_code == 303
        return made

    return opened
