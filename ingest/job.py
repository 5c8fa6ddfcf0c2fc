"""What is handed to the child process that reads one PDF; light, so that the parent stays light."""

from __future__ import annotations

import msgspec

from kb.domain.topic import Vocabulary


class Job(msgspec.Struct):
    """A file to read: its bytes, its name as data, and the vocabulary where staff changed it."""

    source: str
    data: bytes
    vocabulary: Vocabulary | None = None
