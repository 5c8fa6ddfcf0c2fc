"""What happened, where: sites and incidents, each value with the page it comes from."""

from __future__ import annotations

from dataclasses import dataclass

from kb.domain.ids import IncidentId, ReportId, SiteId


@dataclass(frozen=True, slots=True)
class Site:
    """A place with the agency concerned. `state` is a US postal code, else the region's name."""

    id: SiteId
    place: str
    state: str
    agency: str = ""
    country: str = "US"
    population: int | None = None


@dataclass(frozen=True, slots=True)
class Attribute:
    """One comparable value: `key` from the attribute table, the page and words it came from.

    `report` says whose page it is once several reports tell of one incident ("" in one reading).
    """

    key: str
    value: str | int | float
    page: int = 0
    quote: str = ""
    report: str = ""


@dataclass(frozen=True, slots=True)
class Incident:
    """One event. Dates are ISO strings, possibly shortened to year or month; "" where unknown."""

    id: IncidentId
    name: str
    type: str = ""
    start: str = ""
    end: str = ""
    place: str = ""
    state: str = ""
    country: str = "US"
    page: int = 0
    attributes: tuple[Attribute, ...] = ()
    reports: tuple[ReportId, ...] = ()
    site: SiteId | None = None
