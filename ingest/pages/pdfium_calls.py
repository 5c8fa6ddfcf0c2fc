"""The pdfium functions that are called for every word or object, and the memory they write to."""

from __future__ import annotations

import ctypes
from collections import deque
from collections.abc import Sequence
from itertools import repeat
from typing import Any

import pypdfium2.raw as c

# Characters that are asked about in one go: as many as most pages have words.
ROOM = 512


def _fast(function: Any, answer: Any) -> Any:
    """Give a pdfium function that takes references and small numbers as they are.

    Types of arguments are left out, as checking them costs more than most of the calls; so what is
    an address must come as a reference (`at`, `handle`, `Cells`), never as a number. Python's lock
    is held meanwhile, which pdfium wants anyway: it is not safe with threads.
    """
    address = ctypes.cast(function, ctypes.c_void_p).value or 0
    return ctypes.PYFUNCTYPE(answer)(address)


_ADDRESS, _INT = ctypes.c_void_p, ctypes.c_int
_HANDLE = ctypes.POINTER(ctypes.c_char)
_NONE = ctypes.c_void_p()

TEXT = _fast(c.FPDFText_GetText, _INT)
UNICODE = _fast(c.FPDFText_GetUnicode, ctypes.c_uint)
OWNER = _fast(c.FPDFText_GetTextObject, _ADDRESS)
FONT_SIZE = _fast(c.FPDFText_GetFontSize, ctypes.c_double)
FONT = _fast(c.FPDFTextObj_GetFont, _ADDRESS)
RENDER_MODE = _fast(c.FPDFTextObj_GetTextRenderMode, _INT)

PAGE_OBJECTS = _fast(c.FPDFPage_CountObjects, _INT)
PAGE_OBJECT = _fast(c.FPDFPage_GetObject, _HANDLE)
FORM_OBJECTS = _fast(c.FPDFFormObj_CountObjects, _INT)
FORM_OBJECT = _fast(c.FPDFFormObj_GetObject, _HANDLE)
OBJECT_TYPE = _fast(c.FPDFPageObj_GetType, _INT)
OBJECT_BOUNDS = _fast(c.FPDFPageObj_GetBounds, _INT)
OBJECT_MATRIX = _fast(c.FPDFPageObj_GetMatrix, _INT)
DRAW_MODE = _fast(c.FPDFPath_GetDrawMode, _INT)
FILL_COLOR = _fast(c.FPDFPageObj_GetFillColor, _INT)
STROKE_COLOR = _fast(c.FPDFPageObj_GetStrokeColor, _INT)


def at(address: int | None) -> Any:
    """Give a reference to what lies at an address, as functions here want it; None is none."""
    return ctypes.byref(ctypes.c_char.from_address(address)) if address else _NONE


def handle(raw: Any) -> Any:
    """Give a reference to what one of pypdfium2's handles stands for."""
    return at(ctypes.cast(raw, ctypes.c_void_p).value)


class Answers:
    """Asks one thing of many characters in one go; no bytecode runs between the calls.

    An answer is `count` numbers, each with a reference of its own where `apart`. The memory is made
    once: a process reads one page at a time.
    """

    def __init__(self, function: Any, kind: Any, count: int, *, apart: bool) -> None:
        cells = (kind * (count * ROOM))()
        size = ctypes.sizeof(kind)
        self._function, self._count = _fast(function, _INT), count
        self._numbers = memoryview(cells).cast("B").cast(kind._type_)
        self._at = [
            [ctypes.byref(cells, size * (count * i + number)) for i in range(ROOM)]
            for number in range(count if apart else 1)
        ]

    def __call__(
        self, text_page: Any, places: Sequence[int], wanted: Sequence[int]
    ) -> list[list[float]]:
        """Give a list for each wanted number (0 the first) of the answers about all characters."""
        columns: list[list[float]] = [[] for _ in wanted]
        for start in range(0, len(places), ROOM):
            asked = places[start : start + ROOM]
            deque(map(self._function, repeat(text_page), asked, *self._at), maxlen=0)
            told = self._numbers[: self._count * len(asked)]
            for number, column in zip(wanted, columns, strict=True):
                column.extend(told[number :: self._count].tolist())
        return columns


# Left, top, right and bottom (FS_RECTF); x and y; a to f (FS_MATRIX); red, green, blue and alpha.
BOXES = Answers(c.FPDFText_GetLooseCharBox, ctypes.c_float, 4, apart=False)
ORIGINS = Answers(c.FPDFText_GetCharOrigin, ctypes.c_double, 2, apart=True)
MATRICES = Answers(c.FPDFText_GetMatrix, ctypes.c_float, 6, apart=False)
COLORS = Answers(c.FPDFText_GetFillColor, ctypes.c_uint, 4, apart=True)


class Cells:
    """The memory that pdfium writes its answers about objects to, made once a page.

    `bounds` is left, bottom, right and top, as objects' boxes come; `..._at` refers to each.
    """

    def __init__(self) -> None:
        self.matrix = (ctypes.c_float * 6)()
        self.matrix_at = ctypes.byref(self.matrix)
        self.bounds = (ctypes.c_float * 4)()
        self.bounds_at = _each(self.bounds)
        self.rgba = (ctypes.c_uint * 4)()
        self.rgba_at = _each(self.rgba)
        self.modes = (ctypes.c_int * 2)()
        self.modes_at = _each(self.modes)

    def color(self) -> int | None:
        """Give the colour last asked for as 0xRRGGBB, None where it cannot be seen."""
        return seen(*self.rgba)


def seen(red: int, green: int, blue: int, alpha: int) -> int | None:
    """Give a colour as 0xRRGGBB, None where it cannot be seen."""
    return red << 16 | green << 8 | blue if alpha else None


def _each(array: Any) -> tuple[Any, ...]:
    step = ctypes.sizeof(array) // len(array)
    return tuple(ctypes.byref(array, step * i) for i in range(len(array)))
