"""Scanned pages through tesseract, made by drawing a report's own pages as pictures."""

from __future__ import annotations

import io

import pypdfium2 as pdfium
import pytest
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from ingest.pages import ocr
from ingest.pages.pdf import read_document
from ingest.store import read_file
from tests.support.shared import CORPUS

SAMPLE = CORPUS / "reports" / "prairie-junction-school-2024.pdf"
# Recognising scans is optional: `.ci/run` installs tesseract and runs these, `make test` does not.
needs_tesseract = pytest.mark.slow


def scanned(pages: range, *, words_on: int = 0) -> bytes:
    """Give these pages of the sample as pictures, one of them with words beside."""
    source = pdfium.PdfDocument(SAMPLE.read_bytes())
    out = io.BytesIO()
    canvas = Canvas(out)
    for index in pages:
        picture = source[index].render(scale=200 / 72).to_pil()
        width, height = source[index].get_size()
        canvas.setPageSize((width, height))
        if index + 1 == words_on:
            canvas.drawString(72, 700, "Words that need no recognising.")
        else:
            canvas.drawImage(ImageReader(picture), 0, 0, width, height)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


@needs_tesseract
def test_a_scanned_report_yields_its_statements(tmp_path):
    printed = read_file(SAMPLE)
    page = printed.records[0].page
    path = tmp_path / "scan.pdf"
    path.write_bytes(scanned(range(page - 1, page)))
    found = read_file(path)
    assert found.pages[0].ocr_confidence > 0.8
    assert found.pages[0].width == pytest.approx(printed.pages[page - 1].width, abs=1)
    assert [d.page for d in found.warnings if d.code == "ocr"] == [1]
    wanted = [(r.kind, r.number, r.text[:30]) for r in printed.records if r.page == page]
    assert wanted
    assert [(r.kind, r.number, r.text[:30]) for r in found.records] == wanted


@needs_tesseract
def test_scanned_pages_among_others_are_read_too():
    found = read_document(scanned(range(2), words_on=1))
    assert found.reader == "pdfium"
    assert found.pages[0].ocr_confidence is None
    assert found.pages[1].ocr_confidence > 0.5
    assert all(page.lines for page in found.pages)


def test_without_tesseract_the_report_is_kept_and_says_what_to_install(monkeypatch, tmp_path):
    monkeypatch.setenv("PATH", str(tmp_path))
    found = read_document(scanned(range(1)))
    assert len(found.pages) == 1
    [told] = [p for p in found.problems if p.startswith("needs_ocr: ")]
    assert "page 1 " in told
    assert "apt-get install tesseract-ocr" in told


def test_advice_names_the_pages_and_the_command():
    told = ocr.advice([3, 4])
    assert told.startswith("needs_ocr: ")
    assert "its pages (3, 4) are scanned pictures" in told
    assert "page 8 is a scanned picture without words" in ocr.advice([8])
    assert "apt-get install tesseract-ocr" in told
