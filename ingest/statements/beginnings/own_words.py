"""Labels in words of a report's own: "Keep" and "Fix", "Gap 3", "Technical Advice 1.1".

A report that prints its statements under a word nobody else uses prints it over and over, set apart
in the same way, before a sentence. Which kind it means is told by the word where people use it so,
else by what the statements do: those that ask are recommendations, and what they answer, under the
same numbers, is what was found. A word that comes a few times, or heads prose, is none.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from ingest.headings_of_kind import kind_of_heading
from ingest.labels import (
    ALSO,
    NUMBER,
    SEPARATOR,
    Form,
    read_code,
    read_label,
    read_number,
    tidy_number,
)
from ingest.layout.blocks import Block, Role
from ingest.statements.asking import asks
from ingest.statements.beginnings.cells import number_of_card
from ingest.statements.beginnings.codes import INITIALS
from ingest.statements.beginnings.recurring import OTHER_PARTS, is_sentence
from ingest.statements.candidate import Candidate, Source
from ingest.statements.flow import Flow, Zone, is_heading, type_at
from ingest.statements.looser_words import WORDS, kind_of_word
from ingest.statements.sequences import completeness
from ingest.words_of_kind import is_plural
from kb.domain.record import Kind

# Words with numbers that count other things than statements, whatever their sentences ask.
_COUNTS_OTHER = re.compile(
    r"\b(?:figure|fig|table|chart|map|photo|photograph|image|plate|exhibit|attachment|appendix|annex"
    r"|chapter|section|part|volume|page|paragraph|article|rule|clause|law|code|standard|policy|order"
    r"|procedure|directive|objective|goal|aim|principle|pillar|theme|topic|domain|capability|area"
    r"|focus|phase|stage|step|day|night|week|month|year|hour|shift|question|interview|witness"
    r"|officer|deputy|subject|suspect|victim|person|case|incident|event|scenario|example|box|note"
    r"|footnote|endnote|source|reference|level|tier|zone|sector|division|district|precinct|beat"
    r"|station|engine|ladder|truck|unit|squad|team|group|company|channel|route|highway|road|exit"
    r"|building|room|floor|gate|post|camera|version|draft|option|criterion|criteria|measure"
    r"|january|february|march|april|may|june|july|august|september|october|november|december"
    r"|indicator|item|term|definition|call|radio|time|date|module|lesson plan|slide|form|grade)"
    # what the word before the number counts: "Step forward 3" counts no steps
    r"(?: (?:of|on|in|for|at|to|from|with|by|about|before|after)\b|$)",
    re.IGNORECASE,
)
# The words of a label, up to four: "Keeper 3", "Constat / Insight 1".
_WORDS = r"(?P<word>[A-Z][\w’'-]*(?:(?: | ?/ ?)[A-Za-z][\w’'-]*){0,3}?)"
_NUMBERED = re.compile(rf"(?P<label>{_WORDS} (?i:{NUMBER}{ALSO}))(?i:{SEPARATOR})(?=\s|$)\s*")
_PREFIX = r"(?:the|our|your) "
_KNOWN = re.compile(rf"{_PREFIX}|(?:{'|'.join(map(re.escape, WORDS))})\b", re.IGNORECASE)
_BARE = re.compile(rf"(?P<label>(?P<word>[A-Z][A-Za-z’' -]*?)(?P<num>)){SEPARATOR}\s*$")
_OPENING = re.compile(
    r"(?P<label>(?P<word>[A-Z][a-z’']+(?: [a-z’']+){0,2})(?P<num>))(?P<sep>[:.]) (?=[A-Z])"
)
# A word that comes less often is a way of speaking.
FEWEST = 3
# Share of the texts under a word that are sentences, and that ask, for the word to be a label.
MOSTLY = 0.6


@dataclass(frozen=True, slots=True)
class _Series:
    """All places of one word, by whether numbers follow it."""

    word: str
    places: tuple[Candidate, ...]
    asking: float

    @property
    def numbers(self) -> frozenset[str]:
        return frozenset(c.number for c in self.places)


def _kind_of(word: str) -> Kind | None:
    """Give what a word means to people: "the gap" as the label "Gap"."""
    bare = re.sub(rf"^{_PREFIX}", "", word)
    label = read_label(bare.capitalize()) if bare != word else None
    return kind_of_word(bare) or (label.kind if label else None)


def find_own(flow: Flow, taken: set[int]) -> Iterator[Candidate]:
    """Give the statements under words of the report's own, each with the kind that is meant."""
    every = list(_series(flow, taken))
    series = [s for s in every if _is_label(flow, s) or _are_answered_titles(flow, s, every)]
    asking = [s for s in series if s.asking >= MOSTLY and s.numbers != {""}]
    for one in series:
        kind = _kind(one, asking)
        if kind is not None:
            for place in one.places:
                number = place.number or number_of_card(flow, place.block)
                yield from _listed(flow, replace(place, kind=kind, number=number))


def _listed(flow: Flow, place: Candidate) -> Iterator[Candidate]:
    """Give each item where a word without a number heads a list: "Even better if" over bullets."""
    first = flow.blocks[place.text_block]
    index = place.text_block
    if place.number or first.role is not Role.ITEM or place.text_block == place.block:
        yield place
        return
    while index < len(flow.blocks) and _is_next(first, flow.blocks[index]):
        count = read_number(f"{flow.blocks[index].bullet} ")
        number = count.number if count else ""
        yield replace(place, block=index, text_block=index, offset=0, number=number)
        index += 1


def _is_next(first: Block, block: Block) -> bool:
    """Say whether a block is an item of the list that another opens."""
    alike = block.bullet[:1].isalnum() == first.bullet[:1].isalnum()
    return block.role is Role.ITEM and alike and abs(block.indent - first.indent) < SAME_EDGE


# Points by which items of one list may begin apart.
SAME_EDGE = 4.0


def find_untold(flow: Flow, taken: set[int]) -> Iterator[Candidate]:
    """Give what stands under numbered words that neither the word nor any asking tells the kind of.

    "Eye-opener 3: Nobody at the command post knew ...": what asks nothing tells what was found.
    """
    for series in _series(flow, taken):
        named = _COUNTS_OTHER.search(series.word) or OTHER_PARTS.search(series.word)
        told = named or _TELLS_WHERE.match(series.word)
        if series.numbers != {""} and not told and _is_label(flow, series):
            for place in series.places:
                yield replace(place, kind=Kind.FINDING, source=Source.RECURRING)


# "In town 3:", "At 10:", "The third bridge 2" go on to the number as a sentence does.
_TELLS_WHERE = re.compile(
    r"(?:in|on|at|by|for|from|to|with|of|the|a|an|this|that|after|before|during|under|about|see"
    r"|over|near|until|since|between)\b",
    re.IGNORECASE,
)


def _series(flow: Flow, taken: set[int]) -> Iterator[_Series]:
    places: dict[tuple[str, bool], list[Candidate]] = defaultdict(list)
    for index in range(len(flow.blocks)):
        if index not in taken and flow.zones[index] not in (Zone.ASIDE, Zone.OTHERS):
            found = _read(flow, index)
            if found:
                places[found.word.lower(), bool(found.number)].append(found)
    for (word, _), candidates in places.items():
        texts = [_text(flow, c) for c in candidates]
        yield _Series(word, tuple(candidates), sum(map(asks, texts)) / len(texts))


def _text(flow: Flow, candidate: Candidate) -> str:
    return flow.blocks[candidate.text_block].text[candidate.offset :]


def _is_label(flow: Flow, series: _Series) -> bool:
    """Say whether a word comes often enough before sentences, its numbers in sequence."""
    texts = [_text(flow, c) for c in series.places]
    told = sum(is_sentence(text) for text in texts)
    numbers = [c.number for c in series.places if c.number]
    return (
        len(texts) >= FEWEST
        and told >= MOSTLY * len(texts)
        and (completeness(numbers) >= MOSTLY if numbers else not _heads_prose(flow, series))
    )


def _are_answered_titles(flow: Flow, series: _Series, every: Sequence[_Series]) -> bool:
    """Say whether a word numbers headings that say what was found, with advice below each.

    "Issue 3. Dispatch had no way to put heat before noise", prose, and "Remedy 5. Add heat ...".
    """
    titles = [_text(flow, c) for c in series.places if is_heading(flow.blocks[c.block])]
    # "Issue 2: Radio" names what its section is about, "Issue 4: Was it right?" asks
    told = sum(len(t.split()) >= FEWEST_IN_TITLE and t[-1:] != "?" for t in titles)
    asked = [s for s in every if s.asking >= MOSTLY and s.numbers != {""} and _is_label(flow, s)]
    numbered = completeness(c.number for c in series.places) >= MOSTLY
    return (
        len(titles) == len(series.places) >= FEWEST
        and told >= MOSTLY * len(titles)
        and kind_of_word(series.word) is not None
        and numbered
        and any(_follow(s, series) for s in asked)
    )


# Words of a heading that says something.
FEWEST_IN_TITLE = 5


def _follow(advice: _Series, titles: _Series) -> bool:
    """Say whether advice comes after most titles, before the next."""
    heads = sorted(c.block for c in titles.places)
    spans = zip(heads, [*heads[1:], advice.places[-1].block + 1], strict=True)
    held = sum(any(a < c.block < b for c in advice.places) for a, b in spans)
    return held >= MOSTLY * len(heads)


def _heads_prose(flow: Flow, series: _Series) -> bool:
    """Say whether a word without numbers is the title of sections that go on with prose.

    "The Challenge", then a page about it, in each chapter of a yearly report.
    """
    titles = [c for c in series.places if flow.blocks[c.block].role is Role.HEADING]
    after = [flow.after(c.text_block) for c in titles]
    on = sum(i is not None and flow.blocks[i].role is Role.BODY for i in after)
    return on >= MOSTLY * len(titles) > 0


def _kind(series: _Series, asking: Sequence[_Series]) -> Kind | None:
    """Tell the kind of a word: by the word, by its asking, or by the advice that answers it."""
    # "CA 1", as "Corrective Action 1"
    initials = INITIALS.get(series.word.upper())
    known = initials or _kind_of(series.word) or kind_of_word(series.word.split()[-1])
    numbered = series.numbers != {""}
    if known and (numbered or _kind_of(series.word)):
        # "The change" says what to do where its sentences ask, what was amiss where they tell
        asked = series.asking >= MOSTLY and known in (Kind.IMPROVEMENT, Kind.FINDING)
        return Kind.RECOMMENDATION if asked else known
    if not numbered or _COUNTS_OTHER.search(series.word):
        return None
    if series.asking >= MOSTLY:
        return Kind.RECOMMENDATION
    answered = any(s is not series and _answers(s, series) for s in asking)
    return Kind.FINDING if answered else None


def _answers(advice: _Series, found: _Series) -> bool:
    """Say whether numbers of what is asked are, or go on from, numbers of what was found."""
    shared = [n for n in advice.numbers if n in found.numbers or _above(n) in found.numbers]
    return len(shared) >= MOSTLY * len(advice.numbers)


def _above(number: str) -> str:
    return number.rpartition(".")[0]


def _read(flow: Flow, index: int) -> Candidate | None:
    block = flow.blocks[index]
    found = _NUMBERED.match(block.text) or _bare(flow, index)
    if not found or read_label(block.text) or read_code(block.text) or _heads_list(found["word"]):
        return None
    alone = found.end() >= len(block.text.rstrip())
    if not (alone or _is_apart(flow, index, found)):
        return None
    where = (_beside(flow, index), 0) if alone else (index, found.end())
    if where[0] < 0:
        return None
    number = tidy_number(found["num"])
    return Candidate(
        index, where[0], where[1], None, Source.OWN, " ".join(found["label"].split()), number,
        found["word"], Form.WORD_NUMBER if number else Form.WORD, found["sep"].strip(),
    )  # fmt: skip


def _heads_list(words: str) -> bool:
    """Say whether words announce several statements: "Findings on Issue 1" over paragraphs."""
    announced = kind_of_heading(words)
    return announced is not None and is_plural(announced[1])


def _bare(flow: Flow, index: int) -> re.Match[str] | None:
    """Match what a block's first type sets apart, if people use these words as a label."""
    block = flow.blocks[index]
    if not _KNOWN.match(block.text):
        return None
    type_, end = type_at(block, 0)
    found = _BARE.match(block.text[:end])
    alone = end >= len(block.text.rstrip())
    known = found and _kind_of(found["word"].lower())
    if known and (alone or not flow.is_plain(type_)):
        return found
    return _opening(flow, block)


def _opening(flow: Flow, block: Block) -> re.Match[str] | None:
    """Match a word with its sign that opens paragraphs over and over, in whatever type.

    "Remedy: Every steward should hold the key." is read so by who sees it come back; so is
    "a. Issue: ..." above "b. Discussion: ...".
    """
    found = _OPENING.match(block.text)
    lettered = block.role is Role.ITEM and block.bullet[:1].isalnum()
    may_open = block.role is Role.BODY or lettered
    if found is None or not may_open or not _kind_of(found["word"].lower()):
        return None
    return found if sum(b.text.startswith(found[0]) for b in flow.blocks) >= FEWEST else None


def _is_apart(flow: Flow, index: int, found: re.Match[str]) -> bool:
    """Say whether type sets the label apart from the sentence, or a sign where a number stands."""
    block = flow.blocks[index]
    type_, end = type_at(block, 0)
    own_type = abs(len(block.text[:end].rstrip()) - found.end("sep")) <= 1
    if found.re is _OPENING:
        return True
    signed = found["sep"].strip() or found["label"].endswith((")", "]"))
    return (own_type and not flow.is_plain(type_)) or bool(found["num"] and signed)


def _beside(flow: Flow, index: int) -> int:
    """Give the block with the statement of a label alone: the next cell, or what follows it."""
    block = flow.blocks[index]
    if block.role is Role.CELL:
        after = index + 1
        if after >= len(flow.blocks) or flow.blocks[after].role is not Role.CELL:
            return -1
        cell = flow.blocks[after]
        return after if (cell.table, cell.row) == (block.table, block.row) else -1
    following = flow.after(index)
    if following is None or flow.blocks[following].page > block.page + 1:
        return -1
    other = flow.blocks[following]
    return -1 if is_heading(other) and block.role is not Role.MARGIN else following
