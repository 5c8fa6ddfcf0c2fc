"""The incidents a report is about: type, dates, place, and attributes with the page of each.

One report may treat several incidents; they are told apart where it names the places of its sites
with dates of their own. What is not stated stays empty.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache
from itertools import pairwise

from ingest.blocks import Block, LaidOut, Role
from ingest.dates import FoundDate, days_between, find_dates
from ingest.incident_names import described, printed_name
from kb.attributes import Mention, choose, mentions
from kb.domain.ids import IncidentId, site_id, slug
from kb.domain.incident import Attribute, Incident, Site
from kb.numbers import NUMBER, value_of, whole
from kb.reference import IncidentType, load_incident_types
from kb.sentences import sentences

# How much the title speaks for a type beside sentences of the text, and how much these at most.
TITLE_WEIGHT = 8
MOST_SENTENCES = 10
FEWEST_VOTES = 3
# Families that name the kind of study; they stand only where no event does.
_STUDIES = frozenset({"organizational", "national", "bias"})
_STUDY_TYPES = frozenset({"use-of-force/pattern-review", "use-of-force/ois-pattern"})
# The type that says more, and how many sentences must speak for it.
_MORE_THAN = {
    "officer-targeted/ambush": ("officer-targeted/ambush-manhunt", 2),
    "public-order/mass-demonstration": ("use-of-force/officer-involved-shooting", 3),
}
# Days within which dates belong to one incident's course.
COURSE_DAYS = 30
# Share of the pages, from the first, on which a report tells what happened.
TELLING_SHARE = 0.5
FEWEST_TELLING = 14
# Long reports tell it in these; what they say later is analysis, and reading it all is slow.
MOST_TELLING = 40

_EVENT = re.compile(
    r"\b(?:shot|fired|armed|shots?|shooting|killed|murdered|attack(?:ed|er)?|opened fire|gunfire"
    r"|gunman"
    r"|bombs?|explo\w+"
    r"|fire|ignited|started|began|begins?|broke out|ambush\w*|protest\w*|demonstrat\w+|march(?:ed"
    r"|es)"
    r"|rall(?:y|ied)|gather\w*|occup\w+|encamp\w*|tents?|riot\w*|disorder|unrest|died|death"
    r"|hostage\w*"
    r"|barricad\w+|siege|stand-?off|stabb\w+|crash\w*|collision|derail\w*|struck|landfall|flood\w*"
    r"|evacuat\w+|incident|storm\w*|surrender\w*|enters?|entered|arriv\w+|failure|injur\w+)\b",
    re.IGNORECASE,
)
_ENDED = re.compile(
    r"\b(?:end(?:s|ed)?|found dead|surrender\w*|cleared?|last|lifted|contain(?:ed|ment)|over"
    r"|arrested"
    r"|closes?|closed|removed|captured|final|concluded|dispersed|re-?ent(?:er|ry)|reopen\w*)\b",
    re.IGNORECASE,
)
_NOT_EVENT = re.compile(
    r"\b(?:interview\w*|published|report(?:ed)? (?:was|to)|review (?:team|began)|site visits?"
    r"|assess\w*"
    r"|commission (?:was|sat)|appointed|policy|training|study|survey\w*|records? (?:for|from)"
    r"|engaged"
    r"|council (?:asked|voted)|elected|hired|founded|built|opened in|law|act of|established|update"
    r"|logged|complaints)\b",
    re.IGNORECASE,
)
_HEADING_DAYS = re.compile(rf"({NUMBER})[ -](?:days?|nights?)\b", re.IGNORECASE)
# Notes cite other works with dates of their own.
_NOT_TOLD = frozenset({Role.RUNNING, Role.CONTENTS, Role.FOOTNOTE})
_CITED = re.compile(
    r"[‘“\"][A-Z][^’”\"]{10,200}[’”\"],?\s+(?:\d|[A-Z])|\bibid\b|\bQ\d+\b|\bvol\.|\bpp?\. ?\d"
)
_PLACE_ROW = re.compile(r"\W{0,6}(?P<place>[A-Z][\w’'-]+(?: [A-Z][\w’'-]+){0,3}):\s")
# Characters after a row's date in which its place stands.
_ROW_REACH = 120
# A type stands where the title names it, or where this share of what is told speaks of it.
SHARE_TOLD = 0.02
# How much a sentence that dates an event speaks for the type it names.
DATED_WEIGHT = 3
_SPAN_BONUS = 0.5
# Types that say where it happened.
_IMPLIED_SETTING = {
    "mass-violence/active-shooter-school": "school",
    "mass-violence/active-shooter-campus": "campus",
    "disaster/wildfire": "rural/wilderness",
    "bias/stops-disparity": "street/downtown",
}
_VIOLENCE = frozenset(
    {"mass-violence", "officer-targeted", "siege", "manhunt", "use-of-force", "government-facility"}
)
# Of a study of an agency these are its own; crowds and aid belong to events that it mentions.
_OF_AGENCIES = frozenset({"organizational", "national"})
_PROFILE = frozenset(
    {"jurisdiction_type", "jurisdiction_population", "sworn_strength", "complaints",
     "uses_of_force", "trigger"}
)  # fmt: skip
_NO_PLACE_OF_ITS_OWN = frozenset({"transport", "national", "organizational", "medical-event"})
# Attributes that say something about some families of incidents only.
_ONLY_FOR: dict[str, frozenset[str]] = {
    "weapon": _VIOLENCE,
    "trigger": frozenset({"public-order", "use-of-force", "disaster", "bias"}),
    "setting": frozenset(t.family for t in load_incident_types()) - _NO_PLACE_OF_ITS_OWN,
    "indoor_outdoor": frozenset({"mass-violence", "medical-event", "planned-event"}),
    "planned_or_spontaneous": frozenset({"public-order", "planned-event"}),
    "sworn_strength": frozenset(t.family for t in load_incident_types()) - {"transport"},
}
# A stated duration this share off the dates still agrees with them; longer courses have none.
NEAR_ENOUGH = 0.2
LONGEST_COURSE = 120
_SPAN_OF_YEARS = re.compile(
    r"\b((?:19|20)\d{2})\s*(?:[\u2013\u2014-]|to|through)\s*((?:19|20)\d{2})\b"
)


@dataclass(frozen=True, slots=True)
class _Told:
    """A sentence or table row with its page; `weight` falls from the first pages on."""

    text: str
    page: int
    weight: float


@dataclass(frozen=True, slots=True)
class _Dated:
    date: FoundDate
    text: str
    page: int
    score: float


def find_incidents(
    heading: str, laid_out: LaidOut, sites: Sequence[Site], published: str
) -> tuple[Incident, ...]:
    """Give the incidents of a report; () where it is about none.

    `heading` is title and subtitle, `published` the date after which nothing can have happened.
    """
    told = list(_told(laid_out))
    dated = list(_dated(heading, told, published))
    kind = _type_of(heading, told, dated)
    if kind is None:
        return ()
    several = _several(dated, [*(s.place for s in sites), *_rows_of_places(dated)])
    if several:
        found = [_of_place(kind, place, mine, told, sites) for place, mine in several.items()]
        return tuple(found)
    days = _days_of_heading(heading)
    if len(days) > 1:
        return tuple(_single(heading, kind, [d], told, sites) for d in days)
    return (_single(heading, kind, dated, told, sites),)


def _days_of_heading(heading: str) -> list[_Dated]:
    """Give the days that a title names far apart: "15 April 2013 and 27 May 2014"."""
    days = {d.start: _Dated(d, heading, 1, 3.0) for d in find_dates(heading) if d.full}
    starts = sorted(days)
    apart = all(days_between(a, b) > COURSE_DAYS for a, b in pairwise(starts))
    return [days[start] for start in starts] if apart and len(starts) > 1 else []


def _rows_of_places(dated: Sequence[_Dated]) -> list[str]:
    """Give the places that head the dated rows of a chronology: "May 22, 2015  Sable Fork: ..."."""
    found = []
    for d in dated:
        match = _PLACE_ROW.match(d.text[d.date.last : d.date.last + _ROW_REACH])
        if d.date.full and match:
            found.append(match["place"])
    return list(dict.fromkeys(found))


# What is told --------------------------------------------------------------------------------


def _told(laid_out: LaidOut) -> Iterator[_Told]:
    last = max((b.page for b in laid_out.blocks), default=1)
    telling = min(MOST_TELLING, max(FEWEST_TELLING, last * TELLING_SHARE))
    for text, page in _stretches(laid_out.blocks):
        if page > MOST_TELLING:
            continue
        weight = 1.0 if page <= telling else 0.4
        for start, end in sentences(text):
            yield _Told(" ".join(text[start:end].split()), page, weight)


def _stretches(blocks: Sequence[Block]) -> Iterator[tuple[str, int]]:
    """Give prose by blocks and tables by rows: a chronology's date stands in its own cell."""
    rows: dict[tuple[int, int], list[Block]] = defaultdict(list)
    continued = {b.continues: b for b in blocks if b.continues >= 0}
    for block in blocks:
        if block.role is Role.CELL:
            rows[block.table, block.row].append(block)
        elif block.role not in _NOT_TOLD and block.continues < 0:
            text, after = block.text, continued.get(block.order)
            while after:
                text, after = f"{text} {after.text}", continued.get(after.order)
            yield text, block.page
    for cells in rows.values():
        yield " ".join(c.text for c in cells), cells[0].page


# Type ----------------------------------------------------------------------------------------


def _type_of(heading: str, told: Sequence[_Told], dated: Sequence[_Dated]) -> IncidentType | None:
    votes = _votes(heading, [t.text for t in told if t.weight == 1.0], dated)
    types = {t.id: t for t, _ in _patterns()}
    studies = {k: v for k, v in votes.items() if _is_study(types[k])}
    events = {k: v for k, v in votes.items() if k not in studies}
    best_event = max(events, key=lambda k: events[k])
    best_study = max(studies, key=lambda k: studies[k])
    fewest = min(FEWEST_VOTES, 1 + studies[best_study])
    best = best_event if events[best_event] >= fewest else best_study
    if best_study.startswith("bias") and studies[best_study] > 1.5 * events[best_event]:
        best = best_study
    best = _narrower(best, votes)
    return types[best] if votes[best] >= FEWEST_VOTES else None


def _votes(heading: str, told: Sequence[str], dated: Sequence[_Dated]) -> dict[str, float]:
    """Count for each type the sentences that name it; the title and dated events count more."""
    whole_text = "\n".join(told)
    events = "\n".join(dict.fromkeys(d.text for d in dated if d.date.full and d.text != heading))
    votes: dict[str, float] = {}
    for kind, pattern in _patterns():
        lines = {whole_text.count("\n", 0, m.start()) for m in pattern.finditer(whole_text)}
        in_title = len({m[0].lower() for m in pattern.finditer(heading)})
        told_with_date = min(2, len(pattern.findall(events)))
        often = in_title or told_with_date or len(lines) >= SHARE_TOLD * len(told)
        weight = min(len(lines), MOST_SENTENCES) if often else 0
        votes[kind.id] = weight + TITLE_WEIGHT * in_title + DATED_WEIGHT * told_with_date
    return votes


def _is_study(kind: IncidentType) -> bool:
    return kind.family in _STUDIES or kind.id in _STUDY_TYPES


def _narrower(best: str, votes: dict[str, float]) -> str:
    """Prefer the type that says more, where the title names the other no more than it.

    An ambush with its manhunt is not only an ambush; the protests after a shooting by police are
    its consequence.
    """
    more, fewest = _MORE_THAN.get(best, ("", 0))
    named = votes[best] >= TITLE_WEIGHT + FEWEST_VOTES and best.startswith("public-order")
    return more if more and votes[more] >= fewest and not named else best


@cache
def _patterns() -> tuple[tuple[IncidentType, re.Pattern[str]], ...]:
    return tuple(
        (t, re.compile(rf"\b(?:{'|'.join(t.cues)})\b", re.IGNORECASE))
        for t in load_incident_types()
    )


# Dates ---------------------------------------------------------------------------------------


def _dated(heading: str, told: Iterable[_Told], published: str) -> Iterator[_Dated]:
    year = ""
    for found in find_dates(heading):
        if _after(found, published):
            continue
        year = found.start[:4]
        yield _Dated(found, heading, 1, 3.0 if found.full else 1.0)
    for t in told:
        dates = find_dates(t.text, year)
        for found in dates:
            # References and reviews carry years of their own; only told events set the year
            score = _event_score(t, found)
            if score > 0 and not _after(found, published):
                if found.full and not found.inferred:
                    year = found.start[:4]
                yield _Dated(found, t.text, t.page, score)


def _after(found: FoundDate, published: str) -> bool:
    """Say whether nothing of this date can be in the report: its own date and later."""
    if len(published) == len("2019-12-09"):
        return found.start >= published
    return bool(published) and found.start[: len(published)] > published


def _event_score(t: _Told, found: FoundDate) -> float:
    near = t.text[max(0, found.first - 160) : found.last + 160]
    if _CITED.search(near):
        return 0.0
    score = 0.0
    if _EVENT.search(near) or _PLACE_ROW.match(t.text[found.last : found.last + _ROW_REACH]):
        score += 1.0
    if _NOT_EVENT.search(near):
        score -= 0.8
    if found.full and found.end > found.start and score > 0:
        # "violent disorder between 30 July and 7 August 2024" says what no single day does
        score += _SPAN_BONUS
    if not found.full:
        score *= 0.3
    return score * t.weight


def _course(dated: Sequence[_Dated]) -> tuple[str, str, int]:
    """Give start, end and page: the first date of the stretch of days most spoken of."""
    full = [d for d in dated if d.date.full]
    if not full:
        part = max(dated, key=lambda d: d.score, default=None)
        return (part.date.start, part.date.end, part.page) if part else ("", "", 0)
    days: Counter[str] = Counter()
    for d in full:
        days[d.date.start] += d.score  # type: ignore[assignment]
    held = max(days, key=lambda day: _support(day, days))
    mine = sorted((d for d in full if 0 <= days_between(held, d.date.start) <= COURSE_DAYS),
                  key=lambda d: d.date.start)  # fmt: skip
    own = [d.date.end for d in mine if d.date.start == held < d.date.end]
    end = max(d.date.end for d in mine if days[d.date.start] > 0)
    page = next(d.page for d in full if d.date.start == held)
    return held, max(own) if own else _end_of(held, end, mine), page


def _support(day: str, days: Counter[str]) -> float:
    """Sum what is said of this day and of the days after it; being named itself counts most."""
    after = sum(
        weight * 0.5
        for other, weight in days.items()
        if 0 < days_between(day, other) <= COURSE_DAYS
    )
    return days[day] + min(after, days[day])


def _end_of(start: str, latest: str, mine: Sequence[_Dated]) -> str:
    ended = [d.date.end for d in mine if _ENDED.search(d.text) and d.date.end > start]
    return max(ended) if ended else (max(latest, start))


# Incidents -----------------------------------------------------------------------------------


def _several(dated: Sequence[_Dated], names: Sequence[str]) -> dict[str, list[_Dated]]:
    """Split dates by the place they are told of, where places have courses of their own."""
    by_place: dict[str, list[_Dated]] = defaultdict(list)
    places = list(dict.fromkeys(name for name in names if name))
    for d in dated:
        named = [p for p in places if p in d.text]
        if len(named) == 1 and d.date.full:
            by_place[named[0]].append(d)
    starts = {p: _course(mine)[0] for p, mine in by_place.items()}
    apart = [
        p for p in starts
        if all(abs(days_between(starts[p], starts[o])) > COURSE_DAYS for o in starts if o != p)
    ]  # fmt: skip
    return {p: by_place[p] for p in apart} if len(apart) > 1 and len(places) > 1 else {}


def _of_place(
    kind: IncidentType,
    place: str,
    dated: Sequence[_Dated],
    told: Sequence[_Told],
    sites: Sequence[Site],
) -> Incident:
    start, end, page = _course(dated)
    home = Site(site_id(place, sites[0].state), place, sites[0].state) if sites else None
    site = next((s for s in sites if s.place == place), home)
    mine = [t for t in told if place in t.text]
    course = (start, end, page)
    name = described(kind, place, site, start)
    found = _attributes("", kind, mine, course)
    return replace(_incident(name, kind, course, site, found), place=place)


def _single(
    heading: str,
    kind: IncidentType,
    dated: Sequence[_Dated],
    told: Sequence[_Told],
    sites: Sequence[Site],
) -> Incident:
    years = _SPAN_OF_YEARS.search(heading)
    start, end, page = _course(dated)
    if years:
        start, end, page = f"{years[1]}-01-01", f"{years[2]}-12-31", 1
    end = _end_by_heading(heading, start, end)
    site = sites[0] if sites else None
    course = (start, end, page)
    name = printed_name(heading) or described(kind, site.place if site else "", site, start)
    return _incident(name, kind, course, site, _attributes(heading, kind, told, course))


def _end_by_heading(heading: str, start: str, end: str) -> str:
    """Let a title say how long it lasted where the dates told end sooner: "Nine Nights"."""
    match = _HEADING_DAYS.search(heading)
    days = whole(value_of(match[1]) or 0) if match else 0
    if not match or not 1 < days <= LONGEST_COURSE or days_between(start, start) or not start:
        return end
    try:
        first = date.fromisoformat(start)
    except ValueError:
        return end
    # Nine nights from the 13th end on the morning of the 22nd, nine days on the 21st
    last = first + timedelta(days=days if "night" in match[0].lower() else days - 1)
    return max(end, last.isoformat())


def _incident(
    name: str,
    kind: IncidentType,
    course: tuple[str, str, int],
    site: Site | None,
    attributes: tuple[Attribute, ...],
) -> Incident:
    start, end, page = course
    place, state = (site.place, site.state) if site else ("", "")
    identity = "-".join(part for part in (slug(place), start, slug(kind.id)) if part)
    return Incident(
        IncidentId(identity), name, kind.id, start, end, place, state,
        site.country if site else "", page, attributes, (), site.id if site else None,
    )  # fmt: skip


def _attributes(
    heading: str, kind: IncidentType, told: Sequence[_Told], course: tuple[str, str, int]
) -> tuple[Attribute, ...]:
    found: list[Mention] = []
    for t in told:
        found += mentions(t.text, page=t.page, weight=t.weight, named=t.weight == 1.0)
    durations = [m for m in found if m.key == "duration_hours"]
    fit = (m for m in found if m.key != "duration_hours" and _fits(m.key, kind))
    chosen = {a.key: a for a in choose(fit)}
    setting = _IMPLIED_SETTING.get(kind.id)
    if setting:
        chosen["setting"] = Attribute("setting", setting, 1, kind.label)
    lasted = _duration([*_in_heading(heading), *durations], course)
    if lasted:
        chosen["duration_hours"] = lasted
    return tuple(chosen.values())


def _fits(key: str, kind: IncidentType) -> bool:
    """Say whether an attribute belongs to this family: the rifles of hunters start no wildfire."""
    if kind.family in _OF_AGENCIES and key not in _PROFILE:
        return False
    families = _ONLY_FOR.get(key)
    return families is None or kind.family in families


def _in_heading(heading: str) -> Iterator[Mention]:
    # "Nine Nights on Canal Street"
    for match in _HEADING_DAYS.finditer(heading):
        days = value_of(match[1])
        if days:
            yield Mention("duration_hours", whole(days * 24), match[0], 1)


def _duration(stated: Sequence[Mention], course: tuple[str, str, int]) -> Attribute | None:
    """Take a stated duration that agrees with the dates; days by the dates where none does."""
    start, end, page = course
    days = days_between(start, end) if start and end else 0
    if days > LONGEST_COURSE:
        return None
    if days:
        hours = days * 24
        near = [m for m in stated if abs(float(m.value) - hours) <= max(24, hours * NEAR_ENOUGH)]
        if near:
            best = min(near, key=lambda m: abs(float(m.value) - hours - 12))
            return Attribute(best.key, best.value, best.page, best.quote)
        return Attribute("duration_hours", hours, page, f"{start} to {end}")
    within = [m for m in stated if start and float(m.value) <= 24]  # noqa: PLR2004
    best_within = max(within, key=lambda m: float(m.value), default=None)
    if best_within is None:
        return None
    return Attribute("duration_hours", best_within.value, best_within.page, best_within.quote)
