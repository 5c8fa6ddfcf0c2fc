"""Pages as pdfium reads them: words with their type and place, painted shapes, pictures.

Calls are made per word, not per character: places are asked for where a word begins and ends, and a
text object's type is asked for once. That is what makes reading fast.
"""

from __future__ import annotations

import ctypes
import math
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pypdfium2 as pdfium
import pypdfium2.raw as c

from ingest.line_building import Type, Word, build_lines
from ingest.lines import RawPage, Shape
from kb.domain.passage import Box

_WORD = re.compile(r"\S+")
# pdfium marks a hyphen at a line's end by U+0002; U+FFFE and U+FFFF are its "no character".
_CLEAN = {
    **{code: " " for code in (*range(2), *range(3, 32), 0x7F)},
    2: "-",
    0xFFFE: "-",
    0xFFFF: " ",
    0x00A0: " ",
    0x200B: None,
    0xFEFF: None,
}
_BOLD = re.compile(r"bold|black|heavy|demi", re.IGNORECASE)
_ITALIC = re.compile(r"ital|obli|slant", re.IGNORECASE)
_SUBSET = re.compile(r"^[A-Z]{6}\+")
BOLD_WEIGHT = 600
MAX_SHAPES = 4000
MAX_CHARS = 200_000
INVISIBLE = 3
NAME_LENGTH = 256


@dataclass(slots=True)
class _Cells:
    """The memory that pdfium writes its answers to, made once a page."""

    rect: Any = field(default_factory=c.FS_RECTF)
    x: ctypes.c_double = field(default_factory=ctypes.c_double)
    y: ctypes.c_double = field(default_factory=ctypes.c_double)
    matrix: Any = field(default_factory=c.FS_MATRIX)
    number: ctypes.c_float = field(default_factory=ctypes.c_float)
    name: Any = field(default_factory=lambda: ctypes.create_string_buffer(NAME_LENGTH))
    rgba: tuple[ctypes.c_uint, ...] = field(
        default_factory=lambda: tuple(ctypes.c_uint() for _ in range(4))
    )


@dataclass(frozen=True, slots=True)
class _Frame:
    """From the PDF's own coordinates to the page as shown, turned and with its origin top left."""

    left: float
    bottom: float
    right: float
    top: float
    turn: int

    def place(self, x: float, y: float) -> tuple[float, float]:
        if self.turn == 90:
            return y - self.bottom, x - self.left
        if self.turn == 180:
            return self.right - x, y - self.bottom
        if self.turn == 270:
            return self.top - y, self.right - x
        return x - self.left, self.top - y

    def box(self, left: float, bottom: float, right: float, top: float) -> Box:
        (x0, y0), (x1, y1) = self.place(left, bottom), self.place(right, top)
        return Box(min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))


@dataclass(frozen=True, slots=True)
class _Setting:
    """The type of one text object, and whether it runs level and is to be read."""

    type: Type
    level: bool
    visible: bool


def read_page(document: pdfium.PdfDocument, index: int) -> RawPage:
    """Read one page, `index` counted from 0."""
    page = document[index]
    text_page = page.get_textpage()
    try:
        frame = _frame(page)
        width, height = page.get_size()
        shapes, image_area = _painted(page, frame)
        words = list(
            _PageWords(page, text_page, frame, ocr_layer=image_area > 0.5 * width * height)
        )
        return RawPage(
            number=index + 1,
            label=document.get_page_label(index) or "",
            width=width,
            height=height,
            lines=build_lines(words),
            shapes=shapes,
            image_area=min(1.0, image_area / max(1.0, width * height)),
        )
    finally:
        text_page.close()
        page.close()


def _frame(page: pdfium.PdfPage) -> _Frame:
    left, bottom, right, top = page.get_bbox()
    return _Frame(left, bottom, right, top, page.get_rotation())


class _PageWords:
    """Walks a page's words in the order of the PDF."""

    def __init__(
        self, page: pdfium.PdfPage, text_page: pdfium.PdfTextPage, frame: _Frame, *, ocr_layer: bool
    ) -> None:
        self.page = page
        self.text_page = text_page
        self.frame = frame
        self.ocr_layer = ocr_layer
        self.cells = _Cells()
        self.settings: dict[int, _Setting] = {}
        self.fonts: dict[int, tuple[str, bool, bool]] = {}

    def __iter__(self) -> Iterator[Word]:
        text = self._text()
        for found in _WORD.finditer(text):
            yield from self._word(found.group(), found.start(), text[found.end() : found.end() + 1])

    def _text(self) -> str:
        """Give the page's characters, one for one with pdfium's own count."""
        count = min(self.text_page.count_chars(), MAX_CHARS)
        read = c.FPDFText_GetUnicode
        raw = "".join(_character(read(self.text_page, i)) for i in range(count))
        return raw

    def _word(self, text: str, start: int, after: str) -> Iterator[Word]:
        """Cut a word where its text object changes (small capitals, a superscript glued to it)."""
        at = start
        end = start + len(text)
        while at < end:
            owner = self._owner(at)
            stop = at + 1
            if self._owner(end - 1) == owner:
                stop = end
            while stop < end and self._owner(stop) == owner:
                stop += 1
            yield from self._piece(
                text[at - start : stop - start], at, stop, owner, bool(after) and stop == end
            )
            at = stop

    def _owner(self, index: int) -> int:
        handle = c.FPDFText_GetTextObject(self.text_page, index)
        return ctypes.cast(handle, ctypes.c_void_p).value or 0

    def _piece(self, text: str, start: int, stop: int, owner: int, space: bool) -> Iterator[Word]:
        setting = self._setting(start, owner)
        if not setting.level or not setting.visible:
            return
        (x0, base), (x1, _) = self._left(start), self._right(stop - 1)
        shown = _readable(text)
        if shown and x1 > x0:
            yield Word(shown, setting.type, x0, x1, base, space)

    def _left(self, index: int) -> tuple[float, float]:
        cells = self.cells
        c.FPDFText_GetCharOrigin(self.text_page, index, cells.x, cells.y)
        origin = self.frame.place(cells.x.value, cells.y.value)
        return min(origin[0], self._loose(index).x0), origin[1]

    def _right(self, index: int) -> tuple[float, float]:
        box = self._loose(index)
        return box.x1, box.bottom

    def _loose(self, index: int) -> Box:
        rect = self.cells.rect
        c.FPDFText_GetLooseCharBox(self.text_page, index, rect)
        return self.frame.box(rect.left, rect.bottom, rect.right, rect.top)

    def _setting(self, index: int, owner: int) -> _Setting:
        key = owner or -1 - index
        known = self.settings.get(key)
        if known is None:
            known = self.settings[key] = self._ask_setting(index, owner)
        return known

    def _ask_setting(self, index: int, owner: int) -> _Setting:
        cells = self.cells
        c.FPDFText_GetMatrix(self.text_page, index, cells.matrix)
        a, b, m_c, d = cells.matrix.a, cells.matrix.b, cells.matrix.c, cells.matrix.d
        size = c.FPDFText_GetFontSize(self.text_page, index) * (math.hypot(m_c, d) or 1.0)
        font, bold, italic = self._font(index, owner)
        c.FPDFText_GetFillColor(self.text_page, index, *cells.rgba)
        red, green, blue, alpha = (cell.value for cell in cells.rgba)
        made = Type(font, round(size, 1), bold, italic, red << 16 | green << 8 | blue)
        return _Setting(made, self._level(a, b), self._visible(owner, alpha))

    def _level(self, a: float, b: float) -> bool:
        """Say whether text runs from left to right on the page as shown."""
        turn = math.radians(self.frame.turn)
        across = a * math.cos(turn) + b * math.sin(turn)
        return across > 0.9 * math.hypot(a, b)

    def _visible(self, owner: int, alpha: int) -> bool:
        if not owner:
            return True
        mode = c.FPDFTextObj_GetTextRenderMode(ctypes.cast(owner, c.FPDF_PAGEOBJECT))
        return self.ocr_layer if mode == INVISIBLE else alpha > 0

    def _font(self, index: int, owner: int) -> tuple[str, bool, bool]:
        handle = c.FPDFTextObj_GetFont(ctypes.cast(owner, c.FPDF_PAGEOBJECT)) if owner else None
        key = ctypes.cast(handle, ctypes.c_void_p).value if handle else None
        known = self.fonts.get(key) if key else None
        if known is None:
            known = self._ask_font(index)
            if key:
                self.fonts[key] = known
        return known

    def _ask_font(self, index: int) -> tuple[str, bool, bool]:
        flags = ctypes.c_int()
        c.FPDFText_GetFontInfo(self.text_page, index, self.cells.name, NAME_LENGTH, flags)
        name = _SUBSET.sub("", self.cells.name.value.decode("utf-8", "replace"))
        weight = c.FPDFText_GetFontWeight(self.text_page, index)
        bold = bool(_BOLD.search(name)) or weight >= BOLD_WEIGHT
        return name, bold, bool(_ITALIC.search(name)) or bool(flags.value & 0x40)


def _character(code: int) -> str:
    if code in _CLEAN:
        return _CLEAN[code] or " "
    if 0xD800 <= code <= 0xDFFF or code > 0x10FFFF:
        return "\N{REPLACEMENT CHARACTER}"
    return chr(code)


def _readable(text: str) -> str:
    """Undo ligatures and other compatibility forms; leave superscript digits as digits."""
    if text.isascii():
        return text
    return unicodedata.normalize("NFKC", text).replace("\N{SOFT HYPHEN}", "-").strip()


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
