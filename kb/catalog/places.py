"""What readers ask about sites, incidents and engagements, and how reports stand together."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from sqlalchemy import Connection, or_, select

from kb.catalog import outbox
from kb.catalog.incidents import merge, tells_progress
from kb.catalog.kept import Kept
from kb.catalog.rows import from_bytes
from kb.catalog.schema import accounts, incidents, report_sites, reports
from kb.catalog.standing import seen_by
from kb.domain.engagement import Engagement
from kb.domain.ids import IncidentId, ReportId, SiteId
from kb.domain.incident import Incident, Site
from kb.domain.published import ReportLink, ReportSummary
from kb.errors import Gone, NotFound
from kb.place_names import places_of, scenes_of
from kb.programme import Programme

_Accounts = list[tuple[ReportId, bytes]]


class Places:
    """One snapshot: sites, incidents, engagements and the summaries they are told with."""

    def __init__(
        self,
        connection: Connection,
        programme: Programme,
        kept: Kept | None = None,
        *,
        staff: bool = False,
    ) -> None:
        """Look at a snapshot; `staff` see drafts, and the words of every report."""
        self._connection = connection
        self._programme = programme
        self._kept = kept or Kept()
        self._staff = staff
        self._seen = seen_by(staff=staff)

    def last_change(self) -> int:
        """Give the number of the latest change; 0 before the first."""
        return outbox.last(self._connection)

    def summaries(self) -> tuple[ReportSummary, ...]:
        """Give every published report, newest publication first, then by title."""
        return self._kept.get("summaries", self.last_change(), self._summaries)

    def _summaries(self) -> tuple[ReportSummary, ...]:
        query = select(reports.c.id, reports.c.summary).where(self._seen)
        bodies = {ReportId(row.id): row.summary for row in self._connection.execute(query)}
        found = self._kept.each("summaries", bodies, _summary)
        found.sort(key=lambda s: s.title.casefold())
        return tuple(sorted(found, key=lambda s: s.published, reverse=True))

    def engagements(self) -> tuple[Engagement, ...]:
        """Give the programme's engagements in the order of its record."""
        return self._programme.engagements

    def sites(self) -> tuple[Site, ...]:
        """Give every site, with or without reports: those of the US by state and place.

        Then those of the US whose state is not known, then all others.
        """
        return self._kept.get("sites", self.last_change(), self._sites)

    def _sites(self) -> tuple[Site, ...]:
        known = {site.id: site for site in self._programme.sites}
        seen = self._seen_sites()
        told = {site.id: (site,) for site in scenes_of(self.incidents())} | dict(seen)
        every = (_joined(known.get(name), told.get(name, ())) for name in {**known, **told})
        return tuple(
            sorted(every, key=lambda s: (s.country != "US", not s.state, s.state, s.place))
        )

    def site(self, site_id: str) -> Site:
        """Give a site, each value from the first that knows it; raises NotFound."""
        name = SiteId(site_id)
        known = next((s for s in self._programme.sites if s.id == name), None)
        scenes = tuple(s for s in scenes_of(self.incidents()) if s.id == name)
        seen = self._seen_sites(name).get(name, scenes)
        if known is None and not seen:
            raise NotFound(f"there is no site {site_id}", hint="The list of sites names them all.")
        return _joined(known, seen)

    def reports_at(self, site_id: str) -> tuple[ReportSummary, ...]:
        """Give the reports that name a site or tell of an incident there, newest first."""
        naming = select(report_sites.c.report).where(report_sites.c.site == site_id)
        telling = [name for i in self.incidents() if i.site == site_id for name in i.reports]
        query = (
            select(reports.c.summary)
            .where(self._seen, or_(reports.c.id.in_(naming), reports.c.id.in_(telling)))
            .order_by(reports.c.published.desc(), reports.c.id)
        )
        return tuple(from_bytes(body, ReportSummary) for body in self._connection.scalars(query))

    def incidents(self) -> tuple[Incident, ...]:
        """Give every incident that a published report tells of, latest first."""
        return self._kept.get("incidents", self.last_change(), self._incidents)

    def _incidents(self) -> tuple[Incident, ...]:
        merged = self._kept.each("incidents", self._told(), _merged)
        return tuple(sorted(merged, key=lambda i: (i.start, i.id), reverse=True))

    def incident(self, incident_id: str) -> Incident:
        """Give an incident as its reports tell of it together; raises NotFound, Gone.

        Each of its attributes names the report that states it.
        """
        name = IncidentId(incident_id)
        told = self._accounts(name)
        if told:
            return merge(name, told)
        if self._connection.scalar(select(incidents.c.id).where(incidents.c.id == name)):
            raise Gone(
                f"no published report tells of the incident {incident_id} any more",
                hint="The list of incidents names those that are told of.",
            )
        raise NotFound(
            f"there is no incident {incident_id}", hint="The list of incidents names them all."
        )

    def links(self, summary: ReportSummary) -> tuple[ReportLink, ...]:
        """Say what a report follows, replaces, reports progress on, or shares an incident with.

        What replaces it is named as well.

        The register says the first two of listed reports. A report whose title or kind tells of
        progress reports on earlier ones on the same incident, or else at the same site.
        """
        row = self._programme.listed_as(summary.listed) if summary.listed else None
        others = self._neighbours(summary)
        there = {other.id for other in others}
        told: dict[ReportId, str] = {}
        told |= {name: "supersedes" for name in summary.supersedes if name in there}
        told |= {o.id: "superseded-by" for o in others if _names(summary) & set(self._replaces(o))}
        for other in others:
            if row and other.listed and other.listed == row.follows:
                told[other.id] = "follows"
            elif row and other.listed and other.listed == row.supersedes:
                told[other.id] = "supersedes"
        earlier = [
            other
            for other in others
            if tells_progress(summary.kind, summary.title)
            and not tells_progress(other.kind, other.title)
            and other.published <= summary.published
        ]
        same = [other for other in earlier if set(other.incidents) & set(summary.incidents)]
        for other in same or earlier:
            told.setdefault(other.id, "reports-progress-on")
        for other in others:
            if set(other.incidents) & set(summary.incidents):
                told.setdefault(other.id, "same-incident")
        return tuple(ReportLink(relation, report) for report, relation in told.items())

    def linked(self, summary: ReportSummary) -> tuple[ReportId, ...]:
        """Name the reports that this one is linked with, whichever of the two says so."""
        mine = [link.report for link in self.links(summary)]
        theirs = [
            other.id
            for other in self._neighbours(summary)
            if any(link.report == summary.id for link in self.links(other))
        ]
        return tuple(dict.fromkeys(mine + theirs))

    def _neighbours(self, summary: ReportSummary) -> list[ReportSummary]:
        """Give other reports at the same sites, on the same incidents, or named by the register."""
        row = self._programme.listed_as(summary.listed) if summary.listed else None
        listed = [name for name in (row.follows, row.supersedes) if name] if row else []
        known = self._kept.get("by subject", self.last_change(), self._by_subject)
        subjects = [
            *_subjects(summary),
            *(("listed", name) for name in listed),
            *(("report", name) for name in summary.supersedes),
            *(("replaces", name) for name in _names(summary)),
        ]
        found = {other.id: other for subject in subjects for other in known.get(subject, ())}
        found.pop(summary.id, None)
        return sorted(found.values(), key=lambda other: (other.published, other.id))

    def _by_subject(self) -> Mapping[tuple[str, str], list[ReportSummary]]:
        """Give the reports at each site, on each incident, under their id and the register's."""
        found: dict[tuple[str, str], list[ReportSummary]] = defaultdict(list)
        for summary in self.summaries():
            names = ("report", summary.id), ("listed", summary.listed)
            replaced = (("replaces", name) for name in self._replaces(summary))
            for subject in (*_subjects(summary), *names, *replaced):
                found[subject].append(summary)
        return found

    def _replaces(self, summary: ReportSummary) -> tuple[str, ...]:
        """Name what a report replaces: by its id as staff say, by its row as the register does."""
        row = self._programme.listed_as(summary.listed) if summary.listed else None
        return (*summary.supersedes, *([row.supersedes] if row and row.supersedes else []))

    def _seen_sites(self, site: SiteId | None = None) -> Mapping[SiteId, tuple[Site, ...]]:
        query = (
            select(report_sites.c.site, report_sites.c.body)
            .join(reports, reports.c.id == report_sites.c.report)
            .where(self._seen)
            .order_by(reports.c.published, reports.c.id)
        )
        if site:
            query = query.where(report_sites.c.site == site)
        found: dict[SiteId, list[Site]] = defaultdict(list)
        for row in self._connection.execute(query):
            found[SiteId(row.site)].append(from_bytes(row.body, Site))
        return {name: tuple(told) for name, told in found.items()}

    def _accounts(self, incident: IncidentId) -> list[tuple[ReportId, Incident]]:
        """Give what each report says of an incident, earliest report first."""
        told = self._told(incident).get(incident, [])
        return [(report, from_bytes(body, Incident)) for report, body in told]

    def _told(self, incident: IncidentId | None = None) -> dict[IncidentId, _Accounts]:
        """Give what each report says of each incident as it is stored, earliest report first."""
        query = (
            select(accounts.c.incident, accounts.c.report, accounts.c.body)
            .join(reports, reports.c.id == accounts.c.report)
            .where(self._seen)
            .order_by(reports.c.published, reports.c.id)
        )
        if incident:
            query = query.where(accounts.c.incident == incident)
        found: dict[IncidentId, _Accounts] = defaultdict(list)
        for row in self._connection.execute(query):
            found[IncidentId(row.incident)].append((ReportId(row.report), row.body))
        return found


def _summary(_: ReportId, body: bytes) -> ReportSummary:
    return from_bytes(body, ReportSummary)


def _merged(name: IncidentId, told: _Accounts) -> Incident:
    return merge(name, [(report, from_bytes(body, Incident)) for report, body in told])


def _names(summary: ReportSummary) -> set[str]:
    """Give a report's id and its row in the register."""
    return {name for name in (summary.id, summary.listed) if name}


def _subjects(summary: ReportSummary) -> Iterator[tuple[str, str]]:
    yield from (("site", site.id) for site in summary.sites)
    yield from (("incident", name) for name in summary.incidents)


def _joined(known: Site | None, seen: Iterable[Site]) -> Site:
    """Take each value from the programme's record, else from the reports: all their agencies."""
    every = [*([known] if known else []), *places_of(seen)]
    return replace(
        every[0],
        agency=next((s.agency for s in every if s.agency), ""),
        population=next((s.population for s in every if s.population), None),
    )
