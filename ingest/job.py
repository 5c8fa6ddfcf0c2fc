"""What is handed to the child process that reads one PDF; light, so that the parent stays light."""

from __future__ import annotations

import msgspec


class Job(msgspec.Struct):
    """A file to read: its bytes, and its name as data."""

    source: str
    data: bytes
