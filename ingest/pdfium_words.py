"""A page's words as pdfium reads them, in the order of the PDF, with their type and place.

Nothing is asked for each character. Words of one text object that stand as close as words do come
as one piece: that is what makes reading fast.
"""

from __future__ import annotations

import ctypes
import math
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

import pypdfium2 as pdfium
import pypdfium2.raw as c

from ingest import pdfium_calls as call
from ingest.characters import readable
from ingest.line_building import NARROW_GAP, WIDE_GAP
from ingest.page_frame import Frame
from ingest.words import Type, Word

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
MAX_CHARS = 200_000
INVISIBLE = 3
# In FS_RECTF: where a letter begins and ends along its line, and the line's sense, for each of a
# frame's quarters.
_ALONG = ((0, 2, 1), (3, 1, 1), (2, 0, -1), (1, 3, -1))


@dataclass(frozen=True, slots=True)
class _Setting:
    """The type of one text object, None where it is not read, and the quarter in which it runs.

    The quarter is -1 for slanting text and what cannot be seen.
    """

    type: Type | None
    quarter: int = -1


@dataclass(slots=True)
class _Stretch:
    """Characters of one text object, on one line and with no wide gap."""

    owner: int | None
    setting: _Setting
    start: int
    stop: int
    x0: float = 0.0
    x1: float = 0.0
    base: float = 0.0
    single: bool = False


class PageWords:
    """Walks a page's words; afterwards `letters` counts them by the quarter they run in."""

    def __init__(self, text_page: pdfium.PdfTextPage, frame: Frame, *, ocr_layer: bool) -> None:
        self.handle = call.address(text_page.raw)
        self.text_page = text_page.raw
        self.count = min(text_page.count_chars(), MAX_CHARS)
        self.frame = frame
        self.ocr_layer = ocr_layer
        self.letters: Counter[int] = Counter()
        self._cells = call.Cells()
        self._near, self._far, self._sense = _ALONG[frame.quarters]
        self._offset = frame.place(0.0, 0.0)[0]
        self._settings: dict[int, _Setting] = {}
        self._fonts: dict[int, tuple[str, bool, bool]] = {}
        self._text = self._characters()

    def __iter__(self) -> Iterator[Word]:
        stretch: _Stretch | None = None
        for found in _WORD.finditer(self._text):
            start, end = found.span()
            if stretch:
                if self._extended(stretch, start, end):
                    continue
                yield from self._word(stretch)
            *parts, stretch = self._cut(start, end)
            for part in parts:
                yield from self._word(part)
        if stretch:
            yield from self._word(stretch)

    def _characters(self) -> str:
        """Give the page's characters, one for one with pdfium's own count."""
        buffer = (ctypes.c_ushort * (2 * self.count + 2))()
        written = c.FPDFText_GetText(self.text_page, 0, self.count, buffer) - 1
        if written == self.count:
            text = bytes(buffer)[: 2 * written].decode("utf-16-le", "surrogatepass")
            if len(text) == self.count:
                return text.translate(_CLEAN)
        return "".join(_character(call.UNICODE(self.handle, i)) for i in range(self.count))

    def _extended(self, stretch: _Stretch, start: int, end: int) -> bool:
        """Take a word into the stretch before it, unless it stands apart.

        Single letters in a row stay apart, for they may be one word ("R E S C U E").
        """
        single = end - start == 1
        if single and stretch.single:
            return False
        # A text object's characters are not mixed with another's, so its last one tells.
        if not stretch.owner or call.OWNER(self.handle, end - 1) != stretch.owner:
            return False
        kind = stretch.setting.type
        if kind:
            x0, x1 = self._edges(start, end)
            if not NARROW_GAP * kind.size <= x0 - stretch.x1 <= WIDE_GAP * kind.size:
                return False
            stretch.x1 = x1
        stretch.stop, stretch.single = end, single
        return True

    def _cut(self, start: int, end: int) -> list[_Stretch]:
        """Cut a word where its text object changes (small capitals, a superscript glued to it)."""
        owner, last = (call.OWNER(self.handle, i) for i in (start, end - 1))
        stretches = []
        while owner != last:
            stop = start + 1
            while (after := call.OWNER(self.handle, stop)) == owner:
                stop += 1
            stretches.append(self._stretch(start, stop, owner))
            start, owner = stop, after
        return [*stretches, self._stretch(start, end, owner)]

    def _stretch(self, start: int, stop: int, owner: int | None) -> _Stretch:
        setting = self._settings.get(owner) if owner else None
        if setting is None:
            setting = self._ask_setting(start, owner)
            if owner:
                self._settings[owner] = setting
        if not setting.type:
            return _Stretch(owner, setting, start, stop)
        cells = self._cells
        call.ORIGIN(self.handle, start, cells.x_at, cells.y_at)
        x, base = self.frame.place(*cells.point)
        x0, x1 = self._edges(start, stop)
        return _Stretch(owner, setting, start, stop, min(x0, x), x1, base, stop - start == 1)

    def _edges(self, start: int, stop: int) -> tuple[float, float]:
        """Give where characters begin and end along their line."""
        sides, near, far, sense = self._cells.sides, self._near, self._far, self._sense
        call.LOOSE(self.handle, start, self._cells.sides_at)
        x0 = sense * sides[near] + self._offset
        if stop - start > 1:
            call.LOOSE(self.handle, stop - 1, self._cells.sides_at)
        return x0, sense * sides[far] + self._offset

    def _word(self, stretch: _Stretch) -> Iterator[Word]:
        kind = stretch.setting.type
        self.letters[stretch.setting.quarter] += stretch.stop - stretch.start
        if not kind:
            return
        text = " ".join(readable(self._text[stretch.start : stretch.stop]).split())
        if text and stretch.x1 > stretch.x0:
            space = self._text[stretch.stop : stretch.stop + 1] == " "
            yield Word(text, kind, stretch.x0, stretch.x1, stretch.base, space)

    def _ask_setting(self, index: int, owner: int | None) -> _Setting:
        cells = self._cells
        call.MATRIX(self.handle, index, cells.matrix_at)
        a, b, c_, d, _, _ = cells.matrix
        quarter = _quarter(a, b)
        if quarter < 0 or not self._visible(owner):
            return _Setting(None)
        call.CHAR_COLOR(self.handle, index, *cells.rgba_at)
        color = cells.color()
        if color is None and not self.ocr_layer:
            return _Setting(None)
        if quarter != self.frame.quarters:
            return _Setting(None, quarter)
        size = call.FONT_SIZE(self.handle, index) * (math.hypot(c_, d) or 1.0)
        name, bold, italic = self._font(index, owner)
        kind = Type(name, round(size, 1), bold=bold, italic=italic, color=color or 0)
        return _Setting(kind, quarter)

    def _visible(self, owner: int | None) -> bool:
        return not owner or call.RENDER_MODE(owner) != INVISIBLE or self.ocr_layer

    def _font(self, index: int, owner: int | None) -> tuple[str, bool, bool]:
        key = call.FONT(owner) if owner else None
        known = self._fonts.get(key) if key else None
        if known is None:
            known = self._ask_font(index)
            if key:
                self._fonts[key] = known
        return known

    def _ask_font(self, index: int) -> tuple[str, bool, bool]:
        flags, name_cell = ctypes.c_int(), self._cells.name
        c.FPDFText_GetFontInfo(self.text_page, index, name_cell, call.NAME_LENGTH, flags)
        name = _SUBSET.sub("", name_cell.value.decode("utf-8", "replace"))
        weight = c.FPDFText_GetFontWeight(self.text_page, index)
        bold = bool(_BOLD.search(name)) or weight >= BOLD_WEIGHT
        return name, bold, bool(_ITALIC.search(name)) or bool(flags.value & ITALIC_FLAG)


def _quarter(a: float, b: float) -> int:
    """Give the quarter in which text with such a matrix runs, -1 where it slants."""
    least = LEVEL * math.hypot(a, b)
    for quarter, along in enumerate((a, b, -a, -b)):
        if along > least:
            return quarter
    return -1


def _character(code: int) -> str:
    """Give one printable character or a blank for each of pdfium's codes."""
    if chr(min(code, _LAST)) in _SURROGATES or code > _LAST:
        return "\N{REPLACEMENT CHARACTER}"
    return _CLEAN.get(code, chr(code))
