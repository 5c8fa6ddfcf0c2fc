from __future__ import annotations

import os
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from ingest import sandbox
from ingest.sandbox import Limits, run_sandboxed
from kb.errors import BadPdf, ReadingKilled
from tests.reliability.service import until


def run(name: str, payload: bytes = b"", **limits) -> bytes:
    return run_sandboxed(f"tests.support.misbehaving:{name}", payload, limits=Limits(**limits))


def test_answers_come_back_whole():
    payload = bytes(range(256)) * 4000
    assert run("echo", payload) == payload[::-1]


def test_several_at_once():
    with ThreadPoolExecutor(3) as pool:
        assert list(pool.map(lambda n: run("echo", b"ab" * n), (1, 2, 3))) == [
            b"ba",
            b"baba",
            b"bababa",
        ]


@pytest.mark.parametrize(
    ("name", "limits", "code"),
    [
        ("hang", {"wall_seconds": 1.0}, "timeout"),
        ("eat_memory", {}, "resource_limit"),
        ("burn", {"cpu_seconds": 1}, "resource_limit"),
        ("abort", {}, "resource_limit"),
        ("corrupt", {}, "crashed"),
        ("trespass", {}, "crashed"),
    ],
)
def test_a_child_that_misbehaves_is_ended_with_a_reason(name, limits, code):
    started = time.monotonic()
    with pytest.raises(BadPdf) as caught:
        run(name, **limits)
    assert caught.value.code == code
    assert caught.value.hint
    assert time.monotonic() - started < 30


def test_time_that_others_have_the_processor_for_does_not_count(monkeypatch):
    monkeypatch.setattr(sandbox, "_held_up", lambda _: 60.0)
    monkeypatch.setattr(Limits, "latest_seconds", property(lambda _: 60.0))
    assert run("rest", b"1.5", wall_seconds=1.0) == b"done"


def test_two_programs_on_one_processor_hold_each_other_up():
    spinning = [sys.executable, "-c", "while True: pass"]
    one, other = subprocess.Popen(spinning), subprocess.Popen(spinning)
    try:
        for child in (one, other):
            os.sched_setaffinity(child.pid, {min(os.sched_getaffinity(0))})
        until(lambda: sandbox._held_up(one.pid) > 0.2, "one waits for the other", 60)
    finally:
        for child in (one, other):
            child.kill()
            child.wait()


def test_a_child_is_ended_at_the_latest_however_busy_the_machine_is(monkeypatch):
    monkeypatch.setattr(sandbox, "_held_up", lambda _: 100.0)
    started = time.monotonic()
    with pytest.raises(BadPdf) as caught:
        run("hang", wall_seconds=0.5)
    assert caught.value.code == "timeout"
    assert time.monotonic() - started >= 1


def test_a_child_killed_by_somebody_else_says_nothing_of_its_file():
    with pytest.raises(ReadingKilled) as caught:
        run("killed")
    assert caught.value.hint


def test_a_child_that_chatters_fills_nothing():
    assert run("chatter") == b"done"


def test_a_long_report_is_granted_more_time_than_a_small_file():
    small, long, longest = (Limits.for_size(n << 20) for n in (2, 4, 200))
    assert (small.cpu_seconds, small.wall_seconds) == (32, 42.0)
    assert small.cpu_seconds < long.cpu_seconds < long.wall_seconds < longest.wall_seconds == 600
