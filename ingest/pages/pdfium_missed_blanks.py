"""Blanks that pdfium does not see: before a broad letter or a capital in a tightly set line.

pdfium makes up a blank where the white is broad beside the letters about it, so a "w" hides one
that it would see before an "i": "under which" came as "underwhich" where a line was drawn together
to fit its column, and a title as "Final Report of theKestrel CountyAmbush Inquiry".
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

# Letters broad enough to hide a blank, inside what pdfium takes for one word, and capitals amid it.
_BROAD = re.compile(r"(?<=[^\W\d_])[mwMW](?=[^\W\d_])|(?<=[a-z])[A-Z](?=[^\W\d_])")
# What share of such a letter's width the white before it takes at least, and how many times the
# white behind it: letters of one word stand alike, whether near or spaced out.
_SHARE, _TIMES = 0.15, 2.0

Edges = Callable[[Sequence[int]], tuple[Sequence[float], Sequence[float]]]


def missed_blanks(text: str, edges: Edges) -> list[int]:
    """Give the places in a page's text before which a blank is missing, in order.

    `edges` gives where characters begin and where they end along their line.
    """
    broad = [found.start() for found in _BROAD.finditer(text)]
    if not broad:
        return []
    begins, ends = edges(broad)
    _, before = edges([at - 1 for at in broad])
    apart = [
        (at, begin - last, end)
        for at, begin, end, last in zip(broad, begins, ends, before, strict=True)
        if begin - last > _SHARE * (end - begin) > 0
    ]
    if not apart:
        return []
    after, _ = edges([at + 1 for at, _, _ in apart])
    return [
        at
        for (at, white, end), begin in zip(apart, after, strict=True)
        if white > _TIMES * max(0.0, begin - end)
    ]
