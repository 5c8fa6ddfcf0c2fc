"""The pdfium functions that are called for every word or object, and the memory they write to."""

from __future__ import annotations

import ctypes
from typing import Any

import pypdfium2.raw as c

NAME_LENGTH = 256


def _fast(function: Any, answer: Any, *arguments: Any) -> Any:
    """Give a pdfium function that takes and gives plain addresses, at a quarter of the cost.

    It holds Python's lock meanwhile, which pdfium wants anyway: it is not safe with threads.
    """
    address = ctypes.cast(function, ctypes.c_void_p).value or 0
    return ctypes.PYFUNCTYPE(answer, *arguments)(address)


_AT, _INT = ctypes.c_void_p, ctypes.c_int

UNICODE = _fast(c.FPDFText_GetUnicode, ctypes.c_uint, _AT, _INT)
OWNER = _fast(c.FPDFText_GetTextObject, _AT, _AT, _INT)
ORIGIN = _fast(c.FPDFText_GetCharOrigin, _INT, _AT, _INT, _AT, _AT)
LOOSE = _fast(c.FPDFText_GetLooseCharBox, _INT, _AT, _INT, _AT)
MATRIX = _fast(c.FPDFText_GetMatrix, _INT, _AT, _INT, _AT)
FONT_SIZE = _fast(c.FPDFText_GetFontSize, ctypes.c_double, _AT, _INT)
CHAR_COLOR = _fast(c.FPDFText_GetFillColor, _INT, _AT, _INT, _AT, _AT, _AT, _AT)
FONT = _fast(c.FPDFTextObj_GetFont, _AT, _AT)
RENDER_MODE = _fast(c.FPDFTextObj_GetTextRenderMode, _INT, _AT)

PAGE_OBJECTS = _fast(c.FPDFPage_CountObjects, _INT, _AT)
PAGE_OBJECT = _fast(c.FPDFPage_GetObject, _AT, _AT, _INT)
FORM_OBJECTS = _fast(c.FPDFFormObj_CountObjects, _INT, _AT)
FORM_OBJECT = _fast(c.FPDFFormObj_GetObject, _AT, _AT, ctypes.c_ulong)
OBJECT_TYPE = _fast(c.FPDFPageObj_GetType, _INT, _AT)
OBJECT_BOUNDS = _fast(c.FPDFPageObj_GetBounds, _INT, _AT, _AT, _AT, _AT, _AT)
OBJECT_MATRIX = _fast(c.FPDFPageObj_GetMatrix, _INT, _AT, _AT)
DRAW_MODE = _fast(c.FPDFPath_GetDrawMode, _INT, _AT, _AT, _AT)
FILL_COLOR = _fast(c.FPDFPageObj_GetFillColor, _INT, _AT, _AT, _AT, _AT, _AT)
STROKE_COLOR = _fast(c.FPDFPageObj_GetStrokeColor, _INT, _AT, _AT, _AT, _AT, _AT)


def address(raw: Any) -> int:
    """Give the plain address of one of pdfium's handles."""
    return ctypes.cast(raw, ctypes.c_void_p).value or 0


class Cells:
    """The memory that pdfium writes its answers to, made once a page.

    `sides` is left, top, right and bottom as text boxes come (FS_RECTF), `bounds` left, bottom,
    right and top as objects' come.
    """

    def __init__(self) -> None:
        self.sides = (ctypes.c_float * 4)()
        self.sides_at = ctypes.addressof(self.sides)
        self.point = (ctypes.c_double * 2)()
        self.x_at, self.y_at = _each(self.point)
        self.matrix = (ctypes.c_float * 6)()
        self.matrix_at = ctypes.addressof(self.matrix)
        self.bounds = (ctypes.c_float * 4)()
        self.bounds_at = _each(self.bounds)
        self.rgba = (ctypes.c_uint * 4)()
        self.rgba_at = _each(self.rgba)
        self.modes = (ctypes.c_int * 2)()
        self.modes_at = _each(self.modes)
        self.name = ctypes.create_string_buffer(NAME_LENGTH)

    def color(self) -> int | None:
        """Give the colour last asked for as 0xRRGGBB, None where it cannot be seen."""
        red, green, blue, alpha = self.rgba
        return red << 16 | green << 8 | blue if alpha else None


def _each(array: Any) -> tuple[int, ...]:
    start, step = ctypes.addressof(array), ctypes.sizeof(array) // len(array)
    return tuple(start + step * i for i in range(len(array)))
