from __future__ import annotations

import multiprocessing
import os
import pickle
import shutil
from pathlib import Path

import pytest

from indexer.documents import Document
from indexer.engines import embedded
from indexer.engines.whoosh_engine import WhooshEngine
from indexer.query import Phrase, Search, Term
from kb.errors import EngineUnavailable, IndexOutOfDate


def doc(n: int, text: str = "gas was used", report: str = "r1") -> Document:
    return Document(f"{report}/x/{n}", "records", report, (("statement", text),),
                    (("report", (report,)),))  # fmt: skip


@pytest.fixture
def engine(tmp_path: Path) -> WhooshEngine:
    made = WhooshEngine(tmp_path / "index")
    name = made.create()
    made.write(name, [doc(1), doc(2, report="r2")], replacing=(), cursor=5)
    made.activate(name)
    return made


def folder_of(engine: WhooshEngine, tmp_path: Path) -> Path:
    return tmp_path / "index" / engine.generations()[0].name


def ids(engine: WhooshEngine, word: str = "gas") -> list[str]:
    return [hit.id for hit in engine.search(Search(Term(word), limit=100)).hits]


def test_nothing_indexed_is_told_with_what_to_do(tmp_path):
    with pytest.raises(EngineUnavailable, match="nothing is indexed") as told:
        WhooshEngine(tmp_path / "index").search(Search())
    assert "reindex" in told.value.hint


def test_a_commit_is_seen_by_an_engine_opened_before(engine, tmp_path):
    reader = WhooshEngine(tmp_path / "index")
    assert ids(reader) == ["r1/x/1", "r2/x/2"]
    name = engine.generations()[0].name
    engine.write(name, [doc(3)], replacing=("r1",), cursor=6)
    assert ids(reader) == ["r1/x/3", "r2/x/2"]
    assert engine.generations()[0].cursor == 6
    assert engine.generations()[0].documents == 2


def test_what_is_held_already_is_neither_written_nor_read_again(engine, tmp_path):
    reader = WhooshEngine(tmp_path / "index")
    name = engine.generations()[0].name
    engine.write(name, [doc(1), doc(3), doc(4)], replacing=("r1",), cursor=6)
    reader.open_newest()
    before = dict(reader._parts)
    engine.write(name, [doc(1), doc(3, "gas was kept"), doc(5)], replacing=("r1",), cursor=7)
    assert ids(reader) == ["r1/x/1", "r1/x/3", "r1/x/5", "r2/x/2"]
    assert [leaf.doc_count_all() for leaf, _ in reader._current().snapshot.leaves] == [2, 2, 2]
    assert [reader._parts[segment] for segment in before] == list(before.values())


def test_a_commit_opened_ahead_is_not_opened_again_by_a_search(engine, tmp_path, monkeypatch):
    reader = WhooshEngine(tmp_path / "index")
    engine.write(engine.generations()[0].name, [doc(3)], replacing=("r1",), cursor=6)
    reader.open_newest()
    monkeypatch.setattr(reader, "_opened", None)
    reader.open_newest()
    assert ids(reader) == ["r1/x/3", "r2/x/2"]


def test_a_reader_keeps_its_commit_while_the_next_is_written(engine, tmp_path):
    reader = WhooshEngine(tmp_path / "index")
    shot = reader._current().snapshot
    engine.write(engine.generations()[0].name, [], replacing=("r1", "r2"), cursor=7)
    assert len(shot.places("statement", "gas")) == 2
    assert ids(reader) == []


def test_a_rebuild_swaps_whole_generations_and_keeps_the_one_before(engine, tmp_path):
    reader = WhooshEngine(tmp_path / "index")
    first = engine.generations()[0].name
    second = engine.create()
    engine.write(second, [doc(9)], replacing=(), cursor=9)
    assert ids(reader) == ["r1/x/1", "r2/x/2"]
    engine.activate(second)
    assert ids(reader) == ["r1/x/9"]
    third = engine.create()
    engine.write(third, [doc(10)], replacing=(), cursor=9)
    engine.activate(third)
    assert [g.name for g in engine.generations()] == [third, second]
    assert not (tmp_path / "index" / first).exists()


def test_folders_are_private(engine, tmp_path):
    for path in (tmp_path / "index", folder_of(engine, tmp_path)):
        assert path.stat().st_mode & 0o077 == 0


@pytest.mark.parametrize("damage", ["cut", "flip", "delete", "grow"])
def test_damaged_files_are_found_before_they_are_opened(engine, tmp_path, damage):
    segment = next(p for p in folder_of(engine, tmp_path).iterdir() if p.suffix == ".seg")
    whole = segment.read_bytes()
    broken = {
        "cut": whole[:-1],
        "flip": whole[:50] + bytes([whole[50] ^ 1]) + whole[51:],
        "grow": whole + b"x",
        "delete": b"",
    }
    segment.unlink()
    if damage != "delete":
        segment.write_bytes(broken[damage])
    with pytest.raises(EngineUnavailable) as told:
        WhooshEngine(tmp_path / "index").search(Search())
    assert "reindex" in told.value.hint


class Bomb:
    """What a forged file would do if it were unpickled."""

    def __reduce__(self):
        return (os.abort, ())


def test_a_foreign_file_is_never_unpickled(engine, tmp_path):
    folder = folder_of(engine, tmp_path)
    toc = next(p for p in folder.iterdir() if p.suffix == ".toc")
    toc.write_bytes(toc.read_bytes()[:40] + pickle.dumps(Bomb()))
    with pytest.raises(EngineUnavailable, match="damaged"):
        WhooshEngine(tmp_path / "index").search(Search())
    manifest = folder / "manifest.json"
    manifest.write_text(manifest.read_text().replace('"cursor": 5', '"cursor": 6'))
    with pytest.raises(EngineUnavailable, match="not written by this service"):
        WhooshEngine(tmp_path / "index").search(Search())


def test_an_index_from_elsewhere_is_refused(engine, tmp_path):
    other = WhooshEngine(tmp_path / "other")
    other.activate(other.create())
    name = engine.generations()[0].name
    shutil.copytree(tmp_path / "index" / name, tmp_path / "other" / name)
    (tmp_path / "other" / "CURRENT").write_text(name)
    with pytest.raises(EngineUnavailable, match="not written by this service"):
        other.search(Search())


def test_a_commit_cut_short_is_swept_and_the_one_before_holds(engine, tmp_path, monkeypatch):
    def die(*_: object) -> None:
        raise KeyboardInterrupt

    name = engine.generations()[0].name
    with monkeypatch.context() as patch:
        patch.setattr(WhooshEngine, "_seal", die)
        with pytest.raises(KeyboardInterrupt):
            engine.write(name, [doc(3)], replacing=("r1",), cursor=6)
    again = WhooshEngine(tmp_path / "index")
    assert ids(again) == ["r1/x/1", "r2/x/2"]
    again.write(name, [doc(4)], replacing=("r1",), cursor=6)
    assert ids(again) == ["r1/x/4", "r2/x/2"]
    tocs = [p for p in folder_of(engine, tmp_path).iterdir() if p.suffix == ".toc"]
    assert len(tocs) == 1


def test_other_fields_ask_for_a_rebuild(engine, monkeypatch):
    monkeypatch.setattr(embedded, "fingerprint", lambda: "another")
    engine._open = None
    with pytest.raises(IndexOutOfDate, match="other fields"):
        engine.search(Search())
    with pytest.raises(IndexOutOfDate):
        engine.write(engine.generations()[0].name, [], replacing=(), cursor=6)


def _add(folder: Path, number: int) -> None:
    writer = WhooshEngine(folder)
    writer.write(writer.generations()[0].name, [doc(number)], replacing=(), cursor=number)


def test_writers_in_many_processes_wait_for_each_other(engine, tmp_path):
    context = multiprocessing.get_context("spawn")
    workers = [context.Process(target=_add, args=(tmp_path / "index", n)) for n in range(10, 14)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert [worker.exitcode for worker in workers] == [0] * 4
    assert len(ids(engine)) == 6


def test_a_writer_that_waits_too_long_says_so(engine, tmp_path):
    other = WhooshEngine(tmp_path / "index")
    with (
        engine.exclusive(),
        pytest.raises(EngineUnavailable, match="another process"),
        other._shelf.writing(patience=0.1),
    ):
        pass


def test_every_file_is_synced_before_the_manifest_names_it(engine, monkeypatch):
    synced: list[int] = []
    real = os.fsync
    monkeypatch.setattr(os, "fsync", lambda handle: (synced.append(handle), real(handle))[1])
    engine.write(engine.generations()[0].name, [doc(3)], replacing=(), cursor=6)
    assert len(synced) >= 8


def test_phrases_over_several_commits(engine):
    name = engine.generations()[0].name
    for n in range(3, 8):
        engine.write(name, [doc(n, "tear gas " * n)], replacing=(), cursor=n)
    page = engine.search(Search(Phrase(("tear", "gas")), limit=3))
    assert page.total == 5
    assert [g.documents for g in engine.generations()] == [7]


def test_small_segments_are_merged_without_what_was_replaced(engine):
    name = engine.generations()[0].name
    for n in range(3, 30):
        texts = [doc(n * 10 + k, "smoke tear gas " * k, f"r{n % 7}") for k in range(4)]
        engine.write(name, texts, replacing=(f"r{n % 7}",), cursor=n)
    kept = [f"r{n % 7}/x/{n * 10 + k}" for n in range(23, 30) for k in range(4)]
    assert len(engine._current().snapshot.leaves) < 10
    assert {hit.id for hit in engine.search(Search(limit=100)).hits} == set(kept)
    assert set(ids(engine)) == {one for one in kept if not one.endswith("0")}
    assert engine.search(Search(Phrase(("smoke", "tear")))).total == 3 * 7
    assert engine.search(Search(Phrase(("gas", "smoke")))).total == 2 * 7
