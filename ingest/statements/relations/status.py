"""What a progress report or a response says of a recommendation: its status or its answer."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.statements.flow import Flow
from ingest.statements.relations.trackers import tracked
from ingest.statements.statement import Statement
from kb.domain.record import Kind, Status

_LINE = re.compile(
    r"^\W*(?:current |overall |implementation |compliance |present )*"
    r"(?:status|progress rating|rating)\b(?: at \w+ \d{4})?\s*[:.\u2013\u2014-]?\s*(?P<value>.*)",
    re.IGNORECASE,
)
# Words of a status, the more telling first ("not yet complete" before "complete").
_VALUES: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern, re.IGNORECASE), value)
    for pattern, value in (
        (
            r"\bnot (?:yet )?(?:started|begun|implemented|initiated)|\bno (?:progress|action)",
            Status.NOT_STARTED,
        ),
        (r"\bpartial(?:ly)?\b|\bin part\b|\bsubstantially complete", Status.PARTIAL),
        (r"\bin[ -]pro(?:gr|c)ess\b|\bongoing\b|\bunder ?way\b|\bpending\b", Status.IN_PROGRESS),
        (r"\bnot complete|\bincomplete", Status.IN_PROGRESS),
        (r"\bcompleted?\b|\b(?:fully )?implemented\b|\bclosed\b|\bachieved\b", Status.COMPLETE),
    )
)  # fmt: skip
_ANSWER = re.compile(
    r"\b(?:government|department|agency|ministry|city|we|board|company)\b[^.]{0,60}?"
    r"\b(?P<no>does not |do not |did not |not )?"
    r"(?P<verb>accepts?|accepted|agrees?|agreed|concurs?|concurred|rejects?|rejected|supports?)\b"
    r"(?P<how>[^.]{0,40}\bin (?:part|principle|full)\b)?"
    r"|^\W*(?P<bare>(?:not |partially )?(?:accepted|agreed|supported|rejected)"
    r"(?: in (?:part|principle|full))?)\b",
    re.IGNORECASE,
)


def statuses(flow: Flow, statements: Sequence[Statement]) -> tuple[str, ...]:
    """Give each statement its status, or its answer where the report answers most of them.

    A status stands below the statement, or beside its number in a table that tracks them.
    """
    beside = tracked(flow, statements)
    own = tuple(
        status_of(flow, s) or _value(beside.get(place, "")) for place, s in enumerate(statements)
    )
    if any(own):
        return own
    asked = [s for s in statements if s.candidate.kind is Kind.RECOMMENDATION]
    answers = {id(s): answer_of(flow, s) for s in asked}
    if sum(map(bool, answers.values())) < MOSTLY * len(asked):
        return own
    return tuple(answers.get(id(s), "") for s in statements)


# Share of recommendations with an answer from which on a report is a response to them.
MOSTLY = 0.5


def status_of(flow: Flow, statement: Statement) -> str:
    """Read the status printed after a statement; "" where none is."""
    for index in statement.narrative:
        found = _LINE.match(flow.blocks[index].text)
        if found:
            value = found["value"] or _following(flow, statement, index)
            return _value(value)
    return ""


def tells_outcome(text: str) -> bool:
    """Say whether a text tells what became of a statement or what was answered to it."""
    return any(p.search(text[:400]) for p in (_LINE, _ANSWER, _HEADS, _TAKES))


# "ARB and RIBA accept this recommendation."
_TAKES = re.compile(r"\b(?:accept|reject|support|note)(?:s|ed)?\b[^.]{0,30}\brecommendation")
# "Response:", "Government response": what stands above an answer.
_HEADS = re.compile(r"^\W*(?:\w+ ){0,3}(?:response|answer|reply|comments?)\b", re.IGNORECASE)


def _following(flow: Flow, statement: Statement, index: int) -> str:
    after = [i for i in statement.narrative if i > index]
    return flow.blocks[after[0]].text if after else ""


def _value(text: str) -> str:
    clause = re.split(r"[;.]", text[:STATUS_LENGTH].strip(), maxsplit=1)[0]
    for pattern, value in _VALUES[:2]:
        if pattern.search(clause):
            return str(value)
    found = [(m.start(), str(value)) for p, value in _VALUES[2:] if (m := p.search(clause))]
    return min(found)[1] if found else ""


# Characters within which a status is named; explanations after it name others.
STATUS_LENGTH = 60


def answer_of(flow: Flow, statement: Statement) -> str:
    """Read whether a response accepts a recommendation: `accepted`, `accepted in part` ..."""
    for index in statement.narrative[:3]:
        found = _ANSWER.search(flow.blocks[index].text[:400])
        if found:
            return _answer(found)
    return ""


def _answer(found: re.Match[str]) -> str:
    if found["bare"]:
        return " ".join(found["bare"].lower().split())
    refused = bool(found["no"]) or found["verb"].lower().startswith("reject")
    if refused:
        return "not accepted"
    how = re.search(r"in (?:part|principle)", found["how"] or "", re.IGNORECASE)
    return f"accepted {how[0].lower()}" if how else "accepted"
