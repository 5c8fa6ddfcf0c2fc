"""Another clock for a whole Python process: shifted by the seconds that a file says.

Python imports it by itself in every process whose PYTHONPATH names this folder. What is counted by
the monotonic clock goes on as it was, as it does when an operator sets a machine's clock.
"""

from __future__ import annotations

import datetime as dt
import os
import time
from pathlib import Path
from typing import Self

_FILE = os.environ.get("SHIFTED_CLOCK_FILE", "")
_time, _time_ns = time.time, time.time_ns
_datetime = dt.datetime


def _shift() -> int:
    return int(Path(_FILE).read_text())


class Shifted(_datetime):
    """The standard one, with another idea of now."""

    @classmethod
    def now(cls, tz: dt.tzinfo | None = None) -> Self:
        """Give the shifted time."""
        return super().now(tz) + dt.timedelta(seconds=_shift())

    @classmethod
    def utcnow(cls) -> Self:
        """Give the shifted time without its zone."""
        return cls.now(dt.UTC).replace(tzinfo=None)

    @classmethod
    def today(cls) -> Self:
        """Give the shifted local time."""
        return cls.now()


if _FILE:
    time.time = lambda: _time() + _shift()
    time.time_ns = lambda: _time_ns() + _shift() * 10**9
    Shifted.__module__, Shifted.__qualname__ = "datetime", "datetime"
    dt.datetime = Shifted  # type: ignore[misc]
