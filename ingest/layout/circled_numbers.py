"""Numbers in circles, each one character: they count items as "1." and "2." do."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from ingest.pages.lines import Line

# The first of each range of ten, or of twenty, in Unicode: black, white, sans serif and bold ones.
_RANGES = {0x2460: 20, 0x24EB: 10, 0x2776: 10, 0x2780: 10, 0x278A: 10}
_COUNTS = {
    chr(first + step): step + (11 if first == 0x24EB else 1)
    for first, many in _RANGES.items()
    for step in range(many)
}
_OPENING = re.compile(rf"\s*(?P<mark>[{''.join(_COUNTS)}])(?=\s|$)")


def with_circled_numbers(lines: Iterable[Line]) -> list[Line]:
    """Write "3." for a number in a circle that opens a line or stands alone."""
    return [_plain(line) if _OPENING.match(line.text) else line for line in lines]


def _plain(line: Line) -> Line:
    mark = line.text.lstrip()[0]
    number = f"{_COUNTS[mark]}."
    first, *rest = line.runs
    runs = (replace(first, text=first.text.replace(mark, number, 1)), *rest)
    return replace(line, text=line.text.replace(mark, number, 1), runs=runs)
