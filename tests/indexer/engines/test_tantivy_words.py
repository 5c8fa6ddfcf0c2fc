from __future__ import annotations

from pathlib import Path

import pytest

from indexer.documents import Document
from indexer.engines.tantivy_engine import TantivyEngine
from indexer.query import Search, Term, Words


def doc(n: int, **text: str) -> Document:
    return Document(f"r{n}/x/1", "records", f"r{n}", tuple(text.items()))


def add(engine: TantivyEngine, row: Document) -> None:
    before = engine.generations()[0]
    engine.write(before.name, [row], replacing=[row.report], cursor=before.cursor + 1)


@pytest.fixture
def engine(tmp_path: Path) -> TantivyEngine:
    made = TantivyEngine(tmp_path / "index")
    made.activate(made.create())
    add(made, doc(1, statement="Gas was used"))
    return made


def found(engine: TantivyEngine, word: str) -> list[str]:
    return [hit.id for hit in engine.search(Search(Words((Term(word),)))).hits]


def test_a_field_that_first_holds_a_word_in_a_later_commit_is_looked_in(engine):
    assert found(engine, "gas") == ["r1/x/1"]
    add(engine, doc(2, title="Gas in the square"))
    assert found(engine, "gas") == ["r1/x/1", "r2/x/1"]


def test_only_fields_that_hold_a_word_are_asked(engine):
    assert engine._current().snapshot.words.lifting("gas") == ()
    add(engine, doc(2, statement="Radios", section="Gas"))
    assert len(engine._current().snapshot.words.lifting("gas")) == 1
    assert found(engine, "gas") == ["r1/x/1"]


def test_a_word_that_no_field_holds_finds_nothing(engine):
    assert found(engine, "canoe") == []
    assert engine.frequencies(["canoe", "gas"]) == {"canoe": 0, "gas": 1}
