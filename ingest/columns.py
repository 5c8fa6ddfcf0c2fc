"""Put what stands on a page into reading order: columns, full-width heads, margin heads, islands.

A page is cut into bands by the white between lines; bands that share a gutter are read column by
column, the others from top to bottom. Knows nothing of paragraphs or of what the words say.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ingest.islands import Island
from ingest.lines import Line
from kb.domain.passage import Box

Thing = Line | Island
Edges = list[tuple[float, float]]

# White narrower than this (points) is no gutter.
GUTTER = 8.0
# A column of running text has at least so many lines, and they fill so much of its width.
COLUMN_LINES = 3
COLUMN_FILL = 0.5
# A margin column is no wider than this part of both columns and has fewer lines than this part.
MARGIN_WIDTH = 0.36
MARGIN_LINES = 0.5
DEPTH = 6


@dataclass(slots=True)
class Stretch:
    """Things to be read from top to bottom between one left and one right edge.

    `margin` marks a head that hangs in the margin column. `rows` are set where lines stand side by
    side as in a table: the columns' left and right edges.
    """

    things: list[Thing]
    box: Box
    margin: bool = False
    edges: tuple[tuple[float, float], ...] = ()


@dataclass(slots=True)
class _Band:
    """Things whose heights overlap, and the stretches of width that they fill."""

    things: list[Thing]
    filled: Edges


def reading_order(things: Sequence[Thing], depth: int = DEPTH) -> list[Stretch]:
    """Order things; those read as one column come as one stretch."""
    if not things:
        return []
    out: list[Stretch] = []
    for run, edges in _runs(_bands(things)):
        members = [t for band in run for t in band.things]
        if len(edges) < 2 or depth == 0:
            _append_plain(out, run)
            continue
        columns = _by_column(members, edges)
        if _is_margin(columns):
            out.extend(_with_margin(columns, depth - 1))
        elif _are_columns(columns):
            for column in columns:
                out.extend(reading_order(column, depth - 1))
        elif len(run) >= 2:
            rows = [t for band in run for t in sorted(band.things, key=lambda t: t.box.x0)]
            out.append(Stretch(rows, around(rows), edges=tuple(edges)))
        else:
            _append_plain(out, run)
    return out


def around(things: Sequence[Thing]) -> Box:
    """Give the smallest box around all."""
    return Box(
        min(t.box.x0 for t in things),
        min(t.box.top for t in things),
        max(t.box.x1 for t in things),
        max(t.box.bottom for t in things),
    )


def same_line(one: Box, other: Box) -> bool:
    """Say whether two lie on one line: half of the lower one's height is common to both."""
    common = min(one.bottom, other.bottom) - max(one.top, other.top)
    return common > 0.5 * min(one.height, other.height)


def _append_plain(out: list[Stretch], run: list[_Band]) -> None:
    ordered = [t for band in run for c in _by_column(band.things, band.filled) for t in c]
    if out and not out[-1].margin and not out[-1].edges and _one_column(out[-1].box, ordered):
        out[-1].things.extend(ordered)
        out[-1].box = out[-1].box.union(around(ordered))
    else:
        out.append(Stretch(ordered, around(ordered)))


def _one_column(box: Box, below: Sequence[Thing]) -> bool:
    """Say whether things stand under a stretch, not beside or above it."""
    return all(t.box.top >= box.bottom - t.box.height for t in below)


def _bands(things: Sequence[Thing]) -> list[_Band]:
    bands: list[_Band] = []
    floor = 0.0
    for thing in sorted(things, key=lambda t: t.box.top):
        # Descenders of one line may touch the ascenders of the next.
        slack = 0.3 * thing.box.height if isinstance(thing, Line) else 1.0
        if bands and thing.box.top + slack < floor:
            bands[-1].things.append(thing)
            floor = max(floor, thing.box.bottom - slack)
        else:
            bands.append(_Band([thing], []))
            floor = thing.box.bottom - slack
    for band in bands:
        band.filled = _merge([(t.box.x0, t.box.x1) for t in band.things])
    return bands


def _merge(edges: Edges) -> Edges:
    """Unite stretches of width that overlap or have less than a gutter between them."""
    out: Edges = []
    for left, right in sorted(edges):
        if out and left - out[-1][1] < GUTTER:
            out[-1] = (out[-1][0], max(out[-1][1], right))
        else:
            out.append((left, right))
    return out


def _runs(bands: list[_Band]) -> Iterator[tuple[list[_Band], Edges]]:
    """Cut the bands into runs that share their gutters, each as long as it can be."""
    start = 0
    while start < len(bands):
        end, edges = _longest_run(bands, start)
        yield bands[start:end], edges
        start = end


def _longest_run(bands: list[_Band], start: int) -> tuple[int, Edges]:
    """Take bands while the gutters stay open; a run of one column ends where columns begin."""
    edges = bands[start].filled
    end = start + 1
    while end < len(bands):
        joined = _merge(edges + bands[end].filled)
        if len(edges) == 1 and len(bands[end].filled) == 1 and len(joined) == 1:
            edges = joined
        elif len(joined) >= 2 and (len(edges) >= 2) and len(joined) >= len(edges) - 1:
            edges = joined
        elif len(edges) == 1 and len(joined) >= 2 and end - start <= 2:
            # A column's head that is higher than its neighbour's first line.
            edges = joined
        else:
            break
        end += 1
    return end, edges


def _by_column(things: list[Thing], edges: Edges) -> list[list[Thing]]:
    columns: list[list[Thing]] = [[] for _ in edges]
    for thing in sorted(things, key=lambda t: (t.box.top, t.box.x0)):
        middle = (thing.box.x0 + thing.box.x1) / 2
        index = next((i for i, (_, right) in enumerate(edges) if middle <= right), len(edges) - 1)
        columns[index].append(thing)
    return columns


def _are_columns(columns: list[list[Thing]]) -> bool:
    """Say whether running text stands side by side, rather than the cells of rows."""
    return all(_is_text_column(column) for column in columns)


def _is_text_column(column: list[Thing]) -> bool:
    if any(isinstance(t, Island) for t in column):
        return True
    if len(column) < COLUMN_LINES:
        return False
    width = around(column).width
    full = sum(1 for t in column if t.box.width > 0.8 * width)
    return width > 80 and full >= COLUMN_FILL * len(column) - 1


def _is_margin(columns: list[list[Thing]]) -> bool:
    """Say whether the first column holds heads that hang beside the text of the second."""
    if len(columns) != 2 or any(isinstance(t, Island) for t in columns[0]):
        return False
    left, right = columns
    wide = around(left + right).width
    lines = sum(1 for t in right if isinstance(t, Line)) + sum(
        len(t.lines) for t in right if isinstance(t, Island)
    )
    return (
        around(left).width < MARGIN_WIDTH * wide
        and len(left) <= max(1, MARGIN_LINES * lines)
        and any(same_line(left[0].box, t.box) for t in right)
        and around(right).width > 0.4 * wide
        and (len(left) >= 2 or lines >= COLUMN_LINES)
    )


def _with_margin(columns: list[list[Thing]], depth: int) -> list[Stretch]:
    """Put each margin head before the line that it hangs beside."""
    left, right = columns
    heads = _margin_heads(left)
    out: list[Stretch] = []
    start = 0
    for head in heads:
        level = next(
            (
                i
                for i, t in enumerate(right)
                if t.box.bottom > head[0].box.top + 0.3 * head[0].box.height and i >= start
            ),
            len(right),
        )
        out.extend(reading_order(right[start:level], depth))
        out.append(Stretch(head, around(head), margin=True))
        start = level
    out.extend(reading_order(right[start:], depth))
    return out


def _margin_heads(left: list[Thing]) -> list[list[Thing]]:
    heads: list[list[Thing]] = []
    for thing in left:
        previous = heads[-1][-1].box if heads else None
        if previous and thing.box.top - previous.bottom < 0.7 * thing.box.height:
            heads[-1].append(thing)
        else:
            heads.append([thing])
    return heads
