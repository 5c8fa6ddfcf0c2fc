"""JSON Lines: one object for each statement with all that is known of it; it can be read back."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import msgspec

from kb.catalog.rows import from_bytes
from kb.errors import BadRequest
from kb.export.base import Cover, ExportFormat, Row

_AT_ONCE = 100


def _write(_: Cover, rows: Iterable[Row]) -> Iterator[bytes]:
    encoder = msgspec.json.Encoder()
    lines: list[bytes] = []
    for row in rows:
        lines += (encoder.encode(row), b"\n")
        if len(lines) >= 2 * _AT_ONCE:
            yield b"".join(lines)
            lines.clear()
    yield b"".join(lines)


def read_rows(lines: Iterable[bytes]) -> Iterator[Row]:
    """Read an export back, line by line; raises BadRequest naming the line that is none."""
    for at, line in enumerate(lines, 1):
        try:
            yield from_bytes(line, Row)
        except msgspec.DecodeError as error:
            raise BadRequest(
                f"line {at} is not an exported statement: {error}",
                hint="Export it again; each line is one whole JSON object.",
            ) from error


JSONL = ExportFormat(
    "jsonl",
    "JSON Lines",
    "application/x-ndjson",
    "Everything that is known of each statement, for programs; nothing is lost.",
    _write,
)
