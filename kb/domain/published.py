"""A report as readers see it: the machine's reading, staff decisions over it, lasting ids."""

from __future__ import annotations

from dataclasses import dataclass

from kb.domain.extraction import Doubt
from kb.domain.ids import RecordId, ReportId
from kb.domain.incident import Incident
from kb.domain.record import Record
from kb.domain.report import Bibliography, NarrativePassage, Page, Section


@dataclass(frozen=True, slots=True)
class PublishedRecord:
    """A record under its lasting id, with its parent's and children's ids."""

    id: RecordId
    record: Record
    parent: RecordId | None = None
    children: tuple[RecordId, ...] = ()


@dataclass(frozen=True, slots=True)
class ReportLink:
    """How one report stands to another: `follows`, `supersedes`, `reports-progress-on`."""

    relation: str
    report: ReportId


@dataclass(frozen=True, slots=True)
class PublishedReport:
    """One report as published; `url` is the publisher's own copy."""

    id: ReportId
    sha256: str
    source: str
    bibliography: Bibliography
    pages: tuple[Page, ...]
    sections: tuple[Section, ...]
    records: tuple[PublishedRecord, ...]
    narrative: tuple[NarrativePassage, ...]
    incidents: tuple[Incident, ...] = ()
    warnings: tuple[Doubt, ...] = ()
    links: tuple[ReportLink, ...] = ()
    style: str = ""
    pipeline: int = 0
    rights: str = ""
    url: str = ""
    version: int = 0
