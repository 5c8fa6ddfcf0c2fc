"""The incidents a report is about: type, dates, place, and attributes with the page of each.

One report may treat several incidents; they are told apart where it names the places of its sites
with dates of their own. What is not stated stays empty.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import combinations

from ingest.dates import days_between
from ingest.incidents.account import Told, account, numbered_parts
from ingest.incidents.attributes import Setting, attributes_of
from ingest.incidents.courses import (
    Course,
    course,
    course_of,
    past_midnight,
    years_studied,
)
from ingest.incidents.days import COURSE_DAYS, Dated, dated, days_of_heading, places_of_rows
from ingest.incidents.names import described, printed_name
from ingest.incidents.outbreaks import OUTBREAK, course_of_outbreak
from ingest.incidents.types import is_of_years, type_of
from ingest.layout.blocks import LaidOut
from kb.domain.ids import IncidentId, site_id, slug
from kb.domain.incident import Incident, Site
from kb.reference import IncidentType

# A collision or a fire on board is over at once; days told after it are those of the inquiry.
_AT_ONCE = "transport"
# Crowds and sieges last as long as their chronology; after a shooting the hospitals' rows go on.
_ON_INTO_THE_NIGHT = frozenset({"public-order", "planned-event", "siege"})

# What a report says once, before it tells its incidents one by one.
_OF_PLACE = frozenset({"jurisdiction_population", "sworn_strength", "jurisdiction_type"})


@dataclass(frozen=True, slots=True)
class _Report:
    """What is known of all the incidents of a report together."""

    heading: str
    kind: IncidentType
    told: Sequence[Told]
    sites: Sequence[Site]
    publisher: str
    published: str
    beginning: Sequence[Told] = ()

    @property
    def home(self) -> Site | None:
        return self.sites[0] if self.sites else None


@dataclass(frozen=True, slots=True)
class Account:
    """What a report tells and the days of events in it.

    `heading` is title and subtitle, `published` the date after which nothing can have happened,
    `publisher` who tells it. `parts` are the accounts of incidents that its headings number.
    A part stands `within` the title of its report, whose `beginning` may say whose place it is.
    """

    heading: str
    published: str
    told: Sequence[Told]
    dated: Sequence[Dated]
    publisher: str = ""
    parts: Sequence[Account] = ()
    within: str = ""
    beginning: Sequence[Told] = ()


def read_account(heading: str, laid_out: LaidOut, published: str, publisher: str = "") -> Account:
    """Read what a report tells of what happened."""
    told = list(account(laid_out))
    own = list(numbered_parts(laid_out))
    before = laid_out.blocks[: laid_out.blocks.index(own[0].blocks[0])] if own else ()
    beginning = list(account(replace(laid_out, blocks=before)))
    parts = [
        replace(_part(part, published, publisher), within=heading, beginning=beginning)
        for part in own
    ]
    days = list(dated(heading, told, published))
    return Account(heading, published, told, days, publisher, parts)


def _part(part: LaidOut, published: str, publisher: str) -> Account:
    heading, *_ = part.blocks
    told = list(account(part))
    days = list(dated(heading.text, told, published))
    return Account(heading.text, published, told, days, publisher)


def find_incidents(read: Account, sites: Sequence[Site]) -> tuple[Incident, ...]:
    """Give the incidents of a report; () where it is about none."""
    apart = [one for part in read.parts for one in find_incidents(part, sites)]
    if len(apart) > 1 and not any(_of_one(a, b) for a, b in combinations(apart, 2)):
        return tuple(apart)
    heading, found = read.heading, read.dated
    kind = type_of("\n".join(filter(None, (heading, read.within))), read.told, found)
    if kind is None:
        return ()
    report = _Report(
        heading, kind, read.told, sites, read.publisher, read.published, read.beginning
    )
    several = _several(found, [*(s.place for s in sites), *places_of_rows(found)])
    if several:
        return tuple(_of_place(report, place, mine) for place, mine in several.items())
    days = days_of_heading(heading, read.published)
    if len(days) > 1:
        return tuple(_single(report, [day]) for day in days)
    return (_single(report, found),)


def _of_one(one: Incident, other: Incident) -> bool:
    """Say whether two belong to one course: nights of protest, each under a heading of its own."""
    near = abs(days_between(one.start, other.start)) <= COURSE_DAYS
    return one.type == other.type and near


def _several(found: Sequence[Dated], names: Sequence[str]) -> dict[str, list[Dated]]:
    """Split dates by the place they are told of, where places have courses of their own."""
    by_place: dict[str, list[Dated]] = defaultdict(list)
    places = list(dict.fromkeys(name for name in names if name))
    for d in found:
        named = [p for p in places if p in d.text]
        if len(named) == 1 and d.date.full:
            by_place[named[0]].append(d)
    starts = {p: course(mine).start for p, mine in by_place.items()}
    apart = [
        p for p in starts
        if all(abs(days_between(starts[p], starts[o])) > COURSE_DAYS for o in starts if o != p)
    ]  # fmt: skip
    return {p: by_place[p] for p in apart} if len(apart) > 1 and len(places) > 1 else {}


def _of_place(report: _Report, place: str, found: Sequence[Dated]) -> Incident:
    home = report.home
    own = Site(site_id(place, home.state), place, home.state) if home else None
    site = next((s for s in report.sites if s.place == place), own)
    when = course(found)
    mine = [t for t in report.told if place in t.text]
    known = Setting("", _agency(site), report.kind, when)
    name = described(report.kind, place, site, when.start)
    return replace(_incident(name, known, site, mine), place=place)


def _single(report: _Report, found: Sequence[Dated]) -> Incident:
    when = _of_long(report) or course_of(report.heading, found)
    if report.kind.family == _AT_ONCE:
        when = replace(when, end=when.start)
    elif report.kind.family in _ON_INTO_THE_NIGHT:
        when = past_midnight(when, report.told)
    site = report.home
    place = site.place if site else ""
    known = Setting(report.heading, _agency(site), report.kind, when, report.publisher)
    name = printed_name(report.heading) or described(report.kind, place, site, when.start)
    one = _incident(name, known, site, report.told)
    held = {a.key for a in one.attributes}
    of_place = (a for a in attributes_of(known, report.beginning) if a.key in _OF_PLACE - held)
    return replace(one, attributes=(*one.attributes, *of_place))


def _of_long(report: _Report) -> Course | None:
    """Give the course of what has no first day: years that were studied, an outbreak."""
    if is_of_years(report.kind):
        return years_studied(report.told)
    outbreak = report.kind.id == OUTBREAK
    return course_of_outbreak(report.told, report.published) if outbreak else None


def _agency(site: Site | None) -> str:
    """Name the agency of a site, else the place itself, which may be a county."""
    return (site.agency or site.place) if site else ""


def _incident(name: str, known: Setting, site: Site | None, told: Sequence[Told]) -> Incident:
    when: Course = known.course
    place, state = (site.place, site.state) if site else ("", "")
    identity = "-".join(p for p in (slug(place), when.start, slug(known.kind.id)) if p)
    return Incident(
        id=IncidentId(identity),
        name=name,
        type=known.kind.id,
        start=when.start,
        end=when.end,
        place=place,
        state=state,
        country=site.country if site else "",
        page=when.page,
        attributes=attributes_of(known, told),
        site=site.id if site else None,
    )
