"""Put what stands on a page into reading order: columns, full-width heads, margin heads, islands.

A page is cut into bands by the white between lines; bands that share a gutter are read column by
column, the others from top to bottom. Knows nothing of paragraphs or of what the words say.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import Enum, auto

from ingest.layout.bands import (
    GUTTER,
    WIDER,
    Band,
    Edges,
    Thing,
    around,
    by_column,
    cut_in_bands,
    merged,
    same_line,
)
from ingest.layout.margin_heads import (
    MARGIN_WIDTH,
    Hang,
    beside_their_text,
    close_lines,
    hangs,
    holds_labels,
    is_margin,
)
from ingest.layout.spanning import (
    before_head,
    cut_at_spanning,
    is_cut_by_heads,
    is_head_below,
)
from ingest.layout.text_columns import (
    are_all_but_one_full,
    are_even,
    end_along,
    flow_apart,
    is_text_column,
    runs_out,
)
from kb.domain.passage import Box

# So many lines of a column may stand higher than the first of its neighbour.
HIGHER = 2
DEPTH = 6


@dataclass(slots=True)
class Stretch:
    """Things to be read from top to bottom between one left and one right edge.

    `margin` marks a head that hangs in the margin column, `beside` the text beside such heads.
    `edges` are set where lines stand side by side as in a table: the columns' left and right edges.
    """

    things: list[Thing]
    box: Box
    margin: bool = False
    beside: bool = False
    edges: tuple[tuple[float, float], ...] = ()


class _Kind(Enum):
    """How the columns of a run are read."""

    PLAIN = auto()
    COLUMNS = auto()
    MARGIN = auto()
    MARGIN_RIGHT = auto()
    ROWS = auto()


@dataclass(slots=True)
class _Run:
    """Bands that are read together, with the edges of their columns and what stands in each."""

    bands: list[Band]
    edges: Edges
    columns: list[list[Thing]]
    kind: _Kind


def reading_order(
    things: Sequence[Thing], depth: int = DEPTH, *, margins: Collection[Hang] = ()
) -> list[Stretch]:
    """Order things; those read as one column come as one stretch.

    `margins` says where the document hangs heads in its margin, for those with one line beside.
    """
    out: list[Stretch] = []
    pieces = list(cut_at_spanning(cut_in_bands(things))) if depth else []
    runs = [list(_runs(piece, margins, [])) for piece in pieces]
    known = _text_columns(run for of_piece in runs for run in of_piece)
    if known:
        runs = [list(_runs(piece, margins, known)) for piece in pieces]
    for run in (run for of_piece in runs for run in _pulled_up(of_piece)):
        if run.kind in (_Kind.MARGIN, _Kind.MARGIN_RIGHT):
            right = run.kind is _Kind.MARGIN_RIGHT
            for hung, part in beside_their_text(run.columns[:: -1 if right else 1]):
                if hung:
                    out.append(Stretch(part, around(part), margin=True))
                else:
                    text = reading_order(part, depth - 1, margins=margins)
                    out.extend(replace(stretch, beside=True) for stretch in text)
        elif run.kind is _Kind.COLUMNS:
            for column in _under_one_head(run.columns):
                out.extend(reading_order(column, depth - 1, margins=margins))
        elif run.kind is _Kind.ROWS:
            rows = [t for band in run.bands for t in sorted(band.things, key=lambda t: t.box.x0)]
            out.append(Stretch(rows, around(rows), edges=tuple(run.edges)))
        else:
            _append_plain(out, run.bands)
    return out


def _under_one_head(columns: list[list[Thing]]) -> list[list[Thing]]:
    """Put columns together that heads stand over while another column runs on beside them."""
    for cut in range(1, len(columns) - 1):
        first = [t for column in columns[: cut + 1] for t in column]
        last = [t for column in columns[cut:] for t in column]
        if is_cut_by_heads(first):
            return [first, *columns[cut + 1 :]]
        if is_cut_by_heads(last):
            return [*columns[:cut], last]
    return columns


def _append_plain(out: list[Stretch], run: list[Band]) -> None:
    ordered = [t for band in run for c in by_column(band.things, band.filled) for t in c]
    if out and not out[-1].margin and not out[-1].edges and _one_column(out[-1], ordered):
        out[-1].things.extend(ordered)
        out[-1].box = out[-1].box.union(around(ordered))
    else:
        out.append(Stretch(ordered, around(ordered)))


def _one_column(stretch: Stretch, below: Sequence[Thing]) -> bool:
    """Say whether things stand under a stretch, not beside or above it.

    What stood beside a margin is as wide as its column; text that leaves that column is another.
    """
    box = stretch.box
    within = box.x0 - GUTTER < around(below).x0 and around(below).x1 < box.x1 + GUTTER
    under = all(t.box.top >= box.bottom - t.box.height for t in below)
    return under and (within or not stretch.beside)


def _text_columns(runs: Iterable[_Run]) -> Edges:
    """Find the columns of the longest run of text in columns; none where no run is sure to be one.

    They are equally wide, as those of a table or a form seldom are.
    """
    columns = (run for run in runs if run.kind is _Kind.COLUMNS)
    sure = [run for run in columns if are_even(run.columns, run.edges)]
    return max(sure, key=lambda run: len(run.bands)).edges if sure else []


def _runs(bands: list[Band], margins: Collection[Hang], known: Edges) -> Iterator[_Run]:
    """Cut the bands into runs that share their gutters, each as long as it can be.

    `known` are columns that the page is known to have: what fits them is read along them.
    """
    start = 0
    while start < len(bands):
        end = before_head(bands, start, end_along(bands, start, known))
        if end > start:
            along = bands[start:end]
            columns = by_column([t for band in along for t in band.things], known)
            yield _Run(along, known, [c for c in columns if c], _Kind.COLUMNS)
            start = end
            continue
        ends = _ends_beside(bands, start)
        whole = (start + 1, bands[start].filled) if ends else None
        run = _run(bands, start, *(whole or _longest_run(bands, start, absorb=True)), margins)
        if ends and run.kind is not _Kind.MARGIN:
            run = _run(bands, start, *_longest_run(bands, start, absorb=True), margins)
        if run.kind is not _Kind.COLUMNS and len(bands[start].filled) == 1:
            run = _run(bands, start, *_longest_run(bands, start, absorb=False), margins)
        if run.kind is _Kind.ROWS:
            run = _to_next_head(run, bands, start, margins)
        # before the run is given away: lines that begin its paragraph are pulled into it later
        start += len(run.bands)
        yield run


def _to_next_head(run: _Run, bands: list[Band], start: int, margins: Collection[Hang]) -> _Run:
    """End a table where a head stands alone: "Topic 2. Taking calls" between two parts of it."""
    ends = range(1, len(run.bands))
    end = next((i for i in ends if is_head_below(run.bands[i], run.bands[:i])), len(run.bands))
    if end == len(run.bands):
        return run
    return _run(bands, start, start + end, merged(_filled(run.bands[:end])), margins)


def _filled(bands: Sequence[Band]) -> Edges:
    return [edge for band in bands for edge in band.filled]


def _ends_beside(bands: list[Band], start: int) -> bool:
    """Say whether a line at the left stands beside the last line of a paragraph that began above.

    Labels in the margin may be level with the end of their paragraph.
    """
    band, above = bands[start], bands[start - 1] if start else None
    if above is None or [len(above.filled), len(band.filled), len(band.things)] != [1, 2, 2]:
        return False
    right = band.things[0] if band.things[0].box.x0 == band.filled[1][0] else band.things[1]
    gap = right.box.top - above.things[0].box.bottom
    return abs(above.filled[0][0] - right.box.x0) < GUTTER / 2 and gap < 0.7 * right.box.height


def _pulled_up(runs: Iterable[_Run]) -> Iterator[_Run]:
    """Give lines that stand just above a margin head's paragraph to it: they begin it."""
    before: _Run | None = None
    for run in runs:
        if before and before.kind is _Kind.PLAIN and run.kind is _Kind.MARGIN:
            _pull_up(before, run)
        if before and before.bands:
            yield before
        before = run
    if before:
        yield before


def _pull_up(before: _Run, run: _Run) -> None:
    left = run.edges[-1][0]
    while before.bands:
        band, below = before.bands[-1], run.bands[0]
        box, under = around(band.things), around(run.columns[-1][:1])
        gap = under.top - box.bottom
        if band.filled[0][0] < left - GUTTER / 2 or gap > WIDER * 2 * band.things[0].box.height:
            return
        if not same_line(box, around(below.things)) and under.top < box.top:
            return
        run.bands.insert(0, before.bands.pop())
        run.columns[-1][:0] = band.things


def _run(bands: list[Band], start: int, end: int, edges: Edges, margins: Collection[Hang]) -> _Run:
    run = bands[start:end]
    columns = by_column([t for band in run for t in band.things], edges)
    above = bands[start - 1].filled[-1][0] if start else 0.0
    return _Run(run, edges, columns, _kind(run, columns, margins, above))


def _kind(
    run: list[Band], columns: list[list[Thing]], margins: Collection[Hang], above: float
) -> _Kind:
    """Say how the columns are read; `above` is where the line above them begins."""
    if len(columns) == 1:
        return _Kind.PLAIN
    hung = is_margin(columns) or (len(run) == 1 and hangs(columns, margins, above))
    if hung or holds_labels(columns[0], columns[1:]):
        return _Kind.MARGIN
    if holds_labels(columns[-1], columns[:-1]):
        return _Kind.MARGIN_RIGHT
    if close_lines(columns[-1], columns[:-1]):
        return _Kind.PLAIN
    text = all(is_text_column(column) for column in columns)
    if text or are_all_but_one_full(columns) or flow_apart(columns) or runs_out(columns):
        return _Kind.COLUMNS
    return _Kind.ROWS if len(run) > 1 else _Kind.PLAIN


def _longest_run(bands: list[Band], start: int, *, absorb: bool) -> tuple[int, Edges]:
    """Take bands while the gutters stay open; a run of one column ends where columns begin.

    `absorb` lets the first lines of a column stand higher than its neighbour's.
    """
    edges = bands[start].filled
    end = start + 1
    while end < len(bands):
        new = bands[end].filled
        joined = merged(edges + new)
        alone = len(edges) == 1
        if alone and len(new) == 1:
            goes_on = len(joined) == 1 or (absorb and end - start < HIGHER)
        elif alone:
            goes_on = absorb and end - start <= HIGHER and len(joined) > 1
        else:
            goes_on = 1 < len(joined) >= len(edges) - 1 and not _ends_margin(bands, end, edges)
        if not goes_on:
            break
        edges = joined
        end += 1
    cut = before_head(bands, start, end) if len(edges) > 1 else end
    return cut, edges if cut == end else merged(_filled(bands[start:cut]))


def _ends_margin(bands: list[Band], end: int, edges: Edges) -> bool:
    """Say whether a line at the left, below what hangs in the margin, is a heading of its own."""
    left, right = edges[0][1], edges[-1][1]
    band = bands[end]
    if len(band.filled) > 1 or band.filled[0][1] > edges[1][0]:
        return False
    gap = band.things[0].box.top - max(t.box.bottom for t in bands[end - 1].things)
    return left - edges[0][0] < MARGIN_WIDTH * (right - edges[0][0]) and (
        gap > 0.6 * band.things[0].box.height
    )
