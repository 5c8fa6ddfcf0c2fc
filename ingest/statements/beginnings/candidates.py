"""Places where a statement may begin: labels, codes, paragraphs that recommend, and the rest.

Finds them all, generously; `ingest.statements.styles.induction` decides which of them the report
means.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from ingest.labels import Form, Label, read_code, read_label, read_number
from ingest.layout.blocks import Block, Role
from ingest.statements.asking import asks
from ingest.statements.beginnings.asking_columns import find_asking_columns
from ingest.statements.beginnings.bold_leads import find_leads
from ingest.statements.beginnings.cells import find_cells
from ingest.statements.beginnings.closing_labels import find_closed, labels_at_right
from ingest.statements.beginnings.codes import find_codes, kinds_of_codes
from ingest.statements.beginnings.counted_in_cells import find_counted_in_cells
from ingest.statements.beginnings.deeper_numbers import find_deeper
from ingest.statements.beginnings.heads import (
    RECOMMENDS,
    asks_for_list,
    find_heads,
    over_several,
)
from ingest.statements.beginnings.listed import find_listed
from ingest.statements.beginnings.numbers_alike import without_what_is_alike
from ingest.statements.beginnings.numbers_beside import number_beside
from ingest.statements.beginnings.openings import find_opened
from ingest.statements.beginnings.own_words import find_own, find_untold
from ingest.statements.beginnings.plus_delta import find_signed
from ingest.statements.beginnings.quotations import quoted
from ingest.statements.beginnings.recurring import find_recurring, is_sentence
from ingest.statements.beginnings.run_in import find_run_in
from ingest.statements.beginnings.said_again import find_said_again
from ingest.statements.beginnings.told_and_asked import find_told_and_asked
from ingest.statements.candidate import FEWEST_WORDS, Candidate, Source, starts
from ingest.statements.flow import Flow, Zone, first_type, is_heading, type_at
from kb.domain.record import Kind


def find_candidates(flow: Flow) -> tuple[Candidate, ...]:
    """Give every candidate in reading order, labels before others at the same place."""
    words_of_others = quoted(flow.blocks)
    amid = tuple(c for c in find_run_in(flow) if c.block not in words_of_others)
    apart = starts(amid) | words_of_others
    apart |= labels_at_right(flow)
    labelled = (*amid, *(c for c in _labelled(flow) if c.block not in apart))
    closed = (c for c in find_closed(flow, labelled) if c.block not in words_of_others)
    labelled = (*labelled, *closed, *_counted_on(flow, labelled))
    labelled = tuple(without_what_is_alike(flow, labelled))
    heads = tuple(find_heads(flow, {c.block for c in labelled}))
    taken = starts(labelled) | words_of_others
    own = (*find_own(flow, taken), *find_signed(flow, taken))
    taken |= starts(own)
    cells = tuple(find_cells(flow, taken))
    # the code in a column "No." numbers the cell beside it, whose column's head tells the kind
    numbered = {c.text_block for c in cells if c.number}
    found = find_codes(flow, taken, lambda index: _beside(flow, index))
    codes = tuple(kinds_of_codes(flow, (c for c in found if c.text_block not in numbered)))
    deeper = find_deeper(flow, labelled, taken | starts(codes))
    printed = (*labelled, *codes, *deeper, *own)
    recurring = tuple(find_recurring(flow, taken | starts(codes)))
    others = (
        *find_listed(flow, heads, taken),
        *find_told_and_asked(flow, taken),
        *cells,
        *find_counted_in_cells(flow, taken | starts(cells)),
        *_stated(flow, taken),
        *recurring,
        *find_asking_columns(flow, taken | starts((*codes, *cells))),
        *find_untold(flow, taken | starts((*codes, *cells))),
        *find_leads(flow, (*printed, *recurring), taken | starts(printed)),
    )
    others = tuple(_said_once((*others, *find_opened(flow, taken, (*printed, *others)))))
    known = taken | starts(c for c in (*printed, *others) if c.source is not Source.RECURRING)
    every = (*printed, *others, *find_said_again(flow, known))
    return tuple(sorted(every, key=lambda c: (c.block, c.source is not Source.LABEL)))


def _said_once(candidates: Iterable[Candidate]) -> Iterator[Candidate]:
    """Leave out what words that come back make of a text of which they made something already.

    "Smooth it" beside a sentence in the last rows of a page, which look like a table.
    """
    seen: set[tuple[int, int]] = set()
    for candidate in candidates:
        place = candidate.text_block, candidate.offset
        if candidate.source is not Source.RECURRING or place not in seen:
            yield candidate
        if candidate.source is Source.RECURRING:
            seen.add(place)


# Labels ------------------------------------------------------------------------------------------


def _labelled(flow: Flow) -> Iterator[Candidate]:
    before: Candidate | None = None
    roman = _roman_words(flow)
    several = over_several(flow)
    for index, block in enumerate(flow.blocks):
        if flow.zones[index] is Zone.ASIDE:
            continue
        label = read_label(block.text) or _read_set_apart(flow, block, roman)
        label = label or _read_behind_theme(block)
        if label is None:
            label = _read_inside(block)
        heads = index in several or (label and _is_list_head(flow, index, label))
        if label and not heads and not _is_defined(block.text, label):
            found = _at(flow, index, label)
            if found:
                before = _in_paragraph_of(before, found)
                yield before


def _is_defined(text: str, label: Label) -> bool:
    """Say whether a text tells what the report means by a word of kind.

    "Area for Improvement: an observed action, behavior or practice that hinders performance."
    """
    said = text[label.end :].strip()
    return not label.number and bool(_DEFINES.match(said)) and not asks(said)


_DEFINES = re.compile(r"(?:an?|any) [^.]*\b(?:that|which|who)\b")


def _roman_words(flow: Flow) -> frozenset[str]:
    """Give the words of kind that the report numbers in roman: "action item" of Action Item IV."""
    labels = (read_label(block.text) for block in flow.blocks)
    return frozenset(
        label.word.lower()
        for label in labels
        if label and len(label.number) > 1 and set(label.number) <= set("IVXL")
    )


def _read_set_apart(flow: Flow, block: Block, roman: frozenset[str]) -> Label | None:
    """Read a label whose number is a letter, and which only its type or its series shows to be one.

    "Finding A" in bold before a sentence; "Action Item I Hold promotions" where IV comes later.
    """
    first = _FIRST_ROMAN.match(block.text)
    if first and first["word"].lower() in roman:
        return read_label(block.text, first.end())
    if flow.is_plain(first_type(block)):
        return None
    return read_label(block.text, len(block.text[: type_at(block, 0)[1]].rstrip()))


def _read_behind_theme(block: Block) -> Label | None:
    """Read a numbered label behind a theme: "Planning \N{EN DASH} Recommendation 3: ..."."""
    theme = _THEME.match(block.text)
    label = read_label(block.text[theme.end() :]) if theme else None
    if theme is None or label is None or not label.number:
        return None
    ends = label.end >= len(block.text) - theme.end()
    return replace(label, end=theme.end() + label.end) if label.separator or ends else None


_THEME = re.compile(
    r"[A-Z][^.:;\d\N{EN DASH}\N{EM DASH}]{2,40} [\N{EN DASH}\N{EM DASH}|-] (?=[A-Z])"
)


def _read_inside(block: Block) -> Label | None:
    """Read a numbered label in bold after a sentence of the same paragraph.

    "4.17 ... no one was told. **Recommendation 3: The Commission recommends ...**"
    """
    for match in _AFTER_SENTENCE.finditer(block.text) if block.role is not Role.HEADING else ():
        label = read_label(block.text[match.end() :])
        bold = label and type_at(block, match.end())[0].bold
        plain = bold and not type_at(block, max(0, match.start() - 1))[0].bold
        if label and plain and label.number and label.separator:
            return replace(label, end=match.end() + label.end)
    return None


_AFTER_SENTENCE = re.compile(r"(?<=[.!?”\")\]\d]) (?=[A-Z])")
_FIRST_ROMAN = re.compile(r"(?P<word>[A-Za-z][A-Za-z ]{2,30}?) [IVX](?= )")


def _counted_on(flow: Flow, labelled: Iterable[Candidate]) -> Iterator[Candidate]:
    """Give the items that count on from a statement whose label stands over all of them.

    "Recommendation: Teach call-takers to ask ..." and below it "(2) Post a location number ...".
    """
    for found in labelled:
        if found.number or flow.blocks[found.block].bullet:
            continue
        index = _next_paragraph(flow, found.text_block)
        for count in range(2, len(flow.blocks)):
            if not _counts(flow, index, count):
                break
            bullet = flow.blocks[index].bullet
            yield replace(found, block=index, text_block=index, offset=0, form=Form.NUMBER,
                          label=bullet, number=str(count))  # fmt: skip
            index = _next_paragraph(flow, index)


def _next_paragraph(flow: Flow, index: int) -> int:
    after = index + 1
    while after < len(flow.blocks) and flow.blocks[after].continues >= 0:
        after += 1
    return after


def _counts(flow: Flow, index: int, count: int) -> bool:
    """Say whether a block is an item with this number, and a sentence."""
    block = flow.blocks[index] if index < len(flow.blocks) else None
    if block is None or block.role is not Role.ITEM:
        return False
    number = read_number(f"{block.bullet} ")
    return number is not None and number.number == str(count) and is_sentence(block.text)


def _in_paragraph_of(before: Candidate | None, found: Candidate) -> Candidate:
    """Give a label without a number the one of the numbered paragraph in which it stands.

    "17." beside the box CONCLUSION counts for the box RECOMMENDATION right below it too.
    """
    if (
        before is None
        or found.number
        or before.form is not Form.NUMBER_WORD
        or before.kind is found.kind
        or found.block - before.text_block > 1
    ):
        return found
    return replace(found, number=before.number)


def _is_list_head(flow: Flow, index: int, label: Label) -> bool:
    """Say whether the label announces the items below it rather than one statement.

    "Findings" in a box above 1., 2., 3.; "Action:" above dashes; "Recommendations" as a heading;
    "What we recommend" above "R11 Confirm any report ...".
    """
    if label.number or label.end < len(flow.blocks[index].text):
        return False
    following = flow.after(index)
    # "What should change" as a heading rules a section; in a form's cell it is one label
    asked = is_heading(flow.blocks[index]) and label.word.lower().startswith("what ")
    if label.plural or following is None or asked:
        return True
    after = flow.blocks[following]
    return after.role is Role.ITEM or bool(after.bullet) or read_code(after.text) is not None


def _at(flow: Flow, index: int, label: Label) -> Candidate | None:
    block = flow.blocks[index]
    if not label.number and not _stands_out(flow, index, label):
        return None
    where = (index, label.end) if label.end < len(block.text) else (_beside(flow, index), 0)
    if where[0] < 0:
        return None
    number = label.number or number_beside(flow, index, label)
    return Candidate(
        index, where[0], where[1], label.kind, Source.LABEL, label.label, number, label.word,
        label.form, label.separator,
    )  # fmt: skip


def _stands_out(flow: Flow, index: int, label: Label) -> bool:
    """Say whether an unnumbered label is set apart: type, shading, capitals, a line of its own."""
    block = flow.blocks[index]
    alone = label.end >= len(block.text)
    if label.plural or (
        is_heading(block) and block.boxed < 0 and alone and not _comes_back(flow, block, label)
    ):
        return False
    if label.end >= len(block.text) or block.fill is not None or block.role is Role.HEADING:
        return True
    set_apart = label.label.isupper() or not flow.is_plain(type_at(block, 0)[0])
    return set_apart or (bool(label.separator) and _opens_paragraphs(flow, block.text[: label.end]))


def _opens_paragraphs(flow: Flow, opening: str) -> bool:
    """Say whether a word with its sign opens paragraphs more than once, whatever its type.

    "a. Observation: ...", "b. Discussion: ...", "c. Recommendation: ..." under each issue;
    "Commendation. The truck driver ...", once in each of two chapters.
    """
    same = sum(other.text.startswith(opening) for other in flow.blocks)
    return same > 1 and opening.rstrip()[-1] in ":.\N{EN DASH}\N{EM DASH}"


def _comes_back(flow: Flow, block: Block, label: Label) -> bool:
    """Say whether a lone word in a heading's type is the report's label, for it comes over again.

    "RECOMMENDED ACTION" over one paragraph after each lesson; "Conclusion" closes chapters.
    """
    same = sum(other.text == block.text and is_heading(other) for other in flow.blocks)
    return same >= FEWEST_LABELS and not label.word.lower().startswith("conclusion")


# Times that a heading of one word must come to be a label.
FEWEST_LABELS = 3


def _beside(flow: Flow, index: int) -> int:
    """Give the block that holds the statement of a label that stands alone; -1 if none does."""
    block = flow.blocks[index]
    if block.role is Role.CELL:
        return _next_cell(flow, index, rows=_is_numbered(flow, index))
    following = flow.after(index)
    if following is None or flow.blocks[following].page > block.page + 1:
        return -1
    if read_label(flow.blocks[following].text):
        return -1
    return following


def _is_numbered(flow: Flow, index: int) -> bool:
    """Say whether a cell is a numbered label, or a code in a row of its own."""
    block = flow.blocks[index]
    label = read_label(block.text)
    if label is not None:
        return bool(label.number)
    code, after = read_code(block.text), flow.after(index)
    alone = after is not None and flow.blocks[after].row == block.row + 1 and block.column == 0
    return code is not None and code.end >= len(block.text) and alone


def _next_cell(flow: Flow, index: int, *, rows: bool) -> int:
    """Find the cell beside a label, or (`rows`) below one that has a row of its own."""
    block = flow.blocks[index]
    for other in range(index + 1, min(index + 12, len(flow.blocks))):
        cell = flow.blocks[other]
        if cell.table != block.table or cell.row > block.row + rows or read_label(cell.text):
            return -1
        if _CITES.match(cell.text):
            return -1
        if len(cell.text.split()) >= FEWEST_WORDS:
            return other
    return -1


# "MR1 | Closing streets | R1, R2, R3" groups what other rows state.
_CITES = re.compile(r"(?:[A-Z]{1,4}[.-]?\d{1,3}(?:[.-]\w{1,3})?(?:(?:,|;| and|$)\s*|(?=$))){2,}$")


# Paragraphs that say that they recommend ---------------------------------------------------------

# "... that the National Assembly adopt this report": what ends it, not what it recommends.
_ADOPT = re.compile(
    r"[^.:;]{0,120}\b(?:adopts?|approves?|accepts?|notes?|considers?|receives?|endorses?)"
    r" (?:this|the) report\b",
    re.IGNORECASE,
)


def _stated(flow: Flow, taken: set[int]) -> Iterator[Candidate]:
    for index, block in enumerate(flow.blocks):
        own = index not in taken and flow.zones[index] in (Zone.BODY, Zone.LIST)
        if not own or asks_for_list(flow, index):
            continue
        number = read_number(block.text) or (
            read_number(f"{block.bullet} ") if block.bullet else None
        )
        start = number.end if number and not block.bullet else 0
        stated = RECOMMENDS.match(block.text, start)
        if (
            block.role in (Role.BODY, Role.ITEM)
            and stated
            and not _ADOPT.match(block.text, stated.end())
        ):
            yield Candidate(
                index, index, start, Kind.RECOMMENDATION, Source.STATED, "",
                number.number if number else "", "recommends", Form.NUMBER,
            )  # fmt: skip
