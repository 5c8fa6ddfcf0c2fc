"""A function for the child process that reads a PDF and tells how much memory that took."""

from __future__ import annotations

import re
from pathlib import Path

from ingest.child import read_job


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
