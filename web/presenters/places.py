"""Sites, engagements and lists of reports and incidents as pages and JSON show them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from kb.domain.engagement import Engagement
from kb.domain.incident import Incident, Site
from kb.domain.published import ReportSummary
from kb.place_names import place_in_full, place_name, state_name
from kb.reference import load_incident_types
from kb.registry import Listed
from web.presenters import links
from web.presenters.links import Ref, site_refs
from web.presenters.records import RecordBrief
from web.presenters.tiles import TileMap


@dataclass(frozen=True, slots=True)
class ReportRow:
    """A loaded report in a list, with its records counted by kind (`12 findings`)."""

    id: str
    title: str
    publisher: str
    year: int | None
    pages: int
    sites: tuple[Ref, ...]
    counts: tuple[str, ...]
    records: int
    warnings: int
    sample: bool
    url: str


@dataclass(frozen=True, slots=True)
class ReportElsewhere:
    """A published report that is not loaded here; `url` is the publisher's."""

    id: str
    title: str
    publisher: str
    year: int | None
    incident: str
    stated: tuple[str, ...]
    url: str


@dataclass(frozen=True, slots=True)
class EngagementShown:
    """What the programme did at a site, with its source."""

    id: str
    year: int | None
    assistance: tuple[str, ...]
    prompted_by: str
    objectives: tuple[str, ...]
    methods: tuple[str, ...]
    stakeholders: tuple[str, ...]
    source: str
    source_url: str


@dataclass(frozen=True, slots=True)
class SiteRow:
    """A site in a list."""

    id: str
    place: str
    state: str
    state_label: str
    agency: str
    engagements: int
    assistance: tuple[str, ...]
    incidents: int
    reports: int
    url: str


@dataclass(frozen=True, slots=True)
class SitesPage:
    """All sites, or those of one state; `map` draws all."""

    total: int
    state: str
    state_label: str
    sites: tuple[SiteRow, ...]
    map: TileMap


@dataclass(frozen=True, slots=True)
class IncidentRow:
    """An incident in a list; dates are ISO, perhaps shortened."""

    id: str
    name: str
    type: str
    type_label: str
    start: str
    end: str
    place: str
    state: str
    site: Ref | None
    reports: int
    url: str

    @property
    def where(self) -> str:
        """Name its place with its state, "" where neither is known."""
        return place_name(self.place, self.state)

    @property
    def when(self) -> str:
        """Say from when to when it went on, "" where no date is known."""
        return self.start if self.end in {"", self.start} else f"{self.start} to {self.end}"


@dataclass(frozen=True, slots=True)
class SitePage:
    """One site: what was done there, what happened, what was published, what it says."""

    id: str
    place: str
    state: str
    state_label: str
    agency: str
    population: int | None
    url: str
    engagements: tuple[EngagementShown, ...]
    incidents: tuple[IncidentRow, ...]
    reports: tuple[ReportRow, ...]
    elsewhere: tuple[ReportElsewhere, ...]
    records: tuple[RecordBrief, ...]
    records_total: int

    @property
    def name(self) -> str:
        """Name the place with its state in full."""
        return place_in_full(self.place, self.state)


def report_row(summary: ReportSummary) -> ReportRow:
    """Show a loaded report in a list."""
    return ReportRow(
        id=summary.id,
        title=summary.title,
        publisher=summary.publisher,
        year=summary.year,
        pages=summary.pages,
        sites=site_refs(summary.sites),
        counts=counted(dict(summary.counts)),
        records=summary.records,
        warnings=summary.warnings,
        sample=summary.sample,
        url=links.report_url(summary.id),
    )


def type_label(kind: str) -> str:
    """Name a type of incident, `family/type`, or a family."""
    for known in load_incident_types():
        if known.id == kind:
            return known.label
    return kind.rpartition("/")[2].replace("-", " ").capitalize()


def incident_row(incident: Incident) -> IncidentRow:
    """Show an incident in a list."""
    site = incident.site
    return IncidentRow(
        id=incident.id,
        name=incident.name,
        type=incident.type,
        type_label=type_label(incident.type) if incident.type else "",
        start=incident.start,
        end=incident.end,
        place=incident.place,
        state=incident.state,
        site=Ref(site, incident.place or site, links.site_url(site)) if site else None,
        reports=len(incident.reports),
        url=links.incident_url(incident.id),
    )


def site_row(
    site: Site, engagements: Iterable[Engagement], incidents: int, reports: int
) -> SiteRow:
    """Show a site in a list with what is known of it counted."""
    mine = [e for e in engagements if e.site == site.id]
    return SiteRow(
        id=site.id,
        place=site.place,
        state=site.state,
        state_label=state_name(site.state),
        agency=site.agency,
        engagements=len(mine),
        assistance=tuple(dict.fromkeys(a.label for e in mine for a in e.assistance)),
        incidents=incidents,
        reports=reports,
        url=links.site_url(site.id),
    )


def engagement_shown(engagement: Engagement) -> EngagementShown:
    """Show an engagement."""
    return EngagementShown(
        id=engagement.id,
        year=engagement.year,
        assistance=tuple(a.label for a in engagement.assistance),
        prompted_by=engagement.prompted_by,
        objectives=engagement.objectives,
        methods=engagement.methods,
        stakeholders=engagement.stakeholders,
        source=engagement.source,
        source_url=engagement.source_url,
    )


def elsewhere(listed: Listed) -> ReportElsewhere:
    """Show a registered report that is not loaded."""
    return ReportElsewhere(
        id=listed.id,
        title=listed.title,
        publisher=listed.publisher,
        year=listed.year,
        incident=listed.incident,
        stated=counted(listed.stated_counts),
        url=listed.url,
    )


def counted(counts: Mapping[str, int]) -> tuple[str, ...]:
    """Say counts by kind in words, the largest first."""
    most = sorted(counts.items(), key=lambda pair: -pair[1])
    return tuple(links.kind_counted(kind, count) for kind, count in most if count)
