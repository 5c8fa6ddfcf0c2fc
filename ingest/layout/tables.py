"""Find tables, by their rules or by the alignment of their lines, and cut them into cells."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from ingest.layout.bands import around, same_line
from ingest.layout.columns import Stretch
from ingest.layout.islands import Cell, Island
from ingest.layout.line_parts import cut_at
from ingest.pages.lines import Line, Shape
from kb.domain.passage import Box

# A rule is at most so thick (points); what is thicker is a shaded cell with four edges.
THICK = 3.0
# Rules meet within so many points.
NEAR = 3.5
# A line crosses a rule with at least so much of it on either side (points).
CELL_TEXT = 4.0
# More painted shapes than this are a drawing or a map, not a table.
MOST_SHAPES = 4000


@dataclass(frozen=True, slots=True)
class _Rule:
    """A rule from `start` to `end` at `at`; across the page if `level`, else down it.

    What is painted inside a shape of its own colour is not `seen`.
    """

    level: bool
    at: float
    start: float
    end: float
    seen: bool = True


@dataclass(frozen=True, slots=True)
class _Grid:
    """The rules of one table, sorted by place, and where its columns and rows can begin."""

    box: Box
    level: tuple[_Rule, ...]
    upright: tuple[_Rule, ...]
    xs: tuple[float, ...]
    ys: tuple[float, ...]


def find_ruled(shapes: Sequence[Shape], width: float, height: float) -> list[_Grid]:
    """Find the grids of rules with at least two columns."""
    if len(shapes) > MOST_SHAPES:
        return []
    groups = _connected(list(_rules_of(shapes, width, height)))
    grids = [_grid_seen(group) for group in groups]
    return [g for g in grids if _has_columns(g)]


def _has_columns(grid: _Grid) -> bool:
    return len(grid.xs) >= 3 and len(grid.ys) >= 2


def _grid_seen(rules: list[_Rule]) -> _Grid:
    """Give the grid that readers see, or all of it where what they see has no columns."""
    seen = [rule for rule in rules if rule.seen]
    grid = _grid(seen) if seen else None
    return grid if grid and _has_columns(grid) else _grid(rules)


def _rules_of(shapes: Sequence[Shape], width: float, height: float) -> Iterable[_Rule]:
    """Give the rules that shapes make.

    Nobody sees the edges of what is painted inside its own colour, as word processors paint the
    paragraphs in a shaded cell.
    """
    ground: Shape | None = None
    for shape in shapes:
        seen = ground is None or not _is_unseen(shape, ground)
        ground = shape if seen else ground
        for rule in _rules(shape, width, height):
            yield rule if seen else replace(rule, seen=False)


def _is_unseen(shape: Shape, below: Shape) -> bool:
    same = shape.fill is not None and shape.fill == below.fill and shape.stroke is None
    inner, outer = shape.box, below.box
    return (
        same
        and inner.width < outer.width
        and outer.x0 <= inner.x0
        and inner.x1 <= outer.x1
        and outer.top <= inner.top
        and inner.bottom <= outer.bottom
    )


def _rules(shape: Shape, width: float, height: float) -> Iterable[_Rule]:
    box = shape.box
    if box.width > 0.97 * width and box.height > 0.9 * height:
        return
    if box.height <= THICK and box.width > 8:
        yield _Rule(True, (box.top + box.bottom) / 2, box.x0, box.x1)
    elif box.width <= THICK and box.height > 5:
        yield _Rule(False, (box.x0 + box.x1) / 2, box.top, box.bottom)
    elif box.height > 7 and box.width > 12:
        for at in (box.top, box.bottom):
            yield _Rule(True, at, box.x0, box.x1)
        for at in (box.x0, box.x1):
            yield _Rule(False, at, box.top, box.bottom)


def _connected(rules: list[_Rule]) -> list[list[_Rule]]:
    """Group rules that touch each other, however indirectly."""
    boxes = sorted(((_box(r), r) for r in rules), key=lambda pair: pair[0].top)
    groups: list[tuple[Box, list[_Rule], list[Box]]] = []
    for box, rule in boxes:
        touching = [g for g in groups if _touch(g[0], box) and any(_touch(b, box) for b in g[2])]
        members, parts, whole = [rule], [box], box
        for group in touching:
            members += group[1]
            parts += group[2]
            whole = whole.union(group[0])
            groups.remove(group)
        groups.append((whole, members, parts))
    return [members for _, members, _ in groups]


def _box(rule: _Rule) -> Box:
    if rule.level:
        return Box(rule.start, rule.at, rule.end, rule.at)
    return Box(rule.at, rule.start, rule.at, rule.end)


def _touch(one: Box, two: Box) -> bool:
    return (
        one.x0 <= two.x1 + NEAR
        and two.x0 <= one.x1 + NEAR
        and one.top <= two.bottom + NEAR
        and two.top <= one.bottom + NEAR
    )


def _grid(rules: list[_Rule]) -> _Grid:
    box = _box(rules[0])
    for rule in rules[1:]:
        box = box.union(_box(rule))
    level = tuple(r for r in rules if r.level)
    upright = tuple(sorted((r for r in rules if not r.level), key=lambda r: r.at))
    return _Grid(box, level, upright, _places(upright), _places(level))


def _places(rules: Iterable[_Rule]) -> tuple[float, ...]:
    """Unite the places of rules that lie within a few points of each other."""
    out: list[float] = []
    for at in sorted(r.at for r in rules):
        if not out or at - out[-1] > NEAR:
            out.append(at)
    return tuple(out)


def fill_ruled(grid: _Grid, lines: Sequence[Line]) -> Island | None:
    """Put the lines inside a grid into its cells; None where they fill less than two columns."""
    cells: dict[tuple[int, int], list[Line]] = {}
    for line in lines:
        for part in _parts(grid, line):
            cells.setdefault(_place(grid, part), []).append(part)
    if len({column for _, column in cells}) < 2:
        return None
    ordered = tuple(
        Cell(row, column, tuple(sorted(cells[row, column], key=lambda n: (n.box.top, n.box.x0))))
        for row, column in sorted(cells)
    )
    return Island(grid.box, list(lines), cells=_renumbered(ordered), edges=grid.xs)


def _parts(grid: _Grid, line: Line) -> list[Line]:
    """Cut a line that was read across the rule between two cells."""
    y = (line.box.top + line.box.bottom) / 2
    for rule in grid.upright:
        inside = line.box.x0 + CELL_TEXT < rule.at < line.box.x1 - CELL_TEXT
        if inside and rule.start <= y <= rule.end:
            first, *rest = cut_at(line, rule.at)
            return [first, *(part for piece in rest for part in _parts(grid, piece))]
    return [line]


def _place(grid: _Grid, line: Line) -> tuple[int, int]:
    """Give a line's row and column: the last rules above and left of it that reach its place."""
    x, y = (line.box.x0 + line.box.x1) / 2, (line.box.top + line.box.bottom) / 2
    row = max(
        (r.at for r in grid.level if r.at <= y and r.start - NEAR <= x <= r.end + NEAR), default=0
    )
    left = line.box.x0 + min(2.0, line.box.width / 2)
    column = max(
        (r.at for r in grid.upright if r.at <= left and r.start - NEAR <= y <= r.end + NEAR),
        default=0,
    )
    return bisect_right(grid.ys, row + NEAR), bisect_right(grid.xs, column + NEAR)


def _renumbered(cells: tuple[Cell, ...]) -> tuple[Cell, ...]:
    """Count rows and columns from 0 without those that hold nothing."""
    rows = {row: i for i, row in enumerate(sorted({c.row for c in cells}))}
    columns = {column: i for i, column in enumerate(sorted({c.column for c in cells}))}
    return tuple(Cell(rows[c.row], columns[c.column], c.lines) for c in cells)


def aligned_table(stretch: Stretch, rules: Sequence[Box]) -> Island:
    """Cut a stretch of lines that stand side by side into cells.

    A row begins at a rule across the stretch, or, without such rules, where the first column begins
    anew after white, or where most columns do.
    """
    lines = [t for t in stretch.things if isinstance(t, Line)]
    starts = _ruled_starts(stretch.box, rules, lines) or _row_starts(lines, stretch.edges)
    cells: dict[tuple[int, int], list[Line]] = {}
    for line in lines:
        y = (line.box.top + line.box.bottom) / 2
        row = max(0, bisect_right(starts, y) - 1)
        middle = (line.box.x0 + line.box.x1) / 2
        column = next(
            (i for i, (_, right) in enumerate(stretch.edges) if middle <= right),
            len(stretch.edges) - 1,
        )
        cells.setdefault((row, column), []).append(line)
    ordered = tuple(Cell(row, column, tuple(cells[row, column])) for row, column in sorted(cells))
    lefts = tuple(left for left, _ in stretch.edges)
    return Island(around(stretch.things), lines, cells=_renumbered(ordered), edges=lefts)


def _ruled_starts(box: Box, rules: Sequence[Box], lines: Sequence[Line]) -> list[float]:
    """Give where rows begin by the rules inside a stretch, [] where most rows have none."""
    inside = sorted(
        r.top for r in rules if box.top < r.top < box.bottom and r.width > 0.8 * box.width
    )
    rows = sum(1 for a, b in pairwise(lines) if not same_line(a.box, b.box))
    # One or two rules only set a head apart.
    return [box.top - 1, *inside] if len(inside) >= max(3, 0.2 * rows) else []


def _hanging(first: Sequence[Line]) -> set[int]:
    """Name the lines of the first column that are set in, where those at its edge are numbered."""
    left = min((line.box.x0 for line in first), default=0.0)
    deep = {id(line) for line in first if line.box.x0 > left + HANG * line.size}
    edge = [line for line in first if id(line) not in deep]
    numbered = sum(line.text[:1].isdigit() for line in edge)
    return deep if numbered and 2 * numbered >= len(edge) else set()


# Lines set in by so much, in parts of the type size, hang below a number.
HANG = 1.5


def _row_starts(lines: Sequence[Line], edges: Sequence[tuple[float, float]]) -> list[float]:
    """Give where rows begin: at each line of the first column that is level with another column's.

    A wrapped line of the first column stands closer to the one above it than rows do, or is set in
    below numbers that stand at its edge.
    """
    first = [line for line in lines if (line.box.x0 + line.box.x1) / 2 <= edges[0][1]]
    others = [line for line in lines if (line.box.x0 + line.box.x1) / 2 > edges[0][1]]
    starts: list[float] = []
    hanging = _hanging(first)
    for line in first:
        if id(line) in hanging:
            continue
        level = any(same_line(line.box, other.box) for other in others)
        above = max(
            (o.box.bottom for o in lines if o.box.bottom <= line.box.top + 2), default=-99.0
        )
        gap = line.box.top - above
        if not starts or (level and gap > -0.1 * line.box.height):
            starts.append(line.box.top - 1)
    top = min(line.box.top for line in lines) - 1
    return starts if starts and starts[0] <= top else [top, *starts]
