"""The bytes of a PDF become pages of lines: pdfium reads the characters, pdfminer what pdfium cannot."""

from __future__ import annotations

import pypdfium2 as pdfium

from ingest.lines import OutlineEntry, RawDocument
from ingest.pdfium_pages import read_page
from kb.errors import BadPdf

MAX_PAGES = 5000


def read_document(data: bytes, *, max_pages: int = MAX_PAGES) -> RawDocument:
    """Read a PDF; raises BadPdf with a reason where that cannot be done."""
    if b"%PDF-" not in data[:1024]:
        raise BadPdf("This file is not a PDF.", code="not_a_pdf", hint="Export it as PDF first.")
    try:
        document = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        raise BadPdf(f"This PDF cannot be opened ({error}).", code="damaged") from None
    count = len(document)
    if count > max_pages:
        raise BadPdf(f"This PDF has {count} pages.", code="too_many_pages", hint="Split it.")
    pages = tuple(read_page(document, index) for index in range(count))
    return RawDocument(pages, _outline(document), _info(document))


def _info(document: pdfium.PdfDocument) -> tuple[tuple[str, str], ...]:
    return tuple((key, value) for key, value in document.get_metadata_dict().items() if value)


def _outline(document: pdfium.PdfDocument) -> tuple[OutlineEntry, ...]:
    entries = []
    for bookmark in document.get_toc():
        target = bookmark.get_dest()
        index = target.get_index() if target else None
        entries.append(OutlineEntry(bookmark.get_title(), bookmark.level + 1, (index or -1) + 1))
    return tuple(entries)
