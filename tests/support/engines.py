"""Engines to run the same cases on, and documents to fill them with."""

from __future__ import annotations

import os
import secrets
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest

from indexer.documents import Document
from indexer.embedding.meaning import Encoder, vectors_for
from indexer.engine import SearchEngine
from indexer.engines.opensearch_engine import OpenSearchEngine
from indexer.engines.registry import ENGINES, open_engine
from indexer.keeping.visible import VisibleEngine

NAMES = tuple(row.scheme for row in ENGINES)


def make_engine(name: str, folder: Path, encoder: Encoder | None = None) -> SearchEngine:
    """Open an empty engine in a folder."""
    if name == "opensearch":
        return open_engine(f"{opensearch_url()}/kbtest-{secrets.token_hex(4)}", encoder)
    return open_engine(f"{name}:{folder / name}", encoder)


def opensearch_url() -> str:
    """Give the address of the test cluster; skips the test where there is none."""
    url = os.environ.get("KB_TEST_OPENSEARCH_URL", "")
    if not url and "opensearch" in os.environ.get("KB_REQUIRE_ENGINES", "").split(","):
        pytest.fail("KB_REQUIRE_ENGINES names opensearch, but KB_TEST_OPENSEARCH_URL is not set")
    if not url:
        pytest.skip("no OpenSearch server is given in KB_TEST_OPENSEARCH_URL")
    return url


def forget(engine: SearchEngine) -> None:
    """Delete what an engine keeps elsewhere than in the test's folder."""
    if isinstance(engine, VisibleEngine):
        engine = engine._engine
    if isinstance(engine, OpenSearchEngine):
        found = engine._client.ask("GET", f"/_cat/indices/{engine._alias}-*", format="json")
        for row in found:
            engine._client.remove(f"/{row['index']}")


def document(row: dict[str, Any]) -> Document:
    """Make a document of a row of documents.json."""
    return Document(
        row["id"],
        row["collection"],
        row["report"],
        tuple(row["text"].items()),
        tuple((name, tuple(values)) for name, values in row["keywords"].items()),
        tuple(row["numbers"].items()),
        row.get("meaning", ""),
    )


def fill(engine: SearchEngine, documents: Iterable[Document]) -> SearchEngine:
    """Write documents to a new generation in two commits and make it live."""
    rows = list(documents)
    vectors = vectors_for([row.meaning for row in rows], engine.encoder, {})
    name = engine.create()
    engine.write(name, rows[: len(rows) // 2], replacing=(), cursor=1, vectors=vectors)
    engine.write(name, rows[len(rows) // 2 :], replacing=(), cursor=2, vectors=vectors)
    engine.activate(name)
    return engine
