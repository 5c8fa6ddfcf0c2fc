"""The bytes of a PDF become pages of lines: pdfium reads them, pdfminer what pdfium cannot."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from itertools import islice

import pypdfium2 as pdfium
import pypdfium2.raw as c

from ingest.pages import ocr
from ingest.pages.characters import readable
from ingest.pages.lines import OutlineEntry, RawDocument, RawPage
from ingest.pages.pdf_active_content import active_content
from ingest.pages.pdfium_pages import read_page
from kb.errors import BadPdf

MAX_PAGES = 5000
MAX_BYTES = 500_000_000
MAX_BOOKMARKS = 10_000
MAX_BOOKMARK_DEPTH = 12
MAX_INFO = 2000
# Readers of PDF look for the header in the first KiB (ISO 32000-1, appendix H.3.4.1).
HEADER_WITHIN = 1024 + 8
# A page with a picture over so much of it and no words is a scan.
SCANNED = 0.3

_FAILURES = {
    c.FPDF_ERR_PASSWORD: (
        "encrypted",
        "this PDF is encrypted and needs a password",
        "Open it with its password and save it without one.",
    ),
    c.FPDF_ERR_SECURITY: (
        "encrypted",
        "this PDF is encrypted in a way that cannot be read",
        "Open it where it can be opened and save it without encryption.",
    ),
}
_DAMAGED = (
    "damaged",
    "this PDF is damaged or cut short and cannot be read",
    "Download it again, or open it and save it anew as a PDF.",
)
_NO_PAGES = (
    "zero_pages",
    "this PDF has no pages that could be found",
    "Download it again, or open it and save it anew as a PDF.",
)

_NO_WORDS = "no_text: there are no words in it."

logging.getLogger("pdfminer").setLevel(logging.CRITICAL)


def read_document(data: bytes, *, max_pages: int = MAX_PAGES) -> RawDocument:
    """Read a PDF; hyphens at line ends stay, a soft hyphen there becomes a plain one.

    A document without text is given with the problem `needs_ocr` or `no_text`. Raises BadPdf, whose
    code says why: `not_a_pdf`, `too_large`, `encrypted`, `damaged`, `zero_pages`, `too_many_pages`.
    """
    _refuse_too_large(data)
    try:
        document = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        return _second_reading(data, max_pages, error)
    try:
        found = _first_reading(document, max_pages)
        active = active_content(data, document)
    finally:
        document.close()
    if not _has_text(found):
        with suppress(BadPdf):
            second = _with_pdfminer(data, max_pages)
            if _has_text(second):
                found = replace(second, info=found.info, outline=found.outline)
    if not found.pages:
        code, message, hint = _NO_PAGES
        raise BadPdf(message, hint=hint, code=code)
    return _with_scans(data, replace(found, problems=(*found.problems, *filter(None, [active]))))


def _refuse_too_large(data: bytes) -> None:
    if len(data) > MAX_BYTES:
        raise BadPdf(
            f"this file has {len(data) / 1e6:,.0f} MB, more than {MAX_BYTES / 1e6:,.0f} MB",
            hint="Split it, or save it with smaller pictures.",
            code="too_large",
        )


def _first_reading(document: pdfium.PdfDocument, max_pages: int) -> RawDocument:
    count = len(document)
    if count > max_pages:
        raise BadPdf(
            f"this PDF has {count:,} pages, more than {max_pages:,}",
            hint="Split it into parts.",
            code="too_many_pages",
        )
    problems: list[str] = []
    pages = tuple(_read_or_tell(document, index, problems) for index in range(count))
    return RawDocument(pages, _outline(document), _info(document), problems=tuple(problems))


def _read_or_tell(document: pdfium.PdfDocument, index: int, problems: list[str]) -> RawPage:
    try:
        return read_page(document, index)
    except pdfium.PdfiumError:
        problems.append(f"page_damaged: page {index + 1} cannot be read; it is kept empty.")
        return RawPage(index + 1, "", 0.0, 0.0, ())


def _second_reading(data: bytes, max_pages: int, refusal: pdfium.PdfiumError) -> RawDocument:
    # Some files begin "%âãÏÓ\n1 0 obj": only the header's own line is gone.
    if not any(mark in data[:HEADER_WITHIN] for mark in (b"%PDF-", b" 0 obj")):
        raise BadPdf(
            "this file is not a PDF, whatever its name says",
            hint="Open it to see what it is; save or download it as a PDF.",
            code="not_a_pdf",
        ) from refusal
    code, message, hint = _FAILURES.get(refusal.err_code, _DAMAGED)
    try:
        found = _with_pdfminer(data, max_pages)
    except BadPdf:
        found = None
    if found and _has_text(found):
        active = active_content(data, None)
        return replace(found, problems=(*found.problems, *filter(None, [active])))
    if found and not found.pages and refusal.err_code not in _FAILURES:
        code, message, hint = _NO_PAGES
    raise BadPdf(message, hint=hint, code=code) from refusal


def _with_pdfminer(data: bytes, max_pages: int) -> RawDocument:
    # A tenth of a second to import, and few files need it.
    from pdfminer.pdfdocument import PDFPasswordIncorrect  # noqa: PLC0415

    from ingest.pages import pdfminer_pages  # noqa: PLC0415

    try:
        pages = pdfminer_pages.read_pages(data, max_pages)
    except PDFPasswordIncorrect as error:
        code, message, hint = _FAILURES[c.FPDF_ERR_PASSWORD]
        raise BadPdf(message, hint=hint, code=code) from error
    except Exception as error:  # pdfminer lets any error of Python's through on damaged files
        code, message, hint = _DAMAGED
        raise BadPdf(message, hint=hint, code=code) from error
    return RawDocument(pages, reader="pdfminer")


def _has_text(document: RawDocument) -> bool:
    return any(page.lines for page in document.pages)


def _with_scans(data: bytes, found: RawDocument) -> RawDocument:
    """Recognise the words of scanned pages, also between others, or say what would help."""
    scanned = [p.number for p in found.pages if not p.lines and p.image_area > SCANNED]
    if not scanned:
        none = () if _has_text(found) else (_NO_WORDS,)
        return replace(found, problems=(*found.problems, *none))
    if not ocr.installed():
        return replace(found, problems=(*found.problems, ocr.advice(scanned)))
    read = ocr.read_pages(data, scanned)
    pages = tuple(read.get(page.number, page) for page in found.pages)
    reader = found.reader if _has_text(found) else "tesseract"
    none = () if any(page.lines for page in pages) else (_NO_WORDS,)
    problems = (*found.problems, *_told(scanned, read), *none)
    return replace(found, pages=pages, reader=reader, problems=problems)


def _told(scanned: list[int], read: dict[int, RawPage]) -> Iterator[str]:
    for page in read.values():
        sure = page.ocr_confidence or 0.0
        yield f"ocr: page {page.number} was read from its picture, {sure:.0%} sure of its words."
    left = [str(number) for number in scanned if number not in read]
    if left:
        yield f"needs_ocr: {len(left)} scanned pages were not reached in time ({', '.join(left)})."


def _info(document: pdfium.PdfDocument) -> tuple[tuple[str, str], ...]:
    told = document.get_metadata_dict()
    return tuple((key, readable(value[:MAX_INFO])) for key, value in told.items() if value)


def _outline(document: pdfium.PdfDocument) -> tuple[OutlineEntry, ...]:
    return tuple(islice(_bookmarks(document), MAX_BOOKMARKS))


def _bookmarks(document: pdfium.PdfDocument) -> Iterator[OutlineEntry]:
    with suppress(pdfium.PdfiumError):
        for bookmark in document.get_toc(max_depth=MAX_BOOKMARK_DEPTH):
            target = bookmark.get_dest()
            index = target.get_index() if target else None
            page = 0 if index is None else index + 1
            yield OutlineEntry(readable(bookmark.get_title()), bookmark.level + 1, page)
