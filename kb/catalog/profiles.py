"""What lists and pages of sites and incidents are made of."""

from __future__ import annotations

from dataclasses import dataclass

from kb.domain.engagement import Engagement
from kb.domain.incident import Incident, Site
from kb.domain.published import ReportSummary
from kb.registry import Listed


@dataclass(frozen=True, slots=True)
class SiteSummary:
    """A site in a list, with how much there is of it; `agencies` are all that reports name."""

    site: Site
    agencies: tuple[str, ...]
    reports: int
    records: int
    incidents: int
    engagements: int
    listed: int


@dataclass(frozen=True, slots=True)
class SiteProfile:
    """All about one site. `listed` are published reports on it that are not loaded."""

    site: Site
    agencies: tuple[str, ...]
    engagements: tuple[Engagement, ...]
    incidents: tuple[Incident, ...]
    reports: tuple[ReportSummary, ...]
    listed: tuple[Listed, ...]


@dataclass(frozen=True, slots=True)
class IncidentProfile:
    """All about one incident: attributes of all its accounts, and its reports side by side."""

    incident: Incident
    accounts: tuple[tuple[ReportSummary, Incident], ...]


@dataclass(frozen=True, slots=True)
class Counts:
    """How much the catalog holds."""

    reports: int
    records: int
    passages: int
    pages: int
    decisions: int
    withdrawn: int
