"""Find running heads, folios and page stamps, and the page numbers that the folios print."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from ingest.lines import Line, RawPage

# The bands at head and foot that running lines can stand in, as shares of the page's height.
BAND = 0.13
# Lines of two pages stand at the same height within this many points.
SAME_HEIGHT = 4.0
# A line is running if it stands so on this share of the pages (of all, or of left or right ones).
SHARE = 0.5
# A chapter's running head stands on fewer pages; at the height of running lines so many suffice.
CHAPTER_PAGES = 3

_DIGITS = re.compile(r"\d+")
_ROMAN_WORD = re.compile(r"\b[ivxlc]+\b")
_NOT_LETTERS = re.compile(r"[^\w#]+")
_ROMAN = re.compile(
    r"^m{0,3}(?:cm|cd|d?c{0,3})(?:xc|xl|l?x{0,3})(?:ix|iv|v?i{0,3})$", re.IGNORECASE
)
# "12", "- 12 -", "Page 12 of 40", "[12]", "xii", "A-3", "Page | 12"
_FOLIO = re.compile(
    r"^\W*(?:page\W*|p\.\s*)?(?P<label>[A-Z]{1,2}[-–.]\d{1,3}|\d{1,4}|[ivxlc]{1,7}|[IVXLC]{1,7})"
    r"(?:\s*(?:of|/)\s*\d{1,4})?\W*$",
    re.IGNORECASE,
)
# "After-Action Review | 12", "12   Chapter 3", "Report to Congress    Page 12 of 40"
_FOLIO_AT_END = re.compile(
    r"(?:\bpage\s*|[|•·–—]\s*|\s)(?P<label>\d{1,4}|[ivxlc]{1,7})(?:\s*of\s*\d{1,4})?\W*$"
)
_FOLIO_AT_START = re.compile(r"^\W*(?P<label>\d{1,4}|[ivxlc]{1,7})(?:\s*[|•·–—]|\s+(?=\S))")
_DIGIT_VALUES = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100, "d": 500, "m": 1000}


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A line in the bands: its page's and its own index, its words without numbers, its height."""

    page: int
    line: int
    key: str
    height: float
    at_head: bool


def find_running(pages: tuple[RawPage, ...]) -> tuple[frozenset[int], ...]:
    """Name for each page the indexes of its lines that are running heads, folios or stamps."""
    candidates = [c for page in range(len(pages)) for c in _candidates(page, pages[page])]
    running = _repeated(candidates, pages)
    running |= _at_running_heights(candidates, running, pages)
    found: dict[int, set[int]] = defaultdict(set)
    for candidate in running:
        found[candidate.page].add(candidate.line)
    return tuple(frozenset(found[page]) for page in range(len(pages)))


def printed_labels(
    pages: tuple[RawPage, ...], running: tuple[frozenset[int], ...]
) -> tuple[str, ...]:
    """Give each page's printed number: the folio, else the PDF's own label, else what neighbours tell.

    A folio counts where it fits a run: page 7 prints 5 and page 8 prints 6.
    """
    options = [_folio_options(page, lines) for page, lines in zip(pages, running, strict=True)]
    runs = Counter(
        (label.islower() if not label.isdigit() else None, value - index)
        for index, labels in enumerate(options)
        for label, value in labels
    )
    chosen = [_best_folio(index, labels, runs) for index, labels in enumerate(options)]
    return tuple(
        folio or _own_label(page) or _between(chosen, index)
        for index, (page, folio) in enumerate(zip(pages, chosen, strict=True))
    )


def roman_value(text: str) -> int:
    """Give the value of a roman numeral, 0 where it is none."""
    if not text or not _ROMAN.match(text):
        return 0
    values = [_DIGIT_VALUES[c] for c in text.lower()]
    pairs = zip(values, [*values[1:], 0], strict=True)
    return sum(v if v >= following else -v for v, following in pairs)


def _candidates(index: int, page: RawPage) -> Iterator[_Candidate]:
    for position, line in enumerate(page.lines):
        middle = (line.box.top + line.box.bottom) / 2
        at_head = middle < page.height * BAND
        if at_head or middle > page.height * (1 - BAND):
            height = middle if at_head else page.height - middle
            yield _Candidate(index, position, _key(line.text), height, at_head)


def _key(text: str) -> str:
    """Reduce a line to its words, so that it is the same on every page."""
    without = _ROMAN_WORD.sub("#", _DIGITS.sub("#", text.lower()))
    return _NOT_LETTERS.sub(" ", without).strip()


def _repeated(candidates: list[_Candidate], pages: tuple[RawPage, ...]) -> set[_Candidate]:
    """Keep what stands on more than half of the pages, or of the left or the right ones."""
    groups: dict[tuple[str, bool], list[_Candidate]] = defaultdict(list)
    for candidate in candidates:
        groups[candidate.key, candidate.at_head].append(candidate)
    total = sum(1 for page in pages if page.lines)
    found: set[_Candidate] = set()
    for group in groups.values():
        for same in _by_height(group):
            if _is_everywhere({c.page for c in same}, total):
                found.update(same)
    return found


def _by_height(group: list[_Candidate]) -> Iterator[list[_Candidate]]:
    ordered = sorted(group, key=lambda c: c.height)
    start = 0
    for index in range(1, len(ordered) + 1):
        if index == len(ordered) or ordered[index].height - ordered[index - 1].height > SAME_HEIGHT:
            yield ordered[start:index]
            start = index


def _is_everywhere(numbers: set[int], total: int) -> bool:
    if len(numbers) < CHAPTER_PAGES:
        # Two pages of a letter or a short bulletin.
        return total in (2, 3) and len(numbers) == total
    if len(numbers) > SHARE * total:
        return True
    odd = sum(1 for n in numbers if n % 2)
    one_side = max(odd, len(numbers) - odd)
    return one_side > SHARE * total / 2 and one_side > 0.9 * len(numbers)


def _at_running_heights(
    candidates: list[_Candidate], running: set[_Candidate], pages: tuple[RawPage, ...]
) -> set[_Candidate]:
    """Add chapter heads and folios that stand where other pages have running lines.

    Besides: what repeats on at least three pages in a row at one height at the page's very edge.
    """
    heights = Counter((c.at_head, round(c.height / SAME_HEIGHT)) for c in running)
    often = {h for h, count in heights.items() if count >= CHAPTER_PAGES}
    texts = Counter((c.at_head, c.key, round(c.height / SAME_HEIGHT)) for c in candidates)
    edges = {(page, at_head): e for page in range(len(pages)) for at_head, e in _edges(pages[page])}
    found: set[_Candidate] = set()
    for c in candidates:
        if c in running:
            continue
        spot = (c.at_head, round(c.height / SAME_HEIGHT))
        near = any((c.at_head, spot[1] + step) in often for step in (-1, 0, 1))
        outermost = c.height <= edges[c.page, c.at_head] + SAME_HEIGHT
        repeats = texts[c.at_head, c.key, spot[1]] >= CHAPTER_PAGES
        is_folio = bool(_FOLIO.match(pages[c.page].lines[c.line].text))
        if (
            near and (repeats or (outermost and (is_folio or _stands_apart(pages[c.page], c))))
        ) or (outermost and (repeats or is_folio)):
            found.add(c)
    return found


def _edges(page: RawPage) -> Iterator[tuple[bool, float]]:
    """Give the distance of the outermost lines from the page's head and foot."""
    middles = [(line.box.top + line.box.bottom) / 2 for line in page.lines]
    yield True, min(middles, default=0.0)
    yield False, page.height - max(middles, default=page.height)


def _stands_apart(page: RawPage, candidate: _Candidate) -> bool:
    """Say whether more than a line's height lies between the line and the text."""
    line = page.lines[candidate.line]
    gap = min(
        (
            (other.box.top - line.box.bottom)
            if candidate.at_head
            else (line.box.top - other.box.bottom)
            for index, other in enumerate(page.lines)
            if index != candidate.line
            and not (other.box.top < line.box.bottom and line.box.top < other.box.bottom)
        ),
        default=0.0,
    )
    return gap > line.box.height


def _folio_options(page: RawPage, running: Iterable[int]) -> list[tuple[str, int]]:
    """List what could be the page's number with its value."""
    found: list[tuple[str, int]] = []
    for index in sorted(running):
        text = page.lines[index].text.strip()
        for pattern in (_FOLIO, _FOLIO_AT_END, _FOLIO_AT_START):
            match = pattern.search(text)
            if match:
                label = match["label"]
                number = label if label.isdigit() else ""
                value = int(number) if number else roman_value(label)
                found.append((label, value or int("".join(_DIGITS.findall(label)) or 0)))
    return found


def _best_folio(
    index: int, labels: list[tuple[str, int]], runs: Counter[tuple[bool | None, int]]
) -> str:
    """Take the option whose distance from the page's index most pages share."""
    ranked = [
        (runs[label.islower() if not label.isdigit() else None, value - index], label)
        for label, value in labels
    ]
    if not ranked:
        return ""
    count, label = max(ranked)
    return label if count > 1 or len(label) <= 3 else ""


def _own_label(page: RawPage) -> str:
    return "" if page.label == str(page.number) else page.label


def _between(chosen: list[str], index: int) -> str:
    """Number a page without folio (a chapter's first) between two consecutive ones."""
    before = next((i for i in range(index - 1, -1, -1) if chosen[i]), None)
    after = next((i for i in range(index + 1, len(chosen)) if chosen[i]), None)
    if before is None or after is None:
        return ""
    first, last = chosen[before], chosen[after]
    if first.isdigit() and last.isdigit() and int(last) - int(first) == after - before:
        return str(int(first) + index - before)
    return ""
