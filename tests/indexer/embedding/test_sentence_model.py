from __future__ import annotations

import numpy as np
import pytest

from indexer.embedding.meaning import MATRICES, InstalledModel, model_folder
from indexer.embedding.sentence_model import load_model
from kb.errors import EngineUnavailable

try:
    FOLDER = model_folder()
except EngineUnavailable:
    pytest.skip("the meaning model is not installed", allow_module_level=True)


def test_texts_alike_in_meaning_lie_close():
    model = load_model(FOLDER)
    texts = ["The crowd did not hear the order.", "Warnings were inaudible.", "Budget for vehicles"]
    rows = model.embed([*texts, texts[0]])
    assert np.linalg.norm(rows, axis=1) == pytest.approx(np.ones(4), abs=1e-5)
    likeness = rows @ rows.T
    assert likeness[0, 1] > likeness[0, 2] + 0.2
    assert likeness[0, 3] == pytest.approx(1, abs=1e-5)


def test_matrices_laid_out_by_one_process_serve_another():
    room = np.zeros(MATRICES, dtype=np.float32)
    first = load_model(FOLDER, room).embed(["no common radio channel"])
    laid_out = room.copy()
    second = load_model(FOLDER, room).embed(["no common radio channel"])
    assert np.array_equal(first, second)
    assert np.array_equal(room, laid_out)
    assert room[-1] == 1


def test_a_question_asked_again_is_not_worked_out_again(monkeypatch):
    model = InstalledModel()
    once = model.embed(["no common radio channel"])
    monkeypatch.setattr(model, "_loaded", None)
    assert np.array_equal(model.embed(["no common radio channel"]), once)


def test_weights_that_are_not_the_known_ones_are_refused(tmp_path):
    (tmp_path / "model.safetensors").write_bytes(b"something else")
    with pytest.raises(EngineUnavailable, match="not the expected file"):
        load_model(tmp_path)
