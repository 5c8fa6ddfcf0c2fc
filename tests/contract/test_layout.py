"""The shape of the house: budgets, names, docstrings, and who may import what."""

from __future__ import annotations

import ast
import re
import statistics
import subprocess
import sys
import tempfile
from fnmatch import fnmatch
from pathlib import Path

import pytest

from tests.support.shared import ROOT
from tests.support.tree import (
    PACKAGES,
    functions,
    imported,
    length,
    modules,
    name_of,
    tracked_files,
    tree_of,
)

CODE = modules(*PACKAGES)
DRAWERS = {"utils", "util", "helpers", "helper", "common", "misc"}

# A library and the only files that may import it.
HOMES = {
    "pdfminer": ["ingest/pages/pdf*.py"],
    "pypdfium2": ["ingest/pages/pdf*.py", "ingest/pages/pictures.py"],
    "urllib3": ["ingest/fetching/*.py"],
    "whoosh": ["indexer/engines/whoosh_*.py"],
    "tantivy": ["indexer/engines/tantivy_*.py"],
    "opensearchpy": ["indexer/engines/opensearch_client.py"],
    "sqlalchemy": ["kb/catalog/*.py"],
    "alembic": ["kb/catalog/*.py"],
    "argon2": ["kb/credentials.py"],
    "pyotp": ["kb/credentials.py"],
    "flask": ["web/*.py"],
    "limits": ["web/pace.py"],
    "click": ["kb/cli/*.py", "kb/__main__.py"],
    "rich": ["kb/cli/*.py"],
    "mcp": ["web/mcp.py"],
    "docx": ["kb/export/brief*.py"],
    "xlsxwriter": ["kb/export/workbook.py"],
    "rdflib": ["kb/vocabulary_import.py"],
    "authlib": ["web/staff/identity_provider.py"],
}


def lines(path: Path) -> int:
    return len(path.read_text(encoding="utf-8").splitlines())


def test_no_file_is_a_drawer():
    named = [name_of(path) for path in CODE + modules("tests") if path.stem in DRAWERS]
    assert named == []


def test_every_module_says_what_it_is_for():
    silent = [name_of(path) for path in CODE if not ast.get_docstring(tree_of(path))]
    assert silent == []


def test_files_stay_small():
    sizes = {name_of(path): lines(path) for path in CODE + modules("tests")}
    assert {name: size for name, size in sizes.items() if size > 600} == {}
    own = sorted(lines(path) for path in CODE)
    assert statistics.median(own) <= 150
    assert own[int(len(own) * 0.9)] <= 400


def test_functions_stay_small():
    sizes = {
        f"{name_of(path)}:{node.name}": length(node)
        for path in CODE
        for node in functions(tree_of(path))
    }
    assert {name: size for name, size in sizes.items() if size > 60} == {}
    every = sorted(sizes.values())
    assert statistics.median(every) <= 10
    assert every[int(len(every) * 0.9)] <= 30


@pytest.mark.parametrize("library", HOMES)
def test_a_library_has_one_home(library):
    strangers = [
        name_of(path)
        for path in CODE
        if library in imported(tree_of(path))
        and not any(fnmatch(name_of(path), home) for home in HOMES[library])
    ]
    assert strangers == []


def test_nothing_asks_nltk_for_data():
    asking = [
        name_of(path)
        for path in CODE
        if re.search(r"nltk\.(data|download)\b", path.read_text(encoding="utf-8"))
        and not path.name.startswith("test_")
    ]
    assert asking == []


def test_import_contracts_hold():
    run = subprocess.run(
        [str(Path(sys.executable).with_name("lint-imports")), "--no-cache"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stdout + run.stderr


TEXT = {".py", ".md", ".toml", ".txt", ".csv", ".json", ".html", ".css", ".js", ".cfg", ".sh", ""}


def test_nothing_names_the_machine_it_was_written_on():
    # A checkout may lie right under the folder for what is temporary, which any code may name
    everybodys = {Path("/"), Path(tempfile.gettempdir())}
    places = {f"{place}/" for place in {Path.home(), ROOT.parent} - everybodys}
    told = [
        f"{name_of(path)}: {place}"
        for path in tracked_files()
        if path.suffix in TEXT
        for place in places
        if place in path.read_text(encoding="utf-8", errors="replace")
    ]
    assert told == []


def test_pages_load_nothing_from_elsewhere():
    """An agency's network may be closed; and a page that loads from elsewhere tells others."""
    foreign = re.compile(r"""(<(script|img|link|iframe|form)[^>]*["']https?:|url\(["']?https?:)""")
    loading = [
        name_of(path)
        for folder in ("templates", "static")
        for path in (ROOT / "web" / folder).rglob("*")
        if path.suffix in {".html", ".css", ".js", ".svg", ".xml", ".txt"}
        and foreign.search(path.read_text(encoding="utf-8"))
    ]
    assert loading == []
