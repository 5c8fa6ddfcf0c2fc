from __future__ import annotations

import numpy as np

from indexer.kept_vectors import AT_ONCE, KeepingEncoder


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
