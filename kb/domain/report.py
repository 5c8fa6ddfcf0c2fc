"""A report: its bibliography, pages, sections and narrative."""

from __future__ import annotations

from dataclasses import dataclass

from kb.domain.incident import Incident, Site
from kb.domain.passage import Passage


@dataclass(frozen=True, slots=True)
class Evidence:
    """Why the machine believes a bibliographic value: the page and the words it was read from."""

    field: str
    value: str
    page: int
    quote: str


@dataclass(frozen=True, slots=True)
class StatedCount:
    """How many statements of a kind the report says it makes, and where it says so."""

    kind: str
    count: int
    page: int
    quote: str


@dataclass(frozen=True, slots=True)
class Bibliography:
    """Who published what when. `published` is an ISO date, perhaps shortened to year or month."""

    title: str
    subtitle: str = ""
    publisher: str = ""
    authors: tuple[str, ...] = ()
    published: str = ""
    kind: str = ""
    sites: tuple[Site, ...] = ()
    incidents: tuple[Incident, ...] = ()
    stated_counts: tuple[StatedCount, ...] = ()
    abbreviations: tuple[tuple[str, str], ...] = ()
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True)
class Page:
    """One page as shown: printed number, cleaned text in reading order, size in points."""

    number: int
    label: str
    text: str
    width: float
    height: float
    ocr_confidence: float | None = None


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and what stands under it until the next of its rank; `level` counts from 1."""

    key: str
    title: str
    level: int
    page: int
    page_end: int
    number: str = ""


@dataclass(frozen=True, slots=True)
class NarrativePassage:
    """A stretch of the report's prose, for searching the text between the statements."""

    key: str
    section: tuple[str, ...]
    text: str
    page: int
    page_end: int
    passage: Passage = Passage()
