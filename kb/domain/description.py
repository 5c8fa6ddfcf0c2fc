"""What staff put right about a report as a whole, laid over what the machine read."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum

from kb.domain.ids import IncidentId, ReportId
from kb.domain.incident import Incident, Site
from kb.domain.report import Bibliography


class Standing(StrEnum):
    """Who sees a report. Of one with `METADATA` readers see title and rights, no words or pages."""

    PUBLISHED = "published"
    DRAFT = "draft"
    METADATA = "metadata"


@dataclass(frozen=True, slots=True)
class Description:
    """What a report is said to be instead of what was read; None stays as read.

    `incidents` are those it tells of, `supersedes` the earlier versions it replaces; `written` are
    accounts that staff wrote of incidents which no report was read to tell of.
    """

    title: str | None = None
    publisher: str | None = None
    published: str | None = None
    authors: tuple[str, ...] | None = None
    sites: tuple[Site, ...] | None = None
    incidents: tuple[IncidentId, ...] | None = None
    rights: str | None = None
    supersedes: tuple[ReportId, ...] | None = None
    written: tuple[Incident, ...] | None = None

    def over(self, earlier: Description) -> Description:
        """Lay this one over an earlier one."""
        told = {
            name: getattr(self, name)
            for name in Description.__slots__
            if getattr(self, name) is not None
        }
        return replace(earlier, **told)


def described(read: Bibliography, description: Description) -> Bibliography:
    """Give a bibliography with what staff put right."""
    told = {
        name: getattr(description, name)
        for name in ("title", "publisher", "published", "authors", "sites")
        if getattr(description, name) is not None
    }
    return replace(read, **told)


def together(descriptions: Iterable[Description]) -> Description:
    """Lay descriptions over each other, the oldest first."""
    whole = Description()
    for description in descriptions:
        whole = description.over(whole)
    return whole
