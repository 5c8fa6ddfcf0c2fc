from __future__ import annotations

import pytest
from sqlalchemy import create_engine, update

from kb.catalog.catalog import Catalog
from kb.catalog.schema import descriptions
from kb.errors import NotFound


def test_a_description_is_kept_and_after_a_year_forgotten(tmp_path):
    url = f"sqlite:///{tmp_path / 'catalog.sqlite3'}"
    catalog = Catalog.open(url)
    with catalog.begin() as tx:
        first = tx.descriptions.keep("crowd")
    with catalog.read() as view:
        assert view.descriptions.text(first) == "crowd"
        assert view.descriptions.holds(first, "crowd")
        assert not view.descriptions.holds(first, "fire")
    engine = create_engine(url)
    with engine.begin() as connection:
        connection.execute(update(descriptions).values(at="2020-01-01T00:00:00+00:00"))
    engine.dispose()
    with catalog.begin() as tx:
        second = tx.descriptions.keep("crowd")
    assert second != first
    with catalog.read() as view, pytest.raises(NotFound):
        view.descriptions.text(first)
    catalog.close()
