"""What the child process does to draw: one page of a PDF as the bytes of a PNG."""

from __future__ import annotations

import struct
import zlib

import msgspec
import pypdfium2 as pdfium

from kb.errors import BadPdf

# A page may claim to be kilometres wide; beyond this many pixels it is drawn smaller.
MAX_PIXELS = 8_000_000
_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_RGB = 2


class Drawing(msgspec.Struct):
    """A page to draw, counted from 1, at so many pixels a point."""

    data: bytes
    page: int
    scale: float


def draw(payload: bytes) -> bytes:
    """Draw the page of a packed `Drawing`; raises BadPdf where the page cannot be had."""
    job = msgspec.msgpack.decode(payload, type=Drawing)
    try:
        document = pdfium.PdfDocument(job.data)
        page = document[job.page - 1]
        width, height = page.get_size()
        scale = min(job.scale, (MAX_PIXELS / max(1.0, width * height)) ** 0.5)
        bitmap = page.render(scale=scale, rev_byteorder=True, prefer_bgrx=False)
    except (pdfium.PdfiumError, IndexError, ValueError) as error:
        raise BadPdf(
            f"page {job.page} of this PDF cannot be drawn ({error})",
            hint="Open the original instead.",
            code="damaged",
        ) from error
    return png(bytes(bitmap.buffer), bitmap.width, bitmap.height, bitmap.stride)


def png(pixels: bytes, width: int, height: int, stride: int) -> bytes:
    """Pack rows of red, green, blue, `stride` bytes apart, as a PNG (W3C, third edition)."""
    rows = b"".join(b"\0" + pixels[at : at + 3 * width] for at in range(0, height * stride, stride))
    head = struct.pack(">IIBBBBB", width, height, 8, _RGB, 0, 0, 0)
    return b"".join(
        (
            _SIGNATURE,
            _chunk(b"IHDR", head),
            _chunk(b"IDAT", zlib.compress(rows, 6)),
            _chunk(b"IEND", b""),
        )
    )


def _chunk(name: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))
