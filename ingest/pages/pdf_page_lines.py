"""What the child process does to tell the lines of one page: their words and boxes."""

from __future__ import annotations

import msgspec
import pypdfium2 as pdfium

from ingest.pages.pdfium_pages import read_page
from kb.domain.passage import Box
from kb.errors import BadPdf


class Asked(msgspec.Struct):
    """A page to read, counted from 1."""

    data: bytes
    page: int


class PageLine(msgspec.Struct, frozen=True):
    """One printed line and where it stands, in points from the top left of the page as shown."""

    text: str
    box: Box


def lines(payload: bytes) -> bytes:
    """Read the lines of a packed `Asked`; raises BadPdf where the page cannot be had."""
    asked = msgspec.msgpack.decode(payload, type=Asked)
    try:
        page = read_page(pdfium.PdfDocument(asked.data), asked.page - 1)
    except (pdfium.PdfiumError, IndexError, ValueError) as error:
        raise BadPdf(
            f"the lines of page {asked.page} cannot be read ({error})",
            hint="Type the words instead.",
            code="damaged",
        ) from error
    # The boxes of a page read sideways are not those of the page as shown.
    told = () if page.turn else page.lines
    return msgspec.msgpack.encode([PageLine(line.text, line.box) for line in told])
