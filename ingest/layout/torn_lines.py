"""Justified lines that few words must fill: torn so wide that each word looks like a column.

"Public      universities      should" in a narrow column, or the line that a forced break ends. The
white between the words of such a line is the same, however long the words are, and the line begins
and ends where others of its column do; cells of a table stand where their columns begin.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import reduce

from ingest.layout.bands import same_line
from ingest.layout.line_parts import united
from ingest.pages.lines import Line

# Words that two equal gaps part; a line of two words has nothing to compare its gap with.
FEWEST = 3
# Gaps are the same, and edges of lines one, within so many points.
SAME_GAP, SAME_EDGE = 1.0, 2.0
# Other lines that begin, and that end, where the torn one does.
FEWEST_EDGES = 2


def join_torn(lines: Sequence[Line]) -> list[Line]:
    """Unite the words of each torn line; all other lines stay as they are."""
    words = [line for line in lines if " " not in line.text.strip()]
    torn = [run for run in _runs(words) if _fills_column(run, lines)]
    gone = {id(line) for run in torn for line in run[1:]}
    whole = {id(run[0]): _joined(run) for run in torn}
    return [whole.get(id(line), line) for line in lines if id(line) not in gone]


def _runs(words: Sequence[Line]) -> Iterator[list[Line]]:
    """Give the words that follow each other on one line with the same white between them."""
    run: list[Line] = []
    for word in sorted(words, key=lambda w: (round(w.box.bottom), w.box.x0)):
        if run and not _goes_on(run, word):
            yield run
            # the last word may begin the next run: its gap before differs
            run = [run[-1]] if _follows(run[-1], word) and len(run) < FEWEST else []
        run.append(word)
    yield run


def _follows(before: Line, word: Line) -> bool:
    return same_line(before.box, word.box) and word.box.x0 > before.box.x1


def _goes_on(run: Sequence[Line], word: Line) -> bool:
    if not _follows(run[-1], word):
        return False
    gap = word.box.x0 - run[-1].box.x1
    return len(run) == 1 or abs(gap - (run[1].box.x0 - run[0].box.x1)) < SAME_GAP


def _fills_column(run: Sequence[Line], lines: Sequence[Line]) -> bool:
    """Say whether words are a sentence's and reach from the left to the right edge of others."""
    if len(run) < FEWEST or not any(word.text[:1].islower() for word in run[1:]):
        return False
    left, right = run[0].box.x0, run[-1].box.x1
    begin = sum(abs(line.box.x0 - left) < SAME_EDGE for line in lines) - 1
    end = sum(abs(line.box.x1 - right) < SAME_EDGE for line in lines) - 1
    return begin >= FEWEST_EDGES and end >= FEWEST_EDGES


def _joined(run: Sequence[Line]) -> Line:
    return reduce(lambda line, word: united(word, line), reversed(run[:-1]), run[-1])
