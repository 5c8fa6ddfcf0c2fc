"""Faults planted in a real data folder: each is named, what can be mended is, the rest is said."""

from __future__ import annotations

import shutil
import sqlite3
from pathlib import Path

import pytest
from click.testing import CliRunner
from sqlalchemy import create_engine

from indexer.engines.registry import engine_of
from indexer.fields import DOCUMENTS_VERSION
from indexer.keeping.checking import check_index
from indexer.keeping.rebuild import rebuild
from indexer.query import Everything, Search
from kb.catalog.blobs import Blobs
from kb.catalog.catalog import Catalog
from kb.catalog.migrate import HEAD, downgrade
from kb.cli.catalog import migrate
from kb.cli.doctor import doctor
from kb.cli.index import reindex
from kb.curation import withdraw
from kb.errors import CatalogUnavailable
from kb.reference import load_vocabulary
from kb.settings import Settings
from tests.support import small_catalog
from tests.support.random_searches import Axes


@pytest.fixture(scope="module")
def healthy(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("healthy")
    settings = Settings.at(folder, semantic="off")
    catalog = Catalog.open(settings.catalog_url)
    small_catalog.fill(catalog, Blobs(settings.blobs_dir))
    rebuild(catalog, engine_of(settings), load_vocabulary())
    catalog.close()
    return folder


@pytest.fixture
def folder(healthy, tmp_path) -> Path:
    return Path(shutil.copytree(healthy, tmp_path / "data"))


def examined(folder: Path, *options: str):
    env = {"KB_DATA_DIR": str(folder), "KB_SEMANTIC": "off"}
    return CliRunner(env=env).invoke(doctor, options)


def pdfs(folder: Path) -> list[Path]:
    return sorted(p for p in (folder / "blobs").rglob("*") if p.is_file())


def sql(folder: Path, statement: str) -> None:
    with sqlite3.connect(folder / "catalog.sqlite3") as plain:
        plain.execute(statement)
    plain.close()


def lose_pdf(folder: Path) -> None:
    pdfs(folder)[0].unlink()


def rot_pdf(folder: Path) -> None:
    path = pdfs(folder)[0]
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(data)


def add_pdf(folder: Path) -> None:
    Blobs(folder / "blobs").put(b"%PDF-1.4 nobody's")


def lose_text(folder: Path) -> None:
    sql(folder, "DELETE FROM pages WHERE report = (SELECT min(report) FROM pages)")


def rot_row(folder: Path) -> None:
    sql(folder, "UPDATE records SET body = zeroblob(20) WHERE rowid = 1")


def rot_number(folder: Path) -> None:
    """A bit of a printed number changes on the disk, of which the database knows nothing."""
    kept = "SELECT report, digest FROM seals"
    with sqlite3.connect(folder / "catalog.sqlite3") as plain:
        seals = plain.execute(kept).fetchall()
        plain.execute("UPDATE identities SET number = number || '1' WHERE rowid = 1")
        plain.execute("DELETE FROM unsealed")
        plain.executemany("INSERT OR REPLACE INTO seals VALUES (?, ?)", seals)
    plain.close()


def leave_in_index(folder: Path) -> None:
    """A report is gone from the catalog and the log does not say so."""
    sql(folder, "UPDATE reports SET withdrawn = 'gone' WHERE id = (SELECT min(id) FROM reports)")


def leave_behind(folder: Path) -> None:
    catalog = Catalog.open(f"sqlite:///{folder}/catalog.sqlite3")
    with catalog.read() as view:
        report = view.summaries()[0].id
    withdraw(catalog, report, why="a test")
    catalog.close()


def tear_index(folder: Path) -> None:
    segment = max((folder / "index").rglob("*"), key=lambda p: p.stat().st_size * p.is_file())
    segment.write_bytes(segment.read_bytes()[:-1])


def tear_earlier_index(folder: Path) -> None:
    """The index that is kept to go back to; nobody reads it until somebody does."""
    env = {"KB_DATA_DIR": str(folder), "KB_SEMANTIC": "off"}
    live = engine_of(Settings.at(folder, semantic="off")).generations()[0].name
    assert CliRunner(env=env).invoke(reindex).exit_code == 0
    segment = max((folder / "index" / live).glob("*.seg"))
    segment.write_bytes(segment.read_bytes()[:-1])


FAULTS = {
    "missing-pdf": (lose_pdf, True),
    "wrong-hash": (rot_pdf, True),
    "extra-pdf": (add_pdf, True),
    "no-text": (lose_text, True),
    "damaged-row": (rot_row, True),
    "changed-row": (rot_number, True),
    "index-row-without-catalog-row": (leave_in_index, True),
    "stale-index": (leave_behind, True),
    "damaged-index": (tear_index, True),
    "damaged-earlier-index": (tear_earlier_index, True),
}


def test_a_healthy_folder_has_no_faults(folder):
    result = examined(folder)
    assert (result.exit_code, result.output) == (0, "All is well.\n")


@pytest.mark.parametrize("kind", FAULTS)
def test_each_planted_fault_is_named_and_mended(folder, kind):
    plant, mendable = FAULTS[kind]
    plant(folder)
    found = examined(folder)
    assert found.exit_code == 1, found.output
    assert f"WRONG   {kind}: " in found.output
    mended = examined(folder, "--repair")
    assert (mended.exit_code == 0) is mendable, mended.output
    assert f"mended  {kind}: " in mended.output
    assert examined(folder).output == "All is well.\n"


def test_a_single_statement_that_is_gone_comes_back(folder):
    sql(folder, "DELETE FROM records WHERE rowid = 1")
    found = examined(folder)
    assert "WRONG   no-text: " in found.output
    assert "statements are there" in found.output
    assert examined(folder, "--repair").exit_code == 0
    assert examined(folder).output == "All is well.\n"


def test_a_pdf_that_nobody_has_is_left_to_people(folder, monkeypatch):
    monkeypatch.setattr("kb.cli.doctor._SAMPLES", folder / "nowhere")
    lose_pdf(folder)
    result = examined(folder, "--repair")
    assert result.exit_code == 1
    assert "kb ingest --again" in result.output


def test_the_earlier_index_can_be_gone_back_to(folder):
    runner = CliRunner(env={"KB_DATA_DIR": str(folder), "KB_SEMANTIC": "off"})
    refused = runner.invoke(reindex, ["--rollback"])
    assert "no earlier index" in str(refused.exception)
    settings = Settings.at(folder, semantic="off")
    first = next(g.name for g in engine_of(settings).generations() if g.live)
    assert runner.invoke(reindex).exit_code == 0
    leave_behind(folder)
    back = runner.invoke(reindex, ["--rollback"])
    assert back.exit_code == 0, back.output
    engine = engine_of(settings)
    assert next(g.name for g in engine.generations() if g.live) == first
    catalog = Catalog.open(settings.catalog_url)
    with catalog.read() as view:
        shown = sum(s.records for s in view.summaries())
    catalog.close()
    assert engine.search(Search(Everything(), "records")).total == shown


def test_the_tables_of_an_earlier_version_are_migrated_before_anything_is_compared(folder):
    older = create_engine(f"sqlite:///{folder}/catalog.sqlite3")
    downgrade(older, f"{int(HEAD) - 1:04}")
    older.dispose()
    refused = examined(folder)
    assert isinstance(refused.exception, CatalogUnavailable)
    assert "kb migrate" in refused.exception.hint
    moved = CliRunner(env={"KB_DATA_DIR": str(folder)}).invoke(migrate)
    assert moved.exit_code == 0, moved.output
    assert examined(folder).output == "All is well.\n"


def test_an_index_of_an_earlier_version_is_stale_and_nothing_else(folder, monkeypatch):
    monkeypatch.setattr("indexer.fields.DOCUMENTS_VERSION", DOCUMENTS_VERSION + 1)
    found = examined(folder)
    assert (found.exit_code, found.output.count("WRONG")) == (1, 1)
    assert "stale-index: index" in found.output
    assert examined(folder, "--repair").exit_code == 0
    assert examined(folder).output == "All is well.\n"


def test_an_index_without_the_vectors_of_this_model_is_stale(folder):
    settings = Settings.at(folder, semantic="off")
    catalog = Catalog.open(settings.catalog_url)
    engine = engine_of(settings)
    engine.encoder = Axes()
    found = [fault.kind for fault in check_index(catalog, engine, catalog.vocabulary)]
    rebuild(catalog, engine, catalog.vocabulary)
    left = list(check_index(catalog, engine, catalog.vocabulary))
    catalog.close()
    assert (found, left) == (["stale-index"], [])
