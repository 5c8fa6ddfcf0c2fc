"""Where words stand on a page: their span in its text and the boxes of their lines."""

from __future__ import annotations

import re
from collections.abc import Iterable

from kb.domain.passage import Box, PageSpan, Passage
from kb.domain.report import Page


def find_on_page(page: Page, words: str, within: PageSpan | None = None) -> PageSpan | None:
    """Find words in a page's text, however its lines are broken; None where they do not stand.

    `within` is a span known to hold them: only there is looked, and its boxes are shared out.
    """
    pattern = r"\s+".join(re.escape(word) for word in words.split())
    start, end = (within.start, within.end) if within else (0, len(page.text))
    found = re.compile(pattern).search(page.text, start, end) if pattern else None
    if found is None:
        return None
    boxes = _share(within, found.start(), found.end()) if within else ()
    return PageSpan(page.number, found.start(), found.end(), boxes)


def find_in_passage(pages: Iterable[Page], passage: Passage, words: str) -> Passage:
    """Narrow a passage to some of its words; the whole passage where they cannot be told apart."""
    by_number = {page.number: page for page in pages}
    for span in passage.spans:
        page = by_number.get(span.page)
        found = find_on_page(page, words, span) if page else None
        if found:
            return Passage((found,))
    return passage


def _share(span: PageSpan, start: int, end: int) -> tuple[Box, ...]:
    """Give the boxes of the lines that a part of a span stands on.

    A line holds about as many of the span's characters as its width is of all lines' width.
    """
    total = sum(box.width for box in span.boxes)
    length = max(1, span.end - span.start)
    first, last = (start - span.start) / length, (end - span.start) / length
    shared, passed = [], 0.0
    for box in span.boxes:
        share = box.width / total if total else 1.0
        if passed + share > first and passed < last:
            shared.append(box)
        passed += share
    return tuple(shared)
