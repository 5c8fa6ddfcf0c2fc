"""Mend lines before they are ordered: bullets and raised marks joined, margin heads split off."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace
from itertools import accumulate

from ingest.layout.bands import same_line
from ingest.pages.lines import Line, Run
from kb.domain.passage import Box

_LONE_BULLET = re.compile(
    r"^(?:[•◦▪▫■□●○‣⁃∙·►▶➢➤✓✔❖◆◇☐☑☒✗✘\uf0b7\uf0a7\uf0d8\uf0fc\uf076\uf02d–—\-*»o§➔➙➜➝➞→⇒❯›▸★☆✦✧✶❍◉]|"
    r"\((?:[a-z]{1,2}|\d{1,2}|[ivx]{1,5})\)|(?:[a-zA-Z]|\d{1,2}|[ivx]{1,5}|[IVX]{1,5})[.)])$"
)
_LONE_NUMBER = re.compile(r"^\d{1,3}(?:\.\d{1,3}){1,3}\.?$")
_MARK = re.compile(r"^[\d,*†‡§]{1,6}$")
# A bullet stands no further from its text than this (points).
BULLET_REACH = 72.0
LONGEST_BULLET = 12
# A raised mark is smaller than this part of its word's size and no further from it (points).
RAISED, MARK_REACH = 0.8, 3.0
# White between runs, in parts of the type size, at which a line may be two.
SPLIT = 0.6
# A rule that crosses a line stands within so many characters of the blank between two cells.
CUT_REACH = 4.0
# Edges are one within so many points; so many other lines begin there, no further away than this.
SAME_EDGE, EDGE_LINES, EDGE_REACH = 1.5, 2, 60.0


def split_at_edges(lines: Sequence[Line]) -> list[Line]:
    """Split lines at wide white where their second part begins in line with others near by.

    "Finding 4   The department ..." with the label hanging in the margin column.
    """
    edges = sorted((line.box.x0, line.box.top) for line in lines)
    out: list[Line] = []
    for line in lines:
        at = _split_point(line, edges) if len(line.runs) > 1 else 0
        out += _cut(line, at) if at else [line]
    return out


def _split_point(line: Line, edges: Sequence[tuple[float, float]]) -> int:
    for index in range(1, len(line.runs)):
        run = line.runs[index]
        white = run.x0 - line.runs[index - 1].x1
        if white > SPLIT * run.size and run.text.strip() and _aligned(run.x0, line.box.top, edges):
            return index
    return 0


def _aligned(x0: float, top: float, edges: Sequence[tuple[float, float]]) -> bool:
    first = bisect_left(edges, (x0 - SAME_EDGE, -1.0))
    count = 0
    for edge, height in edges[first:]:
        if edge > x0 + SAME_EDGE:
            break
        count += 0 < abs(height - top) < EDGE_REACH
    return count >= EDGE_LINES


def _cut(line: Line, at: int) -> list[Line]:
    out: list[Line] = []
    for runs in (line.runs[:at], line.runs[at:]):
        box = Box(runs[0].x0, line.box.top, runs[-1].x1, line.box.bottom)
        out.append(Line("".join(r.text for r in runs).strip(), box, runs))
    return out


def cut_at(line: Line, x: float) -> list[Line]:
    """Cut a line at the blank nearest to `x`, where a rule between two cells crosses it."""
    for index in range(1, len(line.runs)):
        if line.runs[index - 1].x1 <= x <= line.runs[index].x0:
            return _cut(line, index)
    index = next((i for i, run in enumerate(line.runs) if run.x0 < x < run.x1), -1)
    if index < 0:
        return [line]
    run = line.runs[index]
    blank = _nearest_blank(run, x)
    if blank is None:
        return [line]
    first = replace(run, text=run.text[:blank], x1=x)
    second = replace(run, text=run.text[blank + 1 :], x0=x)
    parts = replace(line, runs=(*line.runs[:index], first, second, *line.runs[index + 1 :]))
    return _cut(parts, index + 1)


def _nearest_blank(run: Run, x: float) -> int | None:
    """Find the blank that stands nearest to `x`, by characters' usual widths; None if far."""
    blanks = [i for i, char in enumerate(run.text) if char == " " and 0 < i < len(run.text) - 1]
    ends = list(accumulate(_width(char) for char in run.text))
    where = bisect_left(ends, (x - run.x0) / (run.x1 - run.x0) * ends[-1])
    best = min(blanks, key=lambda i: abs(i - where), default=None)
    return best if best is not None and abs(best - where) < CUT_REACH else None


def _width(char: str) -> float:
    """Give about how wide a character is, an "n" being 1: "Medium" is as wide as "Priority"."""
    if char in "iljtfrI.,;:'|! ":
        return 0.55
    return 1.6 if char in "mwMW" else 1.3 if char.isupper() else 1.0


def join_marks(lines: Sequence[Line]) -> list[Line]:
    """Unite raised footnote marks that came as lines of their own with the word before them."""
    marks = [n for n in lines if len(n.text) <= 6 and _MARK.match(n.text.strip())]
    if not marks:
        return list(lines)
    joined: dict[int, Line] = {}
    gone: set[int] = set()
    for mark in marks:
        note = min(
            (n for n in lines if n is not mark and _is_opened(n, mark)),
            key=lambda n: n.box.x0,
            default=None,
        )
        if note is not None:
            joined[id(note)] = united(mark, note)
            gone.add(id(mark))
            continue
        word = next((n for n in lines if n is not mark and _is_marked(n, mark)), None)
        if word is not None and id(word) not in joined:
            box = Box(word.box.x0, word.box.top, mark.box.x1, word.box.bottom)
            joined[id(word)] = Line(word.text + mark.text, box, (*word.runs, *mark.runs))
            gone.add(id(mark))
        elif any(n is not mark and _is_over(n, mark) for n in lines):
            # Raised between the words of a line: left out, as marks are from text.
            gone.add(id(mark))
    return [joined.get(id(n), n) for n in lines if id(n) not in gone]


def _is_opened(note: Line, mark: Line) -> bool:
    """Say whether a mark printed apart opens the footnote to its right."""
    return 0 <= note.box.x0 - mark.box.x1 < BULLET_REACH and _is_raised(note, mark)


def _is_over(line: Line, mark: Line) -> bool:
    return line.box.x0 < mark.box.x0 < line.box.x1 and _is_raised(line, mark)


def _is_marked(word: Line, mark: Line) -> bool:
    return abs(mark.box.x0 - word.box.x1) < MARK_REACH and _is_raised(word, mark)


def _is_raised(word: Line, mark: Line) -> bool:
    return (
        mark.size < RAISED * word.size
        and word.box.top - MARK_REACH < mark.box.top < mark.box.bottom < word.box.bottom + 1
    )


def join_bullets(lines: Sequence[Line]) -> list[Line]:
    """Unite each bullet that was printed apart with the line it opens."""
    ordered = sorted(lines, key=lambda line: (line.box.top, line.box.x0))
    taken: set[int] = set()
    out: list[Line] = []
    for index, line in enumerate(ordered):
        if index in taken:
            continue
        text = line.text.strip()
        mate = _mate(ordered, index, text) if len(text) <= LONGEST_BULLET else None
        if mate is None:
            out.append(line)
            continue
        taken.add(mate)
        out.append(united(line, ordered[mate]))
        # The text may stand a little higher than its bullet and have come before it.
        if mate < index:
            out = [other for other in out if other is not ordered[mate]]
    return out


def _mate(ordered: Sequence[Line], index: int, text: str) -> int | None:
    """Find the line that a lone bullet or number opens: the nearest to its right."""
    numbered = _LONE_NUMBER.match(text)
    if not numbered and not _LONE_BULLET.match(text):
        return None
    box = ordered[index].box
    near = [
        i
        for i in range(max(0, index - 8), min(len(ordered), index + 9))
        if i != index
        and 0 <= ordered[i].box.x0 - box.x1 < BULLET_REACH
        and same_line(box, ordered[i].box)
        # "4.4." opens words; beside figures it is a table's.
        and not (numbered and not ordered[i].text.lstrip('“"(')[:1].isalpha())
    ]
    return min(near, key=lambda i: ordered[i].box.x0, default=None)


def united(bullet: Line, line: Line) -> Line:
    """Open a line with the bullet that stands before it."""
    head = bullet.runs[0]
    mark = bullet.text.strip()
    run = Run(
        f"{mark} ", head.font, head.size, head.bold, head.italic, head.color, head.x0, head.x1
    )
    return Line(f"{mark} {line.text.lstrip()}", bullet.box.union(line.box), (run, *line.runs))
