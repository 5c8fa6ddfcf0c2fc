from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from indexer.documents import Document
from indexer.embedding.meaning import vectors_for
from indexer.engines import tantivy_rows
from indexer.engines.tantivy_engine import TantivyEngine
from indexer.query import Search, Words
from indexer.results import ResultPage
from tests.support.random_searches import Axes

FACETS = ("kind", "year", "report")
GAS = tuple(Axes().embed(["gas"])[0].tolist())
ALL_ALIKE = Search(Words((), 1, GAS, 0.1, 0.5), facets=FACETS, limit=100)


def doc(n: int, report: str = "r1", text: str = "gas") -> Document:
    kinds = ("finding", "lesson") if n % 2 else ("lesson",)
    keywords = (("kind", kinds), ("report", (report,)))
    return Document(
        f"{report}/x/{n}", "records", report, (("statement", text),), keywords,
        (("year", 2000 + n),) if n % 3 else (), text,
    )  # fmt: skip


def engine_in(folder: Path) -> TantivyEngine:
    return TantivyEngine(folder, Axes())


def add(engine: TantivyEngine, rows: Sequence[Document], *replacing: str) -> None:
    before = engine.generations()[0]
    vectors = vectors_for([row.meaning for row in rows], engine.encoder, {})
    engine.write(before.name, rows, replacing=replacing, cursor=before.cursor + 1, vectors=vectors)


@pytest.fixture
def writer(tmp_path: Path) -> TantivyEngine:
    made = engine_in(tmp_path / "index")
    made.activate(made.create())
    add(made, [*map(doc, range(5)), doc(9, "r2")])
    return made


@pytest.fixture
def reader(writer: TantivyEngine, tmp_path: Path) -> TantivyEngine:
    made = engine_in(tmp_path / "index")
    made.open_newest()
    return made


def read_by(engine: TantivyEngine) -> tuple[object, ...]:
    return engine._current().snapshot.reading._read


def told(page: ResultPage) -> object:
    return page.total, page.facets, page.hits


def like_a_new_one(reader: TantivyEngine, tmp_path: Path) -> int:
    """Compare with an engine that has read nothing before; give how many are found."""
    anew = engine_in(tmp_path / "index").search(ALL_ALIKE)
    assert told(reader.search(ALL_ALIKE)) == told(anew)
    return anew.total


def test_a_commit_is_followed_by_reading_what_is_new(writer, reader, tmp_path):
    assert like_a_new_one(reader, tmp_path) == 6
    (first,) = read_by(reader)
    changed = [doc(0), replace(doc(1), text=(("statement", "gas gas"),)), doc(7)]
    add(writer, changed, "r1")
    assert like_a_new_one(reader, tmp_path) == 4
    assert read_by(reader)[0] is first
    assert read_by(reader)[1].rows.size == 2
    add(writer, [], "r2")
    assert like_a_new_one(reader, tmp_path) == 3
    assert len(read_by(reader)) == 2


def test_a_merge_of_segments_has_nothing_read_again(writer, reader, tmp_path):
    (first,) = read_by(reader)
    for n in range(20, 32):
        add(writer, [doc(n)])
        assert like_a_new_one(reader, tmp_path) == n - 13
    searcher = reader._current().snapshot.searcher
    assert searcher.num_segments < len(read_by(reader))
    assert read_by(reader)[0] is first


@pytest.mark.parametrize("limit", [("MOST_PARTS", 1), ("MOST_GONE", -100)])
def test_all_is_read_anew_when_too_much_is_kept(writer, reader, tmp_path, monkeypatch, limit):
    add(writer, [doc(7)])
    reader.open_newest()
    monkeypatch.setattr(tantivy_rows, *limit)
    add(writer, [doc(8)])
    assert like_a_new_one(reader, tmp_path) == 8
    assert len(read_by(reader)) == 1


def test_an_older_commit_opened_before_is_read_whole(writer, reader, monkeypatch):
    older = reader._current().snapshot
    del older.__dict__["numbered"]
    add(writer, [doc(7)], "r1")
    monkeypatch.setattr(tantivy_rows, "MOST_GONE", -100)
    reader.open_newest()
    assert len(reader._current().snapshot.numbered.ids) == 2
    assert len(older.numbered.ids) == 6


def test_another_generation_is_read_for_itself(writer, reader, tmp_path):
    writer.activate(name := writer.create())
    vectors = vectors_for(["gas"], writer.encoder, {})
    writer.write(name, [doc(1, "r5")], replacing=(), cursor=9, vectors=vectors)
    assert like_a_new_one(reader, tmp_path) == 1
    assert [hit.id for hit in reader.search(ALL_ALIKE).hits] == ["r5/x/1"]
