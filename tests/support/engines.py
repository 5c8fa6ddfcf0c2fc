"""Engines to run the same cases on, and documents to fill them with."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from indexer.documents import Document
from indexer.engine import SearchEngine
from indexer.engines.registry import ENGINES
from indexer.meaning import Encoder, vectors_for

NAMES = tuple(row.scheme for row in ENGINES)


def make_engine(name: str, folder: Path, encoder: Encoder | None = None) -> SearchEngine:
    """Open an empty engine in a folder."""
    return next(row for row in ENGINES if row.scheme == name).open(str(folder / name), encoder)


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
