"""Cut the lines of one column into paragraphs, headings and items."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from ingest.labels import read_label
from ingest.layout.rows import Row
from ingest.pages.colors import is_near
from ingest.pages.lines import Line

# Sizes that differ by less than this part are one.
SAME_SIZE = 0.06
# White above a line, in parts of the usual distance between lines, that begins a paragraph.
NEW_PARAGRAPH = 1.22
# An indent of the first line is at least this part of the type size, and at most ...
INDENT, MAX_INDENT = 0.7, 6.0
# Lines that begin so much farther left, in parts of the type size, leave a text set in.
SET_IN = -2.0
# Edges are one within so many points.
SAME_EDGE = 3.0
# Steps amid sentences from which on they tell the distance of lines.
FEWEST_AMID = 5
# A first line is set in by no more than this, in parts of the type size; so many show a habit.
DEEPEST, FEWEST_OPENINGS, FEWEST_DEEP = 3.0, 2, 5
# So many lines with one left edge have a right edge of their own.
NARROW_LINES = 3

_WORD = re.compile(r"\S+")
# "... at all four repeater sites. (Police)": who is to do it may follow the sentence in brackets
_ENDS = re.compile(r"[.!?:;][\"”’')\]]*(?: [(\[][^()\[\]]{1,40}[)\]])?\s*$")


@dataclass(frozen=True, slots=True)
class Column:
    """What the rows of one column have in common: edges and usual distance of lines by size.

    `rights` are the right edges of lines set narrower, such as quotations, by their row's top.
    `opening` is where the first lines of paragraphs begin, 0 where they are not set in.
    """

    left: float
    right: float
    leading: dict[float, float]
    rights: dict[float, float]
    opening: float = 0.0

    def usual(self, size: float) -> float:
        """Give the usual distance of two lines of that size, in points."""
        return self.leading.get(round(size * 2) / 2, size * 1.2)


def column_of(rows: Sequence[Row], leading: dict[float, float], depth: float = 0.0) -> Column:
    """Measure a column; steps below its own full lines tell better than the document's.

    `depth` is how far the document sets first lines in, for a column that shows it too seldom.
    """
    left, right = min(r.box.x0 for r in rows), max(r.box.x1 for r in rows)
    opening = _opening(rows, left) or (left + depth if depth else 0.0)
    column = Column(left, right, leading, _right_edges(rows), opening)
    own: dict[float, list[float]] = {}
    for last, row in pairwise(rows):
        step = row.box.bottom - last.box.bottom
        alike = abs(last.size - row.size) < SAME_SIZE * row.size
        if alike and 0 < step < 2.4 * row.size and _flows(last, row, column):
            own.setdefault(round(row.size * 2) / 2, []).append(step)
    wider = {size: min(steps) for size, steps in own.items() if min(steps) > column.usual(size)}
    return replace(column, leading={**leading, **wider}) if wider else column


def _opening(rows: Sequence[Row], left: float) -> float:
    """Give where first lines begin that are set in from those below them; 0 where few are.

    Where paragraphs are told by that alone, the next of one that had one line begins below it.
    """
    seen: Counter[int] = Counter()
    for above, row, below in zip(rows, rows[1:], rows[2:], strict=False):
        depth = row.box.x0 - left
        plain = not row.opens and _ENDS.search(above.text)
        if plain and INDENT * row.size < depth < DEEPEST * row.size and (
            abs(below.box.x0 - left) < SAME_EDGE and not _ENDS.search(row.text)
        ):  # fmt: skip
            seen[round(row.box.x0)] += 1
    most = max(seen.items(), key=lambda item: item[1], default=(0, 0))
    return float(most[0]) if most[1] >= FEWEST_OPENINGS else 0.0


def usual_depth(pages: Sequence[Sequence[Line]]) -> float:
    """Give how far first lines of paragraphs are set in throughout a document; 0 where they aren't.

    Lines come as their page prints them; a first line stands between two that begin at the left.
    """
    seen: Counter[int] = Counter()
    for lines in pages:
        for above, line, below in zip(lines, lines[1:], lines[2:], strict=False):
            depth = line.box.x0 - below.box.x0
            level = abs(above.box.x0 - below.box.x0) < SAME_EDGE / 2
            near = 0 < below.box.bottom - line.box.bottom < 2 * line.size
            if level and near and INDENT * line.size < depth < DEEPEST * line.size:
                ended = _ENDS.search(above.text) and not _ENDS.search(line.text)
                seen[round(depth)] += bool(ended and line.text.lstrip()[:1].isupper())
    most = max(seen.items(), key=lambda item: item[1], default=(0, 0))
    return float(most[0]) if most[1] >= FEWEST_DEEP else 0.0


def _right_edges(rows: Sequence[Row]) -> dict[float, float]:
    """Give the right edge of each row that stands among at least three with one left edge."""
    out: dict[float, float] = {}
    start = 0
    for index in range(1, len(rows) + 1):
        if index < len(rows) and (
            abs(rows[index].box.x0 - rows[start].box.x0) < SAME_EDGE
            and abs(rows[index].size - rows[start].size) < SAME_SIZE * rows[start].size
        ):
            continue
        if index - start >= NARROW_LINES:
            right = max(row.box.x1 for row in rows[start:index])
            out.update((row.box.top, right) for row in rows[start:index])
        start = index
    return out


def _flows(last: Row, row: Row, column: Column) -> bool:
    """Say whether a line is full and its sentence goes on in the next."""
    return not _ENDS.search(last.text) and not row.opens and _room(last, row, column) <= 0


def usual_leading(pages: Sequence[Sequence[Row | Line]]) -> dict[float, float]:
    """Give for each type size the smallest usual distance between lines in a document.

    Lines amid a sentence tell it where there are some: where most paragraphs have one line, most
    steps are those between paragraphs.
    """
    seen: dict[float, Counter[float]] = {}
    amid: dict[float, Counter[float]] = {}
    for rows in pages:
        for one, two in pairwise(rows):
            step = two.box.bottom - one.box.bottom
            if not 0.8 * one.box.height < step < 2.4 * one.box.height:
                continue
            size = round(one.size * 2) / 2
            if abs(one.size - two.size) < 0.5:
                seen.setdefault(size, Counter())[round(step * 2) / 2] += 1
                if not _ENDS.search(one.text):
                    amid.setdefault(size, Counter())[round(step * 2) / 2] += 1
    told = {size: steps for size, steps in amid.items() if steps.total() >= FEWEST_AMID}
    return {size: _usual(steps) for size, steps in (seen | told).items()}


def _usual(steps: Counter[float]) -> float:
    """Take the commonest step, or a smaller one nearly as common (items set apart by white)."""
    most = max(steps.values())
    return min(step for step, count in steps.items() if count >= 0.5 * most)


def paragraphs(rows: Sequence[Row], column: Column) -> list[list[Row]]:
    """Cut rows into paragraphs."""
    out: list[list[Row]] = []
    for row in rows:
        if out and not _begins(out[-1], row, column):
            out[-1].append(row)
        else:
            out.append([row])
    return out


def _begins(paragraph: list[Row], row: Row, column: Column) -> bool:
    """Say whether a row begins a new paragraph after `paragraph`."""
    last = paragraph[-1]
    step = row.box.bottom - last.box.bottom
    if step < 0 or step > NEW_PARAGRAPH * max(column.usual(last.size), column.usual(row.size)):
        return True
    if not _alike_in_size(last, row):
        return True
    if row.bullet and _is_item(paragraph, row) and not _is_wrapped(last, row, column):
        return True
    if _opens(paragraph, row, column) or _is_label(last, row, column):
        return True
    if row.opens and paragraph[0].opens and abs(row.box.x0 - paragraph[0].box.x0) < SAME_EDGE:
        return True
    return (
        _leaves_item(paragraph, row, column)
        or _has_lead(last, row)
        or _type_changes(last, row, column)
        or _is_indented(paragraph, row, column)
        or _was_short(paragraph, row, column)
    )


def _opens(paragraph: list[Row], row: Row, column: Column) -> bool:
    """Say whether a row begins where first lines do, below a sentence that ended at the left.

    Or below one line that was a paragraph and began where it does.
    """
    last = paragraph[-1]
    if abs(row.box.x0 - column.opening) > SAME_EDGE / 2 or not _ENDS.search(last.text):
        return False
    begun = column.opening if len(paragraph) == 1 else column.left
    return abs(last.box.x0 - begun) < SAME_EDGE / 2


def _is_label(last: Row, row: Row, column: Column) -> bool:
    """Say whether a row is but a numbered label, perhaps with a title, below a sentence's end.

    "Recommendation 6", "Recommendation 6 Sound", also in a word of the report's own: "Charge 6".
    Or the word of kind that heads a list: "FINDINGS" above bullets.
    """
    if not _ENDS.search(last.text) or row.box.x1 > column.right - LEFT_FREE * row.size:
        return False
    if _LONE_LABEL.fullmatch(row.text.strip()):
        return True
    label = read_label(row.text)
    if label is None:
        return False
    if not label.number:
        return label.plural and label.end >= len(row.text) and not row.text.rstrip().endswith(".")
    title = row.text[label.end :].strip()
    titled = title[:1].isupper() and len(title.split()) <= LONGEST_TITLE
    return not title or (titled and not _ENDS.search(title))


# A title beside a label has so few words, and leaves so much of its line free, in type sizes.
LONGEST_TITLE, LEFT_FREE = 6, 3.0
_LONE_LABEL = re.compile(r"[A-Z][a-z]{2,14} \d{1,3}(?:\.\d{1,3}){0,2}\.?")


def _leaves_item(paragraph: list[Row], row: Row, column: Column) -> bool:
    """Say whether a row begins left of an item's mark, below a sentence that ended before the edge.

    "• ... unused software licenses." and below it, at the margin, "9.1.5. Irregular expenditure".
    """
    first, last = paragraph[0], paragraph[-1]
    left = row.box.x0 < first.box.x0 - INDENT * row.size
    ended = _ENDS.search(last.text) and last.box.x1 < column.right - 2 * row.size
    return bool(first.opens and left and ended)


def _alike_in_size(last: Row, row: Row) -> bool:
    """Say whether two rows are set in one size; a label in small capitals holds two."""
    sizes = [{run.size for n in r.lines for run in n.runs if run.text.strip()} for r in (last, row)]
    pairs = ((last.size, row.size), *((last.size, s) for s in sizes[1] if s < row.size))
    pairs += tuple((s, row.size) for s in sizes[0] if s > last.size)
    return any(abs(one - other) <= SAME_SIZE * max(one, other) for one, other in pairs)


def _has_lead(last: Row, row: Row) -> bool:
    """Say whether a row begins with a lead in bold or italics after a sentence ended above it.

    "Issue:", "Discussion:" or a code "R12" in bold, then plain text.
    """
    runs = [run for line in row.lines for run in line.runs if run.text.strip()]
    if len(runs) < 2 or not _ENDS.search(last.text):
        return False
    first, rest = runs[0], runs[-1]
    if not ((first.bold and not rest.bold) or (first.italic and not rest.italic)):
        return False
    return abs(row.box.x0 - last.box.x0) < SAME_EDGE and bool(_LEAD.match(runs[0].text.strip()))


_LEAD = re.compile(r"(?:[A-Z][\w /&-]{2,40}:|[A-Z]{1,3}[.-]?\d{1,3}[.:]?)$")


def _is_item(paragraph: list[Row], row: Row) -> bool:
    """Say whether the bullet opens an item rather than a wrapped line ("see part 2. of")."""
    first, last = paragraph[0], paragraph[-1]
    if not row.starts_with_number:
        return (
            row.bullet not in "-–—o*§"
            or row.box.x0 <= first.box.x0 + 1
            or bool(_ENDS.search(last.text))
            or row.box.x0 > last.box.x0 + 4
        )
    if first.bullet and abs(row.box.x0 - first.box.x0) < 3:
        return True
    return bool(_ENDS.search(last.text)) or abs(row.box.x0 - last.box.x0) > 4


def _is_wrapped(last: Row, row: Row, column: Column) -> bool:
    """Say whether a full line's sentence goes on with what looks like a bullet ("(6) of the")."""
    rest = row.text[len(row.bullet) :].lstrip()
    return (
        row.starts_with_number
        and rest[:1].islower()
        and not _ENDS.search(last.text)
        and not last.text.endswith((",", " and", " or"))
        and _room(last, row, column) <= 0
    )


def _type_changes(last: Row, row: Row, column: Column) -> bool:
    """Say whether a line wholly bold (italic, coloured) ends there and plain text follows."""
    if (last.bold, last.italic) == (row.bold, row.italic) and is_near(last.color, row.color):
        return False
    before, after = last.lines[-1].runs[-1], row.lines[0].runs[0]
    if (before.bold, before.italic) == (after.bold, after.italic):
        # A bold lead sentence ends inside the second line.
        return not is_near(before.color, after.color)
    return _room(last, row, column) > 0 or (last.bold != row.bold and not _mixed(last, row))


def _mixed(last: Row, row: Row) -> bool:
    """Say whether the change of type falls inside one of the lines, not between them."""
    return len({r.bold for line in last.lines for r in line.runs if r.text.strip()}) > 1 or (
        len({r.bold for line in row.lines for r in line.runs if r.text.strip()}) > 1
    )


def _is_indented(paragraph: list[Row], row: Row, column: Column) -> bool:
    """Say whether the row's edge marks a beginning: an indent, or the end of a hanging one."""
    first, last = paragraph[0], paragraph[-1]
    shift = row.box.x0 - last.box.x0
    em = row.size
    if _is_centred(paragraph, row):
        return False
    if len(paragraph) > 1:
        set_in = shift < SET_IN * em and abs(paragraph[-2].box.x0 - last.box.x0) < INDENT * em
        return shift > INDENT * em or set_in or (shift < -INDENT * em and _hangs(first, last))
    if not INDENT * em < shift < MAX_INDENT * em:
        # below a line set at the right, as a signature is, the text begins anew at the left
        return abs(shift) >= MAX_INDENT * em
    if first.opens and abs(row.box.x0 - first.text_x0) < 0.8 * em:
        return False
    # A hanging indent after a number that is not known as one: the line above was full.
    return bool(_ENDS.search(last.text)) or _room(last, row, column) > 0


def _hangs(first: Row, last: Row) -> bool:
    return first.opens or last.box.x0 > first.box.x0 + INDENT * first.size


def _is_centred(paragraph: list[Row], row: Row) -> bool:
    """Say whether a row is centred below the last, whose own lines then begin at different places.

    A short last line set in beside a margin may have its middle where full lines below have theirs.
    """
    last = paragraph[-1]
    if paragraph[0].opens:
        return False
    if len(paragraph) > 1 and abs(paragraph[-2].box.x0 - last.box.x0) < INDENT * last.size:
        return False
    return abs(last.box.x0 + last.box.x1 - row.box.x0 - row.box.x1) < row.size and (
        abs(last.box.x0 - row.box.x0) > 2
    )


def _was_short(paragraph: list[Row], row: Row, column: Column) -> bool:
    """Say whether the row's first word would have fitted on the line before: it was ended there."""
    last = paragraph[-1]
    if _is_centred(paragraph, row) or _hangs_on(paragraph, row):
        return False
    return _room(last, row, column) > 0.6 * row.size and (
        bool(_ENDS.search(last.text)) or _room(last, row, column) > 2 * row.size
    )


def _hangs_on(paragraph: list[Row], row: Row) -> bool:
    """Say whether an item's sentence goes on in small letters below where its text began."""
    first, last = paragraph[0], paragraph[-1]
    under = first.opens and abs(row.box.x0 - first.text_x0) < SAME_EDGE
    return under and row.text[:1].islower() and not _ENDS.search(last.text)


def _room(last: Row, row: Row, column: Column) -> float:
    """Give the points left on the line before after setting the row's first word there."""
    word = _WORD.search(row.text)
    part = (len(word[0]) + 1) / max(1, len(row.text)) if word else 1.0
    return column.rights.get(last.box.top, column.right) - last.box.x1 - part * row.box.width
