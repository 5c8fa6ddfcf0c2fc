from __future__ import annotations

from collections.abc import Iterator

import pytest

from indexer.engine import SearchEngine
from indexer.keeping.sync import sync
from kb.catalog.blobs import Blobs
from kb.catalog.catalog import Catalog
from kb.reference import load_vocabulary
from tests.support.engines import NAMES, make_engine
from tests.support.small_catalog import fill


@pytest.fixture(scope="session")
def catalog(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Catalog]:
    folder = tmp_path_factory.mktemp("small")
    opened = Catalog.open(f"sqlite:///{folder / 'catalog.sqlite3'}")
    fill(opened, Blobs(folder / "blobs"))
    yield opened
    opened.close()


@pytest.fixture(scope="session", params=NAMES)
def engine(
    request: pytest.FixtureRequest, catalog: Catalog, tmp_path_factory: pytest.TempPathFactory
) -> SearchEngine:
    made = make_engine(request.param, tmp_path_factory.mktemp("engine"))
    sync(catalog, made, load_vocabulary())
    return made
