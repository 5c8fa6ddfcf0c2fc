"""One PDF at a time into the catalog, for background work that tells how far it is."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from ingest.fetching.downloads import download
from ingest.store import bytes_of, keep, read_bytes
from kb.catalog.blobs import Blobs
from kb.catalog.catalog import Catalog
from kb.domain.description import Standing
from kb.domain.ids import ReportId, slug

Told = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Stored:
    """The report that a PDF became; `known` says that its bytes had been read before.

    `told` is what came of work that makes no report.
    """

    report: ReportId | None
    known: bool = False
    told: str = ""


def store_bytes(
    catalog: Catalog,
    blobs: Blobs,
    name: str,
    data: bytes,
    told: Told,
    *,
    again: bool = False,
    standing: Standing = Standing.PUBLISHED,
) -> Stored:
    """Read and store the bytes of a PDF; raises BadPdf, CatalogUnavailable.

    `told` is called before each step and may raise to stop: nothing is stored then. Bytes that the
    catalog holds are not read again unless `again`. `standing` is who sees a report that is new.
    """
    with catalog.read() as view:
        known = view.report_by_sha256(hashlib.sha256(data).hexdigest())
    if known and not again:
        return Stored(known, known=True)
    told("reading")
    extraction = read_bytes(name, data, catalog.vocabulary)
    told("storing")
    return Stored(
        keep(catalog, blobs, Path(name), data, extraction, standing=standing), known=bool(known)
    )


def store_address(
    catalog: Catalog,
    blobs: Blobs,
    url: str,
    folder: Path,
    told: Told,
    *,
    standing: Standing = Standing.PUBLISHED,
) -> Stored:
    """Download a PDF from a public address and store it; raises FetchError, BadPdf."""
    told("downloading")
    folder.mkdir(parents=True, exist_ok=True)
    row = next((r for r in catalog.programme.listed if r.url == url), None)
    name = row.id if row else f"{slug(url)}-{hashlib.sha256(url.encode()).hexdigest()[:8]}"
    target = folder / f"{name}.pdf"
    if not target.exists():
        download(url, target, progress=lambda here, _total: told(f"downloading, {here:,} bytes"))
    data = bytes_of(target)
    return store_bytes(catalog, blobs, target.name, data, told, standing=standing)
