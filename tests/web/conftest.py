"""A real application over a small catalog, real files and the readable engine."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from kb.catalog.blobs import Blobs
from kb.catalog.catalog import Catalog
from kb.settings import Settings
from tests.support import small_catalog
from web.app import create_app
from web.services import Services


@pytest.fixture(scope="session")
def services(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Services]:
    folder: Path = tmp_path_factory.mktemp("data")
    settings = Settings.at(folder, engine_url="memory:")
    catalog = Catalog.open(settings.catalog_url)
    blobs = Blobs(settings.blobs_dir)
    small_catalog.fill(catalog, blobs)
    small_catalog.recur(catalog)
    yield Services(settings, catalog, blobs, small_catalog.index(catalog))
    catalog.close()


@pytest.fixture(scope="session")
def app(services: Services) -> Flask:
    app = create_app(services.settings, services)
    app.config["PROPAGATE_EXCEPTIONS"] = False
    return app


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()
