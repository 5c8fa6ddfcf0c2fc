"""Cut prose into sentences with their offsets, minding the abbreviations that reports use."""

from __future__ import annotations

import re
from collections.abc import Iterator

# What a point after does not end: titles, ranks, months, initials, "U.S.", "a.m.", "No. 5".
_ABBREVIATED = re.compile(
    r"(?:\b(?:Mr|Mrs|Ms|Dr|Hon|Rev|St|Mt|Ft|Jr|Sr|Lt|Sgt|Cpt|Capt|Cmdr|Col|Gen|Gov|Sen|Rep|Det|Ofc"
    r"|Dep|Chf|Prof|No|Nos|Inc|Ltd|Co|Corp|Dept|Div|Univ|Assn|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep"
    r"|Oct|Nov|Dec|Fig|Sec|Ch|Vol|pp|p|vs|v|e\.g|i\.e|cf|approx|est|U\.S|D\.C|Ave|Blvd|Rd|Hwy)"
    r"|\b[A-Z])\.$"
)
_END = re.compile(r"[.!?][\"'”’)\]]*(?=\s+[\"'“‘(\[]?[A-Z0-9•])|\n\s*\n|[;]\s+(?=[a-zA-Z])")


def sentences(text: str) -> Iterator[tuple[int, int]]:
    """Give start and end of each sentence; a semicolon ends a clause that stands by itself."""
    start = 0
    for found in _END.finditer(text):
        if text[found.start()] == "." and _ABBREVIATED.search(
            text, max(0, found.start() - 10), found.start() + 1
        ):
            continue
        yield from _trimmed(text, start, found.end())
        start = found.end()
    yield from _trimmed(text, start, len(text))


def _trimmed(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    piece = text[start:end]
    if piece.strip():
        yield start + len(piece) - len(piece.lstrip()), start + len(piece.rstrip())
