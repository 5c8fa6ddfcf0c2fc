"""The report as records read it: blocks in order, each with its headings, zone and type.

Leaves out what cannot hold a statement (contents, running heads, footnotes, captions) and answers
how characters are set, so that the end of a bold or shaded statement can be found.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import IntEnum

from ingest.labels import read_label
from ingest.layout.blocks import Block, Role
from ingest.pages.colors import is_near
from ingest.statements.margin_labels import rejoin
from ingest.statements.split_labels import with_numbers

READ = frozenset({Role.BODY, Role.HEADING, Role.ITEM, Role.CELL, Role.MARGIN})
WHITE = 0xFFFFFF


class Zone(IntEnum):
    """Parts of a report by how well they argue a statement; the lower, the nearer to the body."""

    BODY = 0
    LIST = 1
    APPENDIX = 2
    SUMMARY = 3
    OTHERS = 4
    ASIDE = 5


# A heading puts all that stands under it into a zone. "Summary of Findings and Recommendations"
# and "Conclusions and recommendations" are closing lists, "Executive Summary" is none.
_ZONES: tuple[tuple[Zone, re.Pattern[str]], ...] = tuple(
    (zone, re.compile(pattern, re.IGNORECASE))
    for zone, pattern in (
        (
            Zone.ASIDE,
            r"^\W*(?:table of )?contents\b|^list of (?:figures|tables|acronyms|abbreviations)"
            r"|\bglossary\b|\bacronyms?\b|\babbreviations\b|^(?:end ?notes|references|bibliography"
            r"|works cited)$|\bindex$|^about (?:the|us)\b|\backnowledge?ments?\b|^definitions\b",
        ),
        (
            Zone.OTHERS,
            r"\b(?:previous|prior|past|earlier) (?:\w+ )?(?:recommendation|finding|report|review"
            r"|inquir|investigation)"
            # "Appendix 2 - Appendix 7 of the Code of Safe Practice" reproduces another document
            r"|^\W*(?:appendix|annex|attachment|exhibit|schedule)\b.*\b(?:of|from) the\b.*"
            r"\b(?:code|act|regulations?|resolution|convention|manual|statute|rules)\b"
            r"|\b(?:agency|department|departmental|management|city|county|official)[’']?s? "
            r"(?:\w+ )?(?:response|comments)\b"
            # An appendix "II: Comments from the Department of Homeland Security"
            r"|^\W*(?:(?:appendix|annex|attachment|enclosure|exhibit) \w{1,4}\W+)?"
            r"(?:response|comments|letter|reply|statement) (?:of|from|by)\b"
            # "Overview of AGSA audit's findings" in a committee's report
            r"|\baudit(?:or)?s?(?:[- ]general)?(?:[’']s|(?<=s)[’']) (?:\w+ )*"
            r"(?:findings|report|opinion|outcomes)\b"
            r"|\bliterature review\b|^research (?:context|notes?)\b",
        ),
        (
            Zone.SUMMARY,
            r"\bexecutive summary\b|^(?:report )?summary(?: report)?$|^overview$|^highlights$"
            r"|\bresults in brief\b|^at a glance|^in brief$|^synopsis|^abstract$|^key messages"
            r"|^report in brief|^what gao (?:found|recommends)|^foreword|^preface",
        ),
        (
            Zone.LIST,
            r"\b(?:list|summary|table|compilation|compendium|index|matrix) of (?:\w+ )*"
            r"(?:findings?|recommendations?|lessons?|observations?|actions?)"
            r"|\b(?:consolidated|combined|compiled) (?:list|findings|recommendations)"
            r"|^\W*(?:\d+\W+)?(?:conclusions|findings|observations|lessons learned) (?:and|&) "
            r"recommendations$|^improvement plan|\bimprovement plan$",
        ),
        (Zone.APPENDIX, r"^\W*(?:appendix|appendices|annex|attachment|exhibit|schedule)\b"),
    )
)


def zone_of(path: Iterable[str]) -> Zone:
    """Say what part of a report stands under these headings, the outermost first."""
    found = Zone.BODY
    for heading in path:
        found = max(found, next((z for z, p in _ZONES if p.search(heading.strip())), Zone.BODY))
    return found


@dataclass(frozen=True, slots=True)
class Type:
    """How characters are set, as far as it tells statements from prose."""

    bold: bool
    italic: bool
    color: int


@dataclass(frozen=True, slots=True)
class Span:
    """Characters `start` to `end` of a block's text, set alike."""

    start: int
    end: int
    type: Type
    size: float


@dataclass(frozen=True, slots=True)
class Flow:
    """Blocks in reading order; `paths` and `zones` run beside `blocks`."""

    blocks: tuple[Block, ...]
    paths: tuple[tuple[str, ...], ...]
    zones: tuple[Zone, ...]
    body: Type
    body_size: float
    words: frozenset[str] = frozenset()

    def after(self, index: int) -> int | None:
        """Give the place of the next block; None after the last."""
        return index + 1 if index + 1 < len(self.blocks) else None

    def is_plain(self, type_: Type) -> bool:
        """Say whether characters are set as running text is."""
        return (
            type_.bold == self.body.bold
            and type_.italic == self.body.italic
            and is_near(type_.color, self.body.color)
        )


def flow_of(blocks: Iterable[Block], words: frozenset[str] = frozenset()) -> Flow:
    """Order what can hold statements, with the headings above each block.

    `words` are those seen unbroken, the evidence for undoing hyphens between blocks.
    """
    every = with_numbers(rejoin(tuple(blocks)))
    often = Counter(b.text for b in every if b.role is Role.RUNNING)
    body, size = _body_type(every)
    kept = tuple(_headed(b, size) for b in every if b.text.strip() and _may_hold(b, often))
    paths = tuple(_paths(kept))
    return Flow(kept, paths, tuple(_zones(kept, paths)), body, size, words)


def _headed(block: Block, body_size: float) -> Block:
    """Take words in large type in the margin for the heading they are ("Recommendations for ...").

    A number or a label in the margin belongs to the paragraph beside it.
    """
    large = block.role is Role.MARGIN and block.size > body_size * LARGE
    label = read_label(block.text)
    if not large or (label and label.number) or not re.search(r"[a-z]{4}", block.text):
        return block
    return replace(block, role=Role.HEADING, level=MARGIN_LEVEL)


LARGE = 1.15
# A heading in the margin ranks below the chapters and above what is set in the column.
MARGIN_LEVEL = 4


def _may_hold(block: Block, often: Counter[str]) -> bool:
    """Say whether a block may hold a label or a statement.

    "Recommendation #2" at the head of a page looks like a running head but for coming only once.
    """
    if block.role is not Role.RUNNING:
        return block.role in READ and not _LEADS_TO_PAGE.search(block.text)
    label = read_label(block.text) if often[block.text] == 1 else None
    return label is not None and bool(label.number) and label.end >= len(block.text)


# "FINDING 2 NOBODY KEPT THE LOG ........ 4" belongs to a list of contents, however short.
_LEADS_TO_PAGE = re.compile(r"(?:\.\s?){5,}\s*(?:[ivxlc]{1,7}|\d{1,4})\s*$", re.IGNORECASE)


def _zones(blocks: tuple[Block, ...], paths: tuple[tuple[str, ...], ...]) -> Iterable[Zone]:
    """Give each block its zone, after setting aside headings that seem to rule half the report.

    A summary or appendix is a part; where all chapters hang under it their levels were misread.
    """
    ruled = Counter(title for path in paths for title in set(path))
    whole = {title for title, count in ruled.items() if count > LARGEST_PART * len(blocks)}
    known: dict[tuple[str, ...], Zone] = {}
    for path in paths:
        if path not in known:
            known[path] = zone_of(title for title in path if title not in whole)
        yield known[path]


# Share of a report that its summary, lists and appendices hardly ever fill, each.
LARGEST_PART = 0.6


def _paths(blocks: tuple[Block, ...]) -> Iterable[tuple[str, ...]]:
    stack: list[tuple[Block, int]] = []
    for index, block in enumerate(blocks):
        while len(stack) > 1 and 0 < stack[-1][1] < index:
            stack.pop()
        if not is_heading(block):
            yield tuple(head.text for head, _ in stack)
            continue
        while stack and stack[-1][0].level >= block.level:
            stack.pop()
        yield tuple(head.text for head, _ in stack)
        # "TABLE OF CONTENTS" may be set larger than the chapters, yet no chapter is part of it
        if not _CONTENTS.search(block.text):
            stack.append((block, _last_in_box(blocks, index)))


def _last_in_box(blocks: tuple[Block, ...], index: int) -> int:
    """Give the last block of the box that a heading shares with its text; 0 where it shares none.

    "Research context" over a paragraph in a shaded box rules that paragraph, and not the finding
    below the box; the title of a chapter alone in a band rules the chapter.
    """
    last = index
    boxed = blocks[index].boxed >= 0
    while boxed and last + 1 < len(blocks) and in_same_box(blocks[last], blocks[last + 1]):
        last += 1
    told = any(not is_heading(block) for block in blocks[index + 1 : last + 1])
    return last if told else 0


def in_same_box(one: Block, other: Block) -> bool:
    """Say whether a block stands in the same shaded or framed box as one before it.

    A box goes on over the end of its page where the next one begins in the same shading.
    """
    if other.page == one.page and one.boxed >= 0:
        return other.boxed == one.boxed
    held = other.boxed >= 0 or other.fill not in (None, WHITE)
    return held and other.fill == one.fill and 0 <= other.page - one.page <= 1


_CONTENTS = re.compile(r"^\W*(?:table of )?contents\W*$|^list of \w+$", re.IGNORECASE)


def is_heading(block: Block) -> bool:
    """Say whether a block heads what follows; a pull quote in large type does not."""
    return block.role is Role.HEADING and not block.text.startswith(("“", '"', "‘"))


def _body_type(blocks: tuple[Block, ...]) -> tuple[Type, float]:
    types: Counter[Type] = Counter()
    sizes: Counter[float] = Counter()
    for block in blocks:
        if block.role is not Role.BODY:
            continue
        for line in block.lines:
            for run in line.runs:
                types[Type(run.bold, run.italic, run.color)] += len(run.text)
                sizes[round(run.size * 2) / 2] += len(run.text)
    if not types:
        return Type(bold=False, italic=False, color=0), 0.0
    return types.most_common(1)[0][0], sizes.most_common(1)[0][0]


def spans_of(block: Block) -> tuple[Span, ...]:
    """Cut a block's text where its type changes.

    The text has hyphens and footnote marks undone, so its characters are looked up in the runs one
    after the other; what is missing there is stepped over.
    """
    out: list[Span] = []
    position = 0
    for line in block.lines:
        for run in line.runs:
            end = _advance(block.text, position, run.text)
            if end > position:
                _append(out, Span(position, end, Type(run.bold, run.italic, run.color), run.size))
                position = end
    if out and position < len(block.text):
        last = out[-1]
        out[-1] = Span(last.start, len(block.text), last.type, last.size)
    return tuple(out)


def _append(spans: list[Span], new: Span) -> None:
    last = spans[-1] if spans else None
    if last and last.type == new.type and abs(last.size - new.size) < 1:
        spans[-1] = Span(last.start, new.end, last.type, last.size)
    else:
        spans.append(new)


def _advance(text: str, position: int, run: str) -> int:
    """Give the offset in `text` after the characters of `run`, beginning at `position`."""
    here = position
    for char in run:
        if char.isspace():
            continue
        ahead = here
        while ahead < len(text) and text[ahead].isspace():
            ahead += 1
        if ahead < len(text) and text[ahead] == char:
            here = ahead + 1
    return here


def first_type(block: Block) -> Type:
    """Give how a block's first character is set, without cutting the whole block into spans."""
    run = next((r for line in block.lines for r in line.runs if r.text.strip()), None)
    if run is None or run.text.strip()[0] != block.text.strip()[:1]:
        # the first run is the bullet
        return type_at(block, 0)[0]
    return Type(run.bold, run.italic, run.color)


def type_at(block: Block, offset: int) -> tuple[Type, int]:
    """Give how the character at `offset` is set and where that type ends; spaces do not end it."""
    spans = spans_of(block)
    for index, span in enumerate(spans):
        if span.end > offset and block.text[max(offset, span.start) : span.end].strip():
            return span.type, _end_of_type(block.text, spans, index)
    if spans:
        return spans[-1].type, len(block.text)
    return Type(block.bold, block.italic, block.color), len(block.text)


def _end_of_type(text: str, spans: tuple[Span, ...], index: int) -> int:
    """Walk on while the type stays; a stray mark of one or two characters does not end it."""
    kind, end = spans[index].type, spans[index].end
    for span in spans[index + 1 :]:
        if span.type == kind:
            end = span.end
        elif len(text[span.start : span.end].strip(" .,:;”’\"'")) > STRAY:
            break
    return end


# A footnote mark or an apostrophe in another font inside a bold statement.
STRAY = 2
