from __future__ import annotations

import sqlite3

import pytest
from sqlalchemy import select, text

from kb.catalog.blobs import Blobs
from kb.catalog.catalog import Catalog
from kb.catalog.connection import reading, writing
from kb.catalog.schema import metadata, seals, unsealed
from kb.catalog.sealing import SEALED, digest_of
from kb.curation import withdraw
from tests.support import small_catalog


@pytest.fixture
def held(tmp_path):
    """A catalog with reports, and its PDFs."""
    catalog, blobs = Catalog.open(f"sqlite:///{tmp_path}/catalog.sqlite3"), Blobs(tmp_path)
    small_catalog.fill(catalog, blobs)
    yield catalog, blobs
    catalog.close()


def sealed(catalog):
    with reading(catalog._engine) as connection:
        assert connection.scalars(select(unsealed.c.report)).all() == []
        return {row.report: row.digest for row in connection.execute(select(seals))}


def rot(tmp_path, table, column, change):
    """Change a row as rot does: nothing is told of it."""
    with sqlite3.connect(tmp_path / "catalog.sqlite3") as plain:
        found = plain.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
        watching = [row for row in found if "unseal" in row[0]]
        for name, _ in watching:
            plain.execute(f"DROP TRIGGER {name}")
        plain.execute(f"UPDATE {table} SET {column} = {change} WHERE rowid = 1")
        for _, made in watching:
            plain.execute(made)
    plain.close()


def test_every_report_is_sealed_when_it_is_kept_and_anew_when_it_changes(held):
    catalog, _ = held
    before = sealed(catalog)
    with catalog.read(staff=True) as view:
        assert set(before) == {summary.id for summary in view.summaries()}
    report = min(before)
    withdraw(catalog, report, why="a test")
    after = sealed(catalog)
    assert {name for name in after if after[name] != before[name]} == {report}


@pytest.mark.parametrize("table", SEALED)
@pytest.mark.parametrize("verb", ["INSERT", "UPDATE", "DELETE"])
def test_no_statement_can_forget_the_seal(held, table, verb):
    """Each table that is sealed is watched, whatever writes to it."""
    with reading(held[0]._engine) as connection:
        made = connection.scalar(
            text("SELECT sql FROM sqlite_master WHERE tbl_name = :table AND sql LIKE :like"),
            {"table": table, "like": f"%AFTER {verb} ON {table} %"},
        )
    row = "OLD" if verb == "DELETE" else "NEW"
    assert f"DELETE FROM seals WHERE report = {row}.{SEALED[table]};" in made
    assert f"INTO unsealed (report) VALUES ({row}.{SEALED[table]})" in made


@pytest.mark.parametrize(
    ("changed", "mendable"),
    [
        (("identities", "number", "'9'"), True),
        (("identities", "text", "'Officers gave no audible warning'"), True),
        (("accounts", "body", "replace(body, '2020-06-06', '2020-06-07')"), True),
        (("report_sites", "body", "replace(body, 'OH', 'OK')"), True),
        (("reports", "version", "version + 64"), True),
        (("reports", "summary", "replace(summary, 'Harlow', 'Harmow')"), True),
        (("extractions", "read_at", "'2126-11-26T09:00:00+00:00'"), False),
        (("reports", "url", "'https://kb.example/b'"), False),
        (("reports", "rights", "'public domaim'"), False),
        (("reports", "added", "'2126-11-26T09:00:00+00:00'"), False),
    ],
)
def test_a_changed_row_is_named_and_mended_only_to_what_was_sealed(
    held, tmp_path, changed, mendable
):
    catalog, blobs = held
    right = sealed(catalog)
    rot(tmp_path, *changed)
    found = [fault for fault in catalog.check(blobs) if fault.kind == "changed-row"]
    assert found
    for fault in found:
        assert catalog.mend_text(fault.about) is mendable
    left = {fault.kind for fault in catalog.check(blobs)}
    assert left == (set() if mendable else {"changed-row"})
    assert sealed(catalog) == right


def test_what_is_written_of_a_report_later_counts(held, tmp_path):
    catalog, blobs = held
    rot(tmp_path, "reports", "url", "'https://kb.example/b'")
    (found,) = catalog.check(blobs)
    withdraw(catalog, found.about, why="a test")
    assert catalog.check(blobs) == ()


def test_a_digest_depends_on_no_order(held):
    catalog, _ = held
    right = sealed(catalog)
    with writing(catalog._engine) as connection:
        rows = (
            connection.execute(text("SELECT * FROM identities ORDER BY id DESC")).mappings().all()
        )
        connection.execute(text("PRAGMA defer_foreign_keys = ON"))
        connection.execute(text("DELETE FROM identities"))
        connection.execute(metadata.tables["identities"].insert(), rows)
        assert {report: digest_of(connection, report) for report in right} == right
