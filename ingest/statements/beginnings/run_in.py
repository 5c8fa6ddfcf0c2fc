"""Labels that run on amid paragraphs: "... no one asked. Lesson: A form ... Change INT-1: ...".

A board may put what it concludes where the facts lead to it, in the same paragraph and the same
type. Such a label is a word before a colon after the end of a sentence; it must come over and over,
since many sentences hold a colon. What it labels ends at the next label of the paragraph, and after
the last one where the others do: with one sentence, or with the paragraph.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import zip_longest

from ingest.labels import Form, read_label, tidy_number
from ingest.layout.blocks import Role
from ingest.statements.asking import asks
from ingest.statements.beginnings.recurring import ASKING, OTHER_PARTS
from ingest.statements.candidate import Candidate, Source
from ingest.statements.flow import Flow, Zone
from kb.domain.record import Kind

# A word that comes less often so is a way of speaking.
FEWEST = 3
_LABEL = re.compile(
    r"(?:(?<=^)|(?<=[.!?”\")\]] )|(?<=[.!?]\d ))"
    r"(?P<label>(?P<word>[A-Z][a-z’'-]+(?: [a-z’'-]+){0,3}?)"
    r"(?: (?P<num>(?:[A-Z]{1,4}[.-]?)?\d{1,3}(?:[.-]\d{1,3}){0,2}[a-z]?|[IVX]{1,5}))?):(?:\s+|$)"
)
_SENTENCE_END = re.compile(r"[.!?][”\"’)]*(?= [A-Z])")


@dataclass(frozen=True, slots=True)
class _Found:
    """One label: what follows it begins and ends where; `amid` a paragraph with such a label."""

    block: int
    amid: bool
    match: re.Match[str]
    begins: tuple[int, int]
    ends: tuple[int, int] | None

    @property
    def word(self) -> str:
        return self.match["word"].lower()


def find_run_in(flow: Flow) -> tuple[Candidate, ...]:
    """Give the statements after labels amid paragraphs, those that open such paragraphs too."""
    groups: dict[str, list[_Found]] = defaultdict(list)
    for chain in _chains(flow):
        for found in _in_chain(flow, chain):
            groups[found.word].append(found)
    amid = {w: [f for f in g if f.amid] for w, g in groups.items()}
    kinds = {w: kind for w, g in amid.items() if (kind := _kind(flow, g, len(groups[w])))}
    chosen = [f for g in groups.values() for f in g if f.word in kinds]
    short = _one_sentence(flow, chosen)
    return tuple(_candidate(flow, found, kinds, short=short) for found in chosen)


def _chains(flow: Flow) -> Iterator[list[int]]:
    """Give each paragraph of the text as its blocks: it may go on in another column or page."""
    chain: list[int] = []
    for index, block in enumerate(flow.blocks):
        own = block.role in (Role.BODY, Role.ITEM) and flow.zones[index] is Zone.BODY
        if chain and own and block.continues == flow.blocks[chain[-1]].order:
            chain.append(index)
            continue
        yield chain
        chain = [index] if own else []
    yield chain


def _in_chain(flow: Flow, chain: Sequence[int]) -> list[_Found]:
    """Read the labels of a paragraph, with whether one of them at least follows a sentence."""
    places = [(i, m) for i in chain for m in _LABEL.finditer(flow.blocks[i].text)]
    amid = any(m.start() > 0 or i != chain[0] for i, m in places)
    ends = [(i, m.start()) for i, m in places[1:]]
    return [
        _Found(index, amid, match, begins, end)
        for (index, match), end in zip_longest(places, ends)
        if (begins := _begins(flow, index, match))
    ]


def _begins(flow: Flow, index: int, match: re.Match[str]) -> tuple[int, int] | None:
    """Give where the sentence after a label begins: beside it, or on the next page."""
    if match.end() < len(flow.blocks[index].text):
        return index, match.end()
    following = flow.after(index)
    if following is None or flow.blocks[following].role is not Role.BODY:
        return None
    return following, 0


def _kind(flow: Flow, group: Sequence[_Found], count: int) -> Kind | None:
    """Tell what a word means that comes often enough: by the word, else by what it asks.

    Where a page ends before one, a word of kind opens its paragraph: of `count` all are its labels.
    """
    if not group or count < FEWEST:
        return None
    first = group[0].match
    label = read_label(f"{first['label']}: The")
    if label and not label.plural and 2 * len(group) > count:
        return label.kind
    if len(group) < FEWEST:
        return None
    texts = [flow.blocks[f.begins[0]].text[f.begins[1] :] for f in group]
    asking = sum(asks(_first_sentence(text)) for text in texts)
    named = OTHER_PARTS.search(first["word"])
    return Kind.RECOMMENDATION if asking >= ASKING * len(group) and not named else None


def _first_sentence(text: str) -> str:
    end = _SENTENCE_END.search(text)
    return text[: end.end()] if end else text


def _one_sentence(flow: Flow, chosen: Iterable[_Found]) -> bool:
    """Say whether what labels rule up to the next one is one sentence each, most of the time."""
    told = [
        _SENTENCE_END.search(flow.blocks[f.begins[0]].text[f.begins[1] : f.ends[1]].rstrip())
        for f in chosen
        if f.ends and f.ends[0] == f.begins[0]
    ]
    return bool(told) and told.count(None) >= ASKING * len(told)


def _candidate(flow: Flow, found: _Found, kinds: Mapping[str, Kind], *, short: bool) -> Candidate:
    ends = found.ends
    index, offset = found.begins
    if ends is None and short:
        sentence = _SENTENCE_END.search(flow.blocks[index].text, offset)
        ends = (index, sentence.end()) if sentence else None
    until, closes = (ends[1], ends[0]) if ends else (-1, -1)
    label = found.match["label"]
    known = read_label(f"{label}: The") is not None
    return Candidate(
        found.block, index, offset, kinds[found.word], Source.LABEL if known else Source.OWN,
        label, tidy_number(found.match["num"] or ""), found.match["word"],
        Form.WORD_NUMBER if found.match["num"] else Form.WORD, ":", -1, until, closes,
    )  # fmt: skip
