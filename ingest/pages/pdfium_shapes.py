"""What a page paints beside its words: filled and drawn paths, and how much pictures cover."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import repeat
from typing import Any

import pypdfium2.raw as c

from ingest.pages import pdfium_calls as call
from ingest.pages.lines import Shape
from ingest.pages.page_frame import Frame

MAX_SHAPES = 4000
# Forms hold forms; what reports paint stands well above this depth.
_DEPTH = 3
_UNCHANGED = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)

Matrix = tuple[float, float, float, float, float, float]


def painted(page: Any, frame: Frame) -> tuple[tuple[Shape, ...], float]:
    """Give the painted paths of a page (a reference), and the square points pictures cover."""
    cells = call.Cells()
    shapes: list[Shape] = []
    pictures = 0.0
    for item, kind, matrix in _objects(page, cells):
        if not call.OBJECT_BOUNDS(item, *cells.bounds_at):
            continue
        if kind == c.FPDF_PAGEOBJ_IMAGE:
            box = frame.box(*_moved(matrix, *cells.bounds))
            pictures += box.width * box.height
        elif len(shapes) < MAX_SHAPES:
            box = frame.box(*_moved(matrix, *cells.bounds))
            fill, stroke = _colors(item, cells)
            if fill is not None or stroke is not None:
                shapes.append(Shape(box, fill, stroke))
    return tuple(shapes), pictures


def _objects(page: Any, cells: call.Cells) -> Iterator[tuple[Any, int, Matrix]]:
    """Walk the paths and pictures of a page and its forms, each with the form's own placing."""
    items = list(map(call.PAGE_OBJECT, repeat(page), range(call.PAGE_OBJECTS(page))))
    for item, kind in zip(items, map(call.OBJECT_TYPE, items), strict=True):
        if kind == c.FPDF_PAGEOBJ_FORM:
            yield from _inside(item, _UNCHANGED, cells, _DEPTH)
        elif kind in {c.FPDF_PAGEOBJ_PATH, c.FPDF_PAGEOBJ_IMAGE}:
            yield item, kind, _UNCHANGED


def _inside(
    form: Any, outer: Matrix, cells: call.Cells, depth: int
) -> Iterator[tuple[Any, int, Matrix]]:
    if not depth or not call.OBJECT_MATRIX(form, cells.matrix_at):
        return
    a, b, c_, d, e, f = cells.matrix
    matrix = _joined((a, b, c_, d, e, f), outer)
    for index in range(call.FORM_OBJECTS(form)):
        item = call.FORM_OBJECT(form, index)
        kind = call.OBJECT_TYPE(item)
        if kind == c.FPDF_PAGEOBJ_FORM:
            yield from _inside(item, matrix, cells, depth - 1)
        elif kind in {c.FPDF_PAGEOBJ_PATH, c.FPDF_PAGEOBJ_IMAGE}:
            yield item, kind, matrix


def _joined(inner: Matrix, outer: Matrix) -> Matrix:
    """Apply one placing after the other (ISO 32000-1, 8.3.4)."""
    a, b, c_, d, e, f = inner
    p, q, r, s, t, u = outer
    return (
        a * p + b * r,
        a * q + b * s,
        c_ * p + d * r,
        c_ * q + d * s,
        e * p + f * r + t,
        e * q + f * s + u,
    )


def _moved(
    matrix: Matrix, left: float, bottom: float, right: float, top: float
) -> tuple[float, float, float, float]:
    if matrix is _UNCHANGED:
        return left, bottom, right, top
    a, b, c_, d, e, f = matrix
    corners = [(x, y) for x in (left, right) for y in (bottom, top)]
    xs = [a * x + c_ * y + e for x, y in corners]
    ys = [b * x + d * y + f for x, y in corners]
    return min(xs), min(ys), max(xs), max(ys)


def _colors(path: Any, cells: call.Cells) -> tuple[int | None, int | None]:
    """Give the colours that a path is filled and drawn with, None where it is not."""
    call.DRAW_MODE(path, *cells.modes_at)
    filled, drawn = cells.modes
    fill = stroke = None
    if filled and call.FILL_COLOR(path, *cells.rgba_at):
        fill = cells.color()
    if drawn and call.STROKE_COLOR(path, *cells.rgba_at):
        stroke = cells.color()
    return fill, stroke
