"""Keep one report and index it, saying each when it is done: what `failing_calls` disturbs."""

from __future__ import annotations

import hashlib
import sys
from dataclasses import replace
from pathlib import Path

from indexer.engines.registry import engine_of
from indexer.keeping.sync import sync
from kb.catalog.blobs import Blobs
from kb.catalog.catalog import Catalog
from kb.errors import KbError
from kb.settings import Settings
from tests.reliability.service import pdf
from tests.support.small_catalog import extraction


def tell(what: str) -> None:
    """Say at once what is done."""
    sys.stdout.write(f"{what}\n")
    sys.stdout.flush()


def main(folder: Path, number: int) -> None:
    """Store and index the PDF of this number; what fails must fail in our own words."""
    settings = Settings.at(folder, semantic="off")
    data = pdf(number)
    catalog = Catalog.open(settings.catalog_url)
    try:
        Blobs(settings.blobs_dir).put(data)
        with catalog.begin() as tx:
            sha256 = hashlib.sha256(data).hexdigest()
            tx.put_report(replace(extraction(0), sha256=sha256, source=f"{number}.pdf"))
        tell("stored")
        sync(catalog, engine_of(settings), catalog.vocabulary)
        tell("indexed")
    except KbError as error:
        tell(f"refused: {error}")


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
