"""What readers ask about sites, incidents and engagements, and how reports stand together."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping

from sqlalchemy import Connection, select

from kb.catalog.incidents import merge
from kb.catalog.profiles import IncidentProfile, SiteProfile, SiteSummary
from kb.catalog.rows import from_bytes
from kb.catalog.schema import accounts, incidents, report_sites, reports
from kb.domain.engagement import Engagement
from kb.domain.ids import IncidentId, ReportId, SiteId
from kb.domain.incident import Incident, Site
from kb.domain.published import ReportLink, ReportSummary
from kb.errors import Gone, NotFound
from kb.programme import Programme

_TELLS_PROGRESS = re.compile(r"\b(progress|implementation|status)\b|\bupdate\b", re.IGNORECASE)


class Places:
    """One snapshot: sites, incidents, engagements and the summaries they are told with."""

    def __init__(self, connection: Connection, programme: Programme) -> None:
        self._connection = connection
        self._programme = programme

    def summaries(self) -> tuple[ReportSummary, ...]:
        """Give every published report, newest publication first, then by title."""
        query = select(reports.c.summary).where(reports.c.withdrawn.is_(None))
        found = [from_bytes(body, ReportSummary) for body in self._connection.scalars(query)]
        found.sort(key=lambda s: s.title.casefold())
        return tuple(sorted(found, key=lambda s: s.published, reverse=True))

    def engagements(self) -> tuple[Engagement, ...]:
        """Give the programme's engagements in the order of its record."""
        return self._programme.engagements

    def sites(self) -> tuple[SiteSummary, ...]:
        """Give every site, with or without reports, by state and place."""
        by_site = self._reports_by_site()
        told = self._incidents_by_site()
        known = {site.id: site for site in self._programme.sites}
        seen = self._seen_sites()
        summaries = (
            SiteSummary(
                site=_joined(known.get(name), seen.get(name, ())),
                agencies=_agencies(known.get(name), seen.get(name, ())),
                reports=len(by_site.get(name, ())),
                records=sum(report.records for report in by_site.get(name, ())),
                incidents=len(told.get(name, ())),
                engagements=sum(e.site == name for e in self._programme.engagements),
                listed=sum(name in row.sites for row in self._programme.listed),
            )
            for name in {**known, **seen}
        )
        return tuple(sorted(summaries, key=lambda s: (s.site.country != "US", s.site.state,
                                                      s.site.place)))  # fmt: skip

    def site(self, site_id: str) -> SiteProfile:
        """Give all about a site; raises NotFound."""
        name = SiteId(site_id)
        known = next((s for s in self._programme.sites if s.id == name), None)
        seen = self._seen_sites(name).get(name, ())
        if known is None and not seen:
            raise NotFound(f"there is no site {site_id}", hint="The list of sites names them all.")
        loaded = self._reports_by_site(name).get(name, ())
        have = {report.listed for report in loaded}
        return SiteProfile(
            site=_joined(known, seen),
            agencies=_agencies(known, seen),
            engagements=tuple(e for e in self._programme.engagements if e.site == name),
            incidents=self._incidents_by_site().get(name, ()),
            reports=loaded,
            listed=tuple(
                row for row in self._programme.listed if name in row.sites and row.id not in have
            ),
        )

    def incidents(self) -> tuple[Incident, ...]:
        """Give every incident that a published report tells of, latest first."""
        merged = (
            merge(name, [(report.id, incident) for report, incident in told])
            for name, told in self._accounts().items()
        )
        return tuple(sorted(merged, key=lambda i: (i.start, i.id), reverse=True))

    def incident(self, incident_id: str) -> IncidentProfile:
        """Give an incident with each report's account; raises NotFound, Gone."""
        name = IncidentId(incident_id)
        told = self._accounts(name).get(name)
        if told:
            merged = merge(name, [(report.id, incident) for report, incident in told])
            return IncidentProfile(merged, tuple(told))
        known = select(incidents.c.id).where(incidents.c.id == name)
        if self._connection.scalar(known):
            raise Gone(
                f"no published report tells of the incident {incident_id} any more",
                hint="The list of incidents names those that are told of.",
            )
        raise NotFound(
            f"there is no incident {incident_id}", hint="The list of incidents names them all."
        )

    def links(self, summary: ReportSummary) -> tuple[ReportLink, ...]:
        """Say what a report follows, supersedes, reports progress on, or shares an incident with.

        The register says the first two of listed reports. A report whose title or kind tells of
        progress reports on earlier ones on the same incident, or else at the same site.
        """
        row = self._programme.listed_as(summary.listed) if summary.listed else None
        others = self._neighbours(summary)
        told: dict[ReportId, str] = {}
        for other in others:
            if row and other.listed and other.listed == row.follows:
                told[other.id] = "follows"
            elif row and other.listed and other.listed == row.supersedes:
                told[other.id] = "supersedes"
        earlier = [
            other
            for other in others
            if _tells_progress(summary)
            and not _tells_progress(other)
            and other.published <= summary.published
        ]
        same = [other for other in earlier if set(other.incidents) & set(summary.incidents)]
        for other in same or earlier:
            told.setdefault(other.id, "reports-progress-on")
        for other in others:
            if set(other.incidents) & set(summary.incidents):
                told.setdefault(other.id, "same-incident")
        return tuple(ReportLink(relation, report) for report, relation in told.items())

    def _neighbours(self, summary: ReportSummary) -> list[ReportSummary]:
        """Give other reports at the same sites, on the same incidents, or named by the register."""
        at = select(report_sites.c.report).where(
            report_sites.c.site.in_([site.id for site in summary.sites])
        )
        on = select(accounts.c.report).where(accounts.c.incident.in_(summary.incidents))
        row = self._programme.listed_as(summary.listed) if summary.listed else None
        named = [name for name in (row.follows, row.supersedes) if name] if row else []
        query = select(reports.c.summary).where(
            reports.c.withdrawn.is_(None),
            reports.c.id != summary.id,
            reports.c.id.in_(at) | reports.c.id.in_(on) | reports.c.listed.in_(named),
        )
        rows = self._connection.scalars(query.order_by(reports.c.published, reports.c.id))
        return [from_bytes(body, ReportSummary) for body in rows]

    def _reports_by_site(
        self, site: SiteId | None = None
    ) -> dict[SiteId, tuple[ReportSummary, ...]]:
        query = (
            select(report_sites.c.site, reports.c.summary)
            .join(reports, reports.c.id == report_sites.c.report)
            .where(reports.c.withdrawn.is_(None))
            .order_by(reports.c.published.desc(), reports.c.id)
        )
        if site:
            query = query.where(report_sites.c.site == site)
        found: dict[SiteId, list[ReportSummary]] = defaultdict(list)
        for row in self._connection.execute(query):
            found[SiteId(row.site)].append(from_bytes(row.summary, ReportSummary))
        return {name: tuple(told) for name, told in found.items()}

    def _seen_sites(self, site: SiteId | None = None) -> Mapping[SiteId, tuple[Site, ...]]:
        query = (
            select(report_sites.c.site, report_sites.c.body)
            .join(reports, reports.c.id == report_sites.c.report)
            .where(reports.c.withdrawn.is_(None))
            .order_by(reports.c.published, reports.c.id)
        )
        if site:
            query = query.where(report_sites.c.site == site)
        found: dict[SiteId, list[Site]] = defaultdict(list)
        for row in self._connection.execute(query):
            found[SiteId(row.site)].append(from_bytes(row.body, Site))
        return {name: tuple(told) for name, told in found.items()}

    def _accounts(
        self, incident: IncidentId | None = None
    ) -> dict[IncidentId, list[tuple[ReportSummary, Incident]]]:
        query = (
            select(accounts.c.incident, accounts.c.body, reports.c.summary)
            .join(reports, reports.c.id == accounts.c.report)
            .where(reports.c.withdrawn.is_(None))
            .order_by(reports.c.published, reports.c.id)
        )
        if incident:
            query = query.where(accounts.c.incident == incident)
        found: dict[IncidentId, list[tuple[ReportSummary, Incident]]] = defaultdict(list)
        for row in self._connection.execute(query):
            told = from_bytes(row.summary, ReportSummary), from_bytes(row.body, Incident)
            found[IncidentId(row.incident)].append(told)
        return found

    def _incidents_by_site(self) -> dict[SiteId, tuple[Incident, ...]]:
        found: dict[SiteId, list[Incident]] = defaultdict(list)
        for incident in self.incidents():
            if incident.site:
                found[incident.site].append(incident)
        return {name: tuple(told) for name, told in found.items()}


def _joined(known: Site | None, seen: Iterable[Site]) -> Site:
    """Take each value from the first that knows it: the programme's record before the reports."""
    all_of_them = [*([known] if known else []), *seen]
    first = all_of_them[0]
    return Site(
        id=first.id,
        place=first.place,
        state=first.state,
        agency=next((s.agency for s in all_of_them if s.agency), ""),
        country=first.country,
        population=next((s.population for s in all_of_them if s.population), None),
    )


def _agencies(known: Site | None, seen: Iterable[Site]) -> tuple[str, ...]:
    all_of_them = [*([known] if known else []), *seen]
    return tuple(dict.fromkeys(site.agency for site in all_of_them if site.agency))


def _tells_progress(summary: ReportSummary) -> bool:
    return bool(_TELLS_PROGRESS.search(f"{summary.kind} {summary.title}"))
