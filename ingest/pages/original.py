"""The stored PDF of a report, of which one page is to be shown."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from ingest.sandbox import Limits
from kb.errors import BadPdf


def original(path: Path) -> bytes:
    """Read the file; raises BadPdf with the reason where it is not there."""
    try:
        return path.read_bytes()
    except OSError as error:
        raise BadPdf(
            f"the original PDF cannot be opened ({error.strerror or error})",
            hint="Read the report in again to restore it.",
            code="unreadable",
        ) from error


def limits_of_page(data: bytes) -> Limits:
    """Give a child what one page may take: somebody waits for it."""
    return replace(Limits.for_size(len(data)), cpu_seconds=20, wall_seconds=25.0)
