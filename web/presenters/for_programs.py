"""Answers as client programs get them: what decides comes first and short, the rest by its id.

A page's own answer holds an address for everything one can do next, for which a program has no use
and, where it is a language model, no room: five incidents took 50,000 characters.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from web.presenters.comparable import Agreed, ComparableAnswer, Likened
from web.presenters.incidents import IncidentPage, ReportBeside
from web.presenters.records import RecordBrief
from web.presenters.search import FacetAnswer, HitAnswer, SearchAnswer

STATEMENTS, VALUES = 2, 6
# Characters of a statement or of the words a value was read from; a record has all of its words.
LONGEST_TEXT = 300


@dataclass(frozen=True, slots=True)
class SaidBriefly:
    """A statement; `page` counts the PDF's pages from 1, `cut` says that it has more words."""

    id: str
    label: str
    text: str
    cut: bool
    report: str
    page: int
    printed_page: str


@dataclass(frozen=True, slots=True)
class Reason:
    """One detail that was asked and that a report states, on `page` of `report`.

    `disputed` says that reports state different values; get_incident has them all.
    """

    detail: str
    asked: str
    stated: str
    alike: bool
    disputed: bool
    report: str
    page: int


@dataclass(frozen=True, slots=True)
class AlikeIncident:
    """One incident and why it is like the one described.

    Of the details asked `known` are known of it and `alike` are alike; `not_stated` names the rest.
    Where `in_common` is false it has no more in common with the description than chance. Where
    `unread` is true it is a report in which no event was read, and get_incident knows it not.
    """

    id: str
    name: str
    kind: str
    when: str
    where: str
    sample: bool
    score: float
    in_common: bool
    unread: bool
    alike: int
    known: int
    reasons: tuple[Reason, ...]
    not_stated: tuple[str, ...]
    reports: dict[str, str]
    statements: tuple[SaidBriefly, ...]
    url: str


@dataclass(frozen=True, slots=True)
class AlikeIncidents:
    """The likest incidents first; `understood` is what was read from the description.

    `none_of_kind` names the kind of event described where none given is of it, "" otherwise.
    `worry` are its words that ask something; statements on it stand first. `little` says that the
    description tells too little of what happened to go by.
    """

    understood: dict[str, str]
    incidents: tuple[AlikeIncident, ...]
    in_common: int
    none_of_kind: str
    worry: str
    little: bool


@dataclass(frozen=True, slots=True)
class Found:
    """Statements, the best first; `facets` hold the commonest values of each filter with counts."""

    total: int
    hits: tuple[HitAnswer, ...]
    facets: dict[str, dict[str, int]]
    next: str | None


@dataclass(frozen=True, slots=True)
class ValueStated:
    """A value of an incident as a report states it, in which words, on which page."""

    detail: str
    value: str
    page: int
    words: str


@dataclass(frozen=True, slots=True)
class Telling:
    """What one report states of an incident; `doubt` says what is open about it."""

    report: str
    title: str
    year: int | None
    sample: bool
    doubt: str
    stated: tuple[ValueStated, ...]


@dataclass(frozen=True, slots=True)
class IncidentTold:
    """One incident as each of its reports tells it; `topics` count statements by topic id.

    search with the filters `incident` and `topic` gives those statements.
    """

    id: str
    name: str
    kind: str
    when: str
    where: str
    reports: tuple[Telling, ...]
    topics: dict[str, int]
    url: str


def alike_incidents(answer: ComparableAnswer) -> AlikeIncidents:
    """Shorten what was found like a description."""
    return AlikeIncidents(
        understood={one.label: one.value for one in answer.understood},
        incidents=tuple(map(_alike, answer.incidents)),
        in_common=answer.in_common,
        none_of_kind=answer.none_of_kind,
        worry=answer.worry,
        little=answer.little,
    )


def found(answer: SearchAnswer) -> Found:
    """Shorten the filters beside results."""
    facets = {name: _commonest(values) for name, values in answer.facets.items() if values}
    return Found(answer.total, answer.hits, facets, answer.next)


def incident_told(page: IncidentPage) -> IncidentTold:
    """Shorten an incident's page to what its reports state and what they speak of."""
    row = page.incident
    return IncidentTold(
        row.id,
        row.name,
        row.type_label,
        row.when,
        row.where,
        tuple(map(_telling, page.reports)),
        {one.topic.id: one.total for one in page.topics},
        row.url,
    )


def said_briefly(one: RecordBrief) -> SaidBriefly:
    """Shorten a statement."""
    report = one.report.id if one.report else ""
    text, cut = _short(one.text)
    return SaidBriefly(one.id, one.name, text, cut, report, one.page, one.printed_page)


def _alike(one: Likened) -> AlikeIncident:
    return AlikeIncident(
        id=one.id,
        name=one.name,
        kind=one.incident.type_label,
        when=one.incident.when,
        where=one.incident.where,
        sample=one.sample,
        score=one.score,
        in_common=one.in_common,
        unread=one.unread,
        alike=one.alike,
        known=one.known,
        reasons=tuple(map(_reason, one.attributes)),
        not_stated=one.unknown,
        reports={report.id: report.label for report in one.reports},
        statements=tuple(map(said_briefly, (*one.answers, *one.statements)[:STATEMENTS])),
        url=one.url,
    )


def _reason(one: Agreed) -> Reason:
    return Reason(one.label, one.asked, one.value, one.alike, one.disputed, one.report, one.page)


def _telling(one: ReportBeside) -> Telling:
    stated = tuple(
        ValueStated(a.label, a.value, a.page, _short(a.quote)[0]) for a in one.attributes
    )
    row = one.report
    return Telling(row.id, row.title, row.year, row.sample, one.doubt, stated)


def _commonest(values: Sequence[FacetAnswer]) -> dict[str, int]:
    first = sorted(values, key=lambda one: -one.count)[:VALUES]
    return {one.value: one.count for one in first}


def _short(text: str) -> tuple[str, bool]:
    """Cut a text at a word; say whether words were left out."""
    if len(text) <= LONGEST_TEXT:
        return text, False
    return text[:LONGEST_TEXT].rpartition(" ")[0] + " …", True
