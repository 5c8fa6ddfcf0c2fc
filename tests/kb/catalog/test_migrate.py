from __future__ import annotations

import sqlite3

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

from kb.catalog.blobs import Blobs
from kb.catalog.catalog import Catalog
from kb.catalog.connection import make_engine, reading
from kb.catalog.migrate import HEAD, MIGRATIONS, downgrade, upgrade, version
from kb.catalog.schema import metadata
from kb.errors import CatalogUnavailable
from tests.support import small_catalog


@pytest.fixture
def engine(tmp_path):
    made = make_engine(f"sqlite:///{tmp_path}/catalog.sqlite3")
    yield made
    made.dispose()


def test_migrations_make_the_tables_that_the_code_knows(engine):
    assert upgrade(engine)
    with reading(engine) as connection:
        context = MigrationContext.configure(connection, opts={"compare_server_default": True})
        assert compare_metadata(context, metadata) == []


def test_the_latest_migration_is_the_one_the_code_expects():
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    assert ScriptDirectory.from_config(config).get_heads() == [HEAD]


def test_up_twice_down_and_up_again(engine):
    assert upgrade(engine)
    assert not upgrade(engine)
    downgrade(engine, "base")
    assert version(engine) == ""
    assert upgrade(engine)
    assert version(engine) == HEAD


def test_reports_survive_the_way_down_and_up_again(engine, tmp_path):
    """Tables that others refer to are changed in place, with rows in all of them."""
    catalog = Catalog.open(str(engine.url))
    small_catalog.fill(catalog, Blobs(tmp_path / "blobs"))
    with catalog.read() as view:
        before = [view.report(summary.id) for summary in view.summaries()]
    catalog.close()
    downgrade(engine, "0001")
    assert upgrade(engine)
    catalog = Catalog.open(str(engine.url))
    with catalog.read() as view:
        assert [view.report(summary.id) for summary in view.summaries()] == before
    catalog.close()


def test_a_catalog_of_a_later_kb_is_left_alone(engine, tmp_path):
    upgrade(engine)
    with sqlite3.connect(tmp_path / "catalog.sqlite3") as plain:
        plain.execute("UPDATE alembic_version SET version_num = '9999'")
    plain.close()
    with pytest.raises(CatalogUnavailable, match="9999"):
        Catalog.open(str(engine.url))
    with pytest.raises(CatalogUnavailable, match="later version"):
        Catalog.open(str(engine.url), upgrade=True)
