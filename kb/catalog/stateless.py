"""Places named without their state: the one site that is meant, where another report tells it.

"Harlow Bend" in one report is "Harlow Bend, OH" of another as long as no second state has one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from sqlalchemy import Connection, select

from kb.catalog.rows import from_bytes
from kb.catalog.schema import report_sites
from kb.domain.extraction import Doubt
from kb.domain.ids import ReportId, slug
from kb.domain.incident import Site

STATE_FROM_ELSEWHERE = "state_from_elsewhere"


def meant(connection: Connection, site: Site) -> Site:
    """Give the site with the state that other reports tell; itself where none or several do."""
    place = slug(site.place)
    if site.state or not place:
        return site
    like = report_sites.c.site.startswith(f"{place}-", autoescape=True)
    bodies = connection.scalars(select(report_sites.c.body).where(like))
    known = {s.id: s for s in (from_bytes(b, Site) for b in bodies) if slug(s.place) == place}
    if len(known) != 1:
        return site
    told = next(iter(known.values()))
    return replace(site, id=told.id, state=told.state, country=told.country)


def naming_without_state(connection: Connection, sites: Iterable[Site]) -> tuple[ReportId, ...]:
    """Give the reports that name one of these places without its state."""
    places = [slug(site.place) for site in sites if site.state]
    query = select(report_sites.c.report).where(report_sites.c.site.in_(places)).distinct()
    return tuple(ReportId(name) for name in connection.scalars(query.order_by("report")))


def kept_sites(connection: Connection, report: ReportId, sites: Iterable[Site]) -> Iterator[Site]:
    """Give a report's sites as they were kept, with the state that another report tells."""
    query = select(report_sites.c.body).where(report_sites.c.report == report)
    kept = [from_bytes(body, Site) for body in connection.scalars(query)]
    stated = {slug(site.place): site for site in kept if site.state}
    for site in sites:
        told = None if site.state else stated.get(slug(site.place))
        yield replace(site, id=told.id, state=told.state, country=told.country) if told else site


def doubts(read: Iterable[Site], shown: Iterable[Site]) -> Iterator[Doubt]:
    """Say of each site whose state the report itself does not tell where it comes from."""
    for one, other in zip(read, shown, strict=True):
        if one.state != other.state:
            told = f"the report does not say in which state {one.place} lies; another says"
            yield Doubt(STATE_FROM_ELSEWHERE, 0, f"{told} {other.state}")
