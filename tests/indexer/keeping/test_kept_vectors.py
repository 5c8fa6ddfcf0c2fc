from __future__ import annotations

import numpy as np
import pytest

from indexer.documents import Document
from indexer.embedding.meaning import vectors_for
from indexer.keeping.kept_vectors import AT_ONCE, BorrowingEncoder, KeepingEncoder
from tests.support.engines import make_engine


class Counting:
    """A model whose vectors are known; remembers what it was asked for."""

    name = "counting"
    absent = ""

    def __init__(self) -> None:
        self.asked: list[str] = []

    def embed(self, texts):
        self.asked += texts
        rows = np.zeros((len(texts), 384), dtype=np.float32)
        rows[:, 0] = [float(text) for text in texts]
        return rows


def test_a_text_is_embedded_once_over_runs(tmp_path):
    model = Counting()
    first = KeepingEncoder(model, tmp_path).embed(["3", "1", "3"])
    assert first[:, 0].tolist() == [3, 1, 3]
    again = KeepingEncoder(model, tmp_path).embed(["1", "2", "3"])
    assert again[:, 0].tolist() == [1, 2, 3]
    assert sorted(model.asked) == ["1", "2", "3"]


def test_many_portions_are_told_and_stay_readable(tmp_path):
    told: list[int] = []
    texts = [str(n) for n in range(AT_ONCE + 7)]
    KeepingEncoder(Counting(), tmp_path, told.append).embed(texts)
    assert told == [AT_ONCE, 7]
    for n in range(30):
        KeepingEncoder(Counting(), tmp_path).embed([str(-n - 1)])
    silent = Counting()
    rows = KeepingEncoder(silent, tmp_path).embed([*texts, "-30"])
    assert silent.asked == []
    assert rows[:, 0].tolist() == [*map(float, texts), -30.0]
    assert len(list(tmp_path.rglob("*.f32"))) < 20


def test_each_model_has_its_own(tmp_path):
    one, other = Counting(), Counting()
    other.name = "other"
    KeepingEncoder(one, tmp_path).embed(["1"])
    KeepingEncoder(other, tmp_path).embed(["1"])
    assert other.asked == ["1"]


@pytest.mark.parametrize("engine", ["whoosh", "tantivy"])
def test_another_index_lends_what_it_holds(engine, tmp_path):
    other = make_engine(engine, tmp_path, model := Counting())
    borrowing = BorrowingEncoder(model, make_engine(engine, tmp_path))
    assert borrowing.embed(["5"])[:, 0].tolist() == [5]
    name = other.create()
    said = Document("r1/x/1", "records", "r1", (("statement", "gas"),), meaning="3")
    vectors = vectors_for(["3"], model, {})
    other.write(name, [said], replacing=(), cursor=1, vectors=vectors)
    other.activate(name)
    model.asked.clear()
    assert borrowing.embed(["3", "4", "3"])[:, 0].tolist() == [3, 4, 3]
    assert model.asked == ["4"]
