from __future__ import annotations

import multiprocessing
import os
import signal

import pytest

from web.shared_counts import SharedCounts

# The middle of some minute.
NOW = 6_000_030.0


def asked(counts: SharedCounts, times: int, answered: multiprocessing.Queue[int]) -> None:
    answered.put(sum(not counts.hit("192.0.2.1", NOW) for _ in range(times)))


def test_four_processes_count_together():
    forked = multiprocessing.get_context("fork")
    counts, answered = SharedCounts(100), forked.Queue()
    workers = [forked.Process(target=asked, args=(counts, 60, answered)) for _ in range(4)]
    for worker in workers:
        worker.start()
    assert sum(answered.get(timeout=60) for _ in workers) == 100
    for worker in workers:
        worker.join()
    assert counts.hit("192.0.2.1", NOW)
    assert not counts.hit("192.0.2.2", NOW)


def test_a_worker_killed_while_it_counts_holds_up_nobody():
    forked = multiprocessing.get_context("fork")
    counts, told = SharedCounts(5), forked.Event()

    def counting() -> None:
        with counts._alone():
            told.set()
            signal.pause()

    worker = forked.Process(target=counting)
    worker.start()
    assert told.wait(60)
    os.kill(worker.pid or 0, signal.SIGKILL)
    worker.join()
    assert not counts.hit("192.0.2.1", NOW)


@pytest.mark.parametrize("passed", [0.0, 0.4, 29.5, 59.9])
def test_after_the_seconds_told_it_is_answered_again_and_not_long_before(passed):
    counts, began = SharedCounts(6), 6_000_000.0 + passed
    assert [counts.hit("192.0.2.1", began) for _ in range(6)] == [0] * 6
    seconds = counts.hit("192.0.2.1", began)
    assert 50 <= seconds <= 70
    assert counts.hit("192.0.2.1", began + seconds - 2)
    assert not counts.hit("192.0.2.1", began + seconds)


def test_what_was_asked_two_minutes_ago_is_forgotten():
    counts = SharedCounts(2)
    assert [counts.hit("192.0.2.1", NOW) > 0 for _ in range(3)] == [False, False, True]
    assert not counts.hit("192.0.2.1", NOW + 120)


def test_more_addresses_than_there_are_rows_push_out_only_the_oldest(monkeypatch):
    monkeypatch.setattr("web.shared_counts._ROWS", 64)
    counts = SharedCounts(1)
    for n in range(500):
        assert not counts.hit(f"2001:db8::{n:x}", NOW)
    assert not counts.hit("192.0.2.1", NOW + 60)
    assert counts.hit("192.0.2.1", NOW + 60)
