"""A finished file handed on piece by piece."""

from __future__ import annotations

from collections.abc import Iterator
from typing import IO

_AT_ONCE = 64 * 1024


def pieces(made: IO[bytes]) -> Iterator[bytes]:
    """Give a file from its beginning."""
    made.seek(0)
    while piece := made.read(_AT_ONCE):
        yield piece
