"""What must hold after any mishap: what was acknowledged is there, and the index says the same."""

from __future__ import annotations

import hashlib
import sqlite3
from dataclasses import dataclass, field

from indexer.engines.registry import engine_of
from indexer.keeping.checking import check_index
from indexer.keeping.sync import sync
from kb.catalog.blobs import Blobs
from kb.catalog.catalog import Catalog
from kb.settings import Settings
from tests.reliability.scenario import Measured
from tests.reliability.service import pdf


@dataclass(slots=True)
class Acknowledged:
    """What a client was told is done: jobs by the number of their PDF, and decisions by number."""

    uploads: dict[int, int] = field(default_factory=dict)
    decisions: set[int] = field(default_factory=set)

    @property
    def count(self) -> int:
        """How much it is."""
        return len(self.uploads) + len(self.decisions)


def check_kept(settings: Settings, told: Acknowledged, seen: Measured) -> None:
    """Check all that was acknowledged, in a folder that nobody serves."""
    if settings.catalog_url.startswith("sqlite"):
        _check_file(settings, seen)
    catalog = Catalog.open(settings.catalog_url)
    blobs, uploads = Blobs(settings.blobs_dir), Blobs(settings.uploads_dir)
    with catalog.read(staff=True) as view:
        for number, job in told.uploads.items():
            sha256 = hashlib.sha256(pdf(number)).hexdigest()
            seen.check(view.jobs.get(job).work.subject == sha256, f"job {job} is not what it was")
            stored = view.report_by_sha256(sha256)
            held = blobs.sound(sha256) if stored else uploads.sound(sha256)
            seen.check(held, f"the bytes of upload {number} are lost ({held})")
        kept = {d.seq for s in view.summaries() for d in view.decisions(s.id)}
        kept |= {d.seq for name, _, _ in view.withdrawn() for d in view.decisions(name)}
        lost = told.decisions - kept
        seen.check(not lost, f"decisions are lost: {sorted(lost)}")
        seen.count("uploads and decisions kept", told.count)
    seen.faults += [
        f"{fault.kind}: {fault.about}"
        for fault in catalog.check(blobs)
        if fault.kind != "extra-pdf"
    ]
    catalog.close()


def _check_file(settings: Settings, seen: Measured) -> None:
    plain = sqlite3.connect(settings.data_dir / "catalog.sqlite3")
    seen.check(
        plain.execute("PRAGMA integrity_check").fetchone() == ("ok",), "the catalog is damaged"
    )
    plain.close()


def check_index_agrees(settings: Settings, seen: Measured) -> None:
    """Let the index follow, and compare it with the catalog report by report."""
    catalog = Catalog.open(settings.catalog_url)
    engine = engine_of(settings)
    sync(catalog, engine, catalog.vocabulary)
    seen.faults += [
        f"{one.kind}: {one.told}" for one in check_index(catalog, engine, catalog.vocabulary)
    ]
    catalog.close()
