"""What a report asks in lists that no heading of kind announces, where it asks nothing else.

A report that has no recommendation under any label, heading or code, but under "The way ahead" a
list of orders, asks in that list. Lists of what the law, a policy, a plan or the review's own task
asks are none. Nothing printed confirms such a list, so that its statements are doubtful and said
to be so.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

from ingest.labels import Form, read_number
from ingest.layout.blocks import Role
from ingest.statements.asking import asks
from ingest.statements.beginnings.asking_heads import numbered_that_ask
from ingest.statements.beginnings.heads import RECOMMENDS
from ingest.statements.beginnings.list_items import DEEPER
from ingest.statements.beginnings.recurring import OTHER_PARTS, is_sentence
from ingest.statements.candidate import Candidate, Source
from ingest.statements.flow import Flow, Zone, is_heading
from kb.domain.record import Kind

# Items that a list must have, and all lists together; share of them that must ask.
SHORTEST, FEWEST, ASKING = 2, 4, 0.75
# The same share where a heading or sentence above says that the list recommends.
SAID = 0.5


def find_asked(flow: Flow, taken: set[int], stated: int = 0) -> tuple[Candidate, ...]:
    """Give the items of lists that ask, under headings that name no other part of a report.

    `taken` are the blocks of statements of other kinds. Where there are any, the report knows how
    to label what it states, and only lists under its headings on recommending count. `stated` is
    the number of recommendations that the report says it makes: so many need be no more.
    """
    found = [
        Candidate(
            index,
            index,
            0,
            Kind.RECOMMENDATION,
            Source.ASKED,
            number=_count(flow, index),
            form=Form.NUMBER,
        )
        for items in _lists(flow, taken)
        for index in items
        if _is_asked(flow, items, alone=not taken or _answers(flow, items, taken))
    ]
    enough = len(found) >= FEWEST or len(found) == stated > 0
    if enough:
        return (*found, *(() if taken else _told_before(flow, found)))
    return tuple(_paragraphs(flow, taken)) or tuple(_headings(flow, taken))


def _answers(flow: Flow, items: Sequence[int], taken: set[int]) -> bool:
    """Say whether a list stands right below the section of a list of statements.

    "What would help" below "What held us back".
    """
    _, before = _section_before(flow, items[0])
    return len(items) >= FEWEST and len(before) >= FEWEST and all(i in taken for i in before)


def _told_before(flow: Flow, asked: Sequence[Candidate]) -> Iterator[Candidate]:
    """Give the list of sentences that tell, right above the section of a list that asks."""
    for first in {_section_before(flow, c.block)[0]: c.block for c in asked}.values():
        head, before = _section_before(flow, first)
        texts = [flow.blocks[i].text for i in before]
        title = flow.blocks[head].text if head >= 0 else ""
        # a column or page may break some
        whole = sum(map(is_sentence, texts)) >= ASKING * len(texts)
        told = len(texts) >= FEWEST and whole and not any(map(asks, texts))
        if told and not OTHER_PARTS.search(title) and not _OTHERS.search(title):
            for index in before:
                yield Candidate(
                    index, index, 0, Kind.FINDING, Source.ASKED, number=_count(flow, index),
                    form=Form.NUMBER,
                )  # fmt: skip


def _section_before(flow: Flow, index: int) -> tuple[int, list[int]]:
    """Give the heading, and the items, of the section right above the one that holds a block.

    It must be of the same rank and hold one list and no prose below it, else -1 and [].
    """
    own, above, *_ = (*(i for i in reversed(range(index)) if is_heading(flow.blocks[i])), -1, -1)
    if above < 0 or flow.blocks[above].level != flow.blocks[own].level:
        return -1, []
    inside = [i for i in range(above + 1, own) if flow.blocks[i].continues < 0]
    items = [i for i in inside if flow.blocks[i].role is Role.ITEM and flow.blocks[i].bullet]
    listed = items == inside[len(inside) - len(items) :] and len(inside) - len(items) <= 1
    return (above, items) if listed else (-1, [])


def _headings(flow: Flow, taken: set[int]) -> Iterator[Candidate]:
    """Give the numbered headings of a chapter that ask, where the report states nothing else.

    "6. The way ahead", below it "6.1 Every steward should hold the key ...", each with reasons.
    """
    chapters: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for index, path in enumerate(flow.paths):
        chapter = path[:-1] if path and _are_siblings(path[-1], flow.blocks[index].text) else path
        if flow.zones[index] in (Zone.BODY, Zone.LIST) and chapter and not taken:
            chapters[chapter].append(index)
    for path, inside in chapters.items():
        heads = numbered_that_ask(flow, inside)
        if len(heads) >= FEWEST and not OTHER_PARTS.search(path[-1]):
            for head in heads:
                yield Candidate(
                    head.index, head.index, head.offset, Kind.RECOMMENDATION, Source.ASKED,
                    number=head.number, form=Form.NUMBER,
                )  # fmt: skip


def _are_siblings(title: str, text: str) -> bool:
    """Say whether a text is numbered as deep as the heading above it, and so none of its section.

    "6.4 ..." over two lines is set as "6.3 ..." above it, and too long for a heading.
    """
    above, own = (read_number(t) for t in (title, text))
    if above is None or own is None:
        return False
    depth = above.number.count(".")
    return depth == own.number.count(".") > 0


def _paragraphs(flow: Flow, taken: set[int]) -> Iterator[Candidate]:
    """Give the paragraphs that ask, under headings that recommend beside other things.

    "Conclusions and recommendations" over paragraphs most of which say what should be done.
    """
    sections: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for index, block in enumerate(flow.blocks):
        path = flow.paths[index]
        own = flow.zones[index] in (Zone.BODY, Zone.LIST) and index not in taken
        if own and block.role is Role.BODY and block.continues < 0 and path:
            sections[path].append(index)
    for path, inside in sections.items():
        asked = [i for i in inside if _DUTY.search(flow.blocks[i].text)]
        if (
            recommends(path[-1])
            and not OTHER_PARTS.search(path[-1])
            and len(asked) >= max(FEWEST, ASKING * len(inside))
        ):
            for index in asked:
                yield Candidate(index, index, 0, Kind.RECOMMENDATION, Source.ASKED)


def _count(flow: Flow, index: int) -> str:
    """Give the number that an item's mark counts: "(1)", "2."; "" for a bullet."""
    bullet = flow.blocks[index].bullet
    return bullet.strip("().") if _COUNTS.fullmatch(bullet) else ""


_COUNTS = re.compile(r"\(?\d{1,3}[).]?")

# "The county should", "We recommend that": not what somebody "should have" done.
_DUTY = re.compile(r"\b(?:should|must|ought to)\b(?! have\b)|\b(?:we|I) recommend\b", re.IGNORECASE)


def _is_asked(flow: Flow, items: Sequence[int], *, alone: bool) -> bool:
    """Say whether a list asks: by its sentences, or for the most part by the words above it."""
    stem = _stem(flow, items[0])
    said = bool(RECOMMENDS.match(stem)) or any(map(recommends, flow.paths[items[0]][-1:]))
    share = ASKING if not said else SAID
    return (
        _is_own(flow, items[0], stem)
        and (alone or said)
        and (bool(RECOMMENDS.match(stem)) or _asking(flow, items) >= share * len(items))
    )


def _stem(flow: Flow, first: int) -> str:
    """Give the sentence that leads to a list: "We therefore recommend that the Service:"."""
    before = flow.blocks[first - 1].text.rstrip() if first else ""
    return re.split(r"(?<=[.!?]) ", before)[-1] if before.endswith(":") else ""


def _lists(flow: Flow, taken: set[int]) -> Iterator[list[int]]:
    """Give the lists of the body, each without the lists inside its items.

    An item that ends in a colon leads to the list below it: "18. I recommend that:" above (a).
    """
    run: list[int] = []
    for index, block in enumerate(flow.blocks):
        if block.role is Role.ITEM and block.bullet and index not in taken:
            run.append(index)
            ends = block.text.rstrip().endswith(":")
        else:
            ends = block.continues < 0
        if ends and run:
            yield from _outermost(flow, run)
            run = []
    yield from _outermost(flow, run)


def _outermost(flow: Flow, run: Sequence[int]) -> Iterator[list[int]]:
    least = min((flow.blocks[i].indent for i in run), default=0.0)
    shape = _shape(flow.blocks[run[0]].bullet) if run else ""
    outer = [
        i
        for i in run
        if flow.blocks[i].indent <= least + DEEPER and _shape(flow.blocks[i].bullet) == shape
    ]
    if len(outer) >= SHORTEST:
        yield outer


def _shape(bullet: str) -> str:
    """Give how an item is marked, whatever its count: "1.", "(a)", or the bullet's own glyph."""
    return re.sub(r"[a-z]+", "a", re.sub(r"\d+", "1", bullet))


def _asking(flow: Flow, items: Sequence[int]) -> int:
    texts = [flow.blocks[i].text for i in items]
    return sum(asks(text) and is_sentence(text) for text in texts)


def _is_own(flow: Flow, first: int, stem: str) -> bool:
    """Say whether the report itself asks: by its part, its heading and the sentence before."""
    if flow.zones[first] not in (Zone.BODY, Zone.LIST) or flow.blocks[first].fill is not None:
        return False
    told = [*flow.paths[first][-1:], *([] if RECOMMENDS.match(stem) else [stem])]
    return not any(OTHER_PARTS.search(text) or _OTHERS.search(text) for text in told)


def recommends(title: str) -> bool:
    """Say whether a heading speaks of recommending, also beside other things.

    "Findings and Recommendations", "What we recommend and why".
    """
    return "recommend" in title.lower()


# Who else asks, and what was asked of the reviewers: "The panel was asked to:".
_OTHERS = re.compile(
    r"\b(?:asked|told|tasked|charged|directed|instructed|ordered|required?s?|expected?s?|trained"
    r"|states?|stated|says?|said|provides?|calls? for|called for|agreed|promised|was|were|had)\b",
    re.IGNORECASE,
)
