"""Files of the live index that somebody cuts in place while they are mapped."""

from __future__ import annotations

import os
from pathlib import Path

import numpy as np
import pytest

from indexer.documents import Document
from indexer.embedding.meaning import key
from indexer.engines import embedded
from indexer.engines.vectors import WIDTH
from indexer.query import Search, Term
from kb.errors import EngineUnavailable
from tests.support.engines import make_engine


@pytest.mark.parametrize("engine", ["whoosh", "tantivy"])
def test_files_emptied_in_place_are_refused_before_they_are_touched(
    engine: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(embedded, "LOOKED_AT_EVERY", 0.0)
    writer, reader = make_engine(engine, tmp_path), make_engine(engine, tmp_path)
    name = writer.create()
    told = (("statement", "gas was used"),)
    said = Document("r1/x/1", "records", "r1", told, meaning="gas was used")
    named = key(said.meaning)
    vectors = {named: np.ones(WIDTH, np.float32)}
    writer.write(name, [said], replacing=(), cursor=5, vectors=vectors)
    writer.activate(name)
    assert reader.search(Search(Term("gas"))).total == 1
    assert list(reader.vectors([named])) == [named]
    for path in (tmp_path / engine / name).rglob("*"):
        if path.is_file() and path.name != "manifest.json":
            os.truncate(path, 0)
    # What maps them would end this process.
    with pytest.raises(EngineUnavailable, match="damaged"):
        reader.search(Search(Term("gas")))
    assert not reader.vectors([named])
