"""A page's words as pdfium reads them, in the order of the PDF, with their type and place.

Nothing is asked for each character, and what is asked for each word is asked for all words of a
page in one go. Words of one text object that stand as close as words do come as one piece: that is
what makes reading fast.
"""

from __future__ import annotations

import ctypes
import math
import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, groupby, pairwise, repeat
from operator import sub
from typing import NamedTuple

import pypdfium2 as pdfium

from ingest.pages import pdfium_calls as call
from ingest.pages.characters import readable
from ingest.pages.page_frame import Frame
from ingest.pages.pdfium_missed_blanks import missed_blanks
from ingest.pages.pdfium_types import Setting, Settings
from ingest.pages.words import Word

_WORD = re.compile(r"\S+")
_LAST = 0x10FFFF
_SURROGATES = frozenset(map(chr, range(0xD800, 0xE000)))
_UNCLEAN = re.compile("[\x00-\x1f\x7f-\xa0\u200b\ud800-\udfff\ufeff\ufffe\uffff]")
# pdfium marks a hyphen at a line's end by U+0002; U+FFFE and U+FFFF are its "no character".
_BLANKS = (*range(2), *range(3, 32), *range(0x7F, 0xA1), 0x200B, 0xFEFF, 0xFFFF)
_CLEAN = {
    **dict.fromkeys(_BLANKS, " "),
    **dict.fromkeys(range(0xD800, 0xE000), "\N{REPLACEMENT CHARACTER}"),
    2: "-",
    0xFFFE: "-",
}
MAX_CHARS = 200_000
# In FS_RECTF: where a letter begins and ends along its line, and the line's sense, for each of a
# frame's quarters.
_ALONG = ((0, 2, 1), (3, 1, 1), (2, 0, -1), (1, 3, -1))


@dataclass(slots=True)
class _Pieces:
    """Words, cut where their text object changes, as lists side by side.

    They hold first and last characters and the addresses of text objects, None for what pdfium
    made up.
    """

    firsts: list[int]
    lasts: list[int]
    owners: list[int | None]

    def begins(self) -> list[int]:
        """Give the places of pieces with which a text object begins."""
        before = [None, *self.owners]
        return [
            at
            for at, (owner, last) in enumerate(zip(self.owners, before, strict=False))
            if owner != last or not owner
        ]

    def cut(self, at: int, owners: Iterable[int | None]) -> None:
        """Replace a piece by its parts, given the text object of each of its characters."""
        first = self.firsts[at]
        parts = [(owner, len(list(group))) for owner, group in groupby(owners)]
        stops = list(accumulate((length for _, length in parts), initial=first))
        self.firsts[at : at + 1] = stops[:-1]
        self.lasts[at : at + 1] = [stop - 1 for stop in stops[1:]]
        self.owners[at : at + 1] = [owner for owner, _ in parts]


class _Stretch(NamedTuple):
    """Pieces of one text object that stand close enough, and where they begin and end."""

    start: int
    stop: int
    setting: Setting
    x0: float
    x1: float


class PageWords:
    """Walks a page's words; afterwards `letters` counts them by the quarter they run in."""

    def __init__(self, text_page: pdfium.PdfTextPage, frame: Frame, *, ocr_layer: bool) -> None:
        self.handle = call.handle(text_page.raw)
        self.count = min(text_page.count_chars(), MAX_CHARS)
        self.frame = frame
        self.letters: Counter[int] = Counter()
        self._near, self._far, self._sense = _ALONG[frame.quarters]
        self._offset = frame.place(0.0, 0.0)[0]
        self._settings = Settings(text_page, frame.quarters, ocr_layer=ocr_layer)
        self._text = self._characters()
        self._missed = missed_blanks(self._text, self._both_edges)

    def __iter__(self) -> Iterator[Word]:
        stretches = list(self._stretches())
        origins = call.ORIGINS(self.handle, [s.start for s in stretches], range(2))
        for stretch, x, y in zip(stretches, *origins, strict=True):
            word = self._word(stretch, *self.frame.place(x, y))
            if word:
                yield word

    def _characters(self) -> str:
        """Give the page's characters, one for one with pdfium's own count."""
        buffer = ctypes.create_string_buffer(2 * (self.count + 1))
        written = call.TEXT(self.handle, 0, self.count, ctypes.byref(buffer)) - 1
        if written == self.count:
            text = buffer.raw[:-2].decode("utf-16-le", "surrogatepass").replace("\r\n", "  ")
            if len(text) == self.count:
                return _UNCLEAN.sub(lambda found: _CLEAN[ord(found[0])], text)
        return "".join(_character(call.UNICODE(self.handle, i)) for i in range(self.count))

    def _pieces(self) -> _Pieces:
        """Cut words where their text object changes (small capitals, a superscript glued to it)."""
        spans = [found.span() for found in _WORD.finditer(self._text)]
        firsts, lasts = [start for start, _ in spans], [stop - 1 for _, stop in spans]
        pieces = _Pieces(firsts, lasts, self._owners(lasts))
        # A text object's characters are not mixed with another's, so a word's last one tells.
        begins = pieces.begins()
        owners = self._owners([firsts[at] for at in begins])
        for at, owner in zip(reversed(begins), reversed(owners), strict=True):
            if owner != pieces.owners[at]:
                pieces.cut(at, self._owners(range(firsts[at], lasts[at] + 1)))
        return pieces

    def _owners(self, places: Iterable[int]) -> list[int | None]:
        return list(map(call.OWNER, repeat(self.handle), places))

    def _edges(self, places: Sequence[int], side: int) -> list[float]:
        """Give where characters begin or end along their line."""
        sense, offset = self._sense, self._offset
        (column,) = call.BOXES(self.handle, places, [side])
        return [sense * x + offset for x in column]

    def _both_edges(self, places: Sequence[int]) -> tuple[Sequence[float], Sequence[float]]:
        return self._edges(places, self._near), self._edges(places, self._far)

    def _stretches(self) -> Iterator[_Stretch]:
        pieces = self._pieces()
        firsts, lasts, begins = pieces.firsts, pieces.lasts, pieces.begins()
        lefts, rights = self._edges(firsts, self._near), self._edges(lasts, self._far)
        gaps = _gaps(pieces, lefts, rights)
        settings = self._settings.of(
            [firsts[at] for at in begins], [pieces.owners[at] for at in begins]
        )
        for setting, (begin, end) in zip(settings, pairwise([*begins, len(firsts)]), strict=True):
            narrow, wide = setting.narrow, setting.wide
            breaks = [at for at in range(begin + 1, end) if not narrow <= gaps[at] <= wide]
            for first, after in pairwise([begin, *breaks, end]):
                last = after - 1
                yield _Stretch(firsts[first], lasts[last] + 1, setting, lefts[first], rights[last])

    def _word(self, stretch: _Stretch, x: float, base: float) -> Word | None:
        start, stop, setting, x0, x1 = stretch
        self.letters[setting.quarter] += stop - start
        x0 = min(x0, x)
        if not setting.type or x1 <= x0:
            return None
        text = _spaced_once(self._parted(start, stop))
        space = self._text[stop : stop + 1] == " "
        return Word(text, setting.type, x0, x1, base, space) if text else None

    def _parted(self, start: int, stop: int) -> str:
        """Give the characters of a stretch, with the blanks that pdfium missed."""
        missed = self._missed
        inside = missed[bisect_right(missed, start) : bisect_left(missed, stop)] if missed else ()
        return " ".join(self._text[a:b] for a, b in pairwise((start, *inside, stop)))


def _gaps(pieces: _Pieces, lefts: list[float], rights: list[float]) -> list[float]:
    """Give the white before each piece, not a number where they stand apart whatever it is.

    Single letters in a row do, for they may be one word ("R E S C U E").
    """
    gaps = [math.nan, *map(sub, lefts[1:], rights)]
    single = [first == last for first, last in zip(pieces.firsts, pieces.lasts, strict=True)]
    for at in range(1, len(single)):
        if single[at] and single[at - 1]:
            gaps[at] = math.nan
    return gaps


def _spaced_once(text: str) -> str:
    if text.isascii() and text.isprintable() and "  " not in text:
        return text
    return " ".join(readable(text).split())


def _character(code: int) -> str:
    """Give one printable character or a blank for each of pdfium's codes."""
    if chr(min(code, _LAST)) in _SURROGATES or code > _LAST:
        return "\N{REPLACEMENT CHARACTER}"
    return _CLEAN.get(code, chr(code))
