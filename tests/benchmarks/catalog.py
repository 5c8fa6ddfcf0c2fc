"""How pages and commands hold up with 2,000 reports and 60,000 records in one data folder.

`python -m tests.benchmarks.catalog FOLDER [REPORTS]` fills FOLDER (kept for the next run) with the
samples' readings under other names, places and dates, brings the index up to date, then times each
page on a cold and on a warm application, `kb sync` after one change and `kb status`.
"""

from __future__ import annotations

import hashlib
import itertools
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

from flask import Flask

from indexer.engines.registry import open_engine
from indexer.keeping.sync import sync
from ingest.store import read_file
from kb.catalog.catalog import Catalog
from kb.curation import accept
from kb.domain.extraction import Extraction
from kb.domain.ids import site_id
from kb.domain.incident import Incident, Site
from kb.reference import load_vocabulary
from kb.settings import Settings
from tests.support.shared import CORPUS
from web.app import create_app

RECORDS_A_REPORT = 30
PLACES = 800
STATES = ("AL", "AZ", "CA", "CO", "FL", "GA", "IL", "MI", "MN", "MO", "NC", "NY", "OH", "TX", "WA")
REPORTS_A_TRANSACTION = 20
WARM = 7
FAST_ENOUGH = 300.0


def varied(readings: Sequence[Extraction], count: int) -> Iterator[Extraction]:
    """Give readings under other hashes, titles, places and dates, thirty records each."""
    for n, reading in zip(range(count), itertools.cycle(readings), strict=False):
        start = n * 7 % max(1, len(reading.records) - RECORDS_A_REPORT)
        kept = reading.records[start : start + RECORDS_A_REPORT]
        keys = {record.key for record in kept}
        about = reading.bibliography
        yield replace(
            reading,
            sha256=hashlib.sha256(f"{n}".encode()).hexdigest(),
            source=f"varied-{n}.pdf",
            bibliography=replace(
                about,
                title=f"{about.title} {n}",
                published=f"{2000 + n % 25}-05-01",
                sites=tuple(_site(n, s) for s in about.sites),
                incidents=tuple(_incident(n, i) for i in about.incidents),
            ),
            records=tuple(replace(r, parent=r.parent if r.parent in keys else None) for r in kept),
        )


def _place(n: int) -> tuple[str, str]:
    return f"Place {n % PLACES}", STATES[n % PLACES % len(STATES)]


def _site(n: int, site: Site) -> Site:
    place, state = _place(n)
    return replace(site, id=site_id(place, state), place=place, state=state)


def _incident(n: int, incident: Incident) -> Incident:
    place, state = _place(n)
    day = f"{2000 + n % 25}-{1 + n % 12:02}-{1 + n % 28:02}"
    return replace(
        incident, place=place, state=state, start=day, end=day, site=site_id(place, state)
    )


def fill(catalog: Catalog, count: int) -> None:
    """Put varied readings in until the catalog holds `count` reports."""
    with catalog.read() as view:
        held = view.counts().reports
    if held >= count:
        return
    with ThreadPoolExecutor() as pool:
        readings = list(pool.map(read_file, sorted((CORPUS / "reports").glob("*.pdf"))))
    waiting = itertools.islice(varied(readings, count), held, None)
    while batch := tuple(itertools.islice(waiting, REPORTS_A_TRANSACTION)):
        with catalog.begin() as tx:
            for reading in batch:
                tx.put_report(reading)


def addresses(catalog: Catalog) -> Iterator[str]:
    """Give one address of every kind of page."""
    with catalog.read() as view:
        summary = next(s for s in view.summaries() if s.records and s.sites and s.incidents)
        record = view.report(summary.id).records[0].id
    yield from ("/", "/reports", "/reports?from=1000", "/sites", "/incidents", "/topics")
    yield from (f"/sites/{summary.sites[0].id}", f"/incidents/{summary.incidents[0]}")
    yield from (f"/reports/{summary.id}.json", f"/reports/{summary.id}", f"/records/{record}.json")
    yield from ("/topics/communications", "/search", "/search?q=radio+communication")
    yield from (
        "/search?state=OH&kind=finding",
        "/comparable?text=shooting+in+a+theater",
        "/health/ready",
    )
    yield "/sitemap-pages.xml"
    yield "/sitemap-statements-1.xml"


def milliseconds(app: Flask, address: str) -> tuple[int, float]:
    """Ask once; give the status and the time."""
    started = time.perf_counter()
    status = app.test_client().get(address).status_code
    return status, (time.perf_counter() - started) * 1000


def main() -> None:
    """Fill, then print a line for each page and command."""
    settings = Settings.at(Path(sys.argv[1]))
    count = int(sys.argv[2]) if len(sys.argv) > 2 else 2000
    catalog = Catalog.open(settings.catalog_url, upgrade=True)
    print(_timed("fill", lambda: fill(catalog, count)))
    engine = open_engine(settings.engine_url)
    print(_timed("index", lambda: sync(catalog, engine, load_vocabulary())))
    with catalog.read() as view:
        print(view.counts())
        record = next(view.report(s.id).records[0].id for s in view.summaries() if s.records)
    print(f"{'page':50} {'status':>6} {'cold ms':>8} {'warm ms':>8}")
    for address in addresses(catalog):
        app = create_app(settings)
        status, cold = milliseconds(app, address)
        warm = statistics.median(milliseconds(app, address)[1] for _ in range(WARM))
        slow = "  SLOW" if warm > FAST_ENOUGH else ""
        print(f"{address:50} {status:6} {cold:8.0f} {warm:8.1f}{slow}")
    accept(catalog, record, by="benchmark")
    print(_timed("sync of one change", lambda: sync(catalog, engine, load_vocabulary())))
    command = [sys.executable, "-m", "kb", "status"]
    environment = {**os.environ, "KB_DATA_DIR": str(settings.data_dir)}
    print(_timed("kb status", lambda: subprocess.run(command, env=environment, check=True)))


def _timed(name: str, step: object) -> str:
    started = time.perf_counter()
    assert callable(step)
    step()
    return f"{name}: {time.perf_counter() - started:.1f} s"


if __name__ == "__main__":
    main()
