"""Sections of a report: its headings ranked, with the pages that each covers."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ingest.layout.blocks import LaidOut, Role
from ingest.layout.contents_pages import is_contents_heading
from ingest.pages.lines import RawDocument
from kb.domain.ids import slug
from kb.domain.report import Section

# As in "4.2 Training", "Chapter 3: Command", "Appendix B. Acronyms" and "IV. Findings".
_NUMBER = re.compile(
    r"^(?:(?:chapter|section|part|appendix|annex|volume)\s+)?"
    r"(?P<number>\d{1,2}(?:\.\d{1,2}){0,3}|[IVXLC]{1,6}|[A-Z])(?:[.:)]|\s[-–—])?\s+(?=\S)",
    re.IGNORECASE,
)
_KEYWORD = re.compile(r"^(?:chapter|section|part|appendix|annex|volume)\b", re.IGNORECASE)


def find_sections(laid_out: LaidOut, raw: RawDocument) -> tuple[Section, ...]:
    """List a report's sections in reading order; its bookmarks where it prints no headings."""
    heads = [b for b in laid_out.blocks if b.role is Role.HEADING]
    last = len(laid_out.pages)
    if heads:
        found = [(b.text, b.level, b.page) for b in heads]
    else:
        found = [(e.title, e.level, e.page) for e in raw.outline if e.page]
    return tuple(_sections(found, last))


def section_paths(laid_out: LaidOut) -> tuple[tuple[str, ...], ...]:
    """Give for each block, in order, the headings it stands under, the outermost first."""
    stack: list[tuple[int, str]] = []
    out: list[tuple[str, ...]] = []
    for block in laid_out.blocks:
        if block.role is Role.HEADING and is_contents_heading(block.text):
            # Contents stand beside the chapters, whatever the size of their heading.
            stack.clear()
            out.append(())
        elif block.role is Role.HEADING:
            while stack and stack[-1][0] >= block.level:
                stack.pop()
            out.append(tuple(title for _, title in stack))
            stack.append((block.level, block.text))
        else:
            out.append(tuple(title for _, title in stack))
    return tuple(out)


def _sections(found: Sequence[tuple[str, int, int]], last: int) -> Iterator[Section]:
    seen: dict[str, int] = {}
    for index, (title, level, page) in enumerate(found):
        end = next((p for _, other, p in found[index + 1 :] if other <= level), last)
        key = slug(title) or "section"
        seen[key] = seen.get(key, 0) + 1
        name = key if seen[key] == 1 else f"{key}~{seen[key]}"
        yield Section(name, title, level, page, max(page, end), section_number(title))


def section_number(title: str) -> str:
    """Give the number that a heading prints ("4.2", "IV", "B"), "" where it has none."""
    match = _NUMBER.match(title)
    if not match:
        return ""
    number = match["number"]
    plain = number[0].isdigit() or _KEYWORD.match(title) or title[match.end("number")] in ".:)"
    return number if plain and (number[0].isdigit() or number.isupper()) else ""
