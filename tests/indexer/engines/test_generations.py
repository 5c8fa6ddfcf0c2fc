"""A generation is read as it was sealed, also while another process seals its next commit."""

from __future__ import annotations

from pathlib import Path

import pytest

from indexer.engines import generations
from indexer.engines.generations import Manifest, Shelf, now
from kb.errors import EngineUnavailable


def sealed(shelf: Shelf, name: str, file: str, cursor: int) -> None:
    (shelf.folder(name) / file).write_text(file)
    shelf.seal(name, Manifest(0, cursor, 0, "f", now()), [file])


def test_a_commit_sealed_while_the_one_before_is_checked_is_read_in_its_place(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    writer, reader = Shelf(tmp_path), Shelf(tmp_path)
    name = writer.create()
    sealed(writer, name, "one", 1)
    measure = generations.measure
    went_on: list[str] = []

    def overtaken(path: Path) -> tuple[int, str]:
        if not went_on:
            went_on.append(path.name)
            sealed(writer, name, "two", 2)
            (writer.folder(name) / "one").unlink()
        return measure(path)

    monkeypatch.setattr(generations, "measure", overtaken)
    assert reader.read(name).cursor == 2
    assert went_on == ["one"]


def test_a_file_that_is_gone_without_a_new_commit_is_told(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path)
    name = shelf.create()
    sealed(shelf, name, "one", 1)
    (shelf.folder(name) / "one").unlink()
    with pytest.raises(EngineUnavailable, match="lacks one"):
        shelf.read(name)
