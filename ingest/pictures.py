"""A page of a PDF as a PNG picture, drawn in a child process, kept by file hash and page."""

from __future__ import annotations

import contextlib
import hashlib
import os
import struct
import tempfile
from io import BytesIO
from pathlib import Path

import msgspec
import pypdfium2 as pdfium

from ingest.sandbox import Limits, run_sandboxed
from kb.errors import BadPdf

DRAWER = "ingest.pictures:draw_job"
DRAWING = Limits(seconds=15.0, per_mebibyte=1.0)
# A page drawn larger than this (pixels a side) would cost more memory than a picture is worth.
LONGEST_SIDE = 4000


class DrawingJob(msgspec.Struct):
    """What to draw: `page` counted from 1, `scale` in pixels a point."""

    data: bytes
    page: int
    scale: float


def page_picture(pdf: Path, page: int, *, scale: float, kept: Path) -> bytes:
    """Give the PNG of a page, from the folder `kept` where it was drawn before.

    Raises BadPdf, with the reason, where it cannot be drawn.
    """
    place = _place(pdf, page, scale, kept)
    with contextlib.suppress(FileNotFoundError):
        return place.read_bytes()
    job = msgspec.msgpack.encode(DrawingJob(pdf.read_bytes(), page, scale))
    png = run_sandboxed(DRAWER, job, limits=DRAWING)
    _keep(place, png)
    return png


def picture_size(png: bytes) -> tuple[int, int]:
    """Give a PNG's width and height in pixels."""
    width, height = struct.unpack(">II", png[16:24])
    return width, height


def _place(pdf: Path, page: int, scale: float, kept: Path) -> Path:
    # Stored PDFs are named by their hash in two parts, `ab/cdef...`.
    name = hashlib.sha256("/".join(pdf.parts[-2:]).encode()).hexdigest()
    return kept / name[:2] / f"{name[2:]}-{page}-{scale:g}.png"


def _keep(place: Path, png: bytes) -> None:
    """Write the picture aside and move it to its place, so that no half picture is ever seen."""
    place.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=place.parent)
    with os.fdopen(handle, "wb") as file:
        file.write(png)
    Path(name).replace(place)


def draw_job(payload: bytes) -> bytes:
    """Draw the page of a packed `DrawingJob`; runs in the child."""
    job = msgspec.msgpack.decode(payload, type=DrawingJob)
    try:
        document = pdfium.PdfDocument(job.data)
        page = document[job.page - 1]
    except (pdfium.PdfiumError, IndexError) as error:
        raise BadPdf(f"the page cannot be drawn ({error})", code="damaged") from None
    longest = max(1.0, *page.get_size())
    bitmap = page.render(scale=min(job.scale, LONGEST_SIDE / longest))
    out = BytesIO()
    bitmap.to_pil().save(out, "PNG")
    return out.getvalue()
