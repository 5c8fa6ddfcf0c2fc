from __future__ import annotations

import os

import numpy as np

from indexer.embedding import shared_vectors
from indexer.embedding.shared_vectors import AskedVectors, shared_numbers

VECTOR = np.arange(3, dtype=np.float32)


def in_a_fork(work):
    child = os.fork()
    if not child:
        failed = 1
        try:
            work()
            failed = 0
        finally:
            os._exit(failed)
    assert os.waitpid(child, 0)[1] == 0


def test_what_one_worker_asked_another_knows():
    asked, numbers = AskedVectors(3), shared_numbers(5)

    def work():
        asked.put("radio", VECTOR)
        numbers[4] = 7

    in_a_fork(work)
    assert asked.get("radio").tolist() == [0, 1, 2]
    assert asked.get("dispatch") is None
    assert numbers.tolist() == [0, 0, 0, 0, 7]


def test_a_text_pushes_out_another_of_its_place_and_is_never_taken_for_it(monkeypatch):
    monkeypatch.setattr(shared_vectors, "SLOTS", 1)
    asked = AskedVectors(3)
    asked.put("radio", VECTOR)
    asked.put("dispatch", VECTOR + 1)
    assert asked.get("radio") is None
    assert asked.get("dispatch").tolist() == [1, 2, 3]


def test_what_is_half_written_is_not_there_yet(monkeypatch):
    monkeypatch.setattr(shared_vectors, "SLOTS", 1)
    asked = AskedVectors(3)
    asked.put("radio", VECTOR)
    asked._held[40] ^= 1
    assert asked.get("radio") is None
