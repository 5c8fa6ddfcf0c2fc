"""A function for the child process that reads a PDF and tells what it found, in a few numbers."""

from __future__ import annotations

import re
from pathlib import Path

import msgspec

from ingest.child import read_job
from ingest.pdf import read_document


class Probe(msgspec.Struct):
    """What was read: pages, characters, problems, the reader, and kilobytes of memory at most."""

    pages: int
    chars: int
    problems: list[str]
    reader: str
    rss: int


def probe(data: bytes) -> bytes:
    document = read_document(data)
    chars = sum(len(line.text) for page in document.pages for line in page.lines)
    rss = most_memory()
    return msgspec.json.encode(
        Probe(len(document.pages), chars, list(document.problems), document.reader, rss)
    )


def memory(job: bytes) -> bytes:
    """Read a packed job whole, to records and topics; tell the most KiB that it took."""
    read_job(job)
    return str(most_memory()).encode()


def most_memory() -> int:
    """Tell the most KiB of memory that this process held.

    `getrusage` would count what its parent held when it was started: Linux carries that over.
    """
    status = Path("/proc/self/status").read_text(encoding="ascii")
    found = re.search(r"^VmHWM:\s+(\d+) kB$", status, re.MULTILINE)
    assert found
    return int(found[1])
