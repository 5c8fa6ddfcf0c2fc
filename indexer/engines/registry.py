"""The engines there are, by the scheme of `KB_ENGINE_URL`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from indexer.embedding.meaning import Encoder, open_encoder
from indexer.engine import SearchEngine
from indexer.engines.memory import MemoryEngine
from indexer.engines.tantivy_engine import TantivyEngine
from indexer.engines.whoosh_engine import WhooshEngine
from kb.errors import SettingsError
from kb.settings import Settings


@dataclass(frozen=True, slots=True)
class EngineRow:
    """One engine: `open` takes what stands after the scheme, `form` shows what that may be.

    All answer every question alike; `suits` says up to which size, `ranks` how words are weighed,
    `keeps` where the index lies and what a crash leaves of it.
    """

    scheme: str
    form: str
    suits: str
    ranks: str
    keeps: str
    open: Callable[[str, Encoder | None], SearchEngine]


def _opensearch(rest: str, encoder: Encoder | None) -> SearchEngine:
    # Its client is installed only where it is wanted.
    try:
        from indexer.engines.opensearch_engine import OpenSearchEngine  # noqa: PLC0415
    except ModuleNotFoundError as error:
        raise SettingsError(
            f"OpenSearch needs {error.name}, which is not installed",
            hint="Run `pip install --require-hashes -r requirements-opensearch.txt`.",
        ) from error
    return OpenSearchEngine(rest, encoder)


ENGINES: tuple[EngineRow, ...] = (
    EngineRow(
        "whoosh",
        "whoosh:FOLDER",
        "one machine, some 50,000 statements; nothing to install or run",
        "BM25F over all fields",
        "in a folder; the last whole commit",
        lambda rest, encoder: WhooshEngine(Path(rest), encoder),
    ),
    EngineRow(
        "tantivy",
        "tantivy:FOLDER",
        "one machine, a million statements",
        "BM25 of each field, added by weight",
        "in a folder; the last whole commit",
        lambda rest, encoder: TantivyEngine(Path(rest), encoder),
    ),
    EngineRow(
        "opensearch",
        "opensearch+https://USER:PASSWORD@HOST:9200,HOST:9200/PREFIX",
        "several machines; needs requirements-opensearch.txt and a cluster",
        "BM25 of each field, added by weight",
        "in the cluster, on two nodes where there are two; all that was acknowledged",
        _opensearch,
    ),
    EngineRow(
        "memory",
        "memory:",
        "tests: the readable reference, which looks at every document",
        "BM25F over all fields",
        "nowhere; nothing",
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
