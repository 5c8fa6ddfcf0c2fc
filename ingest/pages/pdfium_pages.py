"""Pages as pdfium reads them: words made lines, painted shapes, pictures."""

from __future__ import annotations

import pypdfium2 as pdfium

from ingest.pages import pdfium_calls as call
from ingest.pages.line_building import build_lines
from ingest.pages.lines import RawPage
from ingest.pages.page_frame import Frame
from ingest.pages.pdfium_shapes import painted
from ingest.pages.pdfium_words import PageWords

# Unseen text is read where pictures cover so much of the page: it is a scan's own text layer.
SCANNED = 0.5
# A page is turned for reading where so many times more characters run another way than its own.
TURNED = 2
_QUARTERS = 4


def read_page(document: pdfium.PdfDocument, index: int) -> RawPage:
    """Read one page, `index` counted from 0; turned where nearly all its text is set sideways."""
    page = document[index]
    text_page = page.get_textpage()
    try:
        shown = page.get_rotation() // 90
        left, bottom, right, top = page.get_bbox()
        frame = Frame(left, bottom, right, top, shown)
        shapes, image_area = painted(call.handle(page.raw), frame)
        width, height = frame.size
        pictured = min(1.0, image_area / max(1.0, width * height))
        reading = PageWords(text_page, frame, ocr_layer=pictured > SCANNED)
        words = list(reading)
        other = _other_quarter(reading)
        if other is not None:
            frame = Frame(left, bottom, right, top, other)
            shapes, _ = painted(call.handle(page.raw), frame)
            words = list(PageWords(text_page, frame, ocr_layer=pictured > SCANNED))
        return RawPage(
            number=index + 1,
            label=document.get_page_label(index) or "",
            width=frame.size[0],
            height=frame.size[1],
            lines=build_lines(words),
            shapes=shapes,
            image_area=pictured,
            turn=(frame.quarters - shown) % _QUARTERS,
        )
    finally:
        text_page.close()
        page.close()


def _other_quarter(reading: PageWords) -> int | None:
    """Give the quarter in which nearly all of a page's text runs where that is not its own."""
    letters = {quarter: n for quarter, n in reading.letters.items() if quarter >= 0}
    most = max(letters, key=lambda quarter: letters[quarter], default=reading.frame.quarters)
    return most if letters.get(most, 0) > TURNED * letters.get(reading.frame.quarters, 0) else None
