"""What a report tells of what happened: its sentences and the rows of its chronologies."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from ingest.dates import MONTH
from ingest.layout.blocks import Block, LaidOut, Role
from kb.sentences import sentences

# Share of the pages, from the first, on which a report tells what happened.
TELLING_SHARE = 0.5
FEWEST_TELLING = 14
# Long reports tell it in these; what they say later is analysis, and reading it all is slow.
MOST_TELLING = 60
LATER_WEIGHT = 0.4
# What a line of a chronology holds, in characters; longer ones were run together.
LONGEST_ROW = 200
# No sentence is longer; what a broken file runs together is not searched for minutes.
LONGEST = 2000
# Notes cite other works with dates of their own.
_NOT_TOLD = frozenset({Role.RUNNING, Role.CONTENTS, Role.FOOTNOTE})
# "Other attacks that we mention", "Comparable incidents": what stands there happened elsewhere.
_OF_OTHERS = re.compile(
    r"\b(?:other|earlier|previous|prior|past|comparable|similar)\b(?:\W+\w+){0,2}?\W+"
    r"(?:events?|incidents?|attacks?|shootings?|cases|sieges?|protests?|demonstrations?|disasters?"
    r"|storms?|deaths?|cities|outages?|pursuits?)\b",
    re.IGNORECASE,
)
# "a reunification site at the middle school", "A shelter in the gymnasium": where people were taken
ELSEWHERE = re.compile(
    r"\b(?:reunif\w+|reunited|famil(?:y|ies) (?:\w+ )?cent(?:er|re)|command post|staging"
    r"|shelters? (?:at|in|was"
    r"|were|opened)|(?:opened|set up) (?:a|the|two|three) (?:\w+ )?shelters?|cooling cent(?:er"
    r"|re)s?)\b",
    re.IGNORECASE,
)
# Day and hour of a row: "August 26, 2021, 5 p.m.", "Sat., 7 May, 11:40 a.m."
_ONLY_WHEN = re.compile(
    r"(?:(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\.?|at|on|about"
    rf"|{MONTH}|[A-Z][a-z]{{2}}\.|\d{{1,4}}(?:[:.]\d\d)?|[ap]\.?m\.?|hours|hrs)[,.]?\s*){{2,9}}",
    re.IGNORECASE,
)
_INCIDENT_HEADING = re.compile(
    r"(?:\d+(?:\.\d+)*\.? )?(?:incident|case|event)s? (?:no\.? ?|number |# ?)?"
    r"(?:\d{1,2}|[A-H]|one|two|three|four|five|six)\b",
    re.IGNORECASE,
)
_FEWEST_PARTS = 2
_ANNEX = re.compile(r"(?:appendix|annex|conclusions?|recommendations by|method)\b", re.IGNORECASE)
# No heading of a section is longer.
_LONGEST_HEADING = 12


@dataclass(frozen=True, slots=True)
class Told:
    """A sentence or table row with its page; `weight` falls from the first pages on."""

    text: str
    page: int
    weight: float

    @property
    def early(self) -> bool:
        """Say whether it stands where reports tell what happened."""
        return self.weight == 1.0


def account(laid_out: LaidOut) -> Iterator[Told]:
    """Give what a report tells, in reading order, prose before tables."""
    last = max((b.page for b in laid_out.blocks), default=1)
    telling = min(MOST_TELLING, max(FEWEST_TELLING, last * TELLING_SHARE))
    for text, page, row in stretches(laid_out.blocks):
        if page <= MOST_TELLING:
            weight = 1.0 if page <= telling else LATER_WEIGHT
            # "May 9, 3:54 a.m. Operation begins." is one row, and two sentences
            spans = [(0, len(text))] if row and len(text) <= LONGEST_ROW else _told_spans(text)
            for start, end in spans:
                yield Told(" ".join(text[start:end].split())[:LONGEST], page, weight)


def numbered_parts(laid_out: LaidOut) -> Iterator[LaidOut]:
    """Give what stands under each heading that numbers an incident, to the next such or an annex.

    "Incident #1: Death of a Man in Cell C-14", "Case 2", "Event B": each has its own day.
    """
    starts = [n for n, b in enumerate(laid_out.blocks) if _heads_incident(b)]
    if len(starts) < _FEWEST_PARTS:
        return
    for start, after in pairwise([*starts, len(laid_out.blocks)]):
        part = laid_out.blocks[start:after]
        annex = (n for n, b in enumerate(part) if b.role is Role.HEADING and _ANNEX.match(b.text))
        yield replace(laid_out, blocks=part[: next(annex, len(part))])


def _heads_incident(block: Block) -> bool:
    return block.role is Role.HEADING and bool(_INCIDENT_HEADING.match(block.text))


def _told_spans(text: str) -> Iterator[tuple[int, int]]:
    """Give the sentences; one that is nothing but day and hour begins the next.

    "August 26, 2021, 5 p.m. Hurricane watch issued" is one line of a chronology.
    """
    begun = -1
    for start, end in sentences(text):
        first = start if begun < 0 else begun
        begun = first if _ONLY_WHEN.fullmatch(text[first:end].strip()) else -1
        if begun < 0:
            yield first, end
    if begun >= 0:
        yield begun, len(text)


def stretches(blocks: Sequence[Block]) -> Iterator[tuple[str, int, bool]]:
    """Give text, page and whether it is a row: prose by blocks, then tables by rows.

    A chronology's date stands in its own cell, so its row is read as one.
    """
    rows: dict[tuple[int, int], list[Block]] = defaultdict(list)
    blocks = list(_own(blocks))
    continued = {b.continues: b for b in blocks if b.continues >= 0}
    for block in blocks:
        if block.role is Role.CELL:
            rows[block.table, block.row].append(block)
        elif block.role not in _NOT_TOLD and block.continues < 0:
            text, after = block.text, continued.get(block.order)
            while after:
                text, after = f"{text} {after.text}", continued.get(after.order)
            yield text, block.page, False
    for cells in rows.values():
        yield " ".join(c.text for c in cells), cells[0].page, True


def _own(blocks: Sequence[Block]) -> Iterator[Block]:
    """Leave out sections that their heading says are about other events."""
    of_others = False
    for block in blocks:
        if block.role is Role.HEADING:
            short = len(block.text.split()) <= _LONGEST_HEADING
            of_others = short and bool(_OF_OTHERS.search(block.text))
        if not of_others:
            yield block
