"""Incidents like the one described, each with why: attributes and words, and their pages."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from indexer.comparable import ComparableIncident, Comparison, MatchedAttribute, MatchedWord
from web.presenters import links
from web.presenters.incidents import attribute_shown
from web.presenters.links import Ref
from web.presenters.places import IncidentRow, incident_row, type_label

# A description that speaks of many types says little by the last of them.
_TYPES_SHOWN = 3


@dataclass(frozen=True, slots=True)
class Understood:
    """One attribute read from the description."""

    key: str
    label: str
    value: str
    quote: str


@dataclass(frozen=True, slots=True)
class Agreed:
    """An attribute known on both sides, with the page of the report that states it.

    `likeness` lies between 0 and 1.
    """

    key: str
    label: str
    asked: str
    value: str
    likeness: float
    page: int
    quote: str
    report: str
    url: str


@dataclass(frozen=True, slots=True)
class Shared:
    """A word of the description that a report on the incident uses, and the page where."""

    word: str
    page: int
    report: str
    url: str


@dataclass(frozen=True, slots=True)
class Likened:
    """One incident; `sources` name the PDFs of its reports, `score` orders the answer.

    Of the `asked` attributes `known` are known of it; the others count neither way.
    """

    id: str
    name: str
    score: float
    sources: tuple[str, ...]
    incident: IncidentRow
    reports: tuple[Ref, ...]
    attributes: tuple[Agreed, ...]
    words: tuple[Shared, ...]
    known: int
    asked: int
    url: str


@dataclass(frozen=True, slots=True)
class ComparableAnswer:
    """The likest incidents first, and what was understood of the description."""

    understood: tuple[Understood, ...]
    incidents: tuple[Likened, ...]


def comparable_answer(found: Comparison) -> ComparableAnswer:
    """Show what was found like a description."""
    return ComparableAnswer(
        understood=tuple(_understood(found)),
        incidents=tuple(_likened(one) for one in found.incidents),
    )


def _understood(found: Comparison) -> Iterator[Understood]:
    for kind in found.types[:_TYPES_SHOWN]:
        yield Understood("type", "Type of incident", type_label(kind), "")
    for one in found.attributes:
        shown = attribute_shown(one, "")
        yield Understood(one.key, shown.label, shown.value, one.quote)


def _likened(one: ComparableIncident) -> Likened:
    incident = one.incident
    return Likened(
        id=incident.id,
        name=incident.name,
        score=round(one.score, 4),
        sources=one.sources,
        incident=incident_row(incident),
        reports=tuple(Ref(r.id, r.title, links.report_url(r.id)) for r in one.reports),
        attributes=tuple(_agreed(match) for match in one.attributes),
        words=tuple(_shared(word) for word in one.words),
        known=one.known,
        asked=one.asked,
        url=links.incident_url(incident.id),
    )


def _agreed(match: MatchedAttribute) -> Agreed:
    named = type_label if match.key == "type" else _plain
    return Agreed(
        key=match.key,
        label=match.label,
        asked=named(match.asked),
        value=named(match.value),
        likeness=round(match.likeness, 3),
        page=match.page,
        quote=match.quote,
        report=match.report,
        url=links.page_url(match.report, match.page) if match.report and match.page else "",
    )


def _plain(value: str) -> str:
    return value.removesuffix(".0")


def _shared(word: MatchedWord) -> Shared:
    return Shared(word.word, word.page, word.report, links.page_url(word.report, word.page))
