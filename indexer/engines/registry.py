"""The engines there are, by the scheme of `KB_ENGINE_URL`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from indexer.engine import SearchEngine
from indexer.engines.memory import MemoryEngine
from indexer.engines.tantivy_engine import TantivyEngine
from indexer.engines.whoosh_engine import WhooshEngine
from indexer.meaning import Encoder, open_encoder
from kb.errors import SettingsError
from kb.settings import Settings


@dataclass(frozen=True, slots=True)
class EngineRow:
    """One engine: `open` takes what stands after the scheme."""

    scheme: str
    help: str
    open: Callable[[str, Encoder | None], SearchEngine]


def _opensearch(rest: str, encoder: Encoder | None) -> SearchEngine:
    # Its client is installed only where it is wanted.
    try:
        from indexer.engines.opensearch_engine import OpenSearchEngine  # noqa: PLC0415
    except ModuleNotFoundError as error:
        raise SettingsError(
            f"OpenSearch needs {error.name}, which is not installed",
            hint="pip install --require-hashes -r requirements-opensearch.txt",
        ) from error
    return OpenSearchEngine(rest, encoder)


ENGINES: tuple[EngineRow, ...] = (
    EngineRow(
        "whoosh",
        "Embedded, nothing to install or run; for one machine. whoosh:FOLDER",
        lambda rest, encoder: WhooshEngine(Path(rest), encoder),
    ),
    EngineRow(
        "tantivy",
        "Embedded, for one machine and more than some 20,000 statements. tantivy:FOLDER",
        lambda rest, encoder: TantivyEngine(Path(rest), encoder),
    ),
    EngineRow(
        "opensearch",
        "A cluster of OpenSearch nodes, for more than one machine."
        " opensearch+https://HOST:9200,HOST:9200/PREFIX",
        _opensearch,
    ),
    EngineRow(
        "memory",
        "The readable reference: slow, gone when the process ends; for tests. memory:",
        lambda _, encoder: MemoryEngine(encoder),
    ),
)


def engine_of(settings: Settings) -> SearchEngine:
    """Open the engine that settings name, with meaning where they ask for it."""
    return open_engine(settings.engine_url, open_encoder(settings.semantic))


def open_engine(url: str, encoder: Encoder | None = None) -> SearchEngine:
    """Open the engine of a URL; raises SettingsError naming those that exist.

    `encoder` lets it rank by meaning too.
    """
    scheme, _, rest = url.partition(":")
    if "+" in scheme:
        scheme, _, transport = scheme.partition("+")
        rest = f"{transport}:{rest}"
    for row in ENGINES:
        if row.scheme == scheme:
            return row.open(rest, encoder)
    known = ", ".join(f"{row.scheme}:" for row in ENGINES)
    raise SettingsError(f"there is no search engine {scheme!r}", hint=f"There are: {known}.")
