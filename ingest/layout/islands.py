"""Boxes on a page: shaded and framed regions, whose text is read on its own."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from ingest.pages.lines import Line, Shape
from kb.domain.passage import Box

WHITE = 0xFFFFFF
# A shape that covers more of the page is its background, not a box.
BACKGROUND = 0.8
# Smaller ones (points) are ornaments, rules or single shaded words.
MIN_WIDTH, MIN_HEIGHT = 50.0, 9.0
# Edges of one box's pieces (a word processor shades each line apart) differ by so little (points).
SAME_EDGE = 3.0
TOUCHING = 2.5


@dataclass(frozen=True, slots=True)
class Cell:
    """A table's cell: its lines and its place, both counted from 0."""

    row: int
    column: int
    lines: tuple[Line, ...]


@dataclass(slots=True)
class Island:
    """A box or a table, one thing on its page that is ordered within itself."""

    box: Box
    lines: list[Line] = field(default_factory=list)
    fill: int | None = None
    framed: bool = False
    cells: tuple[Cell, ...] = ()
    edges: tuple[float, ...] = ()
    number: int = -1


def behind(box: Box, shapes: Sequence[Shape], page_area: float) -> int | None:
    """Give the colour behind a line: of the last painted shape around its middle; None if white."""
    x, y = (box.x0 + min(box.x1, box.x0 + 40)) / 2, (box.top + box.bottom) / 2
    found: int | None = None
    for shape in shapes:
        area = shape.box
        if shape.fill is not None and area.x0 <= x <= area.x1 and area.top <= y <= area.bottom:
            # White text needs a ground: on a full-page picture or panel it has one.
            found = shape.fill if _area(area) < BACKGROUND * page_area else None
    return None if found is None or found >= 0xFDFDFD else found


def find_boxes(shapes: Iterable[Shape], width: float, height: float) -> list[Island]:
    """Find shaded or framed regions, the pieces of one region joined."""
    found: list[Island] = []
    for shape in sorted(shapes, key=lambda s: (s.box.top, s.box.x0)):
        if not _is_box(shape, width, height):
            continue
        fill = None if shape.fill is None or shape.fill >= 0xFDFDFD else shape.fill
        if fill is None and shape.stroke is None:
            continue
        piece = Island(shape.box, fill=fill, framed=shape.stroke is not None)
        if not _join(found, piece):
            found.append(piece)
    return found


def _is_box(shape: Shape, width: float, height: float) -> bool:
    box = shape.box
    return (
        box.width >= MIN_WIDTH
        and box.height >= MIN_HEIGHT
        and _area(box) < BACKGROUND * width * height
    )


def _join(found: list[Island], piece: Island) -> bool:
    """Join a piece to the one above it, or to the frame drawn around the same shading."""
    for island in reversed(found):
        box, new = island.box, piece.box
        if abs(box.x0 - new.x0) > SAME_EDGE or abs(box.x1 - new.x1) > SAME_EDGE:
            continue
        same = abs(box.top - new.top) <= SAME_EDGE and abs(box.bottom - new.bottom) <= SAME_EDGE
        follows = -TOUCHING - new.height < new.top - box.bottom <= TOUCHING
        alike = island.fill == piece.fill and not (island.framed and piece.framed)
        if same or (follows and alike):
            island.box = box.union(new)
            island.fill = piece.fill if island.fill is None else island.fill
            island.framed |= piece.framed
            return True
    return False


def fill_boxes(boxes: list[Island], lines: Sequence[Line]) -> tuple[list[Island], list[Line]]:
    """Put each line into the smallest box around it; give boxes with text, and the lines left."""
    by_size = sorted(boxes, key=lambda b: _area(b.box))
    outside: list[Line] = []
    for line in lines:
        x, y = (line.box.x0 + line.box.x1) / 2, (line.box.top + line.box.bottom) / 2
        home = next((b for b in by_size if b.box.contains(x, y) and _holds(b.box, line.box)), None)
        (outside if home is None else home.lines).append(line)
    return [b for b in boxes if b.lines], outside


def _holds(box: Box, line: Box) -> bool:
    return line.x0 >= box.x0 - SAME_EDGE and line.x1 <= box.x1 + SAME_EDGE


def _area(box: Box) -> float:
    return box.width * box.height
