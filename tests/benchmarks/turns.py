"""Contestants by turns: each in a process of its own, and only one of them at work at a time.

A machine that others use too changes its pace within seconds. What is measured step by step, each
contestant in turn and another first each time, has the same luck for all, so that ratios hold.
"""

from __future__ import annotations

import multiprocessing
from collections import deque
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from multiprocessing.connection import Connection
from typing import Any, TypeVar

Turn = Callable[[], None]
R = TypeVar("R")


def by_turns(work: Callable[..., R], told: Sequence[tuple[Any, ...]]) -> list[R]:
    """Call `work(turn, *told)` in a process for each; `turn()` there lets the others go on first.

    What each gives comes in the order of `told`. Raises EOFError where a process ends early.
    """
    fresh = multiprocessing.get_context("spawn")
    with ExitStack() as held:
        ends: list[Connection] = []
        for one in told:
            ours, theirs = fresh.Pipe()
            process = fresh.Process(target=_take_part, args=(theirs, work, one), daemon=True)
            process.start()
            theirs.close()
            held.callback(process.join)
            ends.append(ours)
        found = _rounds(ends)
    return [found[at] for at in range(len(ends))]


def _take_part(end: Connection, work: Callable[..., Any], told: tuple[Any, ...]) -> None:
    def turn() -> None:
        end.send(None)
        end.recv()

    end.recv()
    end.send((work(turn, *told),))


def _rounds(ends: Sequence[Connection]) -> dict[int, Any]:
    """Let each work until it says that its turn is over, or what it found."""
    waiting, found = deque(range(len(ends))), {}
    while waiting:
        for at in tuple(waiting):
            ends[at].send(None)
            told = ends[at].recv()
            if told is not None:
                found[at] = told[0]
                waiting.remove(at)
        waiting.rotate(-1)
    return found
