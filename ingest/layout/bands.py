"""What stands on a page cut into bands by the white between lines, and bands into columns."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from ingest.layout.islands import Island
from ingest.pages.lines import Line
from kb.domain.passage import Box

Thing = Line | Island
Edges = list[tuple[float, float]]

# White narrower than this (points) is no gutter.
GUTTER = 6.0
# White that parts paragraphs is wider than between lines by this part of a line's height.
WIDER = 0.25


@dataclass(slots=True)
class Band:
    """Things whose heights overlap, and the stretches of width that they fill."""

    things: list[Thing]
    filled: Edges


def around(things: Sequence[Thing]) -> Box:
    """Give the smallest box around all."""
    return Box(
        min(t.box.x0 for t in things),
        min(t.box.top for t in things),
        max(t.box.x1 for t in things),
        max(t.box.bottom for t in things),
    )


def text_top(thing: Thing) -> float:
    """Give where a thing's text begins: a label beside a box stands level with its first line."""
    if isinstance(thing, Island) and thing.lines:
        return max(thing.box.top, min(line.box.top for line in thing.lines) - 0.1)
    return thing.box.top


def same_line(one: Box, other: Box) -> bool:
    """Say whether two lie on one line: half of the lower one's height is common to both."""
    common = min(one.bottom, other.bottom) - max(one.top, other.top)
    return common > 0.5 * min(one.height, other.height)


def cut_in_bands(things: Sequence[Thing]) -> list[Band]:
    """Put together what overlaps in height, top to bottom."""
    bands: list[Band] = []
    floor = 0.0
    for thing in sorted(things, key=lambda t: t.box.top):
        # Descenders of one line may touch the ascenders of the next.
        slack = 0.3 * thing.box.height if isinstance(thing, Line) else 1.0
        if bands and thing.box.top + slack < floor:
            bands[-1].things.append(thing)
            floor = max(floor, thing.box.bottom - slack)
        else:
            bands.append(Band([thing], []))
            floor = thing.box.bottom - slack
    for band in bands:
        band.filled = merged([(t.box.x0, t.box.x1) for t in band.things])
    return bands


def merged(edges: Edges) -> Edges:
    """Unite stretches of width that overlap or have less than a gutter between them."""
    out: Edges = []
    for left, right in sorted(edges):
        if out and left - out[-1][1] < GUTTER:
            out[-1] = (out[-1][0], max(out[-1][1], right))
        else:
            out.append((left, right))
    return out


def by_column(things: list[Thing], edges: Edges) -> list[list[Thing]]:
    """Sort things into the columns whose edges are given, each read from top to bottom."""
    columns: list[list[Thing]] = [[] for _ in edges]
    for thing in sorted(things, key=lambda t: (text_top(t), t.box.x0)):
        middle = (thing.box.x0 + thing.box.x1) / 2
        index = next((i for i, (_, right) in enumerate(edges) if middle <= right), len(edges) - 1)
        columns[index].append(thing)
    return columns


def by_white(column: Sequence[Thing]) -> list[list[Thing]]:
    """Cut a column where the white above a line is wider than between most."""
    gaps = sorted(b.box.top - a.box.bottom for a, b in pairwise(column))
    usual = gaps[len(gaps) // 4] if gaps else 0.0
    groups: list[list[Thing]] = []
    for thing in column:
        above = thing.box.top - groups[-1][-1].box.bottom if groups else 0.0
        if groups and above <= usual + WIDER * thing.box.height:
            groups[-1].append(thing)
        else:
            groups.append([thing])
    return groups
