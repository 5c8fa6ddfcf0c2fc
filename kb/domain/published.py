"""A report as readers see it: the machine's reading, staff decisions over it, lasting ids."""

from __future__ import annotations

from dataclasses import dataclass

from kb.domain.description import Standing
from kb.domain.extraction import Doubt
from kb.domain.ids import IncidentId, RecordId, ReportId
from kb.domain.incident import Incident, Site
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
    """How one report stands to another.

    `follows`, `supersedes`, `superseded-by`, `reports-progress-on` or `same-incident`.
    """

    relation: str
    report: ReportId


@dataclass(frozen=True, slots=True)
class PublishedReport:
    """One report as published; `url` is the publisher's own copy.

    `listed` is its row in the register of published reports ("" if none), `sample` says that it is
    one of the fictional samples, `version` rises with every change.
    """

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
    listed: str = ""
    sample: bool = False
    standing: str = Standing.PUBLISHED


@dataclass(frozen=True, slots=True)
class FindableReport:
    """What of a report is searched, as `PublishedReport` has it."""

    id: ReportId
    bibliography: Bibliography
    records: tuple[PublishedRecord, ...]
    narrative: tuple[NarrativePassage, ...]
    incidents: tuple[Incident, ...] = ()


@dataclass(frozen=True, slots=True)
class ReportSummary:
    """A report in a list: enough to name it, to count its records by kind, to lead to it.

    `year` is that of publication, None where unknown; `counts` are (kind, number) in the order of
    `Kind`; `pages` and `warnings` are numbers. `version` rises with every change to the report.
    """

    id: ReportId
    title: str
    publisher: str
    published: str
    year: int | None
    kind: str
    sites: tuple[Site, ...]
    incidents: tuple[IncidentId, ...]
    pages: int
    counts: tuple[tuple[str, int], ...]
    passages: int
    warnings: int
    source: str
    sha256: str
    url: str = ""
    rights: str = ""
    version: int = 0
    added: str = ""
    listed: str = ""
    sample: bool = False
    supersedes: tuple[ReportId, ...] = ()

    @property
    def records(self) -> int:
        """Number of records of all kinds."""
        return sum(count for _, count in self.counts)


@dataclass(frozen=True, slots=True)
class RecordInReport:
    """A record with the report it stands in; `printed_page` is "" where the page bears none."""

    report: ReportSummary
    published: PublishedRecord
    printed_page: str = ""

    @property
    def id(self) -> RecordId:
        """The record's lasting id."""
        return self.published.id

    @property
    def record(self) -> Record:
        """The record itself, decisions applied."""
        return self.published.record


@dataclass(frozen=True, slots=True)
class PassageInReport:
    """A narrative passage with the report it stands in."""

    id: str
    report: ReportSummary
    passage: NarrativePassage
    printed_page: str = ""
