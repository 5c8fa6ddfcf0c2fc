from __future__ import annotations

import pytest

from ingest.reading import read
from kb.reference import load_vocabulary
from tests.ingest.pages.test_pdf import made

ROWS = (
    "Recommendation 1. The department should issue every officer a radio.",
    "Recommendation 2. The department should hold a drill with its neighbours.",
    "Recommendation 3. The city should fund a second dispatch desk.",
)


def sideways(degrees: int, x: float, y: float):
    def draw(canvas):
        canvas.translate(x, y)
        canvas.rotate(degrees)
        canvas.setFont("Helvetica", 11)
        for row, text in enumerate(ROWS):
            canvas.drawString(0, -30 * row, text)

    return draw


@pytest.mark.parametrize(
    ("degrees", "x", "y", "first"),
    [
        # Where the first row's ink is on the page as shown: x0, top, x1, bottom.
        (90, 100, 72, (91, 360, 102, 720)),
        (270, 500, 700, (498, 92, 509, 450)),
        (180, 540, 400, (190, 389, 540, 401)),
    ],
)
def test_text_set_sideways_is_read_and_its_boxes_lie_on_the_page_as_shown(degrees, x, y, first):
    found = read(made(sideways(degrees, x, y)), "a.pdf", load_vocabulary())
    assert [r.number for r in found.records] == ["1", "2", "3"]
    assert (found.pages[0].width, found.pages[0].height) == (612, 792)
    (box,) = found.records[0].passage.spans[0].boxes
    x0, top, x1, bottom = first
    assert x0 - 3 <= box.x0 < box.x1 <= x1 + 3
    assert top - 40 <= box.top < box.bottom <= bottom + 3


def test_a_page_shown_turned_is_read_as_shown():
    def draw(canvas):
        canvas.setPageRotation(90)
        sideways(90, 100, 72)(canvas)

    found = read(made(draw), "a.pdf", load_vocabulary())
    assert [r.number for r in found.records] == ["1", "2", "3"]
    (box,) = found.records[0].passage.spans[0].boxes
    assert box.x0 == pytest.approx(72, abs=3)
    assert box.bottom == pytest.approx(102, abs=3)
