"""Short paragraphs that open alike: "The Panel finds that", in turn with "RECOMMENDED that".

Reviewers who print no labels say each time in the same words that they judge, and that they ask.
Such sentences are statements where both come back, the one after the other. What reviewers were
told ("The Committee heard that ...") is none.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from ingest.labels import Form, read_label, read_number
from ingest.layout.blocks import Role
from ingest.statements.asking import ASKED, asks
from ingest.statements.beginnings.recurring import OTHER_PARTS
from ingest.statements.candidate import PRINTED, Candidate, Source, starts
from ingest.statements.flow import Flow, Zone
from kb.domain.record import Kind
from kb.sentences import sentences

# Times that an opening must come, and share of its sentences that must ask to be a request.
FEWEST, ASKING = 4, 0.75
# Share of what is found after which something is asked, and blocks within which it is.
ANSWERED, LONGEST_TURN = 0.6, 12
# Words of most statements told so; longer paragraphs tell what was heard.
LONGEST = 60

# as in "The Committee considers that" and in "We look to the port to see that"
_CLAUSE = r"(?P<clause>(?:The|This|We|Our|I|It)\b(?: (?!that\b|who\b|which\b)[\w’'-]+){1,8} that)\b"
# as in "FOUND The pursuit began" and in "RECOMMENDED that", with a colon or without
_CAPITALS = (
    r"(?P<word>[A-Z]{4,}(?: [A-Z]{2,}){0,2}) ?[:.\u2013\u2014]? (?=[A-Z“][a-z’]|A |that |to )"
)
# as in "Sore point: The terminal had no plan"
_COLON = r"(?P<plain>[A-Z][a-z’]+(?: [a-z’]+){0,3}): (?=[A-Z“])"
_OPENING = re.compile(f"(?:{_CLAUSE}|{_CAPITALS}|{_COLON})")
# What says right before "that" that reviewers judge, not that they heard: "The plan in force that
# evening" says neither.
_JUDGES = re.compile(
    r"\b(?:finds?|found|considers?|concludes?|concluded|judges?|holds?|believes?|thinks?|observes?"
    r"|determines?|accepts?|regards?|deems?|satisfied|convinced|persuaded|clear|sure|view|opinion"
    r"|conclusion|judgment|finding|regrets?|concerned) that$",
    re.IGNORECASE,
)
# What says by itself that it asks, whatever follows.
_ASKS = re.compile(
    r"\b(?:recommend\w*|asks?|calls?|urges?|advises?|proposes?|invites?|requests?|wants?"
    r"|looks? to)\b",
    re.IGNORECASE,
)


# "Capability rating: Performed with Some Challenges (S)." judges by a scale, and states nothing.
_RATES = re.compile(r"\b(?:rating|rated|score|grade|level|status|capability)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Sentence:
    """A sentence that opens so: its block, where its opening, its words and it itself end."""

    block: int
    start: int
    end: int
    opening: str
    clause: bool
    number: str
    asked: bool


def find_opened(flow: Flow, taken: set[int], others: Iterable[Candidate]) -> Iterator[Candidate]:
    """Give the sentences under openings that come back, where judging and asking take turns.

    `others` are candidates of other forms, which may be what is asked.
    """
    others = tuple(others)
    known = taken | starts(
        c for c in others if c.source in (*PRINTED, Source.STATED, Source.RECURRING)
    )
    kept = _series(flow, known)
    if _tells_by_labels(others):
        kept = [s for s in kept if s[0].clause]
    asked = [s for s in kept if _ASKS.search(s[0].opening) or _share(s) >= ASKING]
    told = [s for s in kept if s not in asked]
    own = {x.block for s in asked for x in s}
    labelled = {c.block for c in others if c.kind in ASKED and c.source is not Source.CELL}
    # a word alone opens many things; what it opens was found if another such word asks in turn
    answered = [s for s in told if _answered(s, own | labelled if s[0].clause else own)]
    for one in answered:
        yield from (_candidate(flow, x, Kind.FINDING) for x in one)
    if answered:
        yield from (_candidate(flow, x, Kind.RECOMMENDATION) for s in asked for x in s)


def _tells_by_labels(others: Iterable[Candidate]) -> bool:
    """Say whether printed labels tell what was found.

    "Capability rating:" and "RESEARCH NOTE" stand beside "Area for Improvement 3" in a report that
    has a label for what it found, and are none of its statements.
    """
    told = (c for c in others if c.source in PRINTED and c.kind not in ASKED)
    return sum(1 for _ in told) >= FEWEST


def openings(flow: Flow) -> Iterator[tuple[str, tuple[int, ...]]]:
    """Give all openings that come back, with their blocks, whether anything is asked or not."""
    for series in _series(flow, set()):
        yield series[0].opening, tuple(dict.fromkeys(x.block for x in series))


def _series(flow: Flow, taken: set[int]) -> list[list[_Sentence]]:
    """Group what opens alike, if it comes often enough and is mostly short."""
    series: dict[str, list[_Sentence]] = defaultdict(list)
    for sentence in _sentences(flow, taken):
        series[sentence.opening].append(sentence)
    return [s for s in series.values() if len(s) >= FEWEST and _is_short(s)]


def _sentences(flow: Flow, taken: set[int]) -> Iterator[_Sentence]:
    """Read the paragraphs that open so, and in them each sentence that opens as the first does."""
    for index, block in enumerate(flow.blocks):
        own = flow.zones[index] in (Zone.BODY, Zone.LIST) and index not in taken
        if not own or block.role not in (Role.BODY, Role.ITEM) or block.continues >= 0:
            continue
        counted = read_number(f"{block.bullet} " if block.bullet else block.text)
        begin = counted.end if counted and not block.bullet else 0
        first = _OPENING.match(block.text, begin)
        if first is None or not _opens(first, block.text):
            continue
        ends = [begin, *(s for s, _ in sentences(block.text) if s > begin)]
        alike = [s for s in ends if block.text.startswith(first[0], s)]
        number = counted.number if counted and len(alike) == 1 else ""
        for start, end in zip(alike, [*alike[1:], len(block.text)], strict=True):
            yield _sentence(index, block.text, (start, end), first, number)


def _opens(first: re.Match[str], text: str) -> bool:
    """Say whether a clause judges or asks, by its verb or by what it asks for."""
    clause = first["clause"]
    word = first["plain"] or first["word"]
    if word and (OTHER_PARTS.search(word) or _RATES.search(word)):
        return False
    if first["plain"]:
        return read_label(first[0]) is None
    said = clause is None or bool(_JUDGES.search(clause) or _ASKS.search(clause))
    return said or asks(f"That {text[first.end() :].strip()}")


def _sentence(
    index: int, text: str, span: tuple[int, int], first: re.Match[str], number: str
) -> _Sentence:
    start, end = span
    rest = text[start + len(first[0]) : end].strip()
    opening = first["clause"] or first["word"] or first["plain"]
    asked = asks(rest[:1].upper() + rest[1:]) or asks(f"That {rest.removeprefix('that ')}")
    begin = start if first["clause"] else start + len(first[0])
    return _Sentence(index, begin, end, opening, bool(first["clause"]), number, asked)


def _share(series: list[_Sentence]) -> float:
    return sum(x.asked for x in series) / len(series)


def _is_short(series: list[_Sentence]) -> bool:
    """Say whether most are short: a paragraph that goes on at length is prose."""
    return sum(x.end - x.start <= LONGEST * 6 for x in series) >= ASKING * len(series)


def _answered(told: list[_Sentence], requests: set[int]) -> bool:
    answered = sum(any(x.block < r <= x.block + LONGEST_TURN for r in requests) for x in told)
    return answered >= ANSWERED * len(told)


def _candidate(flow: Flow, sentence: _Sentence, kind: Kind) -> Candidate:
    whole = sentence.end >= len(flow.blocks[sentence.block].text)
    return Candidate(
        sentence.block, sentence.block, sentence.start, kind, Source.RECURRING,
        sentence.opening, sentence.number, sentence.opening, Form.WORD,
        until=-1 if whole else sentence.end,
    )  # fmt: skip
