"""A collection of some size, drawn by lot: many reports of forty statements each."""

from __future__ import annotations

import hashlib
import itertools
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from indexer.engines.registry import engine_of
from indexer.keeping.rebuild import rebuild
from kb.catalog.catalog import Catalog
from kb.domain.extraction import Extraction
from kb.domain.record import Kind
from tests.benchmarks import drawn
from tests.reliability.service import Service, filled
from tests.support import small_catalog

STATEMENTS_A_REPORT = 40
STATES = ("CA", "CO", "FL", "GA", "IL", "MO", "NY", "OH", "TX", "WA")


def readings(count: int) -> Iterator[Extraction]:
    """Draw the readings of so many reports, always the same."""
    texts, like = drawn.statements(), small_catalog.extraction(0)
    for n in range(count):
        site = replace(small_catalog.PLACE, state=STATES[n % len(STATES)])
        yield replace(
            like,
            sha256=hashlib.sha256(b"drawn %d" % n).hexdigest(),
            source=f"drawn-{n}.pdf",
            bibliography=replace(
                like.bibliography,
                title=f"Review {n} of {drawn.name(n)}",
                published=f"{2000 + n % 25}-05-01",
                sites=(site,),
                incidents=(),
            ),
            records=tuple(
                replace(
                    small_catalog.record(at, Kind.RECOMMENDATION, f"{at + 1}", text),
                    topics=like.records[0].topics if at % 7 == 0 else (),
                )
                for at, text in enumerate(itertools.islice(texts, STATEMENTS_A_REPORT))
            ),
            warnings=(),
        )


def fill(catalog: Catalog, count: int) -> None:
    """Put them in, fifty reports a transaction."""
    waiting = readings(count)
    while batch := tuple(itertools.islice(waiting, 50)):
        with catalog.begin() as tx:
            for reading in batch:
                tx.put_report(reading)


def collected(folder: Path, reports: int) -> Service:
    """Fill a data folder with so many reports beside the usual three, and index them."""
    service = filled(folder, indexed=False)
    catalog = Catalog.open(service.settings.catalog_url)
    fill(catalog, reports)
    rebuild(catalog, engine_of(service.settings), catalog.vocabulary)
    catalog.close()
    return service
