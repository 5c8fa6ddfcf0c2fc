"""Heads that hang in a margin column, and the paragraphs that they stand beside."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from itertools import pairwise

from ingest.labels import read_label
from ingest.layout.bands import GUTTER, Thing, around, by_white, same_line, text_top
from ingest.layout.islands import Island
from ingest.pages.lines import Line
from kb.domain.passage import Box

# Where a margin head and the text beside it begin, in steps of `HANG_STEP` points.
Hang = tuple[int, int]
HANG_STEP = 4.0
# A document that hangs heads in its margin does so on at least so many lines.
HANG_TIMES = 3
# A margin column is no wider than this part of both columns and has fewer lines than this part.
MARGIN_WIDTH = 0.36
MARGIN_LINES = 0.5
# One that holds but labels may be wider, as in narrow columns of text.
LABELS_WIDTH = 0.48
# Or the text has so many lines to each head.
HEAD_LINES = 1.5
# A head may reach below its paragraph by so much (points).
SLACK = 4.0


def is_margin(columns: list[list[Thing]]) -> bool:
    """Say whether the first column holds heads that hang beside the text of the second."""
    left, *others = columns
    if len(others) != 1 or any(isinstance(t, Island) for t in left):
        return False
    right = others[0]
    wide = around(left + right).width
    lines = sum(1 for t in right if isinstance(t, Line)) + sum(
        len(t.lines) for t in right if isinstance(t, Island)
    )
    return (
        around(left).width < MARGIN_WIDTH * wide
        and _is_sparse(left, lines)
        and _beside(left[0].box, right)
        and around(right).width > 0.4 * wide
        and lines > 1
    )


def holds_labels(heads: Sequence[Thing], others: Sequence[Sequence[Thing]]) -> bool:
    """Say whether a narrow column holds but numbered labels, each level with a line of the other.

    "Recommendation 8" in the outer margin, beside what is recommended.
    """
    lines = [t for t in heads if isinstance(t, Line)]
    if len(others) != 1 or len(lines) != len(heads):
        return False
    wide = around([*heads, *others[0]]).width
    narrow = around(heads).width < LABELS_WIDTH * wide < around(others[0]).width
    groups = _margin_heads(list(heads))
    level = all(any(same_line(g[0].box, t.box) for t in others[0]) for g in groups)
    return narrow and level and all(_is_label(group) for group in groups)


def close_lines(heads: Sequence[Thing], others: Sequence[Sequence[Thing]]) -> bool:
    """Say whether a right column holds but numbered labels, each between two lines of the text.

    "Recommendation 8" at the right below what is recommended, as a signature stands.
    """
    labels = all(isinstance(t, Line) and _is_label([t]) for t in heads)
    text = [t for column in others for t in column]
    return labels and not any(same_line(head.box, t.box) for head in heads for t in text)


def _is_label(head: Sequence[Thing]) -> bool:
    text = " ".join(t.text for t in head if isinstance(t, Line))
    label = read_label(text)
    return label is not None and bool(label.number) and label.end >= len(text)


def usual_hangs(pages: Sequence[Sequence[Line]]) -> frozenset[Hang]:
    """Find where a document usually hangs short lines beside longer ones."""
    seen: Counter[Hang] = Counter()
    for lines in pages:
        ordered = sorted(lines, key=lambda n: (round(n.box.bottom), n.box.x0))
        for left, right in pairwise(ordered):
            if right.box.x0 - left.box.x1 >= GUTTER and same_line(left.box, right.box):
                seen[_hang(left.box, right.box)] += 1
    return frozenset(hang for hang, times in seen.items() if times >= HANG_TIMES)


def _hang(left: Box, right: Box) -> Hang:
    return round(left.x0 / HANG_STEP), round(right.x0 / HANG_STEP)


def hangs(columns: list[list[Thing]], margins: Collection[Hang], above: float) -> bool:
    """Say whether a line hangs in the margin beside one line, the last of its paragraph perhaps."""
    if [len(column) for column in columns] != [1, 1]:
        return False
    left, right = columns[0][0].box, columns[1][0].box
    longer = left.width < right.width or abs(above - right.x0) < GUTTER / 2
    return longer and _hang(left, right) in margins


def beside_their_text(columns: Sequence[list[Thing]]) -> Iterator[tuple[bool, list[Thing]]]:
    """Give margin heads and text in turn, each head before the paragraph whose height holds it.

    The heads' column comes first, wherever it stands; True comes with a head.
    """
    left, text = columns
    heads = _margin_heads(left)
    groups = _begun_by(heads, by_white(text))
    waiting: list[Thing] = []
    for index, group in enumerate(groups):
        floor = text_top(groups[index + 1][0]) if index + 1 < len(groups) else float("inf")
        while heads and _middle(heads[0]) < min(floor, group[-1].box.bottom + SLACK):
            if waiting:
                yield False, waiting
                waiting = []
            yield True, heads.pop(0)
        waiting += group
    yield False, waiting
    yield from ((True, head) for head in heads)


def _begun_by(heads: Sequence[Sequence[Thing]], groups: Sequence[list[Thing]]) -> list[list[Thing]]:
    """Cut paragraphs before a line that is level with a label and stands below a sentence's end.

    Little white parts "Recommendation 17" from "Recommendation 18" where each has one line.
    """
    counted = _count_on(heads)
    labels = [head[0].box for head in heads if counted or _is_label(head)]
    out: list[list[Thing]] = []
    for group in groups:
        out.append(group[:1])
        for above, line in pairwise(group):
            ended = isinstance(above, Line) and above.text.rstrip().endswith(
                (".", "?", "!", "]", ")")
            )
            if ended and any(same_line(box, line.box) for box in labels):
                out.append([])
            out[-1].append(line)
    return out


def _count_on(heads: Sequence[Sequence[Thing]]) -> bool:
    """Say whether heads are but numbers, each by one higher than the one above."""
    texts = [" ".join(t.text for t in head if isinstance(t, Line)).strip(" .") for head in heads]
    if len(texts) < HANG_TIMES or not all(map(str.isdecimal, texts)):
        return False
    return all(int(b) - int(a) == 1 for a, b in pairwise(texts))


def _middle(head: Sequence[Thing]) -> float:
    """Give the height of a head's first line, which is level with its paragraph's first or last."""
    box = head[0].box
    return (box.top + box.bottom) / 2


def _is_sparse(left: list[Thing], lines: int) -> bool:
    """Say whether heads stand far apart: fewer lines than beside them, or white between all."""
    heads = len(_margin_heads(left))
    return len(left) <= max(1, MARGIN_LINES * lines) or (
        heads > 1 and lines >= HEAD_LINES * heads and len(left) < lines
    )


def _beside(head: Box, right: Sequence[Thing]) -> bool:
    """Say whether a head stands beside the text rather than above it."""
    middle = (head.top + head.bottom) / 2
    return right[0].box.top - SLACK < middle < right[-1].box.bottom + SLACK


def _margin_heads(left: list[Thing]) -> list[list[Thing]]:
    heads: list[list[Thing]] = []
    for thing in left:
        previous = heads[-1][-1].box if heads else None
        near = previous and thing.box.top - previous.bottom < 0.7 * thing.box.height
        if near and not _is_label(heads[-1]):
            heads[-1].append(thing)
        else:
            heads.append([thing])
    return heads
