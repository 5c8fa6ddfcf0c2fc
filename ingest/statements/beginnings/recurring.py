"""What stands under words that come back: "What we saw" and "What we ask" in every chapter.

No list holds the words by which every report names its statements. But whoever writes them prints
the same few words in the same place over and over, and below each what ought to be done. So words
that come three times or more, alone on a line or set apart before a sentence, are a label where
most of what follows them asks for something; words that stand before such a label each time, in
turn with it, tell what was found there. Words that name another part of a report ("Response",
"Background", "What the policy says") are none.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import takewhile

from ingest.headings_of_kind import kind_of_heading
from ingest.labels import Form, read_code, read_label, read_number
from ingest.layout.blocks import Block, Role
from ingest.statements.asking import asks
from ingest.statements.beginnings.list_items import DEEPER
from ingest.statements.candidate import Candidate, Source
from ingest.statements.flow import Flow, Zone, first_type, is_heading, type_at
from kb.domain.record import Kind

# Words that come less often are a way of speaking.
FEWEST = 3
# Share of what stands under the words that must ask, and be sentences.
ASKING = 0.75
MOSTLY = 0.7
# Words of a label, of a sentence that leads to a list, and from which on a text is a sentence.
LONGEST_LABEL = 6
LONGEST_LEAD = 12
FEWEST_WORDS = 5

# Parts that go with statements or stand beside them, whatever they ask.
OTHER_PARTS = re.compile(
    r"\b(?:polic(?:y|ies)|procedures?|laws?|legal|legislation|statut\w+|regulations?|standards?"
    r"|guidelines?|guidance|requirements?|rules?|orders?|protocols?|directives?|codes?|acts?"
    r"|objectives?|goals?|aims?|purposes?|outcomes?|scope|charge|mandate|missions?|vision|values"
    r"|terms of reference|method\w*|approach\w*|questions?|criteri\w+|measures?|metrics?"
    r"|indicators?|responses?|repl(?:y|ies)|answers?|comments?|status|progress|updates?|implementation"
    r"|owners?|responsib\w+|leads?|who|assigned|agenc(?:y|ies)|timelines?|chronology|due|dates?"
    r"|when|deadline|costs?|budget|resources?|priority|background|context|introduction|overview"
    r"|discussion|analysis|rationale|why|basis|evidence|sources?|references?|notes?|quot\w+"
    r"|definitions?|terms|glossary|examples?|case stud(?:y|ies)|scenarios?|summary|roles?|duties"
    r"|checklists?|instructions?|training|curriculum|facts?|narrative|events?|incidents?|history"
    r"|what happened|description|details?|contents?|figures?|tables?|appendi\w+|annex\w*)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class _Place:
    """One coming of the words: the block that holds them, and where what they head begins."""

    block: int
    texts: tuple[tuple[int, int], ...]
    word: str
    separator: str
    listed: bool


@dataclass(frozen=True, slots=True)
class _Words:
    """All places of the same words, set alike."""

    places: tuple[_Place, ...]
    asking: float

    @property
    def word(self) -> str:
        return self.places[0].word


def find_recurring(flow: Flow, taken: set[int]) -> Iterator[Candidate]:
    """Give what stands under words that come back and ask, and under those in turn with them."""
    every = [w for w in _words(flow, taken) if _head_statements(flow, w)]
    asked = [w for w in every if w.asking >= ASKING]
    for words in asked:
        yield from _candidates(flow, words, Kind.RECOMMENDATION)
    for words in every:
        if words not in asked and any(_in_turn(words, other) for other in asked):
            yield from _candidates(flow, words, Kind.FINDING)


def words_over_sentences(flow: Flow) -> Iterator[tuple[str, tuple[int, ...]]]:
    """Give all words that come back over sentences, with the blocks of these, whatever they do."""
    for words in _words(flow, set()):
        if _head_statements(flow, words):
            yield words.word, tuple(b for place in words.places for b, _ in place.texts)


def _count(flow: Flow, place: _Place, block: int) -> str:
    """Give the number of an item of a list, "" for a bullet and beside a label."""
    if not place.listed:
        return ""
    found = flow.blocks[block]
    number = read_number(f"{found.bullet} " if found.bullet else found.text)
    return number.number if number else ""


def _candidates(flow: Flow, words: _Words, kind: Kind) -> Iterator[Candidate]:
    for place in words.places:
        for block, offset in place.texts:
            own = place.block if not place.listed else block
            yield Candidate(
                own, block, offset, kind, Source.RECURRING, place.word, _count(flow, place, block),
                place.word, Form.WORD,
                place.separator, place.block if place.listed else -1,
            )  # fmt: skip


def _words(flow: Flow, taken: set[int]) -> Iterator[_Words]:
    """Group the places by their words and by whether these are alone or run into a sentence."""
    found: dict[tuple[str, bool], list[_Place]] = defaultdict(list)
    for index in range(len(flow.blocks)):
        if index not in taken and flow.zones[index] in (Zone.BODY, Zone.LIST):
            for place in _read(flow, index, taken):
                run_in = place.texts[0][0] == index
                found[place.word.lower(), run_in].append(place)
    for places in found.values():
        if len(places) >= FEWEST:
            texts = [flow.blocks[b].text[o:] for place in places for b, o in place.texts]
            yield _Words(tuple(places), sum(map(asks, texts)) / len(texts))


def _head_statements(flow: Flow, words: _Words) -> bool:
    """Say whether sentences stand under most of these words, and no prose goes on below them.

    A form says the same each time: "In my opinion action should be taken to prevent future deaths".
    """
    texts = [flow.blocks[b].text[o:] for place in words.places for b, o in place.texts]
    told = sum(is_sentence(text) for text in texts)
    return (
        (not OTHER_PARTS.search(words.word) or bool(_LEADS.match(words.word)))
        and told >= MOSTLY * len(texts)
        and 2 * len({_FIRST_SENTENCE.split(text)[0] for text in texts}) > len(texts)
        and not _heads_prose(flow, words)
    )


# "The Committee calls for these measures:", "We ask that the port:" over a list
_LEADS = re.compile(
    r"(?:The|This|We|I|Our)\b(?: [\w’'-]+){0,5} ?\b(?:calls? (?:for|on|upon)|asks?|urges?|proposes?"
    r"|advises?|invites?|requests?|wants?)\b"
)
_FIRST_SENTENCE = re.compile(r"(?<=[.!?]) ")


def is_sentence(text: str) -> bool:
    """Say whether a text is a whole sentence rather than a title, a name, a figure or a question.

    "Issue 2: Was the attempt to negotiate adequate?" heads its chapter and states nothing.
    """
    return len(text.split()) >= FEWEST_WORDS and text.rstrip()[-1:] in '.!;”"'


def _heads_prose(flow: Flow, words: _Words) -> bool:
    """Say whether paragraphs go on below the one under most of these words, as in a section."""
    titles = [p for p in words.places if not p.listed and is_heading(flow.blocks[p.block])]
    on = sum(_goes_on(flow, p) for p in titles)
    return 2 * on >= len(titles) > 0


def _goes_on(flow: Flow, title: _Place) -> bool:
    """Say whether prose goes on below the paragraph under a title, in its box if it has one.

    "For the mayor" right below, alone on its line, is no prose.
    """
    following = flow.after(title.texts[0][0])
    if following is None:
        return False
    block, own = flow.blocks[following], flow.blocks[title.block]
    held = own.boxed < 0 or (own.boxed, own.page) == (block.boxed, block.page)
    return held and block.role is Role.BODY and not _may_be_words(block.text)


def _in_turn(words: _Words, asked: _Words) -> bool:
    """Say whether the words that ask come after these each time, before these come again."""
    if asked is words:
        return False
    starts = sorted(p.block for p in words.places)
    ends = [*starts[1:], starts[-1] + LONGEST_TURN]
    answered = sum(
        any(start < p.block < min(end, start + LONGEST_TURN) for p in asked.places)
        for start, end in zip(starts, ends, strict=True)
    )
    return answered >= MOSTLY * len(starts)


# Blocks from what was found to what is asked about it.
LONGEST_TURN = 25


# How words stand ---------------------------------------------------------------------------------


def _read(flow: Flow, index: int, taken: set[int]) -> Iterator[_Place]:
    """Read a block as words alone on their line, or as words set apart before a sentence."""
    block = flow.blocks[index]
    if _may_be_words(block.text) and not block.bullet:
        texts, listed = _below(flow, index, taken)
        if texts and not _is_known(block.text):
            yield _Place(index, texts, _bare(block.text), "", listed)
    elif (end := _run_in(flow, block)) > 0 and not _is_known(block.text[:end]):
        yield _Place(index, ((index, end),), _bare(block.text[:end]), block.text[end - 2], False)


def _is_known(text: str) -> bool:
    return bool(read_label(text) or read_code(text) or kind_of_heading(text))


def _bare(text: str) -> str:
    """Leave out a section's number before the words and the sign after them."""
    number = read_number(text)
    return text[number.end if number else 0 :].strip().rstrip(":.–—- ").strip()


def _may_be_words(text: str) -> bool:
    bare = _bare(text)
    leads = text.rstrip().endswith(":")
    return (
        0 < len(bare.split()) <= (LONGEST_LEAD if leads else LONGEST_LABEL)
        and bare[:1].isupper()
        and not re.search(r"\d|[.!?;,]$", bare)
        and text.rstrip()[-1:] not in ".!?;,"
    )


_RUN_IN = re.compile(r"[:.\u2013\u2014]\s+$")


def _run_in(flow: Flow, block: Block) -> int:
    """Give where a sentence begins after words of a type of their own; 0 where none do."""
    if block.role is Role.HEADING or flow.is_plain(first_type(block)):
        return 0
    end = type_at(block, 0)[1]
    words = block.text[:end]
    closed = _RUN_IN.search(words) or _RUN_IN.search(f"{words} ")
    if not closed or not _may_be_words(words.rstrip().rstrip(".:")):
        return 0
    rest = block.text[end:]
    start = end + len(rest) - len(rest.lstrip())
    # a page or column may break the sentence
    whole = is_sentence(rest) or any(b.continues == block.order for b in flow.blocks)
    return start if whole and rest.lstrip()[:1].isupper() else 0


def _below(flow: Flow, index: int, taken: set[int]) -> tuple[tuple[tuple[int, int], ...], bool]:
    """Give what a line of words heads: the list below it, or one paragraph; () if none."""
    block = flow.blocks[index]
    if block.role is Role.CELL:
        return _cell_beside(flow, index), False
    following = flow.after(index)
    if following is None or following in taken:
        return (), False
    first = flow.blocks[following]
    if first.bullet and first.role is Role.ITEM:
        return tuple(_items(flow, following, taken)), True
    if numbered := tuple(_numbered(flow, following, taken)):
        return numbered, True
    own = first.role is Role.BODY and first.page <= block.page + 1
    return (((following, 0),) if own else ()), False


def _cell_beside(flow: Flow, index: int) -> tuple[tuple[int, int], ...]:
    block, following = flow.blocks[index], flow.after(index)
    if following is None or block.column != 0:
        return ()
    cell = flow.blocks[following]
    beside = cell.role is Role.CELL and (cell.table, cell.row) == (block.table, block.row)
    return ((following, 0),) if beside else ()


def _numbered(flow: Flow, first: int, taken: set[int]) -> Iterator[tuple[int, int]]:
    """Give the paragraphs with numbers in the text that begin here: "2.7 ...", "2.8 ..."."""
    for index in range(first, len(flow.blocks)):
        block = flow.blocks[index]
        if block.continues >= 0 or block.role is Role.RUNNING:
            continue
        number = read_number(block.text)
        if block.role is not Role.BODY or number is None or "." not in number.number:
            return
        if index not in taken:
            yield index, number.end


def _items(flow: Flow, first: int, taken: set[int]) -> Iterator[tuple[int, int]]:
    """Give the items of the list that begins here, without those of lists inside it."""
    indent = flow.blocks[first].indent
    following = takewhile(
        lambda i: flow.blocks[i].role is Role.ITEM or flow.blocks[i].continues >= 0,
        range(first, len(flow.blocks)),
    )
    for index in following:
        block = flow.blocks[index]
        if index not in taken and block.continues < 0 and block.indent <= indent + DEEPER:
            yield index, 0
