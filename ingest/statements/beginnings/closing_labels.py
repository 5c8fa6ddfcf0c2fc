"""Labels in brackets that close a statement: "... a drill each year. (Recommendation 2)"."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from ingest.labels import Form, number_parts, read_label, read_number
from ingest.layout.blocks import Role
from ingest.statements.asking import ASKED, asks
from ingest.statements.candidate import FEWEST_WORDS, Candidate, Source
from ingest.statements.flow import Flow, Zone
from kb.domain.passage import Box
from kb.domain.record import Kind
from kb.sentences import sentences

_CLOSES = re.compile(r"\s*[(\[](?P<label>[A-Z][^()\[\]]{3,40}\d)[)\]]\s*\.?$")
_WHOLE = re.compile(r"^(?P<label>.+)$")
# A series of fewer, or with more of it missing, refers to statements printed elsewhere.
SHORTEST_SERIES, COMPLETE = 2, 0.6


def labels_at_right(flow: Flow) -> frozenset[int]:
    """Give the numbered labels alone on lines that end where the text does, each below a paragraph.

    "Recommendation 12" at the right below what is recommended, as a signature stands.
    """
    on_page: dict[int, list[Box]] = defaultdict(list)
    for block in flow.blocks:
        if block.role in (Role.BODY, Role.ITEM):
            on_page[block.page].append(block.box)
    whole = [
        index
        for index, block in enumerate(flow.blocks)
        if block.role in (Role.BODY, Role.HEADING) and _is_whole_label(block.text)
    ]
    aligned = _aligned_right([flow.blocks[i].box for i in whole])
    found = []
    for index in whole:
        box = flow.blocks[index].box
        own = round(box.x1) in aligned
        right = box.x1 if own else _right_of(on_page[flow.blocks[index].page], box)
        found += [index] if _ends_at(flow, index, right) else []
    return frozenset(found if len(found) >= SHORTEST_SERIES else ())


def _aligned_right(labels: Iterable[Box]) -> frozenset[int]:
    """Give the edges at which labels end that begin apart: "Finding 1" and "Recommendation 12"."""
    begins: dict[int, set[int]] = defaultdict(set)
    for box in labels:
        begins[round(box.x1)].add(round(box.x0))
    return frozenset(edge for edge, seen in begins.items() if len(seen) > 1)


def _right_of(texts: Iterable[Box], label: Box) -> float:
    """Give where the text ends in whose column a label stands."""
    return max((box.x1 for box in texts if box.x0 <= label.x0 <= box.x1), default=0.0)


def _is_whole_label(text: str) -> bool:
    label = read_label(text)
    return label is not None and bool(label.number) and label.end >= len(text)


def _ends_at(flow: Flow, index: int, right: float) -> bool:
    """Say whether a line ends at the right edge and begins in the right half, under a paragraph."""
    box, above = flow.blocks[index].box, flow.blocks[index - 1]
    half = box.x0 > (above.box.x0 + right) / 2
    page = flow.blocks[index].page
    # a page may break between the two
    same = above.page == page
    under = above.page == page - 1 or (same and above.box.bottom <= box.top + EDGE)
    # or a column, where the label comes to the head of the next
    under |= same and above.box.x1 <= box.x0 and box.bottom < above.box.top
    return half and abs(box.x1 - right) < EDGE and under and _goes_with_above(flow, index)


# Points by which the longest line of a ragged text may end before its edge.
EDGE = 12.0


def find_closed(flow: Flow, labelled: Iterable[Candidate]) -> tuple[Candidate, ...]:
    """Give the paragraphs that labels in brackets close, numbered from 1 and printed nowhere else.

    Where labels stand before their statements, those in brackets refer to them. An agency's letter
    that answers "Recommendation 1: ..." in the last appendix does not make them the report's.
    """
    kinds = {c.kind for c in labelled if c.number and flow.zones[c.block] is not Zone.OTHERS}
    found = [c for c in _closed(flow) if c.kind not in kinds]
    return tuple(c for c in found if _in_series(c.kind, found))


def _in_series(kind: Kind | None, found: Iterable[Candidate]) -> bool:
    counts = {parts[-1] for c in found if c.kind is kind and (parts := number_parts(c.number)[1])}
    whole = len(counts) >= COMPLETE * max(counts, default=0)
    return len(counts) >= SHORTEST_SERIES and min(counts) == 1 and whole


def _closed(flow: Flow) -> Iterator[Candidate]:
    places = {block.order: index for index, block in enumerate(flow.blocks)}
    at_right = labels_at_right(flow)
    for index, block in enumerate(flow.blocks):
        found = (_WHOLE if index in at_right else _CLOSES).search(block.text)
        label = read_label(found["label"]) if found else None
        if not found or not label or label.plural or label.end < len(found["label"]):
            continue
        heading = block.role is Role.HEADING and index not in at_right
        if flow.zones[index] is Zone.ASIDE or heading or not label.number:
            continue
        alone = not block.text[: found.start()].strip()
        if alone and not _goes_with_above(flow, index):
            continue
        first = last = index - alone
        while flow.blocks[first].continues in places:
            first = places[flow.blocks[first].continues]
        number = read_number(flow.blocks[first].text)
        offset = number.end if number else 0
        until = len(flow.blocks[last].text) if alone else found.start()
        if len(flow.blocks[last].text[:until].split()) >= FEWEST_WORDS or first < last:
            if label.kind in ASKED:
                first, offset = _where_asked(flow, (first, offset), (last, until))
            yield Candidate(
                first, first, offset, label.kind, Source.LABEL, label.label, label.number,
                label.word, Form.WORD_NUMBER, until=until, closes=last,
            )  # fmt: skip


def _where_asked(flow: Flow, begins: tuple[int, int], ends: tuple[int, int]) -> tuple[int, int]:
    """Give block and offset of the first of the last sentences that ask, else `begins`.

    "No officer was taught how to stand at a stop. ... The academy should replace the lesson on
    vehicle stops. (Recommendation 3)": what went before led to it.
    """
    (first, offset), (last, until) = begins, ends
    parts = [block.text for block in flow.blocks[first:last]]
    parts.append(flow.blocks[last].text[:until])
    text = " ".join(parts)
    spans = [(s, text[s:e]) for s, e in sentences(text) if s >= offset]
    at = _last_asked(spans, offset)
    for index, part in enumerate(parts, first):
        if at <= len(part):
            return index, at
        at -= len(part) + 1
    return begins


def _last_asked(spans: Sequence[tuple[int, str]], begins: int) -> int:
    """Give where the last run of sentences that ask begins, `begins` where none asks.

    "It should also ..." and a clause behind a semicolon go on from what stands before.
    """
    last = next((i for i in reversed(range(len(spans))) if asks(spans[i][1])), -1)
    while last > 0 and (asks(spans[last - 1][1]) or _GOES_ON.match(spans[last][1])):
        last -= 1
    return spans[last][0] if last >= 0 else begins


_GOES_ON = re.compile(r"[a-z]|(?:It|They|This|These|Such|He|She|In addition|Also)\b")


def _goes_with_above(flow: Flow, index: int) -> bool:
    """Say whether a label that came on a line of its own closes the paragraph above it."""
    above = flow.blocks[index - 1] if index else None
    return above is not None and above.role in (Role.BODY, Role.ITEM)
