"""What the first pages show: groups of one type, imprint, citation, running heads."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import pairwise

from ingest.bibliography.memoranda import heading_of, subject_of
from ingest.dates import find_dates, is_date
from ingest.layout.blocks import Block, LaidOut, Role
from ingest.pages.lines import Line, RawDocument
from kb.analysis import terms

# Covers, title pages and imprints stand on these; counted from the first page with text.
FRONT_PAGES = 5
# Two blocks are one group where their type sizes differ by less than this share ...
_SAME_SIZE = 0.04
# ... and the white between them is no more than this many times the type size.
_WIDEST_GAP = 2.2
# Type from this size on, in points, is read row by row over a cover however its words are placed;
# smaller type may stand in columns.
_DISPLAY = 18.0

_SHORT_FORM = re.compile(r"\b[A-Z]{3,8}\b")
_NOT_SHOWN = {Role.RUNNING, Role.CONTENTS, Role.FOOTNOTE}
_CITATION = re.compile(
    r"\b(?:(?:suggested|recommended|preferred)\s+citation|cite\s+(?:this\s+report\s+)?as"
    r"|how\s+to\s+cite|please\s+cite)\b[^:]{0,40}:\s*",
    re.IGNORECASE,
)
# Document information that programs write by themselves: "Microsoft Word - draft3.docx"
_MACHINE_TITLE = re.compile(
    r"microsoft word|\.(?:pdf|docx?|html?|indd|qxd|rtf|pptx?)\b|untitled|^[\w-]+$|_|^draft\b"
    # and "COR 2019 002417", the number of a case
    r"|^about:|^[A-Z]{1,6}[\d\s./-]+$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Group:
    """Lines of one type that stand together on one of the first pages.

    `parts` are its paragraphs, which joined by spaces are its text (() for one); `lines` what
    stands on each line; `cell` says that all of it stands in a table.
    """

    page: int
    text: str
    size: float
    bold: bool
    top: float
    parts: tuple[str, ...] = ()
    lines: tuple[str, ...] = ()
    cell: bool = False

    @property
    def paragraphs(self) -> tuple[str, ...]:
        """Give its paragraphs, at least one."""
        return self.parts or (self.text,)


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """The evidence for a report's bibliography.

    `first` is the first page with text; `citation` the report's own suggestion how to cite it;
    `running` the texts of its running heads with how many pages bear them; `short_forms` how often
    the whole report prints each word of capitals; `subject` what a memorandum says it is about.
    """

    first: int
    groups: tuple[Group, ...]
    texts: tuple[tuple[int, str], ...]
    citation: str = ""
    citation_page: int = 0
    info: dict[str, str] = field(default_factory=dict)
    running: tuple[tuple[str, int], ...] = ()
    short_forms: Mapping[str, int] = field(default_factory=dict)
    subject: str = ""

    def uses(self, short: str) -> int:
        """Give how often the whole report prints a word of capitals: "USDS"."""
        return self.short_forms.get(short, 0)

    @property
    def cover(self) -> tuple[Group, ...]:
        """Groups of the first page with text."""
        return tuple(g for g in self.groups if g.page == self.first)


def read_front_matter(raw: RawDocument, laid_out: LaidOut) -> FrontMatter:
    """Gather what the first pages show; nothing is decided here."""
    shown = [b for b in laid_out.blocks if b.role not in _NOT_SHOWN and b.text.strip()]
    first = shown[0].page if shown else 1
    shown = [
        b for b in laid_out.blocks
        if b.text.strip() and (b.role not in _NOT_SHOWN or (b.page == first and _opens_with_day(b)))
    ]  # fmt: skip
    front = [b for b in shown if b.page < first + FRONT_PAGES]
    pages = sorted({b.page for b in front})
    texts = tuple((p, "\n".join(b.text for b in front if b.page == p)) for p in pages)
    citation, page = _citation(laid_out)
    return FrontMatter(
        first=first,
        groups=tuple(_groups(front)),
        texts=texts,
        citation=citation,
        citation_page=page,
        info=_info(raw),
        running=_running(laid_out),
        short_forms=Counter(w for b in laid_out.blocks for w in _SHORT_FORM.findall(b.text)),
        subject=next(
            (heading_of(p.lines) or subject_of(p.lines) for p in raw.pages if p.number == first), ""
        ),
    )


def _opens_with_day(block: Block) -> bool:
    """Say whether a cover's last line is no note although a number opens it: "30 May 2018"."""
    dates = find_dates(block.text) if block.role is Role.FOOTNOTE else []
    return bool(dates) and dates[0].first == 0


def squeeze(text: str) -> str:
    """Reduce to letters and digits: "N I N E  N I G H T S" and "Nine Nights" become the same."""
    return re.sub(r"[^a-z0-9]", "", text.lower())


def likeness(one: str, other: str) -> float:
    """Give the F1 of two texts' words, between 0 and 1."""
    a, b = _counted(one), _counted(other)
    common = sum((a & b).values())
    return 2 * common / (sum(a.values()) + sum(b.values())) if common else 0.0


# Each running head is held against each candidate for the title.
@lru_cache(maxsize=2048)
def _counted(text: str) -> Counter[str]:
    return Counter(terms(text))


def printed_as(squeezed: str, text: str) -> str:
    """Find in a text the words that squeeze to this; "" where there are none."""
    at: list[int] = [i for i, c in enumerate(text) if c.isascii() and c.isalnum()]
    place = "".join(text[i].lower() for i in at).find(squeezed)
    if place < 0 or not squeezed:
        return ""
    end = at[place + len(squeezed) - 1] + 1
    # A title's own closing mark: "Who Gets Stopped?", "Act of 2007”"
    closing = re.match(r"[?!”\")’']+", text[end:])
    return text[at[place] : end + (closing.end() if closing else 0)]


def _groups(blocks: Sequence[Block]) -> Iterator[Group]:
    held: list[Block] = []
    for block in blocks:
        if held and not _go_together(held[-1], block):
            yield _group(held)
            held = []
        held.append(block)
    if held:
        yield _group(held)


def _go_together(one: Block, other: Block) -> bool:
    gap = other.box.top - one.box.bottom
    alike = abs(one.size - other.size) <= _SAME_SIZE * max(one.size, other.size, 1)
    near = -one.size < gap <= _WIDEST_GAP * max(one.size, 1) or _touch(one, other)
    apart = is_date(one.text) or is_date(other.text)
    return one.page == other.page and alike and one.bold == other.bold and near and not apart


def _group(blocks: Sequence[Block]) -> Group:
    first = blocks[0]
    beside = any(
        _touch(a, b) and b.box.top < a.box.bottom - a.size / 2 for a, b in pairwise(blocks)
    )
    shown = _by_rows(blocks) if beside else (f"{b.bullet} {b.text}" for b in blocks)
    parts = tuple(" ".join(part.split()) for part in shown)
    # Rows of a title set in two columns are no paragraphs
    own = (" ".join(parts),) if beside else parts
    lines = tuple(" ".join(line.text.split()) for block in blocks for line in block.lines)
    cell = all(block.role is Role.CELL for block in blocks)
    whole = " ".join(parts)
    return Group(first.page, whole, first.size, first.bold, first.box.top, own, lines, cell)


def _touch(one: Block, other: Block) -> bool:
    """Say whether two blocks of display type stand side by side, nearer than a word's space."""
    reach = one.size / 2
    return (
        one.size >= _DISPLAY
        and one.box.x0 - reach <= other.box.x1
        and other.box.x0 - reach <= one.box.x1
        and one.box.top - reach <= other.box.bottom
        and other.box.top - reach <= one.box.bottom
    )


def _by_rows(blocks: Sequence[Block]) -> Iterator[str]:
    """Give lines from left to right, row by row.

    "Police" and "response to the" above "2024" and "summer disorder" were read as two columns.
    """
    lines = sorted((line for b in blocks for line in b.lines), key=lambda line: line.box.top)
    row: list[Line] = []
    for line in lines:
        if row and line.box.top > row[0].box.top + blocks[0].size / 2:
            yield " ".join(one.text for one in sorted(row, key=lambda one: one.box.x0))
            row = []
        row.append(line)
    yield " ".join(one.text for one in sorted(row, key=lambda one: one.box.x0))


def _citation(laid_out: LaidOut) -> tuple[str, int]:
    for block in laid_out.blocks:
        found = _CITATION.search(block.text) if block.role is not Role.RUNNING else None
        if found:
            after = block.text[found.end() :]
            return (after or _text_after(laid_out, block)), block.page
    return "", 0


def _text_after(laid_out: LaidOut, block: Block) -> str:
    following = (b.text for b in laid_out.blocks[block.order + 1 :] if b.page == block.page)
    return next(following, "")


def _info(raw: RawDocument) -> dict[str, str]:
    info = {key: " ".join(value.split()) for key, value in raw.info if value.strip()}
    if _MACHINE_TITLE.search(info.get("Title", "")):
        del info["Title"]
    return info


def _running(laid_out: LaidOut) -> tuple[tuple[str, int], ...]:
    texts = Counter(b.text.strip() for b in laid_out.blocks if b.role is Role.RUNNING)
    return tuple((t, n) for t, n in texts.most_common(12) if n > 1 and len(t.split()) > 1)
