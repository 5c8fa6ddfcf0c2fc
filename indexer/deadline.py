"""How long one search may work: between its pieces an engine asks whether its time is up.

The processor's time of the thread counts, so that a busy machine refuses nothing that an idle one
answers. A piece that has begun is ended: what one piece may cost, the ceilings of `indexer.limits`
and the collection's size decide.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from kb.errors import EngineUnavailable

SECONDS = 2.0
_until: ContextVar[float] = ContextVar("_until", default=float("inf"))


@contextmanager
def begun() -> Iterator[None]:
    """Let what is done within this take SECONDS at most."""
    before = _until.set(time.thread_time() + SECONDS)
    try:
        yield
    finally:
        _until.reset(before)


def check() -> None:
    """Go on, or raise EngineUnavailable where the time is up."""
    if time.thread_time() > _until.get():
        raise EngineUnavailable(
            f"the search took longer than {SECONDS:g} seconds", hint="Ask for less, or try again."
        )
