from __future__ import annotations

import pypdfium2 as pdfium

from ingest.pages.page_frame import Frame
from ingest.pages.pdfium_words import PageWords
from tests.ingest.pages.test_pdf import made


def words_of(draw) -> list:
    document = pdfium.PdfDocument(made(draw))
    text_page = document[0].get_textpage()
    words = list(PageWords(text_page, Frame(0.0, 0.0, 612.0, 792.0), ocr_layer=False))
    text_page.close()
    document.close()
    return words


def drawn(*parts, rise=()):
    """Draw parts in one line, each (font, size, text) a text object of its own."""

    def draw(canvas):
        text = canvas.beginText(72, 700)
        for at, (font, size, words) in enumerate(parts):
            text.setFont(font, size)
            text.setRise(4 if at in rise else 0)
            text.textOut(words)
        canvas.drawText(text)

    return draw


def test_words_set_in_one_go_come_as_one_piece():
    (word,) = words_of(drawn(("Helvetica", 11, "The radios failed in both towers.")))
    assert word.text == "The radios failed in both towers."
    assert (word.type.font, word.type.size) == ("Helvetica", 11.0)
    assert 71 < word.x0 < 73
    assert 220 < word.x1 < 250


def test_a_word_is_cut_where_its_type_changes_and_goes_with_what_is_set_like_each_part():
    found = words_of(
        drawn(("Helvetica", 11, "The radios failed"), ("Helvetica", 6, "12"), rise=(1,))
    )
    assert [(w.text, w.type.size) for w in found] == [("The radios failed", 11.0), ("12", 6.0)]
    assert found[1].base < found[0].base
    assert not found[0].space


def test_wide_white_parts_words_of_one_text_object():
    def draw(canvas):
        text = canvas.beginText(72, 700)
        text.setFont("Helvetica", 11)
        text.setWordSpace(30)
        text.textOut("When Who What")
        canvas.drawText(text)

    assert [w.text for w in words_of(draw)] == ["When", "Who", "What"]


def test_single_letters_in_a_row_stay_apart():
    found = words_of(drawn(("Helvetica", 11, "R E S C U E teams")))
    assert [w.text for w in found] == ["R", "E", "S", "C", "U", "E teams"]


def test_text_that_cannot_be_seen_is_left_out():
    def draw(canvas):
        text = canvas.beginText(72, 700)
        text.setFont("Helvetica", 11)
        text.setTextRenderMode(3)
        text.textOut("hidden words")
        canvas.drawText(text)

    assert words_of(draw) == []


def close_set(*words, white):
    """Draw words in one line as TeX does: no blanks, but moved on by a share of the type's size."""

    def draw(canvas):
        text = canvas.beginText(72, 700)
        text.setFont("Times-Roman", 11)
        moved = f" {-1000 * white:.0f} ".join(f"({word})" for word in words)
        text._code.append(f"[{moved}] TJ")
        canvas.drawText(text)

    return draw


def test_a_blank_before_a_broad_letter_in_a_tight_line_is_seen():
    found = words_of(close_set("under", "which", "women", "met", white=0.12))
    assert " ".join(w.text for w in found).split() == ["under", "which", "women", "met"]


def test_a_blank_before_a_capital_in_a_tight_line_is_seen():
    found = words_of(close_set("the", "Kestrel", "County", "Ambush", white=0.12))
    assert " ".join(w.text for w in found).split() == ["the", "Kestrel", "County", "Ambush"]
    assert [w.text for w in words_of(close_set("McDonald", white=0.18))] == ["McDonald"]


def test_letters_of_one_word_stay_together_whether_near_or_spaced_out():
    assert " ".join(w.text for w in words_of(close_set("somewhere", white=0.15))) == "somewhere"

    def spaced(canvas):
        text = canvas.beginText(72, 700)
        text.setFont("Helvetica", 11)
        text.setCharSpace(1.8)
        text.textOut("somewhere")
        canvas.drawText(text)

    assert "".join(w.text for w in words_of(spaced)).replace(" ", "") == "somewhere"
    assert [w.text for w in words_of(spaced)] == ["somewhere"]
