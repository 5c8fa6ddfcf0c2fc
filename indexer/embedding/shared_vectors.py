"""What a server's workers have of the meaning model in common, in memory shared by all of them.

It is made before workers are forked and filled by whichever needs it first: a question comes again
with each page and filter, and as a rule to another worker.
"""

from __future__ import annotations

import hashlib
import mmap
import zlib

import numpy as np
import numpy.typing as npt

# Questions kept: 6 MB, touched as they come.
SLOTS = 4096
_KEY_BYTES = 32


def shared_numbers(count: int) -> npt.NDArray[np.float32]:
    """Give zeros in memory that this process shares with all that are forked from it later."""
    return np.frombuffer(mmap.mmap(-1, 4 * count), dtype=np.float32)


class AskedVectors:
    """The vectors of texts asked for lately; one may push out another.

    Nothing is locked: each comes with a checksum, and one that is half written is not there yet.
    """

    def __init__(self, width: int) -> None:
        """Hold none yet."""
        self._width = width
        self._size = _KEY_BYTES + 4 * width + 4
        self._held = mmap.mmap(-1, SLOTS * self._size)

    def get(self, text: str) -> npt.NDArray[np.float32] | None:
        """Give a text's vector where it is there."""
        key, begin = self._place(text)
        held = self._held[begin : begin + self._size]
        if not held.startswith(key) or _sum(held[:-4]) != held[-4:]:
            return None
        return np.frombuffer(held, np.float32, self._width, _KEY_BYTES)

    def put(self, text: str, vector: npt.NDArray[np.float32]) -> None:
        """Keep a text's vector."""
        key, begin = self._place(text)
        written = key + vector.astype(np.float32).tobytes()
        self._held[begin : begin + self._size] = written + _sum(written)

    def _place(self, text: str) -> tuple[bytes, int]:
        key = hashlib.sha256(text.encode("utf-8", "replace")).digest()
        return key, int.from_bytes(key[:4]) % SLOTS * self._size


def _sum(written: bytes) -> bytes:
    return zlib.crc32(written).to_bytes(4)
