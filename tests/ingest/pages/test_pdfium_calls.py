from __future__ import annotations

import pypdfium2 as pdfium
import pytest

from ingest.pages import pdfium_calls as call
from tests.ingest.pages.test_pdf import made


def full_page(canvas):
    canvas.setFont("Helvetica", 6)
    for row in range(90):
        canvas.drawString(72, 40 + 8 * row, f"row {row} with a few more words to fill the page")


def test_what_is_asked_of_all_characters_at_once_is_what_each_would_tell():
    document = pdfium.PdfDocument(made(full_page))
    text_page = document[0].get_textpage()
    places = range(text_page.count_chars())
    assert len(places) > 2 * call.ROOM
    boxes = call.BOXES(call.handle(text_page.raw), places, [0, 3, 2, 1])
    each = [text_page.get_charbox(at, loose=True) for at in places]
    assert list(zip(*boxes, strict=True)) == [pytest.approx(box) for box in each]
    xs, _ys = call.ORIGINS(call.handle(text_page.raw), places, range(2))
    assert xs[:3] == pytest.approx([box[0] for box in each[:3]])
    document.close()


def test_a_colour_without_opacity_cannot_be_seen():
    assert call.seen(0x12, 0x34, 0x56, 255) == 0x123456
    assert call.seen(0x12, 0x34, 0x56, 0) is None
