"""Statements under a heading of kind that no mark opens: set apart by type, in boxes, or asking."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from ingest.headings_of_kind import kind_of_heading
from ingest.labels import Form
from ingest.layout.blocks import Role
from ingest.statements.asking import is_order
from ingest.statements.beginnings.heads import Head, introduces
from ingest.statements.candidate import FEWEST_WORDS, Candidate, Source
from ingest.statements.flow import Flow, Type, is_heading, type_at
from ingest.words_of_kind import is_plural
from kb.domain.record import Kind
from kb.sentences import sentences

# One sentence in bold is an emphasis.
FEWEST_SET_APART = 2
# "This should have been known" tells, it asks nothing.
_DUTY = re.compile(
    r"\b(?:should|must|shall|needs? to|ought to)\b(?! (?:\W )?have\b)"
    r"|\b(?:is|are) (?:strongly )?(?:encouraged|urged|advised)\b"
    r"|\brecommends?\b|\brecommend(?:ed|ing) that\b|\bto consider\b"
)


def set_apart(flow: Flow, head: Head, inside: list[int]) -> list[Candidate]:
    """Take the sentences set apart by type, each with its prose below, that fill a section.

    "LESSONS LEARNED", then a sentence in bold, paragraphs about it, the next sentence in bold.
    """
    body = [i for i in inside if flow.blocks[i].role is Role.BODY]
    lead = [i for i in body if _is_set_apart(flow, i)]
    types = {type_at(flow.blocks[i], 0)[0] for i in lead}
    every = sorted([*lead, *(i for i in inside if _is_headline(flow, i, types))])
    lead = every if _are_told(every, head.end) else lead
    told = _are_told(lead, head.end)
    if len(types) != 1 or not head.ranked or not (told or _open_paragraphs(flow, lead, body)):
        return []
    # Those that open paragraphs give way to printed labels: under "Key Takeaways" stand seven, and
    # elsewhere in the report four times "Lesson Learned—the Power of Partnerships".
    source = Source.ITEM if told else Source.LEAD
    return [
        Candidate(i, i, 0, head.kind, source, "", "", head.word, Form.NUMBER, head=head.index)
        for i in lead
    ]


def _are_told(lead: list[int], end: int) -> bool:
    """Say whether prose follows each of these blocks before the next, and before the end."""
    return all(one + 1 < other for one, other in pairwise([*lead, end]))


def _open_paragraphs(flow: Flow, lead: list[int], body: list[int]) -> bool:
    """Say whether such sentences open most paragraphs, each with its prose in the same one.

    "**No one had the task of reading intelligence.** A lieutenant did it between tours."
    """
    run_in = [i for i in lead if type_at(flow.blocks[i], 0)[1] < len(flow.blocks[i].text.rstrip())]
    return len(run_in) >= FEWEST_RUN_IN and 2 * len(run_in) > len(body)


# Paragraphs that open with a sentence set apart from which on it is a section's way of telling.
FEWEST_RUN_IN = 3


def _is_set_apart(flow: Flow, index: int) -> bool:
    """Say whether a block begins with a whole sentence in a type that running text has not."""
    block = flow.blocks[index]
    type_, end = type_at(block, 0)
    lead = block.text[:end].rstrip()
    whole = lead.endswith((".", "!", "?")) or _is_broken(flow, index, end)
    return (
        whole
        and not flow.is_plain(type_)
        and abs(block.size - flow.body_size) < 1
        and len(lead.split()) >= FEWEST_WORDS
        and block.continues < 0
    )


def _is_headline(flow: Flow, index: int, types: set[Type]) -> bool:
    """Say whether a line looks like a heading but is set as the sentences are, and as long."""
    block = flow.blocks[index]
    return (
        block.role is Role.HEADING
        and abs(block.size - flow.body_size) < 1
        and len(block.text.split()) >= LONG_HEADLINE
        and type_at(block, 0)[0] in types
    )


# Words from which on a line in the text's size is a statement rather than a heading.
LONG_HEADLINE = 8


def _is_broken(flow: Flow, index: int, end: int) -> bool:
    """Say whether a block is set in one type to its end and goes on in another column or page."""
    block = flow.blocks[index]
    rest = flow.blocks[index + 1 : index + LOOK_AHEAD]
    return end >= len(block.text.rstrip()) and any(b.continues == block.order for b in rest)


# Blocks looked at past a figure or a note for the rest of a sentence.
LOOK_AHEAD = 6


def asking(flow: Flow, head: Head, inside: list[int]) -> Iterator[Candidate]:
    """Take the paragraphs under a heading of recommendations that say what should be done."""
    if head.kind is not Kind.RECOMMENDATION or not head.ranked:
        return
    for index in inside:
        block = flow.blocks[index]
        asks = _DUTY.search(block.text) or is_order(block.text)
        if block.role is Role.BODY and asks and not block.text.endswith(":"):
            yield Candidate(
                index, index, 0, head.kind, Source.PROSE, "", "", head.word, head=head.index
            )


def in_boxes(flow: Flow, inside: list[int], head: Head) -> list[Candidate]:
    """Take the boxes right below a line that announces them, one statement each."""
    out: list[Candidate] = []
    for index in inside:
        line = flow.blocks[index - 1].text
        if line.endswith(":") and (kind_of_heading(line) or introduces(line)):
            first = _boxes_from(flow, index)
            out += [
                Candidate(i, i, 0, head.kind, Source.ITEM, "", "", head.word, Form.NUMBER)
                for i in (first if len(first) >= FEWEST_SET_APART else ())
            ]
    return out


def in_its_box(flow: Flow, head: Head, inside: list[int]) -> list[Candidate]:
    """Take the paragraphs of the box that a heading of kind opens, one statement each.

    "Findings" in a shaded box amid the analysis with two paragraphs that nothing marks.
    """
    opens = flow.blocks[head.index]
    held = [
        i
        for i, block in enumerate(flow.blocks)
        if block.boxed == opens.boxed >= 0 and block.page == opens.page
    ]
    own = [i for i in held if i in inside]
    whole = all(_is_short_paragraph(flow, i) for i in own)
    if not own or held != [head.index, *own] or not whole:
        return []
    return [
        Candidate(i, i, 0, head.kind, Source.ITEM, "", "", head.word, Form.NUMBER, head=head.index)
        for i in own
    ]


def _is_short_paragraph(flow: Flow, index: int) -> bool:
    block = flow.blocks[index]
    return (
        block.role is Role.BODY
        and not block.bullet
        and block.page == flow.blocks[index - 1].page
        and block.text.rstrip().endswith((".", ";"))
        and FEWEST_WORDS < len(block.text.split()) <= LONGEST_IN_BOX
    )


# Words of a statement in a box of several; longer paragraphs tell a story.
LONGEST_IN_BOX = 100


def short_paragraphs(flow: Flow, head: Head, inside: list[int]) -> list[Candidate]:
    """Take the paragraphs that alone fill a section under a plural heading of kind, if all short.

    "Findings" in each chapter over two paragraphs of a sentence or two; longer ones tell a story.
    """
    several = is_plural(head.word) or head.word.lower().startswith("what ")
    told = several and head.kind is not Kind.RECOMMENDATION and head.ranked
    closes = head.word.lower().startswith("conclusion")
    whole = inside == list(range(head.index + 1, head.end))
    short = all(_is_short_paragraph(flow, i) and _is_brief(flow.blocks[i].text) for i in inside)
    if not told or closes or not whole or not short:
        return []
    return [
        Candidate(i, i, 0, head.kind, Source.PROSE, "", "", head.word, Form.NUMBER, head=head.index)
        for i in inside
    ]


def _is_brief(text: str) -> bool:
    return sum(1 for _ in sentences(text)) <= MOST_SENTENCES


# Sentences of a statement that nothing marks; more explain something.
MOST_SENTENCES = 2


def only_one(flow: Flow, head: Head, inside: list[int]) -> Iterator[Candidate]:
    """Take the one paragraph below a heading that names one statement and asks for something.

    "Area for improvement" over a paragraph that is set in, or with which the section ends.
    """
    # "Conclusion" closes chapters
    many = is_plural(head.word) or head.word.lower().startswith("conclusion")
    if many or not head.ranked or inside[:1] != [head.index + 1]:
        return
    first, after = flow.blocks[inside[0]], flow.blocks[inside[0] + 1 :][:1]
    ends = not after or is_heading(after[0]) or after[0].boxed != first.boxed
    apart = ends or abs(after[0].indent - first.indent) > SET_IN
    if first.role is Role.BODY and apart and _DUTY.search(first.text):
        yield Candidate(
            inside[0], inside[0], 0, head.kind, Source.ITEM, "", "", head.word, Form.NUMBER,
            head=head.index,
        )  # fmt: skip


# Points by which a paragraph is set in from the text that goes on below it.
SET_IN = 8.0


def _boxes_from(flow: Flow, index: int) -> tuple[int, ...]:
    """Give the first block of each box in a row of boxes that begins at `index`."""
    first: dict[int, int] = {}
    while index < len(flow.blocks) and flow.blocks[index].boxed >= 0:
        first.setdefault(flow.blocks[index].boxed, index)
        index += 1
    return tuple(first.values())
