"""Bullets that are painted, not printed: browsers print the mark of a list's item as a dot's path.

Useful because such a list has no character that tells its items from paragraphs.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from ingest.layout.line_parts import united
from ingest.pages.lines import Line, Run, Shape

# A mark is so many points wide and high, nearly as wide as high, and smaller than the line.
SMALLEST, LARGEST, SQUARE, OF_LINE = 1.5, 8.0, 1.25, 0.75
# It stands no further left of its line than so many type sizes.
REACH = 2.0
_WHITE = 0xFFFFFF
MARK = "•"


def with_drawn_bullets(lines: Sequence[Line], shapes: Iterable[Shape]) -> list[Line]:
    """Open each line that a painted dot, ring or square stands before with a bullet."""
    marks = [s for s in shapes if _may_mark(s)]
    if not marks:
        return list(lines)
    beside: dict[int, Shape] = {}
    for mark in marks:
        index = _line_of(mark, lines)
        if index is not None:
            beside.setdefault(index, mark)
    return [_opened(beside[i], n) if i in beside else n for i, n in enumerate(lines)]


def _may_mark(shape: Shape) -> bool:
    width, height = shape.box.width, shape.box.height
    seen = shape.stroke is not None or shape.fill not in (None, _WHITE)
    small = min(width, height) >= SMALLEST and max(width, height) <= LARGEST
    return seen and small and max(width, height) <= SQUARE * min(width, height)


def _line_of(mark: Shape, lines: Sequence[Line]) -> int | None:
    """Find the line right of a mark whose letters the mark is level with."""
    box = mark.box
    middle = (box.top + box.bottom) / 2
    near = [
        i
        for i, line in enumerate(lines)
        if line.box.top < box.top
        and box.bottom < line.box.bottom
        and abs(middle - (line.box.top + line.box.bottom) / 2) < line.box.height / 4
        and box.height <= OF_LINE * line.size
        and 0 < line.box.x0 - box.x1 <= REACH * line.size
    ]
    return min(near, key=lambda i: lines[i].box.x0, default=None)


def _opened(mark: Shape, line: Line) -> Line:
    color = mark.stroke if mark.fill is None else mark.fill
    run = Run(MARK, "", line.size, bold=False, italic=False, color=color or 0, x0=mark.box.x0,
              x1=mark.box.x1)  # fmt: skip
    return united(Line(MARK, mark.box, (run,)), line)
