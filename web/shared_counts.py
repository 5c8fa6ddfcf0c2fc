"""Requests by address, counted by all workers of one server together.

The table lies in memory that is mapped before the workers are forked, so that it needs no file, no
server and no clearing away. A lock of the kernel's, which a killed worker lets go of, keeps two
workers from writing at once. A server whose workers are not forked from one application (gunicorn
without `preload_app`) has one table for each worker.
"""

from __future__ import annotations

import fcntl
import mmap
import os
import secrets
import struct
import tempfile
import threading
import time
import weakref
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from hashlib import blake2b

# Parts of a minute that are counted each for itself (seconds), and how many make a minute.
_PART, _PARTS = 10, 6
# Which address, in which part, how often in it and in each of those before, newest first.
_ROW = struct.Struct(f"<QQ{_PARTS + 1}I")
# Rows, and how many of them one address may have; the oldest gives way: 2.9 MB.
_ROWS, _NEAR = 65_536, 8
_NEVER = (0,) * (_PARTS + 1)


class SharedCounts:
    """At most `limit` requests of an address in a minute, counted over a window that slides.

    Of the ten seconds that lie only partly within the last sixty, as much counts as does, as if
    their requests had come evenly.
    """

    def __init__(self, limit: int) -> None:
        self._limit = limit
        # It has no name; what is locked is the file, what is counted in is its memory.
        with tempfile.TemporaryFile() as file:
            file.truncate(_ROWS * _ROW.size)
            self._file = os.dup(file.fileno())
        weakref.finalize(self, os.close, self._file)
        self._rows = mmap.mmap(self._file, _ROWS * _ROW.size)
        self._salt = secrets.token_bytes(16)
        self._thread = threading.Lock()

    def hit(self, address: str, now: float | None = None) -> int:
        """Count a request; give 0, or the seconds until the next one is answered.

        `now` is in seconds of a clock that never goes back.
        """
        when = time.monotonic() if now is None else now
        key = int.from_bytes(blake2b(address.encode(), digest_size=8, key=self._salt).digest())
        with self._alone():
            at = self._row_of(key)
            whose, part, *counts = _ROW.unpack_from(self._rows, at)
            if whose != key:
                counts = [*_NEVER]
            if self._fits(part, counts, when):
                first, *before = _moved(part, counts, when)
                _ROW.pack_into(self._rows, at, key, int(when // _PART), first + 1, *before)
                return 0
        later = range(1, _PART * (_PARTS + 1))
        return next((s for s in later if self._fits(part, counts, when + s)), later.stop)

    def _fits(self, part: int, counts: Sequence[int], when: float) -> bool:
        """Say whether one more request at this time is within the limit."""
        *whole, partly = _moved(part, counts, when)
        left = 1 - when % _PART / _PART
        return sum(whole) + partly * left + 1 <= self._limit

    def _row_of(self, key: int) -> int:
        """Give where an address is counted; the one of its places that was not used for longest."""
        first = key % _ROWS
        near = [(first + n) % _ROWS * _ROW.size for n in range(_NEAR)]
        told = [(_ROW.unpack_from(self._rows, at), at) for at in near]
        own = (at for row, at in told if row[0] == key)
        return next(own, min(told, key=lambda row: row[0][1])[1])

    @contextmanager
    def _alone(self) -> Iterator[None]:
        with self._thread:
            fcntl.lockf(self._file, fcntl.LOCK_EX)
            try:
                yield
            finally:
                fcntl.lockf(self._file, fcntl.LOCK_UN)


def _moved(part: int, counts: Sequence[int], when: float) -> Sequence[int]:
    """Give the counts as they stand at this time: those of parts that have begun since are 0."""
    since = int(when // _PART) - part
    return (*_NEVER[:since], *counts)[: _PARTS + 1]
