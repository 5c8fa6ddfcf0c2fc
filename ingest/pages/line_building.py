"""Words with their type and place become printed lines, broken where the white is wide."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby, pairwise
from operator import attrgetter

from ingest.pages.lines import Line, Run
from ingest.pages.watermarks import without_watermarks
from ingest.pages.words import Word
from kb.domain.passage import Box

# Parts of the type size: how far baselines of one line may differ (superscripts), how wide the
# white inside a line may be where it was written in one go, and where pieces are joined later.
SAME_LINE = 0.45
WIDE_GAP = 1.3
NARROW_GAP = -0.6
JOIN_GAP = 0.6
LEVEL = 0.25
RAISED_LETTERS = 6
# A mark is smaller than this part of its word's size, and may stand so high (parts of that size).
RAISED, HIGH_MARK = 0.8, 0.75
WORD_GAP = 0.15
# "R E S C U E": so many single letters in a row, with even white between, are one word.
SPACED_LETTERS = 4

_TYPE, _X0, _X1 = attrgetter("type"), attrgetter("x0"), attrgetter("x1")


def build_lines(words: Iterable[Word]) -> tuple[Line, ...]:
    """Give the page's lines, top to bottom; words come in the order the PDF writes them."""
    pieces = without_watermarks(list(_pieces(words)))
    pieces.sort(key=lambda piece: (round(piece[0].base), piece[0].x0))
    joined: list[list[Word]] = []
    for piece in pieces:
        home = _home(joined[-8:], piece)
        if home is None:
            joined.append(piece)
        else:
            home.extend(piece)
    return tuple(_line(_undoubled(line)) for line in joined)


def _pieces(words: Iterable[Word]) -> Iterator[list[Word]]:
    """Cut the stream of words where the line or the white between words breaks it."""
    piece: list[Word] = []
    for word in words:
        if piece and not _follows(piece, word):
            yield piece
            piece = []
        piece.append(word)
    if piece:
        yield piece


def _follows(piece: Sequence[Word], word: Word) -> bool:
    last = piece[-1]
    size = max(last.type.size, word.type.size)
    if not NARROW_GAP * size <= word.x0 - last.x1 <= WIDE_GAP * size:
        return False
    if word.base == last.base and word.type.size == last.type.size:
        return True
    base = max(piece[-8:], key=lambda w: w.type.size).base
    off = HIGH_MARK if _is_mark(last, word) else SAME_LINE
    return abs(word.base - base) <= off * size


def _is_mark(last: Word, word: Word) -> bool:
    """Say whether a word is a raised mark right after the last, however high it is set."""
    return (
        len(word.text) <= RAISED_LETTERS
        and word.base < last.base
        and word.type.size < RAISED * last.type.size
        and word.x0 - last.x1 < WORD_GAP * last.type.size
    )


def _home(lines: Sequence[list[Word]], piece: Sequence[Word]) -> list[Word] | None:
    """Give the last of the lines that the piece goes on with, None where it begins a line."""
    first, size = piece[0], piece[0].type.size
    # A raised mark may stand off the line; a margin head in larger type beside text may not.
    raised = sum(len(w.text) for w in piece) <= RAISED_LETTERS
    off = SAME_LINE if raised else LEVEL
    for line in reversed(lines):
        last = line[-1]
        large, small = (last.type.size, size) if last.type.size > size else (size, last.type.size)
        if (
            abs(last.base - first.base) <= off * small
            and -0.5 * large <= first.x0 - last.x1 <= JOIN_GAP * small
        ):
            return line
    return None


def _undoubled(words: list[Word]) -> list[Word]:
    """Drop words painted again over themselves to look bold."""
    if len({word.text for word in words}) == len(words):
        return words
    kept: list[Word] = []
    for word in words:
        if not any(_same_place(word, other) for other in kept[-6:]):
            kept.append(word)
    return kept


def _same_place(word: Word, other: Word) -> bool:
    near = 0.2 * word.type.size
    return (
        word.text == other.text
        and abs(word.x0 - other.x0) < near
        and abs(word.x1 - other.x1) < near
    )


def _line(words: Sequence[Word]) -> Line:
    spaced = _letter_spaced(words)
    pieces = [_spaced_text(one, after, spaced) for one, after in pairwise(words)]
    pieces.append(words[-1].text)
    runs = []
    start = 0
    for kind, group in groupby(words, key=_TYPE):
        stop = start + len(list(group))
        text, x0, x1 = "".join(pieces[start:stop]), words[start].x0, words[stop - 1].x1
        runs.append(Run(text, kind.font, kind.size, kind.bold, kind.italic, kind.color, x0, x1))
        start = stop
    biggest = max(words, key=lambda w: (w.type.size, len(w.text)))
    size, base = biggest.type.size, biggest.base
    x0, x1 = min(map(_X0, words)), max(map(_X1, words))
    return Line("".join(pieces), Box(x0, base - 0.8 * size, x1, base + 0.2 * size), tuple(runs))


def _spaced_text(word: Word, after: Word, spaced: float) -> str:
    """Give a word with the blank that follows it inside its line."""
    gap = after.x0 - word.x1
    apart = gap > spaced if spaced else word.space or gap > WORD_GAP * word.type.size
    return f"{word.text} " if apart else word.text


def _letter_spaced(words: Sequence[Word]) -> float:
    """Give the white that parts words in a letter-spaced line, 0 where it is set as usual."""
    if len(words) < SPACED_LETTERS:
        return 0.0
    parts = " ".join(word.text for word in words).split(" ")
    if sum(len(part) > 1 for part in parts) * 4 > len(parts):
        return 0.0
    gaps = sorted(b.x0 - a.x1 for a, b in pairwise(words))
    usual = gaps[len(gaps) // 2]
    return max(1.6 * usual, usual + 0.1 * words[0].type.size)
