"""Pages as pdfium reads them: words with their type and place, painted shapes, pictures.

Calls are made per word, not per character: places are asked for where a word begins and ends, and a
text object's type is asked for once. That is what makes reading fast.
"""

from __future__ import annotations

import ctypes
import math
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pypdfium2 as pdfium
import pypdfium2.raw as c

from ingest.characters import readable
from ingest.line_building import Type, Word, build_lines
from ingest.lines import RawPage, Shape
from kb.domain.passage import Box

_WORD = re.compile(r"\S+")
_LAST = 0x10FFFF
_SURROGATES = frozenset(map(chr, range(0xD800, 0xE000)))
# pdfium marks a hyphen at a line's end by U+0002; U+FFFE and U+FFFF are its "no character".
_BLANKS = (*range(2), *range(3, 32), *range(0x7F, 0xA1), 0x200B, 0xFEFF, 0xFFFF)
_CLEAN = {
    **dict.fromkeys(_BLANKS, " "),
    **dict.fromkeys(range(0xD800, 0xE000), "\N{REPLACEMENT CHARACTER}"),
    2: "-",
    0xFFFE: "-",
}
_BOLD = re.compile(r"bold|black|heavy|demi", re.IGNORECASE)
_ITALIC = re.compile(r"ital|obli|slant", re.IGNORECASE)
_SUBSET = re.compile(r"^[A-Z]{6}\+")
BOLD_WEIGHT = 600
ITALIC_FLAG = 0x40  # ISO 32000-1, table 123
LEVEL = 0.9
# Unseen text is read where pictures cover so much of the page: it is a scan's own text layer.
SCANNED = 0.5
MAX_SHAPES = 4000
MAX_CHARS = 200_000
INVISIBLE = 3
NAME_LENGTH = 256
_HALF_TURN = 2


def _fast(function: Any, answer: Any, *arguments: Any) -> Any:
    """Give a pdfium function that takes and gives plain addresses, at a third of the cost."""
    address = ctypes.cast(function, ctypes.c_void_p).value or 0
    return ctypes.CFUNCTYPE(answer, *arguments)(address)


_AT = ctypes.c_void_p
_UNICODE = _fast(c.FPDFText_GetUnicode, ctypes.c_uint, _AT, ctypes.c_int)
_OWNER = _fast(c.FPDFText_GetTextObject, _AT, _AT, ctypes.c_int)
_ORIGIN = _fast(c.FPDFText_GetCharOrigin, ctypes.c_int, _AT, ctypes.c_int, _AT, _AT)
_LOOSE = _fast(c.FPDFText_GetLooseCharBox, ctypes.c_int, _AT, ctypes.c_int, _AT)
_FONT = _fast(c.FPDFTextObj_GetFont, _AT, _AT)
_RENDER_MODE = _fast(c.FPDFTextObj_GetTextRenderMode, ctypes.c_int, _AT)


class _Cells:
    """The memory that pdfium writes its answers to, made once a page."""

    def __init__(self) -> None:
        self.rect = c.FS_RECTF()
        self.rect_at = ctypes.addressof(self.rect)
        self.x, self.y = ctypes.c_double(), ctypes.c_double()
        self.x_at, self.y_at = ctypes.addressof(self.x), ctypes.addressof(self.y)
        self.matrix = c.FS_MATRIX()
        self.name = ctypes.create_string_buffer(NAME_LENGTH)
        self.rgba = tuple(ctypes.c_uint() for _ in range(4))


@dataclass(frozen=True, slots=True)
class _Frame:
    """From the PDF's own coordinates to the page as shown, turned and with its origin top left."""

    left: float
    bottom: float
    right: float
    top: float
    turn: int

    def place(self, x: float, y: float) -> tuple[float, float]:
        quarters = self.turn // 90
        if quarters == 1:
            return y - self.bottom, x - self.left
        if quarters == _HALF_TURN:
            return self.right - x, y - self.bottom
        if quarters:
            return self.top - y, self.right - x
        return x - self.left, self.top - y

    def box(self, left: float, bottom: float, right: float, top: float) -> Box:
        (x0, y0), (x1, y1) = self.place(left, bottom), self.place(right, top)
        return Box(min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))


@dataclass(frozen=True, slots=True)
class _Setting:
    """The type of one text object; `read` is False where it stands upright or cannot be seen."""

    type: Type
    read: bool = True


_UNREAD = _Setting(Type("", 0.0, bold=False, italic=False, color=0), read=False)


def read_page(document: pdfium.PdfDocument, index: int) -> RawPage:
    """Read one page, `index` counted from 0."""
    page = document[index]
    text_page = page.get_textpage()
    try:
        frame = _frame(page)
        width, height = page.get_size()
        shapes, image_area = _painted(page, frame)
        pictured = min(1.0, image_area / max(1.0, width * height))
        words = list(_PageWords(text_page, frame, ocr_layer=pictured > SCANNED))
        return RawPage(
            number=index + 1,
            label=document.get_page_label(index) or "",
            width=width,
            height=height,
            lines=build_lines(words),
            shapes=shapes,
            image_area=pictured,
        )
    finally:
        text_page.close()
        page.close()


def _frame(page: pdfium.PdfPage) -> _Frame:
    left, bottom, right, top = page.get_bbox()
    return _Frame(left, bottom, right, top, page.get_rotation())


class _PageWords:
    """Walks a page's words in the order of the PDF."""

    def __init__(self, text_page: pdfium.PdfTextPage, frame: _Frame, *, ocr_layer: bool) -> None:
        self.handle = ctypes.cast(text_page.raw, ctypes.c_void_p).value or 0
        self.text_page = text_page.raw
        self.count = min(text_page.count_chars(), MAX_CHARS)
        self.frame = frame
        self.ocr_layer = ocr_layer
        self.cells = _Cells()
        self.settings: dict[int, _Setting] = {}
        self.fonts: dict[int, tuple[str, bool, bool]] = {}

    def __iter__(self) -> Iterator[Word]:
        text = self._text()
        for found in _WORD.finditer(text):
            yield from self._word(found.group(), found.start(), spaced=found.end() < len(text))

    def _text(self) -> str:
        """Give the page's characters, one for one with pdfium's own count."""
        buffer = (ctypes.c_ushort * (2 * self.count + 2))()
        written = c.FPDFText_GetText(self.text_page, 0, self.count, buffer) - 1
        if written == self.count:
            text = bytes(buffer)[: 2 * written].decode("utf-16-le", "surrogatepass")
            if len(text) == self.count:
                return text.translate(_CLEAN)
        return "".join(_character(_UNICODE(self.handle, i)) for i in range(self.count))

    def _word(self, text: str, start: int, *, spaced: bool) -> Iterator[Word]:
        """Cut a word where its text object changes (small capitals, a superscript glued to it)."""
        at, end = start, start + len(text)
        last = _OWNER(self.handle, end - 1)
        while at < end:
            owner = _OWNER(self.handle, at)
            stop = end if owner == last else at + 1
            while stop < end and _OWNER(self.handle, stop) == owner:
                stop += 1
            setting = self._setting(at, owner)
            if setting.read:
                shown = readable(text[at - start : stop - start]).strip()
                yield from self._piece(shown, at, stop, setting.type, space=spaced and stop == end)
            at = stop

    def _piece(
        self, text: str, start: int, stop: int, kind: Type, *, space: bool
    ) -> Iterator[Word]:
        cells = self.cells
        _ORIGIN(self.handle, start, cells.x_at, cells.y_at)
        x, base = cells.x.value, cells.y.value
        _LOOSE(self.handle, start, cells.rect_at)
        left, _, right, _ = _sides(cells.rect)
        if stop - start > 1:
            _LOOSE(self.handle, stop - 1, cells.rect_at)
            right = cells.rect.right
            left = min(left, cells.rect.left) if self.frame.turn else left
        if self.frame.turn:
            x0, x1 = self._turned(start, stop)
            base = self.frame.place(x, base)[1]
        else:
            x0, x1 = min(left, x) - self.frame.left, right - self.frame.left
            base = self.frame.top - base
        if text and x1 > x0:
            yield Word(text, kind, x0, x1, base, space)

    def _turned(self, start: int, stop: int) -> tuple[float, float]:
        """Give a word's left and right edge on a turned page."""
        edges = []
        for index in (start, stop - 1):
            _LOOSE(self.handle, index, self.cells.rect_at)
            box = self.frame.box(*_sides(self.cells.rect))
            edges += [box.x0, box.x1]
        return min(edges), max(edges)

    def _setting(self, index: int, owner: int | None) -> _Setting:
        known = self.settings.get(owner) if owner else None
        if known is None:
            known = self._ask_setting(index, owner)
            if owner:
                self.settings[owner] = known
        return known

    def _ask_setting(self, index: int, owner: int | None) -> _Setting:
        cells, page = self.cells, self.text_page
        c.FPDFText_GetMatrix(page, index, cells.matrix)
        a, b = cells.matrix.a, cells.matrix.b
        if not self._level(a, b) or not self._visible(owner):
            return _UNREAD
        scale = math.hypot(cells.matrix.c, cells.matrix.d) or 1.0
        size = round(c.FPDFText_GetFontSize(page, index) * scale, 1)
        c.FPDFText_GetFillColor(page, index, *cells.rgba)
        red, green, blue, alpha = (cell.value for cell in cells.rgba)
        if not alpha and not self.ocr_layer:
            return _UNREAD
        return _Setting(Type(*self._font(index, owner, size), red << 16 | green << 8 | blue))

    def _level(self, a: float, b: float) -> bool:
        """Say whether text runs from left to right on the page as shown."""
        turn = math.radians(self.frame.turn)
        across = a * math.cos(turn) + b * math.sin(turn)
        return across > LEVEL * math.hypot(a, b)

    def _visible(self, owner: int | None) -> bool:
        return not owner or _RENDER_MODE(owner) != INVISIBLE or self.ocr_layer

    def _font(self, index: int, owner: int | None, size: float) -> tuple[str, float, bool, bool]:
        key = _FONT(owner) if owner else None
        known = self.fonts.get(key) if key else None
        if known is None:
            known = self._ask_font(index)
            if key:
                self.fonts[key] = known
        name, bold, italic = known
        return name, size, bold, italic

    def _ask_font(self, index: int) -> tuple[str, bool, bool]:
        flags = ctypes.c_int()
        c.FPDFText_GetFontInfo(self.text_page, index, self.cells.name, NAME_LENGTH, flags)
        name = _SUBSET.sub("", self.cells.name.value.decode("utf-8", "replace"))
        weight = c.FPDFText_GetFontWeight(self.text_page, index)
        bold = bool(_BOLD.search(name)) or weight >= BOLD_WEIGHT
        return name, bold, bool(_ITALIC.search(name)) or bool(flags.value & ITALIC_FLAG)


def _sides(rect: Any) -> tuple[float, float, float, float]:
    return rect.left, rect.bottom, rect.right, rect.top


def _character(code: int) -> str:
    """Give one printable character or a blank for each of pdfium's codes."""
    if chr(min(code, _LAST)) in _SURROGATES or code > _LAST:
        return "\N{REPLACEMENT CHARACTER}"
    return _CLEAN.get(code, chr(code))


def _painted(page: pdfium.PdfPage, frame: _Frame) -> tuple[tuple[Shape, ...], float]:
    """Give the painted rectangles and rules, and the area in square points that pictures cover."""
    shapes: list[Shape] = []
    pictures = 0.0
    cells = _Cells()
    for item in page.get_objects(filter=(c.FPDF_PAGEOBJ_PATH, c.FPDF_PAGEOBJ_IMAGE), max_depth=3):
        box = frame.box(*item.get_bounds())
        if item.type == c.FPDF_PAGEOBJ_IMAGE:
            pictures += box.width * box.height
        elif len(shapes) < MAX_SHAPES:
            shapes.extend(_shape(item.raw, box, cells))
    return tuple(shapes), pictures


def _shape(raw: Any, box: Box, cells: _Cells) -> Iterator[Shape]:
    fill_mode, stroke = ctypes.c_int(), ctypes.c_int()
    c.FPDFPath_GetDrawMode(raw, fill_mode, stroke)
    fill = _color(c.FPDFPageObj_GetFillColor, raw, cells) if fill_mode.value else None
    line = _color(c.FPDFPageObj_GetStrokeColor, raw, cells) if stroke.value else None
    if fill is not None or line is not None:
        yield Shape(box, fill, line)


def _color(ask: Any, raw: Any, cells: _Cells) -> int | None:
    if not ask(raw, *cells.rgba):
        return None
    red, green, blue, alpha = (cell.value for cell in cells.rgba)
    return red << 16 | green << 8 | blue if alpha else None
