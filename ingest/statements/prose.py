"""Recommendations that a report prints without any label: its "should" sentences in prose.

Used only where a report has no labelled statement at all. Where "should" is rare, a report may say
who recommends: "The Commission further recommends that departments announce collapse zones".
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from ingest.labels import read_number
from ingest.layout.blocks import Block, Role
from ingest.statements.beginnings.heads import RECOMMENDS
from ingest.statements.candidate import Candidate, Source
from ingest.statements.flow import Flow, Zone
from ingest.statements.relations.repeats import Cluster, cluster
from ingest.statements.statement import Piece, Statement
from ingest.statements.styles.induction import REPORTED, Form
from kb.domain.record import Kind
from kb.text import join_two


def unlabelled(flow: Flow) -> tuple[tuple[Cluster, ...], tuple[Form, ...]]:
    """Give the should-sentences of a report's own voice, if it has enough of them to mean it."""
    words = sum(len(b.text.split()) for b in flow.blocks)
    statements = list(_sentences(flow, _recommends))
    if len(statements) < max(FEWEST, words * DENSITY):
        # The sentence that recommends is often the one in italics
        statements = list(_sentences(flow, _says_who_recommends, italic=True))
    if len(statements) < FEWEST_SAID or _disclaims(flow):
        return (), ()
    form = Form(Kind.RECOMMENDATION, "sentence", len(statements), 1.0, float(len(statements)))
    return cluster(flow, statements, ()), (form,)


# Fewer should-sentences are a way of speaking; a study that recommends has many (a narrative of
# 70,000 words has about one in 1,500).
FEWEST = 8
DENSITY = 1 / 400
# "The Commission recommends" says it outright, but once may be said in passing.
FEWEST_SAID = 3
# "We are not making recommendations in this report."
_NONE_MADE = re.compile(
    r"\b(?:makes?|making|made|contains?|offers?) no (?:\w+ )?recommendations|\bnot making (?:any )?"
    r"recommendations|\bdo(?:es)? not (?:make|contain) (?:any )?recommendations",
    re.IGNORECASE,
)


def _disclaims(flow: Flow) -> bool:
    return any(_NONE_MADE.search(b.text) for b in flow.blocks)


_SENTENCE = re.compile(r"[^.!?]*(?:\.(?!\s+[A-Z“\"]|\s*$)[^.!?]*)*[.!?]+[”’\"')]*\s*")
# "Others may need to partner" allows it; "knows or should know" is what the law presumes.
_ASKS = re.compile(
    r"\b(?:should|must|ought to|(?<!\bmay )(?<!\bmight )(?<!\bcould )needs? to)\b"
    r"(?! (?:have (?:been|\w+ed|known)|know|not take from|be (?:noted|read|remembered|understood)))"
)
# What others said or asked, and what "it should" be in the writer's argument.
_VOICE = re.compile(
    r"[“\"”]|\b(?:said|asked|argued|replied|believed|thought|wondered|whether)\b"
    # "until the family says otherwise" reports no speech
    r"|(?<!which )\bsays\b(?! (?:otherwise|so|no|yes|stop)\b)"
    r"|\btold (?:us|the|reporters|investigators)\b"
    r"|\b(?:it|this|that|there|if they) (?:should|must)\b"
    r"|\b(?:was|were|had been) (?:told|advised|supposed)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class _Chain:
    """A paragraph with what continues it: its text, and where in it each block begins."""

    text: str
    starts: tuple[tuple[int, int], ...]

    def pieces(self, start: int, end: int, flow: Flow) -> tuple[Piece, ...]:
        """Find the blocks that hold characters `start` to `end`."""
        out = []
        for index, at in self.starts:
            length = len(flow.blocks[index].text)
            first, last = max(start - at, 0), min(end - at, length)
            if first < last:
                out.append(Piece(index, first, last))
        return tuple(out)


def _chains(flow: Flow, *, italic: bool) -> Iterator[_Chain]:
    places = {b.order: i for i, b in enumerate(flow.blocks)}
    after = {places[b.continues]: i for i, b in enumerate(flow.blocks) if b.continues in places}
    for index, block in enumerate(flow.blocks):
        quoted = block.italic and not italic
        if block.continues in places or quoted or not _is_own_voice(flow, index, block):
            continue
        text, starts = block.text, [(index, 0)]
        while (index := after.get(index, -1)) >= 0:
            joined = join_two(text, flow.blocks[index].text, flow.words)
            starts.append((index, len(joined) - len(flow.blocks[index].text)))
            text = joined
        yield _Chain(text, tuple(starts))


def _sentences(
    flow: Flow, wanted: Callable[[str], bool], *, italic: bool = False
) -> Iterator[Statement]:
    for chain in _chains(flow, italic=italic):
        for found in _SENTENCE.finditer(chain.text):
            if wanted(found[0].strip()):
                yield _statement(flow, chain, found.start(), found.start() + len(found[0].rstrip()))


def _is_own_voice(flow: Flow, index: int, block: Block) -> bool:
    return (
        flow.zones[index] in (Zone.BODY, Zone.LIST)
        and block.role in (Role.BODY, Role.ITEM)
        and block.fill is None
        and block.boxed < 0
        and not any(_ON_LAW.search(title) for title in flow.paths[index])
        and block.size >= flow.body_size - SMALLER
    )


# Points by which notes and boxes are set smaller than the report's own text.
SMALLER = 0.75


# "Under federal law, a school must ...", "Title IX requires", "Some Background on the Laws"
_LAW = re.compile(r"\b(?:under|by|according to) (?:\w+ ){0,3}law\b", re.IGNORECASE)
_ON_LAW = re.compile(
    r"\b(?:legal|statutory) (?:\w+ ){0,2}(?:framework|background|requirements?|obligations?|duties)"
    r"\b|\bbackground on the laws?\b|\bthe law\b",
    re.IGNORECASE,
)


# What opens a clause that only tells of a duty: "the elements that a school should consider".
_SUBORDINATE = re.compile(
    r"\b(?:that|which|how|what|when|where|whether|why|if|because|although|though|while|whereas"
    r"|than|elements?|matters?|things)(?: [\w’'-]+){1,3} $",
    re.IGNORECASE,
)
# "We need to improve our communication": the writers encourage themselves.
_OURSELVES = re.compile(r"\bwe (?:also )?(?:must|need to|ought to|should)\b", re.IGNORECASE)


def _asks(sentence: str) -> bool:
    """Say whether a main clause asks for something, not one that hangs under another."""
    for found in _ASKS.finditer(sentence):
        clause = re.split(r"[,;:()\u2013\u2014]", sentence[: found.start()])[-1]
        if not _SUBORDINATE.search(clause):
            return True
    return False


def _recommends(sentence: str) -> bool:
    return (
        _asks(sentence)
        and not _OURSELVES.search(sentence)
        and not _VOICE.search(sentence)
        and not REPORTED.search(sentence)
        and not _LAW.search(sentence)
        and len(sentence.split()) >= SHORTEST
    )


SHORTEST = 8
# "Finally, the Commission recommends", "For this reason we recommend"
_WHO_RECOMMENDS = re.compile(
    rf"(?:\W?[A-Z][^,.;:]{{1,60}},? )?(?:{RECOMMENDS.pattern})", re.IGNORECASE
)


def _says_who_recommends(sentence: str) -> bool:
    said = _WHO_RECOMMENDS.match(sentence)
    return bool(said) and len(sentence.split()) >= SHORTEST and not _VOICE.search(sentence)


def _statement(flow: Flow, chain: _Chain, start: int, end: int) -> Statement:
    # "2.7 The department should teach ...": what numbers the paragraph numbers its first sentence
    counted = read_number(chain.text[start:end]) if start == 0 else None
    start += counted.end if counted else 0
    pieces = chain.pieces(start, end, flow)
    first, last = pieces[0], pieces[-1]
    number = counted.number if counted else ""
    candidate = Candidate(
        first.block, first.block, first.start, Kind.RECOMMENDATION, Source.PROSE, number, number,
        until=first.end,
    )  # fmt: skip
    return Statement(
        candidate, pieces, chain.text[start:end].strip(), "its sentence ends",
        flow.blocks[first.block].page, flow.blocks[last.block].page, (first.block,),
    )  # fmt: skip
