"""Incidents like the one described, each with why: attributes and words, and their pages."""

from __future__ import annotations

from dataclasses import dataclass

from web.presenters.links import Ref
from web.presenters.places import IncidentRow


@dataclass(frozen=True, slots=True)
class Understood:
    """One attribute read from the description."""

    key: str
    label: str
    value: str
    quote: str


@dataclass(frozen=True, slots=True)
class Agreed:
    """An attribute on which both agree, with the page of the report that states it."""

    key: str
    label: str
    asked: str
    value: str
    likeness: float
    page: int
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
    """One incident; `sources` name the PDFs of its reports, `score` orders the answer."""

    id: str
    name: str
    score: float
    sources: tuple[str, ...]
    incident: IncidentRow
    reports: tuple[Ref, ...]
    attributes: tuple[Agreed, ...]
    words: tuple[Shared, ...]
    url: str


@dataclass(frozen=True, slots=True)
class ComparableAnswer:
    """The likest incidents first, and what was understood of the description."""

    understood: tuple[Understood, ...]
    incidents: tuple[Likened, ...]


def comparable_answer(view, found):
    raise NotImplementedError
