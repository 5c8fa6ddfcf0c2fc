"""A page of a PDF as a picture: drawn apart under limits, kept by the file's hash and the page."""

from __future__ import annotations

import hashlib
import os
import struct
import tempfile
from contextlib import suppress
from pathlib import Path

import msgspec

from ingest.pages.original import limits_of_page, original
from ingest.sandbox import run_sandboxed

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
    data = source if isinstance(source, bytes) else original(source)
    sha256 = hashlib.sha256(data).hexdigest()
    place = kept / sha256[:2] / sha256 / f"{page}@{scale:g}.png"
    with suppress(OSError):
        return place.read_bytes()
    asked = msgspec.msgpack.encode(_Drawing(data, page, scale))
    picture = run_sandboxed(_DRAW, asked, limits=limits_of_page(data))
    _keep(place, picture)
    return picture


def picture_size(picture: bytes) -> tuple[int, int]:
    """Give a PNG's width and height in pixels."""
    width, height = struct.unpack(">II", picture[_SIZE_AT])
    return width, height


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
