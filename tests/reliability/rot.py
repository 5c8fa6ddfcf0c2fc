"""One bit changed, or a file cut short: the index is never believed, a PDF never served so."""

from __future__ import annotations

import random
import shutil
from pathlib import Path

from indexer.engines.registry import engine_of
from indexer.keeping.sync import sync
from indexer.query import Everything, Search, Term
from kb.catalog.blobs import Blobs
from kb.catalog.catalog import Catalog
from kb.errors import KbError
from kb.settings import Settings
from tests.reliability.scenario import Measured
from tests.reliability.service import filled
from tests.reliability.truth import check_index_agrees

_CUTS = ("one bit", "half", "one byte less", "nothing left", "zeros at the end")


def run(times: int, folder: Path) -> Measured:
    """Damage one file at a time in a copy; search, then let it be found and mended."""
    seen, draw = Measured(), random.Random(times)
    service = filled(folder)
    right = _answers(service.settings)
    for turn in range(times):
        data = folder / "damaged"
        shutil.copytree(service.settings.data_dir, data)
        settings = Settings.at(data, semantic="off")
        _damage_index(data, draw, _CUTS[turn % len(_CUTS)])
        try:
            seen.check(_answers(settings) == right, "a damaged index gave a wrong answer")
            seen.count("damages without effect")
        except KbError:
            seen.count("damages told of")
        _damage_pdf(data, draw, seen)
        if turn % 10 == 0:
            catalog = Catalog.open(settings.catalog_url)
            sync(catalog, engine_of(settings), catalog.vocabulary)
            catalog.close()
            check_index_agrees(settings, seen)
            seen.check(_answers(settings) == right, "the index built anew answers otherwise")
        shutil.rmtree(data)
    return seen


def _answers(settings: Settings) -> list[object]:
    engine = engine_of(settings)
    asked = (Everything(), Term("gas"), Term("warnings"))
    pages = [engine.search(Search(tree, facets=("report", "kind"), limit=50)) for tree in asked]
    return [(page.total, [hit.id for hit in page.hits], page.facets) for page in pages]


def _damage_index(data: Path, draw: random.Random, how: str) -> None:
    files = [p for p in sorted((data / "index").rglob("*")) if p.is_file() and p.stat().st_size]
    _damage(draw.choice(files), draw, how)


def _damage_pdf(data: Path, draw: random.Random, seen: Measured) -> None:
    path = draw.choice([p for p in sorted((data / "blobs").rglob("*")) if p.is_file()])
    _damage(path, draw, "one bit")
    sha256 = path.parent.name + path.name
    seen.check(Blobs(data / "blobs").sound(sha256) is False, "a damaged PDF counts as sound")
    catalog = Catalog.open(f"sqlite:///{data}/catalog.sqlite3")
    kinds = {fault.kind for fault in catalog.check(Blobs(data / "blobs"))}
    seen.check("wrong-hash" in kinds, "a damaged PDF is not found")
    catalog.close()


def _damage(path: Path, draw: random.Random, how: str) -> None:
    data = bytearray(path.read_bytes())
    if how == "one bit":
        data[draw.randrange(len(data))] ^= 1 << draw.randrange(8)
    elif how == "zeros at the end":
        data[-min(512, len(data)) :] = bytes(min(512, len(data)))
    else:
        kept = {"half": len(data) // 2, "one byte less": len(data) - 1, "nothing left": 0}[how]
        del data[kept:]
    path.write_bytes(bytes(data))
