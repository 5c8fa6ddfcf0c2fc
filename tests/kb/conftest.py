from __future__ import annotations

from collections.abc import Iterator

import pytest

from kb.catalog.catalog import Catalog
from tests.support.quick_hashing import quick_hashing

__all__ = ["quick_hashing"]


@pytest.fixture
def empty_catalog(tmp_path) -> Iterator[Catalog]:
    opened = Catalog.open(f"sqlite:///{tmp_path}/catalog.sqlite3")
    yield opened
    opened.close()
