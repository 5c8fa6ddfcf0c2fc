"""Numerals far larger than the text, each at the left of a paragraph that it counts.

Designers set "3" three lines high beside the third recommendation. Its own height mixes it with
the paragraphs above and below; here it opens its paragraph's first line, as "3." would.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from ingest.layout.line_parts import BULLET_REACH, united
from ingest.pages.lines import Line, RawPage

# A numeral is so many times as large as the text that it counts.
LARGE = 1.5
# Figures that count up by one at least so often number paragraphs; "42 injured" stands alone.
FEWEST = 3
FEWEST_WORDS = 3


@dataclass(frozen=True, slots=True)
class _Numeral:
    page: int
    at: int
    line: int
    count: int


def with_large_numerals(pages: Sequence[RawPage]) -> tuple[RawPage, ...]:
    """Open paragraphs with the large numerals that stand beside them, where these run on."""
    kept: dict[int, list[_Numeral]] = {}
    for numeral in _running_on(_numerals(pages)):
        kept.setdefault(numeral.page, []).append(numeral)
    return tuple(_opened(page, kept.get(page.number, ())) for page in pages)


def _numerals(pages: Iterable[RawPage]) -> Iterable[_Numeral]:
    for page in pages:
        lone = [i for i, n in enumerate(page.lines) if n.text.strip(" .").isdecimal()]
        for at in sorted(lone, key=lambda i: page.lines[i].box.top):
            line = _beside(page.lines[at], page.lines)
            if line >= 0:
                yield _Numeral(page.number, at, line, int(page.lines[at].text.strip(" .")))


def _beside(numeral: Line, lines: Sequence[Line]) -> int:
    """Find the first line of the paragraph at the right of a numeral; -1 where none is."""
    near = [
        i
        for i, line in enumerate(lines)
        if 0 <= line.box.x0 - numeral.box.x1 < BULLET_REACH
        and numeral.box.top - line.box.height < _middle(line) < numeral.box.bottom
        and numeral.size >= LARGE * line.size
    ]
    first = min(near, key=lambda i: lines[i].box.top, default=-1)
    begins = first >= 0 and lines[first].text.lstrip("“\"'")[:1].isupper()
    return first if begins and len(lines[first].text.split()) >= FEWEST_WORDS else -1


def _middle(line: Line) -> float:
    return (line.box.top + line.box.bottom) / 2


def _running_on(numerals: Iterable[_Numeral]) -> Iterable[_Numeral]:
    """Keep the numerals that count on from 1, anew in each chapter perhaps."""
    run: list[_Numeral] = []
    for numeral in numerals:
        if not run or numeral.count != run[-1].count + 1:
            yield from run if len(run) >= FEWEST else ()
            run = []
        if run or numeral.count == 1:
            run.append(numeral)
    yield from run if len(run) >= FEWEST else ()


def _opened(page: RawPage, numerals: Sequence[_Numeral]) -> RawPage:
    lines = list(page.lines)
    for numeral in numerals:
        line, own = lines[numeral.line], lines[numeral.at]
        box = replace(own.box, top=line.box.top, bottom=line.box.bottom)
        mark = replace(own.runs[0], text=f"{numeral.count}.", size=line.size)
        lines[numeral.line] = united(Line(mark.text, box, (mark,)), line)
    gone = {numeral.at for numeral in numerals}
    return replace(page, lines=tuple(n for i, n in enumerate(lines) if i not in gone))
