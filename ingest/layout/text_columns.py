"""Tell columns of running text from the columns of a table, by how their lines lie."""

from __future__ import annotations

from collections.abc import Sequence
from math import inf

from ingest.layout.bands import Band, Edges, Thing, around, by_column, by_white, same_line
from ingest.layout.islands import Island
from ingest.layout.margin_heads import SLACK
from kb.domain.passage import Box

# A column of running text has at least so many lines, and they fill so much of its width.
COLUMN_LINES = 3
COLUMN_FILL = 0.5
# White in a justified line is no wider than this, in parts of the line's height.
TORN = 2.5
# A line fills its column with so much of the width; running text is no narrower (points).
FULL, NARROWEST = 0.8, 80.0
# Columns of so many lines hold running text if at most this share of paragraphs begins level.
LONG_COLUMN = 12
LEVEL = 2.0
MOST_LEVEL = 0.4


def is_text_column(column: Sequence[Thing]) -> bool:
    """Say whether a column has some lines and most of them fill its width; a box counts as text."""
    if any(isinstance(t, Island) for t in column):
        return True
    rows = _rows(column)
    if len(rows) < COLUMN_LINES:
        return False
    width = around(column).width
    full = sum(row.width > FULL * width for row in rows)
    return width > NARROWEST and full >= COLUMN_FILL * len(rows) - 1


def _rows(column: Sequence[Thing]) -> list[Box]:
    """Put together the pieces of lines that justified setting tore apart."""
    rows: list[Box] = []
    for thing in column:
        gap = thing.box.x0 - rows[-1].x1 if rows else 0.0
        if rows and gap < TORN * thing.box.height and same_line(rows[-1], thing.box):
            rows[-1] = rows[-1].union(thing.box)
        else:
            rows.append(thing.box)
    return rows


def are_all_but_one_full(columns: Sequence[Sequence[Thing]]) -> bool:
    """Say whether three or more long columns are as wide and only one holds few full lines.

    A list quoted with wide margins may fill half of a column of running text.
    """
    widths = [around(column).width for column in columns]
    even = max(widths) - min(widths) < UNEVEN * max(widths)
    if not even or any(len(column) < LONG_COLUMN for column in columns):
        return False
    return sum(map(is_text_column, columns)) >= max(2, len(columns) - 1)


def flow_apart(columns: list[list[Thing]]) -> bool:
    """Say whether long columns break their paragraphs at heights of their own, as no table does.

    The rows of a table begin at one height in all its columns.
    """
    if any(len(column) < LONG_COLUMN for column in columns):
        return False
    starts = [[group[0].box.top for group in by_white(column)[1:]] for column in columns]
    level = every = 0
    for index, own in enumerate(starts):
        others = [top for i, tops in enumerate(starts) if i != index for top in tops]
        every += len(own)
        level += sum(any(abs(top - other) < LEVEL for other in others) for top in own)
    return every > 0 and level <= MOST_LEVEL * every


def runs_out(columns: list[list[Thing]]) -> bool:
    """Say whether the second of two columns holds but the last lines of the text.

    They stand together at its top, while the first column is long.
    """
    left, *others = columns
    right = others[0] if len(others) == 1 else []
    if not 1 < len(right) < COLUMN_LINES or len(left) < LONG_COLUMN:
        return False
    together = len(by_white(right)) == 1
    level = abs(left[0].box.top - right[0].box.top) < SLACK
    return together and level and is_text_column(left)


def are_even(columns: Sequence[Sequence[Thing]], edges: Edges) -> bool:
    """Say whether columns are equally wide and hold running text, one at least many lines of it."""
    widths = [right - left for left, right in edges]
    return (
        max(widths) - min(widths) < UNEVEN * max(widths)
        and max(map(len, columns)) >= MANY_LINES
        and all(map(is_text_column, columns))
    )


# Ragged lines leave one column narrower than the next by less than this part.
UNEVEN = 0.15
MANY_LINES = 6


def end_along(bands: Sequence[Band], start: int, known: Edges) -> int:
    """Give where the bands end that hold text in the columns known; `start` where they hold none.

    Under a head at the foot of a page each column may have but one or two lines.
    """
    end = start
    while end < len(bands) and all(_column_of(t, known) >= 0 for t in bands[end].things):
        end += 1
    things = [t for band in bands[start:end] for t in band.things]
    used = {_column_of(t, known) for t in things}
    if len(used) <= 1 or not _side_by_side(bands[start : start + 1 + LATER], known):
        return start
    columns = by_column(things, known)
    rows = [(r, b - a) for c, (a, b) in zip(columns, known, strict=True) for r in _rows(c)]
    full = sum(row.width > FULL * width for row, width in rows)
    return end if full >= COLUMN_FILL * len(rows) else start


# Lines begin at most so far before their column, and end so far from the next (points).
ROOM = 3.0
# So many lines of one column may stand above the first of its neighbours.
LATER = 2


def _column_of(thing: Thing, known: Edges) -> int:
    """Give the column that a thing stands in, -1 where it reaches into the next.

    Ragged lines may be longer than those by which a column is known.
    """
    box = thing.box
    ends = [left - ROOM for left, _ in known[1:]] + [inf]
    places = enumerate(zip(known, ends, strict=False))
    return next((i for i, ((a, _), end) in places if a - ROOM <= box.x0 and box.x1 <= end), -1)


def _side_by_side(bands: Sequence[Band], known: Edges) -> bool:
    return any(len({_column_of(t, known) for t in band.things}) > 1 for band in bands)
