"""Tell headings from text by how they are set, and rank them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from ingest.layout.blocks import Block, Role
from ingest.pages.lines import OutlineEntry

# Type larger than the body's by this part makes a heading.
LARGER = 1.12
# Notes and captions are smaller than this part of it and make none.
SMALLER = 0.88
MOST_LINES, MOST_LETTERS = 4, 220
SHORT = 110
# A page with so many letters of body type is text; what stands before the first is the cover.
TEXT_PAGE = 500

_SENTENCE_END = re.compile(r"[.;,:!]$|[.!]['”\"’)]+$")
_ABBREVIATED = re.compile(r"\b(?:[A-Z]\.){1,4}$|\b(?:Inc|Jr|Sr|St|No|etc)\.$")
_LETTERS = re.compile(r"[^\W\d_]")
_NOT_WORD = re.compile(r"[\W_]+")

# Size to half a point, bold, capitals, italic.
Style = tuple[float, bool, bool, bool]


def mark_headings(
    blocks: Sequence[Block], outline: Sequence[OutlineEntry], body_size: float
) -> list[Block]:
    """Give headings their role and level, 1 the highest; cover pages have none."""
    first = _first_text_page(blocks, body_size)
    plain = _body_color(blocks, body_size)
    bookmarks = {(_key(e.title), e.page) for e in outline}
    found = {
        b.order: _style(b)
        for b in blocks
        if (b.page >= first or _heads_part(b, body_size))
        and _is_heading(b, body_size, plain, bookmarks)
    }
    for one, other in pairwise(blocks):
        if one.order in found and other.order not in found and _runs_on(one, other, body_size):
            del found[one.order]
    ranks = {style: i + 1 for i, style in enumerate(sorted(set(found.values()), reverse=True))}
    return [
        replace(_whole(b), role=Role.HEADING, level=ranks[found[b.order]])
        if b.order in found
        else b
        for b in blocks
    ]


def _heads_part(block: Block, body_size: float) -> bool:
    """Say whether a line in large type heads a part, though its page has but a few lines."""
    return block.size >= LARGER * body_size and bool(_PART.match(block.text))


_PART = re.compile(
    r"(?:executive |report )?summary$|(?:table of )?contents$|foreword$", re.IGNORECASE
)


def _runs_on(block: Block, after: Block, body_size: float) -> bool:
    """Say whether a line in the text's own size begins a sentence that the next block goes on with.

    "Ambulance crews waited at the", in italics at a column's foot, goes on in the next column.
    """
    alike = abs(after.size - block.size) < 1 and after.italic == block.italic
    return (
        alike
        and block.size < LARGER * body_size
        and after.bold == block.bold
        and after.role is Role.BODY
        and after.text[:1].islower()
    )


def is_capitals(text: str) -> bool:
    """Say whether a text is set in capitals: it has three letters and no small one."""
    letters = _LETTERS.findall(text)
    return len(letters) >= 3 and not any(c.islower() for c in letters)


def _whole(block: Block) -> Block:
    """Put a heading's number back into its text ("3." + "Findings")."""
    return replace(block, text=f"{block.bullet} {block.text}", bullet="") if block.bullet else block


def _first_text_page(blocks: Sequence[Block], body_size: float) -> int:
    letters: Counter[int] = Counter()
    for block in blocks:
        if block.role is not Role.RUNNING and abs(block.size - body_size) < 0.15 * body_size:
            letters[block.page] += len(block.text)
    return min((page for page, count in letters.items() if count > TEXT_PAGE), default=1)


def _body_color(blocks: Sequence[Block], body_size: float) -> int:
    colors: Counter[int] = Counter()
    for block in blocks:
        if abs(block.size - body_size) < 0.5:
            colors[block.color] += len(block.text)
    return colors.most_common(1)[0][0] if colors else 0


def _is_heading(
    block: Block, body_size: float, plain: int, bookmarks: set[tuple[str, int]]
) -> bool:
    if not _may_be_heading(block):
        return False
    text = block.text
    if (_key(text), block.page) in bookmarks:
        return True
    ended = bool(_SENTENCE_END.search(text)) and not _ABBREVIATED.search(text)
    if block.size >= LARGER * body_size:
        return not ended or len(text) < SHORT
    if ended or len(text) > SHORT or block.size < SMALLER * body_size:
        return False
    # "(ii) those who have fibrosis" is an item of a list, however short and bold
    begins = text[0].isupper() or text[0].isdigit() or block.bullet[:1].isdigit()
    return begins and (_all_set(block, "bold") or is_capitals(text) or _stands_out(block, plain))


def _may_be_heading(block: Block) -> bool:
    """Say whether a block is short words of the text, not a list's item and no pull quote."""
    text = block.text
    return (
        block.role in (Role.BODY, Role.ITEM)
        and (not block.bullet or _counts(block.bullet))
        and len(block.lines) <= MOST_LINES * 2
        and len(text) <= MOST_LETTERS
        and bool(_LETTERS.search(text))
        and not (text[0] in '“"' and text[-1] in '”"')
    )


def _stands_out(block: Block, plain: int) -> bool:
    """Say whether a short line is wholly italic, or coloured otherwise than the text."""
    if len(block.lines) > 2:
        return False
    return _all_set(block, "italic") or (
        block.color != plain and block.color not in (0, 0xFFFFFF) and _is_coloured(block.color)
    )


def _is_coloured(color: int) -> bool:
    parts = [color >> s & 255 for s in (0, 8, 16)]
    return max(parts) - min(parts) > 60


def _all_set(block: Block, how: str) -> bool:
    return all(
        getattr(run, how) for line in block.lines for run in line.runs if _LETTERS.search(run.text)
    )


def _counts(bullet: str) -> bool:
    return any(c.isalnum() for c in bullet) and bullet != "o"


def _style(block: Block) -> Style:
    return (
        round(block.size * 2) / 2,
        _all_set(block, "bold"),
        is_capitals(block.text),
        not _all_set(block, "italic"),
    )


def _key(text: str) -> str:
    return _NOT_WORD.sub("", text.lower())
