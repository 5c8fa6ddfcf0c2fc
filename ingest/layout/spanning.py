"""Heads and captions that stand over columns though their words are too short to cross them.

"3. Training" at the left edge looks like a line of the first column. But where it heads all
columns, they all end above it and all begin again below it at one height.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice, pairwise
from statistics import median

from ingest.layout.bands import Band, Edges, Thing, around, by_column, cut_in_bands, merged
from ingest.layout.text_columns import is_text_column
from ingest.pages.lines import Line
from kb.domain.passage import Box

# A head and what stands under it before the text goes on have at most so many lines.
HEAD_LINES = 4
# Columns that begin together may differ by so many lines: one may open with a head or a box.
LEVEL_LINES = 1.5
# Columns that were made equally long end within so many lines of each other.
ENDS_LEVEL = 3.5
# The last may be shorter by so many; a picture beside text leaves more white than that.
SHORTER = 12
# A head stands at the columns' edge or in the middle of them but for so many points.
EDGE = 6.0
# The white across a head in a column it does not stand in, in parts of that between paragraphs.
OPEN = 1.5
# White around a head, in parts of the text's size.
APART = 0.5
# A picture is no lower than this, in parts of the text's size.
PICTURE = 3.0
# White above a head, and above a caption in plain type, in parts of its own height.
WHITE, DEEP = 0.2, 2.0
# Larger type than the text's, in points.
LARGER = 0.5


@dataclass(frozen=True, slots=True)
class _Column:
    """What stands in one column above and below a head, from top to bottom."""

    above: list[Thing]
    below: list[Thing]

    @property
    def open(self) -> float:
        """Give the white between what stands above and below the head."""
        return self.below[0].box.top - self.above[-1].box.bottom

    @property
    def usual(self) -> float:
        """Give the white between paragraphs: three of four lines have less above them."""
        parts = (self.above, self.below)
        gaps = sorted(b.box.top - a.box.bottom for part in parts for a, b in pairwise(part))
        return gaps[3 * len(gaps) // 4] if gaps else 0.0


def cut_at_spanning(bands: Sequence[Band]) -> Iterator[list[Band]]:
    """Cut bands before and after each head that stands over columns; pieces come in order."""
    start = at = 0
    columns = any(len(band.filled) > 1 for band in bands)
    while columns and at < len(bands):
        end = _end_of_head(bands, at)
        if not end:
            at += 1
            continue
        if start < at:
            yield list(bands[start:at])
        yield list(bands[at:end])
        start = at = end
    if start < len(bands):
        yield list(bands[start:])


def is_cut_by_heads(things: Sequence[Thing]) -> bool:
    """Say whether heads stand over the columns in which things lie."""
    return any(True for _ in islice(cut_at_spanning(cut_in_bands(things)), 1, None))


def is_head_below(band: Band, above: Sequence[Band]) -> bool:
    """Say whether a line alone is set as a head is, below more white than is between lines."""
    if not _may_begin(band, above[-1]):
        return False
    box = band.things[0].box
    sizes = [t.size for b in above for t in b.things if isinstance(t, Line)]
    line = band.things[0]
    larger = isinstance(line, Line) and bool(sizes) and line.size > median(sizes) + LARGER
    white = box.top - max(around(b.things).bottom for b in above)
    return larger and white > APART * box.height


def before_head(bands: Sequence[Band], start: int, end: int) -> int:
    """Give where a run of columns ends that a line breaks off which reaches across them.

    What heads that line is not the last of the first column: "2. The crush at the gate" at the
    left, below two columns and right above a paragraph of full width.
    """
    if not start < end < len(bands) or len(bands[end].filled) > 1:
        return end
    left = bands[end].filled[0][0]
    cut = end
    while cut > start + 1 and end - cut < HEAD_LINES and _may_begin(bands[cut - 1], bands[cut - 2]):
        cut -= 1
        box = around(bands[cut].things)
        above = [t for band in bands[start:cut] for t in band.things]
        apart = box.top - around(above).bottom > APART * box.height
        beside = around(above).x1 > box.x1 and abs(box.x0 - left) < EDGE
        if apart and beside and len(merged([e for b in bands[start:cut] for e in b.filled])) > 1:
            return cut
    return end


def _end_of_head(bands: Sequence[Band], at: int) -> int:
    """Give where a head over columns that begins at a band ends, 0 where none begins."""
    if not at or not _may_begin(bands[at], bands[at - 1]):
        return 0
    head: list[Thing] = []
    for end in range(at + 1, min(at + HEAD_LINES, len(bands)) + 1):
        new = bands[end - 1]
        if not _goes_on(head, new):
            break
        head += new.things
        if _spans(bands[:at], head, bands[end:]):
            return end
    return 0


def _may_begin(band: Band, above: Band) -> bool:
    """Say whether a line alone has the white above it, and the type, that a head may have."""
    line = band.things[0]
    if len(band.filled) > 1 or not isinstance(line, Line):
        return False
    white = (line.box.top - around(above.things).bottom) / line.box.height
    if white < WHITE:
        return False
    near = [t.size for t in above.things if isinstance(t, Line)]
    return white > DEEP or line.bold or not near or line.size > min(near) + LARGER


def _goes_on(head: Sequence[Thing], band: Band) -> bool:
    """Say whether a band is one line, set as those of the head above it."""
    lines = [t for t in band.things if isinstance(t, Line)]
    alone = len(band.filled) == 1 and len(lines) == len(band.things)
    return alone and all(
        isinstance(t, Line) and abs(t.size - lines[0].size) < LARGER and t.bold == lines[0].bold
        for t in head
    )


def _spans(above: Sequence[Band], head: Sequence[Thing], below: Sequence[Band]) -> bool:
    upper, lower = _beside_each_other(reversed(above)), _beside_each_other(below)
    edges = merged(_edges(upper) + _edges(lower))
    if len(edges) == 1 or len(edges) < max(len(_edges(upper)), len(_edges(lower))):
        return False
    columns = [
        _Column(high, low)
        for high, low in zip(_split(upper, edges), _split(lower, edges), strict=True)
    ]
    return (
        _stands_over(around(head), edges)
        and all(is_text_column(c.above + c.below) for c in columns)
        and _are_level(columns)
        and _is_apart(head, columns)
        and all(c.open > OPEN * c.usual for c in columns if c.above and c.below)
    )


def _stands_over(head: Box, edges: Edges) -> bool:
    """Say whether a head begins at the left of all columns, or is centred over them."""
    left, right = edges[0][0], edges[-1][1]
    return abs(head.x0 - left) < EDGE or abs(head.x0 + head.x1 - left - right) < 2 * EDGE


def _beside_each_other(bands: Iterable[Band]) -> list[Band]:
    """Take bands, going away from a head, until something reaches across the columns."""
    taken: list[Band] = []
    edges: Edges = []
    for band in bands:
        joined = merged(edges + band.filled)
        if len(joined) < len(edges):
            break
        taken.append(band)
        edges = joined
    return taken


def _edges(bands: Sequence[Band]) -> Edges:
    return merged([edge for band in bands for edge in band.filled])


def _split(bands: Sequence[Band], edges: Edges) -> list[list[Thing]]:
    return by_column([t for band in bands for t in band.things], edges)


def _are_level(columns: Sequence[_Column]) -> bool:
    """Say whether columns end above a head and all begin at one height below it.

    At the foot of a page, where nothing is below, they end at one height.
    """
    ends = [c.above[-1].box.bottom for c in columns if c.above]
    tops = [c.below[0].box.top for c in columns if c.below]
    line = median(t.box.height for c in columns for t in c.above + c.below)
    if min(len(tops), len(ends)) > 1:
        alike = max(ends) - min(ends) < SHORTER * line
        return alike and max(tops) - min(tops) < LEVEL_LINES * line
    return not tops and len(ends) == len(columns) and max(ends) - min(ends) < ENDS_LEVEL * line


def _is_apart(head: Sequence[Thing], columns: Sequence[_Column]) -> bool:
    """Say whether a head is set in bold or larger type under some white.

    A line in plain type, as a caption is, stands under the height of a picture, with white below.
    """
    text = [t for c in columns for t in c.above + c.below if isinstance(t, Line)]
    if not text:
        return False
    size, box = median(t.size for t in text), around(head)
    over = box.top - max(c.above[-1].box.bottom for c in columns if c.above)
    if all(isinstance(t, Line) and (t.bold or t.size > size + LARGER) for t in head):
        return over > APART * size
    tops = [c.below[0].box.top for c in columns if c.below]
    return over > PICTURE * size and all(top - box.bottom > APART * size for top in tops)
