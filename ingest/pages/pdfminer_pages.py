"""The second reader: pages through pdfminer.six, slower, for files that pdfium cannot make out."""

from __future__ import annotations

import io
import math
import re
from collections.abc import Collection, Iterable, Iterator
from contextlib import suppress
from itertools import islice

from pdfminer.converter import PDFPageAggregator
from pdfminer.layout import LTChar, LTFigure, LTImage, LTItem, LTLayoutContainer, LTPage
from pdfminer.pdfdocument import PDFDocument
from pdfminer.pdfinterp import PDFPageInterpreter, PDFResourceManager
from pdfminer.pdfpage import PDFPage
from pdfminer.pdfparser import PDFParser

from ingest.pages.characters import readable
from ingest.pages.line_building import build_lines
from ingest.pages.lines import RawPage
from ingest.pages.words import Type, Word

_SUBSET = re.compile(r"^[A-Z]{6}\+")
_BOLD = re.compile(r"bold|black|heavy|demi", re.IGNORECASE)
_ITALIC = re.compile(r"ital|obli|slant", re.IGNORECASE)
_WORD_GAP = 0.15
_GREYS, _RGBS, _CMYKS = 1, 3, 4
# A form may draw forms that draw forms; ours are level well before this.
_DEPTH = 12
MAX_CHARS = 200_000


def read_pages(data: bytes, max_pages: int) -> tuple[RawPage, ...]:
    """Read what pages can be had, at most so many; raises whatever pdfminer raises on the file.

    A page that fails is given without lines.
    """
    document = PDFDocument(PDFParser(io.BytesIO(data)))
    labels = _labels(document)
    resources = PDFResourceManager(caching=True)
    pages = islice(PDFPage.create_pages(document), max_pages)
    return tuple(
        _page(page, number, next(labels, ""), resources)
        for number, page in enumerate(pages, start=1)
    )


def read_some(data: bytes, numbers: Collection[int]) -> dict[int, RawPage]:
    """Read these pages alone, counted from 1; raises whatever pdfminer raises on the file."""
    document = PDFDocument(PDFParser(io.BytesIO(data)))
    resources = PDFResourceManager(caching=True)
    pages = islice(PDFPage.create_pages(document), max(numbers, default=0))
    return {
        number: _page(page, number, "", resources)
        for number, page in enumerate(pages, start=1)
        if number in numbers
    }


def _labels(document: PDFDocument) -> Iterator[str]:
    """Give printed page numbers as the catalog lists them, as far as they go."""
    # pdfminer raises errors of its own and of Python's where the tree of labels is malformed.
    with suppress(Exception):
        for label in document.get_page_labels():
            yield str(label or "")


def _page(page: PDFPage, number: int, label: str, resources: PDFResourceManager) -> RawPage:
    device = PDFPageAggregator(resources, laparams=None)
    shown = LTPage(number, (0, 0, 0, 0))
    # One malformed page is no reason to lose the others; it is seen by its having no lines.
    with suppress(Exception):
        PDFPageInterpreter(resources, device).process_page(page)
        shown = device.get_result()
    words = list(_words(islice(_chars(shown, _DEPTH), MAX_CHARS), shown.height))
    covered = sum(i.width * i.height for i in _images(shown, _DEPTH))
    return RawPage(
        number=number,
        label=readable(label),
        width=shown.width,
        height=shown.height,
        lines=build_lines(words),
        image_area=min(1.0, covered / max(1.0, shown.width * shown.height)),
    )


def _chars(container: Iterable[LTItem], depth: int) -> Iterator[LTChar]:
    for item in container:
        if isinstance(item, LTChar):
            yield item
        elif isinstance(item, LTFigure | LTLayoutContainer) and depth:
            yield from _chars(item, depth - 1)


def _images(container: Iterable[LTItem], depth: int) -> Iterator[LTImage]:
    for item in container:
        if isinstance(item, LTImage):
            yield item
        elif isinstance(item, LTFigure) and depth:
            yield from _images(item, depth - 1)


def _words(chars: Iterable[LTChar], height: float) -> Iterator[Word]:
    """Gather characters that stand close together on one line in one type."""
    kept: list[LTChar] = []
    for char in chars:
        blank = not readable(char.get_text()).strip()
        if kept and (blank or not _goes_on(kept[-1], char)):
            yield _word(kept, height, space=blank)
            kept = []
        if not blank and char.matrix[0] > 0 and abs(char.matrix[1]) < char.matrix[0]:
            kept.append(char)
    if kept:
        yield _word(kept, height, space=False)


def _goes_on(last: LTChar, char: LTChar) -> bool:
    gap = char.x0 - last.x1
    near = _WORD_GAP * max(last.size, char.size)
    return (
        char.fontname == last.fontname
        and math.isclose(char.size, last.size, rel_tol=0.05)
        and abs(char.y0 - last.y0) < near
        and -2 * near < gap < near
    )


def _word(chars: list[LTChar], height: float, *, space: bool) -> Word:
    first, last = chars[0], chars[-1]
    font = _SUBSET.sub("", first.fontname)
    kind = Type(
        font=font,
        size=round(first.size, 1),
        bold=bool(_BOLD.search(font)),
        italic=bool(_ITALIC.search(font)),
        color=_color(first.graphicstate.ncolor),
    )
    text = readable("".join(char.get_text() for char in chars)).strip()
    return Word(text, kind, first.x0, last.x1, height - first.matrix[5], space)


def _color(value: object) -> int:
    """Give 0xRRGGBB of a fill in grey, RGB or CMYK, black where it is none of them."""
    given = value if isinstance(value, tuple | list) else (value,)
    parts = [float(part) for part in given if isinstance(part, int | float)]
    if len(parts) == _GREYS:
        rgb = [parts[0]] * 3
    elif len(parts) == _RGBS:
        rgb = list(parts)
    elif len(parts) == _CMYKS:
        rgb = [(1 - part) * (1 - parts[3]) for part in parts[:3]]
    else:
        return 0
    red, green, blue = (round(255 * min(1.0, max(0.0, part))) for part in rgb)
    return red << 16 | green << 8 | blue
