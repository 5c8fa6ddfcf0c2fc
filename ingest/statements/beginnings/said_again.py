"""Statements that a list says again word for word, whatever the body prints over them.

Many reports close (or begin) with a list of what they state. Where most sentences of a list stand
in the body too, far apart and in the same order, the report itself tells which sentences are its
statements; neither the words over the list nor those in the body need be known.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from ingest.headings_of_kind import kind_of_heading
from ingest.labels import Form, read_code, read_number, tidy_number
from ingest.layout.blocks import Role
from ingest.statements.asking import asks
from ingest.statements.beginnings.recurring import OTHER_PARTS, is_sentence
from ingest.statements.candidate import Candidate, Source
from ingest.statements.flow import Flow, Zone
from kb.domain.record import Kind

# Sentences of a list that must stand in the body, their share of the list, and the share of them
# that must be in its order and that must ask.
FEWEST, MOSTLY = 4, 0.75
# From this share on, sentences that ask and sentences that tell stand in one list.
SOME = 0.2
# Times as many blocks from the first to the last in the body as in the list.
APART = 1.5
# Words by which a sentence is looked up.
OPENING = 5
# Words of a label before a sentence.
LONGEST_LABEL = 6


@dataclass(frozen=True, slots=True)
class _Entry:
    """A sentence of a list, from `offset` of block `index`, and where the body says it."""

    index: int
    offset: int
    text: str
    said: tuple[int, int] | None


def find_said_again(flow: Flow, known: set[int]) -> Iterator[Candidate]:
    """Give the sentences of the body that lists say again, where their statements are not known."""
    where = _openings(flow)
    for listed, entries in _lists(flow, where):
        said = [entry.said for entry in entries if entry.said]
        if _is_repeat(entries, said) and not _are_known(said, known):
            kinds = _kinds(flow, entries, listed=listed)
            yield from (
                _candidate(flow, entry, kind)
                for entry, kind in zip(entries, kinds, strict=True)
                if entry.said and kind
            )


def _lists(
    flow: Flow, where: Mapping[str, Sequence[tuple[int, int]]]
) -> Iterator[tuple[bool, list[_Entry]]]:
    """Give the items, cells of a column or paragraphs of each chapter, False with these."""
    lists: dict[tuple[tuple[str, ...], Role, int], list[int]] = defaultdict(list)
    for index, block in enumerate(flow.blocks):
        own = block.role in (Role.ITEM, Role.CELL, Role.BODY) and block.continues < 0
        if own and flow.zones[index] not in (Zone.ASIDE, Zone.OTHERS):
            lists[flow.paths[index][:1], block.role, block.column].append(index)
    for (_, role, _), indexes in lists.items():
        if len(indexes) >= FEWEST:
            inside = set(indexes)
            entries = (_entry(flow, index, where, inside) for index in indexes)
            yield role is not Role.BODY, [entry for entry in entries if entry]


def _entry(
    flow: Flow, index: int, where: Mapping[str, Sequence[tuple[int, int]]], inside: set[int]
) -> _Entry | None:
    text = flow.blocks[index].text
    number = read_code(text) or read_number(text)
    label = _LABEL.match(text)
    offset = number.end if number else label.end() if label else 0
    if not is_sentence(text[offset:]) or text[offset].islower():
        return None
    words = _plain(text[offset:])
    said = (
        (block, start)
        for block, start in where.get(_opening(words), ())
        if block not in inside and _plain(flow.blocks[block].text[start:]).startswith(words)
    )
    return _Entry(index, offset, text[offset:], next(said, None))


def _openings(flow: Flow) -> dict[str, list[tuple[int, int]]]:
    """Index where sentences of the body begin by their first words."""
    where: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for index, block in enumerate(flow.blocks):
        if flow.zones[index] in (Zone.BODY, Zone.LIST):
            for match in _BEGINS.finditer(block.text):
                where[_opening(_plain(block.text[match.end() :]))].append((index, match.end()))
    return where


# A sentence begins the block, or after another, a label or a number.
_BEGINS = re.compile(r"^(?=\S)|(?<=[.:!?)\]\d\u2013\u2014])\s+(?=[A-Z“\"])")


def _plain(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.lower()))


def _opening(words: str) -> str:
    return " ".join(words.split(" ", OPENING)[:OPENING])


def _is_repeat(entries: Sequence[_Entry], said: Sequence[tuple[int, int]]) -> bool:
    """Say whether the body says most of a list, in its order, with other things in between."""
    if len(said) < max(FEWEST, MOSTLY * len(entries)):
        return False
    rising = sum(one < other for one, other in pairwise(said))
    listed = [entry.index for entry in entries if entry.said]
    reach = max(said)[0] - min(said)[0]
    return rising >= MOSTLY * (len(said) - 1) and reach >= APART * (listed[-1] - listed[0])


def _are_known(said: Sequence[tuple[int, int]], known: set[int]) -> bool:
    return sum(block in known for block, _ in said) > SOME * len(said)


def _kinds(flow: Flow, entries: Sequence[_Entry], *, listed: bool) -> list[Kind | None]:
    """Tell what each sentence is: by the words over it, else by whether it asks or tells.

    Paragraphs that tell, under no label, are but the summary of a story.
    """
    asking = sum(asks(entry.text) for entry in entries) / len(entries)
    # "Focus Area 2: Response" is a subject where the list has parts
    parts = len({flow.paths[entry.index] for entry in entries}) > 1
    kinds: list[Kind | None] = []
    for entry in entries:
        title = (flow.paths[entry.index] or ("",))[-1]
        announced = kind_of_heading(title)
        asked = asking > MOSTLY or (asking >= SOME and asks(entry.text))
        # "4.3 Over the following hour ..." numbers a paragraph of the story, "Strength 1." labels
        labelled = _LABEL.match(flow.blocks[entry.index].text) is not None
        told = (listed or labelled) and (parts or not OTHER_PARTS.search(title))
        kinds.append(
            announced[0]
            if announced
            else Kind.RECOMMENDATION
            if asked
            else Kind.FINDING
            if told
            else None
        )
    return kinds


def _candidate(flow: Flow, entry: _Entry, kind: Kind) -> Candidate:
    block, offset = entry.said or (entry.index, entry.offset)
    label = flow.blocks[block].text[:offset].rstrip(" .:\u2013\u2014")
    label = label if len(label.split()) <= LONGEST_LABEL else ""
    number = _NUMBER.search(label)
    printed = flow.blocks[block].bullet or flow.blocks[entry.index].text[: entry.offset]
    own = number["number"] if number else tidy_number(printed) if printed[:1].isalnum() else ""
    return Candidate(
        block, block, offset, kind, Source.AGAIN, label, own, label[: number.start()].rstrip()
        if number else label, Form.NUMBER, until=_end(flow.blocks[block].text, offset, entry.text),
    )  # fmt: skip


# What stands before a sentence as "Strength 1. Fire and ..." and "Pointer 3: Hold ..." have it.
_LABEL = re.compile(
    r"[A-Z][\w’'-]*(?: [\w’'-]+){0,3} (?:[A-Z]{1,4}[.-]?)?\d{1,3}(?:[.-]\d{1,3}){0,2}[a-z]?"
    r"\s*[.:\u2013\u2014-]\s+(?=[A-Z“\"])"
)
_NUMBER = re.compile(r"(?P<number>(?:[A-Z]{1,4}[.-]?)?\d{1,3}(?:[.-]\d{1,3}){0,2}[a-z]?)$")


def _end(text: str, offset: int, said: str) -> int:
    """Give where what was said again ends; -1 where the body's sentence goes on, said in short."""
    count = len(re.findall(r"\w+", said))
    ends = [m.end() for m in re.finditer(r"\w+", text[offset:])]
    end = offset + ends[min(count, len(ends)) - 1]
    sign = _SENTENCE_ENDS.match(text, end)
    return sign.end() if sign else -1


_SENTENCE_ENDS = re.compile(r"[.!?][”\"’)\]]*")
