"""A page of a PDF as a picture: drawn apart under limits, kept by the file's hash and the page."""

from __future__ import annotations

import hashlib
import os
import struct
import tempfile
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import msgspec

from ingest.sandbox import Limits, run_sandboxed
from kb.errors import BadPdf

_DRAW = "ingest.pages.pdf_picture:draw"
# Width and height stand at this place of every PNG, as two numbers of four bytes.
_SIZE_AT = slice(16, 24)


class _Drawing(msgspec.Struct):
    data: bytes
    page: int
    scale: float


def page_picture(source: Path | bytes, page: int, *, scale: float, kept: Path) -> bytes:
    """Give a page (counted from 1) as PNG, `scale` pixels a point; drawn once, then kept.

    Nothing is drawn over the page: boxes are the viewer's to lay on top. Pages too large to draw at
    that scale come smaller. Raises BadPdf with the reason where it cannot be drawn.
    """
    data = source if isinstance(source, bytes) else _bytes(source)
    sha256 = hashlib.sha256(data).hexdigest()
    place = kept / sha256[:2] / sha256 / f"{page}@{scale:g}.png"
    with suppress(OSError):
        return place.read_bytes()
    limits = replace(Limits.for_size(len(data)), cpu_seconds=20, wall_seconds=25.0)
    picture = run_sandboxed(
        _DRAW, msgspec.msgpack.encode(_Drawing(data, page, scale)), limits=limits
    )
    _keep(place, picture)
    return picture


def picture_size(picture: bytes) -> tuple[int, int]:
    """Give a PNG's width and height in pixels."""
    width, height = struct.unpack(">II", picture[_SIZE_AT])
    return width, height


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise BadPdf(
            f"the original PDF cannot be opened ({error.strerror or error})",
            hint="Read the report in again to restore it.",
            code="unreadable",
        ) from error


def _keep(place: Path, picture: bytes) -> None:
    """Write so that a reader sees the whole picture or none; a full disk only costs time."""
    with suppress(OSError):
        place.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=place.parent, prefix=".drawing-")
        try:
            with os.fdopen(handle, "wb") as out:
                out.write(picture)
            os.replace(name, place)  # noqa: PTH105 - of the very file that mkstemp named
        except OSError:
            os.unlink(name)  # noqa: PTH108
            raise
