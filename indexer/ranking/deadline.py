"""How long one search may work: between its pieces an engine asks whether its time is up.

The processor's time of the thread counts, so that a busy machine refuses nothing that an idle one
answers. A piece that has begun is ended: what one piece may cost, the ceilings of
`indexer.question.limits` and the collection's size decide.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field

from kb.errors import EngineUnavailable

SECONDS = 2.0
# To ask for a thread's time costs a hundred times what asking the clock on the wall does: nearly
# all searches are over before it is asked, and a twentieth of the time is not counted.
_UNCOUNTED = 0.05


@dataclass(slots=True)
class _Search:
    """A search at work: when it is looked at, and its thread's time then."""

    looked_at: float = field(default_factory=lambda: time.monotonic() + SECONDS * _UNCOUNTED)
    worked: float | None = None


_NONE = _Search(float("inf"))
_searching: ContextVar[_Search] = ContextVar("_searching", default=_NONE)


@contextmanager
def begun() -> Iterator[None]:
    """Let what is done within this take SECONDS at most."""
    before = _searching.set(_Search())
    try:
        yield
    finally:
        _searching.reset(before)


def check() -> None:
    """Go on, or raise EngineUnavailable where the time is up."""
    search = _searching.get()
    if time.monotonic() < search.looked_at:
        return
    if search.worked is None:
        search.worked = time.thread_time()
    elif time.thread_time() - search.worked > SECONDS * (1 - _UNCOUNTED):
        raise EngineUnavailable(
            f"the search took longer than {SECONDS:g} seconds", hint="Ask for less, or try again."
        )
