"""Which painted shapes make a table's columns."""

from __future__ import annotations

from ingest.layout.tables import find_ruled
from ingest.pages.lines import Shape
from kb.domain.passage import Box

PINK = 0xF3E0E5


def painted(x0: float, top: float, x1: float, bottom: float) -> Shape:
    return Shape(Box(x0, top, x1, bottom), PINK, None)


def line(x0: float, top: float, x1: float, bottom: float) -> Shape:
    return Shape(Box(x0, top, x1, bottom), None, 0)


def test_a_paragraph_painted_in_its_cells_colour_makes_no_column() -> None:
    cells = [painted(54, 64, 94, 81), painted(60, 64, 88, 76),
             painted(94, 64, 320, 81), painted(99, 64, 315, 76)]  # fmt: skip
    rules = [line(54, y, 320, y + 1) for y in (63.5, 81, 102)]
    upright = [line(x, 63, x + 1, 103) for x in (53.5, 93.5, 319.5)]
    (grid,) = find_ruled([*cells, *rules, *upright], 595, 842)
    assert len(grid.xs) == 3


def test_paragraphs_painted_in_a_box_stay_apart_where_the_box_has_no_columns() -> None:
    paragraphs = [painted(81, y, 521, y + 20) for y in (60, 80, 100)]
    (grid,) = find_ruled([painted(76, 60, 527, 120), *paragraphs], 595, 842)
    assert len(grid.ys) >= 4
