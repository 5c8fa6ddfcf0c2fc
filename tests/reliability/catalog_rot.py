"""One bit of the catalog changed: statements and pages are right afterwards, or it is found."""

from __future__ import annotations

import random
import shutil
import sqlite3
from pathlib import Path

from kb.catalog.blobs import Blobs
from kb.catalog.catalog import Catalog
from kb.catalog.sealing import SEALED
from kb.errors import KbError
from kb.settings import Settings
from tests.reliability.scenario import Measured
from tests.reliability.service import filled

# What readers read, and what it follows from. A changed bit elsewhere (accounts of staff, the
# trail, lessons, which are made anew) is only counted.
READ = frozenset({"records", "pages", "passages", "extractions", "reports", *SEALED})


def run(times: int, folder: Path) -> Measured:
    """Change one bit at a time in a copy."""
    seen, draw = Measured(), random.Random(times)
    healthy = filled(folder, indexed=False).settings
    with sqlite3.connect(healthy.data_dir / "catalog.sqlite3") as plain:
        plain.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    plain.close()
    right = _told(healthy.data_dir)
    for _ in range(times):
        data = folder / "damaged"
        shutil.copytree(healthy.data_dir, data)
        file = data / "catalog.sqlite3"
        held = bytearray(file.read_bytes())
        at, bit = draw.randrange(len(held)), draw.randrange(8)
        held[at] ^= 1 << bit
        file.write_bytes(bytes(held))
        try:
            wrong = {line.partition(":")[0] for line in _told(data) ^ right}
            if wrong and not _found(data):
                seen.check(not wrong & READ, f"bit {bit} of byte {at}: {wrong} is wrong, not found")
                seen.count("changes not found")
            else:
                seen.count("changes told of" if wrong else "changes without effect")
        except (KbError, sqlite3.DatabaseError, UnicodeDecodeError):
            seen.count("changes told of")
        shutil.rmtree(data)
    return seen


def _told(data: Path) -> set[str]:
    """Give all rows of all tables as they are told."""
    with sqlite3.connect(data / "catalog.sqlite3") as plain:
        tables = plain.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
        told = [f"{name}: {row}" for (name,) in tables for row in plain.execute(
            f'SELECT * FROM "{name}"')]  # fmt: skip
    plain.close()
    return set(told)


def _found(data: Path) -> bool:
    settings = Settings.at(data, semantic="off")
    catalog = Catalog.open(settings.catalog_url)
    try:
        return bool(catalog.check(Blobs(settings.blobs_dir)))
    finally:
        catalog.close()
