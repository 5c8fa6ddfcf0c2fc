"""From printed lines to blocks in reading order: the house of the layout stages.

Each stage is a module of its own; this one calls them in order and numbers what they find.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from ingest.layout import contents_pages, footnotes, islands, tables
from ingest.layout.bands import Thing
from ingest.layout.blocks import Block, ContentsEntry, LaidOut, Role
from ingest.layout.circled_numbers import with_circled_numbers
from ingest.layout.columns import Stretch, reading_order
from ingest.layout.continuation import mark_continuations
from ingest.layout.drawn_bullets import with_drawn_bullets
from ingest.layout.headings import mark_headings
from ingest.layout.islands import Island
from ingest.layout.large_numerals import with_large_numerals
from ingest.layout.line_parts import join_bullets, join_marks, split_at_edges
from ingest.layout.margin_heads import Hang, usual_hangs
from ingest.layout.page_labels import printed_labels
from ingest.layout.paragraphs import column_of, paragraphs, usual_depth, usual_leading
from ingest.layout.rows import Row, rows_of
from ingest.layout.running_heads import find_running
from ingest.layout.torn_lines import join_torn
from ingest.pages.lines import Line, RawDocument, RawPage
from kb.domain.passage import Box
from kb.domain.report import Page
from kb.text import join_lines, words_of

# As in "Figure 3. Staging areas" and "Table 2: Calls by hour".
_CAPTION = re.compile(
    r"^(?:figure|fig\.|table|exhibit|photo(?:graph)?|map|chart|graph|image|box)\s+"
    r"[A-Z]?[\d.\-]*\d[a-z]?(?:\s*[.:–—|]|\s{2,}|\s+(?=[A-Z])|$)",
    re.IGNORECASE,
)
_CAPTION_LENGTH = 250
# "FINDING 3" and below it "=========", as typewriters underline.
_TYPED_RULE = re.compile(r"\s*(?P<sign>[=~*#+-])(?: ?(?P=sign)){3,}\s*$")
# The usual distance of lines is measured on about so many pages.
SAMPLE = 60


@dataclass(frozen=True, slots=True)
class _Setting:
    """What holds for the whole document."""

    body_size: float
    leading: dict[float, float]
    depth: float
    words: frozenset[str]
    margins: frozenset[Hang]


@dataclass(slots=True)
class _Group:
    """Rows that become one block."""

    rows: list[Row]
    role: Role
    left: float = 0.0
    table: int = -1
    row: int = -1
    column: int = -1
    boxed: int = -1
    entries: list[contents_pages.Entry] = field(default_factory=list)


@dataclass(slots=True)
class _Tables:
    """Counts tables through the document, and remembers the last one for what continues it.

    `ended` says that a heading has come since.
    """

    count: int = 0
    edges: tuple[float, ...] = ()
    head: tuple[str, ...] = ()
    rows: int = 0
    page: int = -1
    ended: bool = False


@dataclass(frozen=True, slots=True)
class _Around:
    """What the groups of one page need to know: the document, the page and its rules."""

    setting: _Setting
    counter: _Tables
    page: int
    rules: Sequence[Box]


def lay_out(document: RawDocument) -> LaidOut:
    """Put a document's lines into blocks in reading order, with its pages' cleaned text."""
    document = replace(document, pages=with_large_numerals(document.pages))
    running = find_running(document.pages)
    labels = printed_labels(document.pages, running)
    setting = _setting(document.pages, running)
    counter = _Tables()
    groups: list[list[_Group]] = []
    expected = False
    for page, skipped in zip(document.pages, running, strict=True):
        on_page = _page_groups(page, skipped, setting, counter, contents=expected)
        groups.append(on_page)
        expected = any(g.role is Role.CONTENTS for g in on_page)
    found = _blocks(document.pages, groups, setting)
    found = mark_continuations(mark_headings(found, document.outline, setting.body_size))
    blocks, pages = _with_text(found, document.pages, labels)
    entries = tuple(_entries(groups, labels))
    return LaidOut(pages, blocks, setting.body_size, entries, setting.words)


def _setting(pages: Sequence[RawPage], running: Sequence[frozenset[int]]) -> _Setting:
    sizes: Counter[float] = Counter()
    texts: list[str] = []
    kept: list[list[Line]] = []
    for page, skipped in zip(pages, running, strict=True):
        lines = [line for i, line in enumerate(page.lines) if i not in skipped]
        kept.append(lines)
        for line in lines:
            texts.append(line.text)
            for run in line.runs:
                sizes[round(run.size * 2) / 2] += len(run.text)
    body = sizes.most_common(1)[0][0] if sizes else 10.0
    every = 1 + len(kept) // SAMPLE
    leading = usual_leading([sorted(p, key=lambda n: n.box.top) for p in kept[::every]])
    depth = usual_depth(kept[::every])
    return _Setting(body, leading, depth, words_of(texts), usual_hangs(kept))


def _page_groups(
    page: RawPage, skipped: frozenset[int], setting: _Setting, counter: _Tables, *, contents: bool
) -> list[_Group]:
    """Group one page's lines in reading order: running heads, text, footnotes."""
    heads = [line for i, line in enumerate(page.lines) if i in skipped]
    text = [
        n for i, n in enumerate(page.lines) if i not in skipped and not _TYPED_RULE.match(n.text)
    ]
    text = with_drawn_bullets(with_circled_numbers(text), page.shapes)
    out = [_Group(rows_of([line]), Role.RUNNING) for line in heads]
    entries = _contents(text, expected=contents)
    if entries:
        return out + entries
    found, text = _ruled_tables(page, join_torn(join_marks(text)))
    notes = footnotes.find_footnotes(text, page.shapes, page.height, setting.body_size)
    body = [line for i, line in enumerate(text) if i not in notes]
    out += _things(page, found, join_bullets(split_at_edges(body)), setting, counter)
    foot = [line for i, line in enumerate(text) if i in notes]
    for stretch in reading_order(join_bullets(foot)):
        rows = rows_of([t for t in stretch.things if isinstance(t, Line)])
        column = column_of(rows, setting.leading)
        out += [_Group(p, Role.FOOTNOTE, column.left) for p in footnotes.split_notes(rows)]
    return out


def _contents(lines: list[Line], *, expected: bool) -> list[_Group]:
    """Group a contents page; [] where the page is none."""
    joined = contents_pages.join_page_numbers(lines)
    rows = rows_of(sorted(joined, key=lambda n: (round(n.box.bottom / 3), n.box.x0)))
    headed = any(contents_pages.is_contents_heading(row.text) for row in rows)
    entries = contents_pages.find_entries(rows, expected=expected or headed)
    if not entries or 2 * sum(len(e.rows) for e in entries) < len(rows) * (0.3 if headed else 0.8):
        return []
    return _contents_groups(rows, entries)


def _contents_groups(rows: list[Row], entries: list[contents_pages.Entry]) -> list[_Group]:
    of_row = {id(row): entry for entry in entries for row in entry.rows}
    last = max(i for i, row in enumerate(rows) if id(row) in of_row)
    out: list[_Group] = []
    left = min(row.box.x0 for row in rows)
    for index, row in enumerate(rows):
        entry = of_row.get(id(row))
        if entry is None:
            headed = contents_pages.is_contents_heading(row.text)
            role = Role.BODY if headed or index > last else Role.CONTENTS
            out.append(_Group([row], role, left))
        elif entry.rows[0] is row:
            out.append(_Group(list(entry.rows), Role.CONTENTS, left, entries=[entry]))
    return out


def _things(
    page: RawPage,
    found: list[Island],
    lines: list[Line],
    setting: _Setting,
    counter: _Tables,
) -> list[_Group]:
    """Group what stands on a page outside footnotes: tables and boxes first, then the rest."""
    boxes, rest = islands.fill_boxes(
        islands.find_boxes(page.shapes, page.width, page.height), lines
    )
    for number, box in enumerate(boxes):
        box.number = number
    rules = [s.box for s in page.shapes if s.box.height <= tables.THICK and s.box.width > 50]
    around = _Around(setting, counter, page.number, rules)
    out: list[_Group] = []
    for stretch in reading_order([*rest, *found, *boxes], margins=setting.margins):
        out += _stretch_groups(stretch, around, -1)
    return out


def _ruled_tables(page: RawPage, lines: list[Line]) -> tuple[list[Island], list[Line]]:
    found: list[Island] = []
    rest = lines
    for grid in tables.find_ruled(page.shapes, page.width, page.height):
        inside = [n for n in rest if _is_inside(n, grid.box)]
        table = tables.fill_ruled(grid, inside) if inside else None
        if table:
            found.append(table)
            taken = {id(n) for n in inside}
            rest = [n for n in rest if id(n) not in taken]
    return found, rest


def _is_inside(line: Line, box: Box) -> bool:
    middle = (line.box.top + line.box.bottom) / 2
    return box.contains((line.box.x0 + line.box.x1) / 2, middle)


def _stretch_groups(stretch: Stretch, around: _Around, boxed: int) -> Iterator[_Group]:
    if stretch.edges and all(isinstance(t, Line) for t in stretch.things):
        table = tables.aligned_table(stretch, around.rules)
        yield from _cell_groups(table, around, boxed)
        return
    lines: list[Line] = []
    for thing in _then_end(stretch.things):
        if isinstance(thing, Line):
            lines.append(thing)
            continue
        around.counter.ended |= any(_is_set_apart(n, around.setting.body_size) for n in lines)
        yield from _text_groups(lines, stretch, around.setting, boxed)
        lines = []
        if thing is None:
            continue
        if thing.cells:
            yield from _cell_groups(thing, around, boxed)
        else:
            for inner in reading_order(thing.lines, margins=around.setting.margins):
                yield from _stretch_groups(inner, around, thing.number)


def _is_set_apart(line: Line, body_size: float) -> bool:
    """Say whether a line is set as headings are, so that a table above it has come to its end."""
    return line.bold or line.size > body_size + 1


def _then_end(things: Sequence[Thing]) -> Iterator[Thing | None]:
    yield from things
    yield None


def _text_groups(
    lines: list[Line], stretch: Stretch, setting: _Setting, boxed: int
) -> Iterator[_Group]:
    if not lines:
        return
    rows = rows_of(lines)
    column = column_of(rows, setting.leading, setting.depth)
    for group in paragraphs(rows, column):
        role = Role.MARGIN if stretch.margin else _text_role(group)
        yield _Group(group, role, column.left, boxed=boxed)


def _text_role(rows: list[Row]) -> Role:
    text = rows[0].text
    if _CAPTION.match(text) and sum(len(r.text) for r in rows) < _CAPTION_LENGTH:
        return Role.CAPTION
    return Role.ITEM if rows[0].bullet else Role.BODY


def _cell_groups(table: Island, around: _Around, boxed: int) -> Iterator[_Group]:
    counter = around.counter
    head = tuple("".join(n.text for n in c.lines) for c in table.cells if c.row == 0)
    first = _begin_table(table, counter, around.page, head)
    repeated = first > 0 and head == counter.head
    for cell in table.cells:
        row = 0 if repeated and cell.row == 0 else first + cell.row - (1 if repeated else 0)
        counter.rows = max(counter.rows, row + 1)
        rows = rows_of(cell.lines)
        column = column_of(rows, around.setting.leading)
        for group in paragraphs(rows, column):
            yield _Group(group, Role.CELL, column.left, counter.count - 1, row, cell.column, boxed)


def _begin_table(table: Island, counter: _Tables, page: int, head: tuple[str, ...]) -> int:
    """Count a table; give its first row, above 0 where it goes on from the page before."""
    same = len(counter.edges) == len(table.edges) and all(
        abs(a - b) < 6 for a, b in zip(counter.edges, table.edges, strict=True)
    )
    begins = 0
    new = counter.ended or _has_new_head(table) or _begins_as(head, counter.head)
    goes_on = head == counter.head or not new
    if same and counter.page == page - 1 and goes_on:
        begins = counter.rows
    else:
        counter.count += 1
        counter.head, counter.rows = head, 0
    counter.edges, counter.page, counter.ended = table.edges, page, False
    return begins


def _begins_as(head: tuple[str, ...], before: tuple[str, ...]) -> bool:
    """Say whether a row begins a form of two columns anew: "Ref. | 7" after "Ref. | 6"."""
    alike = len(head) == len(before) == 2 and head[0] == before[0]
    return alike and head != before and head[0][:1].isalpha()


def _has_new_head(table: Island) -> bool:
    """Say whether the first row alone is bold, as the head of another table is."""
    bold = dict.fromkeys({c.row for c in table.cells}, True)
    for cell in table.cells:
        bold[cell.row] &= all(line.bold for line in cell.lines)
    return len(bold) > 1 and bold[0] and not any(bold[row] for row in bold if row)


def _blocks(
    pages: Sequence[RawPage], groups: Sequence[Sequence[_Group]], setting: _Setting
) -> list[Block]:
    out: list[Block] = []
    for page, on_page in zip(pages, groups, strict=True):
        for group in on_page:
            out.append(_block(len(out), page, group, setting))
    return out


def _block(order: int, page: RawPage, group: _Group, setting: _Setting) -> Block:
    rows = group.rows
    text = join_lines((r.text for r in rows), setting.words)
    bullet = rows[0].bullet if group.role in (Role.ITEM, Role.CELL, Role.MARGIN) else ""
    box = rows[0].box
    for row in rows[1:]:
        box = box.union(row.box)
    main = max(rows, key=lambda r: len(r.text))
    letters = sum(len(r.text) for r in rows)
    return Block(
        order,
        page.number,
        group.role,
        text[len(bullet) :].lstrip() if bullet else text,
        tuple(line for row in rows for line in row.lines),
        box,
        size=main.size,
        bold=2 * sum(len(r.text) for r in rows if r.bold) > letters,
        italic=2 * sum(len(r.text) for r in rows if r.italic) > letters,
        color=main.color,
        fill=islands.behind(rows[0].box, page.shapes, page.width * page.height),
        indent=rows[0].box.x0 - group.left,
        bullet=bullet,
        table=group.table,
        row=group.row,
        column=group.column,
        boxed=group.boxed,
    )


def _with_text(
    blocks: Sequence[Block], raw: Sequence[RawPage], labels: Sequence[str]
) -> tuple[tuple[Block, ...], tuple[Page, ...]]:
    """Put each page's text together and give every block its offset in it."""
    texts: list[list[str]] = [[] for _ in raw]
    lengths = [0] * len(raw)
    index = {page.number: i for i, page in enumerate(raw)}
    placed: list[Block] = []
    for block in blocks:
        at = index[block.page]
        if block.role is Role.RUNNING:
            placed.append(block)
            continue
        placed.append(replace(block, start=lengths[at]))
        texts[at].append(block.text)
        lengths[at] += len(block.text) + 1
    pages = tuple(
        Page(p.number, label, "\n".join(t), p.width, p.height, p.ocr_confidence)
        for p, label, t in zip(raw, labels, texts, strict=True)
    )
    return tuple(placed), pages


def _entries(groups: Sequence[Sequence[_Group]], labels: Sequence[str]) -> Iterator[ContentsEntry]:
    numbers = {label.lower(): index + 1 for index, label in reversed(list(enumerate(labels)))}
    for index, on_page in enumerate(groups):
        for group in on_page:
            for entry in group.entries:
                page = numbers.get(entry.label.lower(), 0) if entry.label else 0
                yield ContentsEntry(
                    entry.title, entry.label, page, index + 1, entry.rows[0].box.x0 - group.left
                )
