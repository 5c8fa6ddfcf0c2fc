"""Watermarks set level: large pale letters that lie over or under the text of a page.

Slanting ones are set aside with all slanting text. A pale title on a cover has nothing under it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from ingest.pages.words import Word

# "DRAFT" is set at 60 points and more over text of 10 to 12.
_LARGE = 3.0
# In each of red, green and blue: the greys and tints through which text can still be read.
_PALE = 0x90
_CAPITALS = 0.7


def without_watermarks(pieces: list[list[Word]]) -> list[list[Word]]:
    """Leave out the pieces of lines that are far larger than the text, pale, and printed over."""
    sizes = {piece[0].type.size for piece in pieces}
    if not sizes or max(sizes) < _LARGE * min(sizes):
        return pieces
    usual = _usual_size(pieces)
    text = [piece for piece in pieces if piece[0].type.size < _LARGE * usual]
    return [
        piece
        for piece in pieces
        if piece[0].type.size < _LARGE * usual
        or not _is_pale(piece[0].type.color)
        or not any(_lies_over(piece, other) for other in text)
    ]


def _usual_size(pieces: Sequence[Sequence[Word]]) -> float:
    letters: Counter[float] = Counter()
    for piece in pieces:
        for word in piece:
            letters[word.type.size] += len(word.text)
    return letters.most_common(1)[0][0]


def _is_pale(color: int) -> bool:
    return min(color >> 16, color >> 8 & 0xFF, color & 0xFF) >= _PALE


def _lies_over(mark: Sequence[Word], text: Sequence[Word]) -> bool:
    base, size = mark[0].base, mark[0].type.size
    return (
        base - _CAPITALS * size < text[0].base <= base
        and mark[0].x0 < text[-1].x1
        and text[0].x0 < mark[-1].x1
    )
