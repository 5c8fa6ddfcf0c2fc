from __future__ import annotations

import io

import pytest
from reportlab.lib.pagesizes import landscape, letter
from reportlab.pdfgen.canvas import Canvas

from ingest.pages.pdf import read_document
from kb.errors import BadPdf


def made(draw, size=letter, **options) -> bytes:
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=size, **options)
    draw(canvas)
    canvas.save()
    return out.getvalue()


def words(canvas: Canvas, text: str = "Finding 1. Radios failed.", x: float = 72, y: float = 700):
    canvas.setFont("Helvetica", 11)
    canvas.drawString(x, y, text)


def texts(data: bytes) -> list[str]:
    return [line.text for line in read_document(data).pages[0].lines]


def test_a_line_has_its_place_and_type():
    page = read_document(made(words)).pages[0]
    (line,) = page.lines
    assert line.text == "Finding 1. Radios failed."
    assert line.size == 11
    assert line.box.x0 == pytest.approx(72, abs=1.5)
    assert line.box.bottom == pytest.approx(792 - 700 + 0.2 * 11, abs=1)
    assert not line.bold


def test_columns_are_lines_of_their_own():
    def draw(canvas):
        words(canvas, "The left column", 72)
        words(canvas, "and the right one", 320)

    assert texts(made(draw)) == ["The left column", "and the right one"]


def test_a_word_painted_twice_to_look_bold_is_read_once():
    def draw(canvas):
        words(canvas, "Recommendations")
        words(canvas, "Recommendations", 72.3)

    assert texts(made(draw)) == ["Recommendations"]


def test_turned_text_is_set_aside():
    def draw(canvas):
        words(canvas)
        canvas.rotate(45)
        canvas.setFont("Helvetica", 60)
        canvas.drawString(300, 100, "DRAFT")

    assert texts(made(draw)) == ["Finding 1. Radios failed."]


def test_a_landscape_page_keeps_its_size():
    page = read_document(made(words, landscape(letter))).pages[0]
    assert (page.width, page.height) == landscape(letter)


def test_bookmarks_and_information():
    def draw(canvas):
        canvas.setTitle("After-action report")
        words(canvas)
        canvas.showPage()
        canvas.bookmarkPage("two")
        canvas.addOutlineEntry("Findings", "two", 0)
        words(canvas)

    found = read_document(made(draw))
    assert [(o.title, o.level, o.page) for o in found.outline] == [("Findings", 1, 2)]
    assert dict(found.info)["Title"] == "After-action report"


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "not_a_pdf"),
        (b"<!doctype html><p>Page not found", "not_a_pdf"),
        (b"%PDF-1.7\n", "damaged"),
        (b"%PDF-1.7\n" + bytes(range(256)) * 40, "damaged"),
    ],
)
def test_what_is_no_pdf_is_refused_with_a_reason(data, code):
    with pytest.raises(BadPdf) as caught:
        read_document(data)
    assert caught.value.code == code
    assert caught.value.hint


def test_a_password_is_named_as_what_is_missing():
    with pytest.raises(BadPdf) as caught:
        read_document(made(words, encrypt="secret"))
    assert caught.value.code == "encrypted"


def test_pages_beyond_the_cap_are_refused():
    def draw(canvas):
        for _ in range(3):
            words(canvas)
            canvas.showPage()

    with pytest.raises(BadPdf) as caught:
        read_document(made(draw), max_pages=2)
    assert caught.value.code == "too_many_pages"


def test_a_document_without_words_is_kept_and_told_of():
    found = read_document(made(lambda canvas: canvas.rect(9, 9, 9, 9)))
    assert len(found.pages) == 1
    assert found.problems[0].startswith("no_text")
