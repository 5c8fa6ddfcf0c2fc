"""Find footnotes: smaller type at a page's foot, under a rule or opened by a mark."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from ingest.layout.bands import GUTTER, same_line
from ingest.layout.rows import Row
from ingest.pages.lines import Line, Shape
from kb.domain.passage import Box

# Footnote type is smaller than this part of the body's.
SMALLER = 0.93
# Footnotes stand in this lower part of the page, unless there is a rule above them.
LOWER = 0.55
# A footnote rule is at most so thick, at least so long (points), and not longer than this part.
THICK, LONG, WIDEST = 2.0, 30.0, 0.9

# A footnote whose number is further from the last is a line that begins with a figure.
MISSED = 4
RAISED = 0.8

_LONE_MARK = re.compile(r"^\s*[\d*†‡§]{1,3}\s*$")
_FIGURES = re.compile(r"^\d{1,3}")
# "2.1" numbers a row of a table, no note
_MARK = re.compile(r"^\s*(?:\d{1,3}|[*†‡§]{1,3}|[a-z])(?:[.)](?!\d)|\s|(?=[A-Z“\"]))\s*\S")


def find_footnotes(
    lines: Sequence[Line], shapes: Sequence[Shape], height: float, body_size: float
) -> set[int]:
    """Name the indexes of the lines that are footnotes."""
    found: set[int] = set()
    limit = max(SMALLER * body_size, _marked_size(lines, height, body_size) + 0.1)
    small = [i for i, line in enumerate(lines) if _size(line) < limit]
    if not small:
        return found
    tops = [line.box.top for line in lines]
    large = [i for i, line in enumerate(lines) if _size(line) >= limit]
    rules = [s.box for s in shapes if s.box.height <= THICK and s.box.width >= LONG]
    for group in _foot_groups(lines, small, large):
        if all(_hangs(lines[i], (lines[k] for k in large)) for i in group):
            continue
        first = lines[group[0]]
        marked = [
            i
            for i, above in zip(group, [None, *group], strict=False)
            if _MARK.match(lines[i].text)
            and not (above is not None and _wraps(lines[above], lines[i]))
        ]
        ruled = any(
            0 <= first.box.top - rule.bottom + 0.35 * first.box.height < 2.5 * first.box.height
            and abs(rule.x0 - first.box.x0) < 30
            for rule in rules
        )
        if ruled and first.box.top > 0.2 * height:
            found.update(group)
        elif marked and tops[marked[0]] > LOWER * height:
            found.update(i for i in group if tops[i] >= tops[marked[0]] - 2)
    return found


def _wraps(above: Line, line: Line) -> bool:
    """Say whether a line that begins with a figure goes on from the one above, as in a table.

    "Call takers could not see the location of callers for" / "31 hours, and in four cases ..."
    """
    near = 0 <= line.box.top - above.box.bottom < above.box.height
    same = abs(line.box.x0 - above.box.x0) < SAME_EDGE
    ended = above.text.rstrip()[-1:] in '.!?:;)”"'
    return near and same and not ended and line.text.lstrip("0123456789,. ")[:1].islower()


# Lines of one cell begin within so many points of each other.
SAME_EDGE = 3.0


def _hangs(line: Line, large: Iterable[Line]) -> bool:
    """Say whether a short line without a mark is a head in the margin, level with a line of text.

    "Observation II-1" in small type beside the last paragraph of a page, under a rule.
    """
    level = (o for o in large if o.box.x0 - line.box.x1 >= GUTTER and same_line(line.box, o.box))
    beside = next(level, None)
    return beside is not None and line.box.width < beside.box.width and not _MARK.match(line.text)


def _marked_size(lines: Sequence[Line], height: float, body_size: float) -> float:
    """Give the size of notes that raised marks open, where it is just under the text's."""
    return max(
        (
            _size(line)
            for line in lines
            if line.box.top > LOWER * height
            and len(line.runs) > 1
            and _LONE_MARK.match(line.runs[0].text)
            and line.runs[0].size < RAISED * line.runs[1].size
            and _size(line) < body_size - 0.3
        ),
        default=0.0,
    )


def split_notes(rows: Sequence[Row]) -> list[list[Row]]:
    """Cut footnotes where the next mark begins a line at the left edge ("13 Home Office")."""
    left = min(row.box.x0 for row in rows)
    out: list[list[Row]] = []
    for row in rows:
        opens = bool(_MARK.match(_raw(row))) and row.box.x0 < left + 3 * row.size
        if not out or (opens and _counts_on(out[-1][0], row)):
            out.append([row])
        else:
            out[-1].append(row)
    return out


def _raw(row: Row) -> str:
    return "".join(run.text for line in row.lines for run in line.runs).lstrip()


def _counts_on(first: Row, row: Row) -> bool:
    """Say whether a row's number follows that of the note before; letters and stars always do."""
    before, now = _FIGURES.match(_raw(first)), _FIGURES.match(_raw(row))
    return not (before and now) or 0 < int(now[0]) - int(before[0]) < MISSED


def _size(line: Line) -> float:
    """Give the size of a line's letters, the raised mark that opens a footnote left out."""
    return max((r.size for r in line.runs if r.text.strip()), default=0.0)


def _foot_groups(
    lines: Sequence[Line], small: Sequence[int], large: Sequence[int]
) -> list[list[int]]:
    """Gather by column the small lines under which no body type stands."""
    groups: list[list[int]] = []
    for index in sorted(small, key=lambda i: (lines[i].box.top, lines[i].box.x0)):
        box = lines[index].box
        if any(
            lines[i].box.top > box.top and _overlap(lines[i].box.x0, lines[i].box.x1, box)
            for i in large
        ):
            continue
        home = next(
            (g for g in groups if _overlap(lines[g[0]].box.x0, lines[g[0]].box.x1, box)), None
        )
        if home is None:
            groups.append([index])
        else:
            home.append(index)
    return groups


def _overlap(x0: float, x1: float, box: Box) -> bool:
    return x0 < box.x1 and box.x0 < x1
