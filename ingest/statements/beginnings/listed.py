"""What a heading of kind announces: lists of items, paragraphs that codes close, boxes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import chain, pairwise

from ingest.headings_of_kind import kind_of_heading
from ingest.labels import Form, read_number
from ingest.layout.blocks import Role
from ingest.statements.asking import ASKED, asks
from ingest.statements.beginnings.asking_heads import asking_heads
from ingest.statements.beginnings.closing_codes import closing_codes
from ingest.statements.beginnings.heads import Head, introduces
from ingest.statements.beginnings.list_items import SKIPPED, Item, item_at, last_count, outermost
from ingest.statements.beginnings.telling_heads import telling_heads
from ingest.statements.beginnings.unmarked import (
    FEWEST_SET_APART,
    asking,
    in_boxes,
    in_its_box,
    only_one,
    set_apart,
    short_paragraphs,
)
from ingest.statements.candidate import MODAL, Candidate, Source
from ingest.statements.flow import Flow, Zone, is_heading
from kb.domain.record import Kind


@dataclass(slots=True)
class _Loose:
    """What counts only where several sections print it alike, each section's by itself."""

    leads: list[Candidate] = field(default_factory=list)
    boxes: list[list[Candidate]] = field(default_factory=list)
    short: list[list[Candidate]] = field(default_factory=list)
    ones: list[Candidate] = field(default_factory=list)

    def told(self) -> Iterator[Candidate]:
        """Give what enough sections print so."""
        if len(self.leads) >= FEWEST_SET_APART:
            yield from self.leads
        if len(self.ones) >= FEWEST_SET_APART:
            yield from self.ones
        if len(self.short) >= FEWEST_SECTIONS:
            yield from chain.from_iterable(self.short)
        if sum(len(box) >= FEWEST_IN_BOX for box in self.boxes) >= FEWEST_BOXES:
            yield from chain.from_iterable(self.boxes)


def find_listed(flow: Flow, heads: Iterable[Head], taken: set[int]) -> Iterator[Candidate]:
    """Give what stands under each heading: by closing codes, else lists, else paragraphs."""
    last: dict[Kind, int] = {}
    loose = _Loose()
    for head in heads:
        ruled = range(head.index + 1, head.end)
        inside = [i for i in ruled if i not in taken and not _is_others(flow, i)]
        found = list(closing_codes(flow, head, inside)) or asking_heads(flow, head, inside)
        for part in () if found else _parts(flow, inside):
            listed = list(_under(flow, head, part, last.get(head.kind, 0)))
            last[head.kind] = last_count(listed[-1].number) if listed else last.get(head.kind, 0)
            found.extend(listed)
        found = found or telling_heads(flow, head, inside) or in_boxes(flow, inside, head)
        yield from found or _unmarked(flow, head, inside, loose)
    yield from loose.told()


def _unmarked(flow: Flow, head: Head, inside: list[int], loose: _Loose) -> list[Candidate]:
    """Give the paragraphs that ask; what counts only beside its like is kept in `loose`."""
    box = in_its_box(flow, head, inside)
    if len(box) >= FEWEST_IN_BOX:
        loose.boxes.append(box)
    elif lead := set_apart(flow, head, inside):
        loose.leads.extend(lead)
    elif asked := list(asking(flow, head, inside)):
        return asked
    elif box:
        loose.boxes.append(box)
    elif brief := short_paragraphs(flow, head, inside):
        loose.short.append(brief)
    else:
        loose.ones.extend(only_one(flow, head, inside))
    return []


# One box of paragraphs may be a sidebar; one paragraph in each box is what its label tells.
FEWEST_BOXES, FEWEST_IN_BOX = 2, 2
# So many sections of nothing but short paragraphs show how a report prints its findings.
FEWEST_SECTIONS = 3


def _is_others(flow: Flow, index: int) -> bool:
    return flow.zones[index] in (Zone.OTHERS, Zone.ASIDE)


def _parts(flow: Flow, inside: Iterable[int]) -> Iterator[list[int]]:
    """Cut what a heading rules at the headings below it: lists begin anew under each."""
    part: list[int] = []
    for index in inside:
        if is_heading(flow.blocks[index]) and not _is_broken_item(flow, index):
            yield part
            part = []
        else:
            part.append(index)
    yield part


def _is_broken_item(flow: Flow, index: int) -> bool:
    """Say whether a numbered line in bold only looks like a heading: its sentence goes on below.

    "2. Facilitate open and direct communication between technical" / "contributors. The site ..."
    """
    block, following = flow.blocks[index], flow.after(index)
    if following is None or read_number(block.text) is None:
        return False
    # "3. THE SAME EIGHT OFFICERS ACCOUNTED FOR A THIRD OF ..." in capitals of the text's size
    # "(a) THE SAME EIGHT OFFICERS ..." in bold: headings are seldom lettered in brackets
    plain = block.size < flow.body_size + 1 and (not block.bold or block.text[0] in "([")
    whole = plain and len(block.text.split()) >= SENTENCE
    return whole or flow.blocks[following].text[:1].islower()


# Words from which on a numbered line in the text's own size is a statement, not a heading.
SENTENCE = 8


def _under(flow: Flow, head: Head, inside: list[int], last: int) -> Iterator[Candidate]:
    items = _after_lead(flow, [item for i in inside if (item := item_at(flow, i))])
    chosen = outermost(items, last) or _whole_section(flow, head, inside, items)
    if head.kind is Kind.RECOMMENDATION:
        chosen = [item for item in chosen if _may_recommend(flow, item)]
        chosen = _that_recommend(flow, chosen) or chosen
    none = (
        _are_fragments(flow, head, chosen)
        or _are_sections(flow, head, chosen)
        or _are_told(flow, head, chosen)
        or _are_others(flow, head, chosen)
        or _are_questions(flow, chosen)
        or any(_names_section(flow, item) for item in chosen)
    )
    for item in () if none else chosen:
        yield Candidate(
            item.index, item.text_block, item.offset, head.kind, Source.ITEM, item.number,
            item.number, head.word, Form.NUMBER, head=head.index,
        )  # fmt: skip


def _after_lead(flow: Flow, items: list[Item]) -> list[Item]:
    """Leave out the report's numbered paragraphs above the list that the last of them announces.

    "16. For these reasons I make the following recommendations", below it "1." to "7.".
    """
    starts = (i for i, item in enumerate(items) if last_count(item.number) == 1)
    first = next(starts, 0)
    if not first or last_count(items[0].number) <= 1 + SKIPPED:
        return items
    lead = items[first - 1]
    announces = introduces(flow.blocks[lead.text_block].text[lead.offset :])
    return items[first:] if announces and lead.number else items


def _whole_section(flow: Flow, head: Head, inside: list[int], items: list[Item]) -> list[Item]:
    """Take the numbered paragraphs of a numbered section that holds nothing but them.

    "3. Findings" with paragraphs 2.11 to 2.22, where the report numbers its paragraphs throughout.
    """
    paragraphs = [i for i in inside if flow.blocks[i].role is not Role.MARGIN]
    numbered = [item for item in items if "." in item.number]
    own = read_number(flow.blocks[head.index].text)
    # "Conclusions" closes each chapter over paragraphs 2.4 to 2.6
    again = sum(is_heading(b) and b.text == flow.blocks[head.index].text for b in flow.blocks)
    comes_back = own is None and again >= FEWEST_SECTIONS
    if not comes_back and (own is None or len(numbered) < FEWEST_PARAGRAPHS):
        return []
    gaps = [last_count(b.number) - last_count(a.number) for a, b in pairwise(numbered)]
    alone = len(numbered) >= ALONE * len(paragraphs)
    return numbered if alone and all(g == 1 for g in gaps) else []


FEWEST_PARAGRAPHS = 3
# Share of a section's paragraphs that must be numbered for them to be its list.
ALONE = 0.75


def _may_recommend(flow: Flow, item: Item) -> bool:
    """Say whether an item under recommendations says or begins with what to do.

    "The Commission may issue, or give notice of, recommendations to any person" does neither.
    """
    text = flow.blocks[item.text_block].text[item.offset :]
    return asks(text) or not _TELLS.match(text)


def _that_recommend(flow: Flow, items: list[Item]) -> list[Item]:
    """Keep of numbered paragraphs those that say that somebody recommends, if any does.

    "7.2.2 On 30 June the Commission recommended that ...", "7.2.3 On 8 July the manager replied".
    """
    return [
        item
        for item in items
        if "." in item.number and _RECOMMENDED.match(flow.blocks[item.text_block].text, item.offset)
    ]


_RECOMMENDED = re.compile(r"[^.:]{0,150}?\brecommend(?:s|ed)? (?:that|to)\b", re.IGNORECASE)
# "Report in two years on the implementation of these recommendations" is itself one; "it is
# important that these recommendations are implemented" only tells of them.
_TELLS = re.compile(
    r"(?:The|A|An|This|These|It|There|We|Our|No)\s"
    r"|.*(?:(?<!these )\brecommendations\b|\bthese recommendations (?:are|be|were)\b)"
)


def _are_fragments(flow: Flow, head: Head, items: list[Item]) -> bool:
    """Say whether items end a sentence of the text ("... including:"): a finding is a sentence."""
    if head.kind in ASKED or not items:
        return False
    small = sum(flow.blocks[i.text_block].text[i.offset :][:1].islower() for i in items)
    before = flow.blocks[items[0].index - 1]
    announced = before.text.rstrip().endswith(":") and before.role is Role.BODY
    return announced and items[0].index - 1 != head.index and small * 2 > len(items)


def _names_section(flow: Flow, item: Item) -> bool:
    """Say whether an item is but the title of a chapter: "1.4 Lessons to be Learned"."""
    text = flow.blocks[item.text_block].text[item.offset :]
    return len(text.split()) <= LONGEST_NAME and kind_of_heading(text) is not None


LONGEST_NAME = 5


def _are_told(flow: Flow, head: Head, items: list[Item]) -> bool:
    """Say whether a sentence of the text introduces the items as something else.

    "There are three particular aspects which demand action:" under a heading of recommendations.
    """
    if head.kind not in ASKED or not items or items[0].index - 1 == head.index:
        return False
    before = flow.blocks[items[0].index - 1]
    sentence = re.split(r"(?<=[.!?]) ", before.text)[-1]
    texts = [flow.blocks[i.text_block].text[i.offset :] for i in items]
    asking = sum(bool(MODAL.search(text)) for text in texts)
    told = before.role is Role.BODY and before.text.rstrip().endswith(":")
    return told and 2 * asking < len(items) and not introduces(sentence)


def _are_others(flow: Flow, head: Head, items: list[Item]) -> bool:
    """Say whether items end a quotation, or a sentence whose first item stands within it.

    "Regulation 20 continues: “... a registered person must” (in summary):" above five duties;
    "Part of the history has been (a) delay;" above (b) and (c).
    """
    if not items or items[0].index - 1 == head.index:
        return False
    before = flow.blocks[items[0].index - 1]
    quoting = before.text.rstrip().endswith(":") and bool(_QUOTES.search(before.text))
    inside = items[0].number == "b" and bool(re.search(r"\(a\) ", before.text))
    return before.role is Role.BODY and (quoting or inside)


def _are_questions(flow: Flow, items: list[Item]) -> bool:
    """Say whether a list asks its readers: "Discussion Questions" at the end of the lessons."""
    texts = (flow.blocks[i.text_block].text.rstrip('”"’) ') for i in items)
    return 2 * sum(text.endswith("?") for text in texts) > len(items)


# The last clause closes a quotation: "... the registered person must” (in summary):"
_QUOTES = re.compile(r"”\W{0,3}(?:\([^()]{1,40}\))?:$")


def _are_sections(flow: Flow, head: Head, items: list[Item]) -> bool:
    """Say whether items only name the sections below them, as the contents of a chapter do."""
    titles = {_key(block.text) for block in flow.blocks[head.index :] if is_heading(block)}
    named = sum(_key(flow.blocks[i.text_block].text[i.offset :]) in titles for i in items)
    return 2 * named > len(items)


def _key(text: str) -> str:
    return re.sub(r"[\W_]+", "", text.lower())
