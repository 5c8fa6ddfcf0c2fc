"""How a page's text objects are set, as pdfium tells: type, colour, and the way they run."""

from __future__ import annotations

import ctypes
import math
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import repeat
from typing import Any

import pypdfium2 as pdfium
import pypdfium2.raw as c

from ingest.pages import pdfium_calls as call
from ingest.pages.line_building import NARROW_GAP, WIDE_GAP
from ingest.pages.words import Type

_BOLD = re.compile(r"bold|black|heavy|demi", re.IGNORECASE)
_ITALIC = re.compile(r"ital|obli|slant", re.IGNORECASE)
_SUBSET = re.compile(r"^[A-Z]{6}\+")
BOLD_WEIGHT = 600
ITALIC_FLAG = 0x40  # ISO 32000-1, table 123
LEVEL = 0.9
INVISIBLE = 3
NAME_LENGTH = 256


@dataclass(frozen=True, slots=True)
class Setting:
    """The type of one text object, None where it is not read, and the quarter in which it runs.

    The quarter is -1 for slanting text and what cannot be seen. White from `narrow` to `wide`
    points stands between words that are read as one piece.
    """

    type: Type | None
    quarter: int = -1
    narrow: float = -math.inf
    wide: float = math.inf


class Settings:
    """Knows how the text objects of one page are set.

    `quarters` is the way in which text runs that is read; text that cannot be seen is read only
    with `ocr_layer`.
    """

    def __init__(self, text_page: pdfium.PdfTextPage, quarters: int, *, ocr_layer: bool) -> None:
        self._text_page = text_page.raw
        self._handle = call.handle(text_page.raw)
        self._quarters = quarters
        self._ocr_layer = ocr_layer
        self._known: dict[tuple[Any, ...], Setting] = {}
        self._fonts: dict[int, tuple[str, bool, bool]] = {}

    def of(self, places: Sequence[int], owners: Iterable[int | None]) -> list[Setting]:
        """Give how characters are set, each of which is in the text object beside it.

        Most objects are set like another of their page.
        """
        objects = [call.at(owner) for owner in owners]
        told = zip(
            map(call.FONT, objects),
            map(call.RENDER_MODE, objects),
            map(call.FONT_SIZE, repeat(self._handle), places),
            *call.MATRICES(self._handle, places, range(4)),
            *call.COLORS(self._handle, places, range(4)),
            strict=True,
        )
        known = self._known
        return [
            known.get(how) or self._ask(place, how) for place, how in zip(places, told, strict=True)
        ]

    def _ask(self, place: int, how: tuple[Any, ...]) -> Setting:
        font, mode, size, a, b, c_, d, *rgba = how
        color, quarter = call.seen(*rgba), _quarter(a, b)
        seen = mode != INVISIBLE and color is not None
        if quarter < 0 or not (seen or self._ocr_layer):
            setting = Setting(None)
        elif quarter != self._quarters:
            setting = Setting(None, quarter)
        else:
            size = round(size * (math.hypot(c_, d) or 1.0), 1)
            name, bold, italic = self._font(place, font)
            kind = Type(name, size, bold=bold, italic=italic, color=color or 0)
            setting = Setting(kind, quarter, NARROW_GAP * size, WIDE_GAP * size)
        if font:
            self._known[how] = setting
        return setting

    def _font(self, index: int, font: int | None) -> tuple[str, bool, bool]:
        known = self._fonts.get(font) if font else None
        if known is None:
            known = self._ask_font(index)
            if font:
                self._fonts[font] = known
        return known

    def _ask_font(self, index: int) -> tuple[str, bool, bool]:
        flags, told = ctypes.c_int(), ctypes.create_string_buffer(NAME_LENGTH)
        c.FPDFText_GetFontInfo(self._text_page, index, told, NAME_LENGTH, flags)
        name = _SUBSET.sub("", told.value.decode("utf-8", "replace"))
        weight = c.FPDFText_GetFontWeight(self._text_page, index)
        bold = bool(_BOLD.search(name)) or weight >= BOLD_WEIGHT
        return name, bold, bool(_ITALIC.search(name)) or bool(flags.value & ITALIC_FLAG)


def _quarter(a: float, b: float) -> int:
    """Give the quarter in which text with such a matrix runs, -1 where it slants."""
    least = LEVEL * math.hypot(a, b)
    for quarter, along in enumerate((a, b, -a, -b)):
        if along > least:
            return quarter
    return -1
