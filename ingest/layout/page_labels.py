"""Read the page numbers that folios print, in figures and roman numerals."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

from ingest.pages.lines import RawPage

_DIGITS = re.compile(r"\d+")
_ROMAN = re.compile(
    r"^m{0,3}(?:cm|cd|d?c{0,3})(?:xc|xl|l?x{0,3})(?:ix|iv|v?i{0,3})$", re.IGNORECASE
)
# As in "12", "- 12 -", "Page 12 of 40", "[12]", "xii", "A-3", "REC-1" and "Page | 12".
FOLIO = re.compile(
    r"^\W*(?:page\W*|p\.\s*)?(?P<label>[A-Z]{1,4}[-–.]\d{1,3}|\d{1,4}|[ivxlc]{1,7})"
    # "IV." and "6." number a chapter.
    r"(?:\s*(?:of|/)\s*\d{1,4})?[^\w.]*$",
    re.IGNORECASE,
)
# "After-Action Review | 12", "12   Chapter 3", "Report to Congress    Page 12 of 40"
_FOLIO_AT_END = re.compile(
    r"(?:\bpage\s*|[|•·–—]\s*|\s)(?P<label>\d{1,4}|[ivxlc]{1,7})(?:\s*of\s*\d{1,4})?\W*$",
    re.IGNORECASE,
)
_FOLIO_AT_START = re.compile(
    r"^\W*(?:page\s*)?(?P<label>\d{1,4}|[ivxlc]{1,7})(?:\s*[|•·–—]|\s+(?=\S))", re.IGNORECASE
)
_DIGIT_VALUES = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100, "d": 500, "m": 1000}


def printed_labels(
    pages: tuple[RawPage, ...], running: tuple[frozenset[int], ...]
) -> tuple[str, ...]:
    """Give each page's printed number: the folio, the PDF's own label, or what neighbours tell.

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


def _folio_options(page: RawPage, running: Iterable[int]) -> list[tuple[str, int]]:
    """List what could be the page's number with its value."""
    found: list[tuple[str, int]] = []
    for index in sorted(running):
        text = page.lines[index].text.strip()
        for pattern in (FOLIO, _FOLIO_AT_END, _FOLIO_AT_START):
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
    """Give a page without folio (a chapter's first) the number between its neighbours'."""
    before = next((i for i in range(index - 1, -1, -1) if chosen[i]), None)
    after = next((i for i in range(index + 1, len(chosen)) if chosen[i]), None)
    if before is None or after is None:
        return ""
    first, last = chosen[before], chosen[after]
    if first.isdigit() and last.isdigit() and int(last) - int(first) == after - before:
        return str(int(first) + index - before)
    return ""
