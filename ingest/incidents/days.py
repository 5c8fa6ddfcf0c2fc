"""Which days a report tells of events, and how surely something happened on each."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise

from ingest.dates import FoundDate, days_between, find_dates
from ingest.incidents.account import Told
from ingest.incidents.other_days import (
    BEFORE_IT,
    BORN,
    CITED,
    NOT_EVENT,
    OF_A_REPORT,
    OF_REVIEWERS,
    of_hearing,
    without_lead_up,
)

# Days within which dates belong to one incident's course.
COURSE_DAYS = 30
# Longer courses are no event: no duration is told of them.
LONGEST_COURSE = 120
# Characters on each side of a date that say what happened on it, and after a row's date in which
# its place stands.
_NEAR = 160
_ROW_REACH = 120
HEADING_FULL, HEADING_PART = 3.0, 1.0
_SPAN_BONUS = 0.5
_BEGAN_BONUS = 0.5
_NO_EVENT_MALUS = 0.8
TIMED_BONUS = 0.25
# A sentence that dates several events years apart lists them; none is told in it.
_LISTED_SHARE = 0.3
OPENING_SCORE = 0.5
# Short reports tell the event at once; days that open a sentence later on are of many things.
_OPENING_PAGES = 4
# A date in fewer words tells nothing: "Springfield, May 4, 2021"
_FEWEST_WORDS = 10
_PART_SHARE = 0.3

_EVENT = re.compile(
    r"\b(?:shot|fired|armed|shots?|shooting|killed|murdered|attack(?:ed|er)?|opened fire|gunfire"
    r"|gunman|bombs?|explo\w+|fire|ignited|started|began|begins?|broke out|ambush\w*|protest\w*"
    r"|demonstrat\w+|march(?:ed|es)|rall(?:y|ied)|gather\w*|occup\w+|encamp\w*|tents?|riot\w*"
    r"|disorder|unrest|died|death|hostage\w*|barricad\w+|siege|stand-?off|stabb\w+|crash\w*"
    r"|collision|derail\w*|struck|landfall|flood\w*|evacuat\w+|incident|storm\w*|surrender\w*"
    r"|enters?|entered|arriv\w+|failure|injur\w+|people (?:were )?arrested|captured|in custody"
    r"|event date|date of (?:the )?(?:event|incident)|cleared|celebrat\w+|collaps\w+"
    r"|rain(?:ed|fall)?|snow(?:ed|fall)?|smoke|peaked|gusts?"
    r"|blockad\w+|outage|curfew|lifted|pronounced dead|crowds?"
    r"|overtopp\w+|inundat\w+|drown\w+|heat ?wave|temperatures?|encrypt\w+|ransom\w*"
    r"|went (?:dark|down|offline)|left the (?:rails|tracks?)|escaped?|broke out of|fled"
    r"|ramm(?:ed|ing)"
    r"|summit|(?:ministers|leaders|delegates) (?:of [^.;]{1,40} )?met"
    r"|took (?:control|over)|parade|festival|marathon|eclipse|spectators"
    r"|held (?:his|her|their) [^.;]{1,30}"
    r"|tear gas|crush\w*|tornado\w*|earthquake|touched down|locked (?:himself"
    r"|herself) in)\b",
    re.IGNORECASE,
)
# A form's row: "Date and time of death: March 3, 2020"
FORM_DAY = re.compile(
    r"\W*date(?: and time)? of (?:the )?(?:death|incident|event)\W*(?:\w+day,? )?", re.IGNORECASE
)
# "The first gathering on Canal Street began on Friday, September 13"
_BEGAN = re.compile(
    r"\b(?:began|begins?|started|starts|broke out|erupted|opened fire|ignited|first (?:call|shots?"
    r"|gathering|protest|march|night|reported)|(?:event|incident) date)\b",
    re.IGNORECASE,
)
# The account of an event has an hour or a day of the week, a mention of another has none: "A little
# after 3 a.m. on Tuesday, June 6, 2023", "At 2147 hours on Saturday, November 9", "1957 hrs"
_TIMED = re.compile(
    r"\b(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|\d{1,2}(?::\d\d)? ?[ap]\.?m\b"
    r"|[0-2]\d[0-5]\d hours"
    r"|[0-2]\d[0-5]\d hrs|[0-2]?\d[:.][0-5]\d hours"
    # but of the 24 hours: "At 03:20 on 31 January 2017"
    r"|[0-2]?\d[:.][0-5]\d(?: \w+)? on (?:the )?(?:\w+day,? )?\d|o[’']clock|midnight|noon|midday"
    r"|(?:in|of|on|from) (?:the|that) (?:early |late )?(?:morning|afternoon|evening|night))\b",
    re.IGNORECASE,
)
# "Sept. 14, 2018, 1905", "June 20, 10:00": a row of a chronology
_HOUR_AFTER = re.compile(r",?\s+(?:at )?(?:[0-2]\d[0-5]\d(?! \w+s\b)|[0-2]?\d[:.][0-5]\d)(?=\s|$)")
# "Ministers of fourteen countries met in the convention center from November 17 to 20, 2015"
_SPANNED = re.compile(r"\b(?:from|between) $", re.IGNORECASE)
_WEEKDAY = re.compile(r"\b((?:mon|tues|wednes|thurs|fri|satur|sun)day),?\s+$", re.IGNORECASE)
# "On October 21, 2015, deputies tried to serve an eviction order": what such a sentence goes on to
# tell happened on that day, whatever it is.
OPENS = re.compile(
    r"(?:[\d.]+\s+)?(?:(?:at|just|shortly|early|late) [^.;]{1,40}\b)?"
    r"(?:on|between|from|(?:in|on) the (?:early hours|morning|afternoon|evening|night) of)\s+"
    r"(?:\w+day,?\s+)?$",
    re.IGNORECASE,
)
_PLACE_ROW = re.compile(r"\W{0,6}(?P<place>[A-Z][\w’'-]+(?: [A-Z][\w’'-]+){0,3}):\s")


@dataclass(frozen=True, slots=True)
class Dated:
    """A date with the sentence that tells what happened on it; `score` says how surely one did."""

    date: FoundDate
    text: str
    page: int
    score: float


def dated(heading: str, told: Iterable[Told], published: str) -> Iterator[Dated]:
    """Give the dates of events; a day without a year takes that of the event told before it.

    On the first pages a sentence that opens with a day tells of one, whatever its verb.
    """
    told = list(told)
    known = list(_of_events(heading, told, published))
    yield from known
    said = {(d.date.start, d.text) for d in known}
    opened = [d for d in _of_openings(told, published) if (d.date.start, d.text) not in said]
    yield from opened
    if not any(d.date.full for d in (*known, *opened)):
        yield from _of_any_sentence(told, published)


def _of_openings(told: Iterable[Told], published: str) -> Iterator[Dated]:
    for t in told:
        for found in find_dates(t.text):
            before = t.text[: found.first]
            span = 0 < days_between(found.start, found.end) <= COURSE_DAYS
            opens = (
                found.full
                and t.page <= _OPENING_PAGES
                and (OPENS.fullmatch(before) or (span and _SPANNED.search(before)))
            )
            theirs = (
                NOT_EVENT.search(t.text) or OF_REVIEWERS.search(t.text) or _only_leads_up(t.text)
            )
            if opens and not theirs and not _after(found, published):
                # "Between June 23 and June 28, 2022, the temperature passed 100 degrees"
                bonus = _SPAN_BONUS if span else 0.0
                yield Dated(found, t.text, t.page, OPENING_SCORE + bonus)


def _of_any_sentence(told: Iterable[Told], published: str) -> Sequence[Dated]:
    """Give the days of the first pages whatever is told of them, where all are of one course.

    "When the home team lost the final on June 15, 2011, cars were turned over."
    """
    found = [
        Dated(day, t.text, t.page, OPENING_SCORE)
        for t in told
        if t.page <= _OPENING_PAGES and len(t.text.split()) >= _FEWEST_WORDS
        for day in find_dates(t.text)
        if day.full and not _after(day, published) and not _of_another(t.text, day)
    ]
    days = sorted(d.date.start for d in found)
    return found if days and days_between(days[0], days[-1]) <= COURSE_DAYS else ()


def _of_another(text: str, found: FoundDate) -> bool:
    """Say whether a day is that of reviewers, of a work cited, of a birth or of what led up."""
    others = (NOT_EVENT, OF_REVIEWERS, CITED)
    born = BORN.search(text[: found.first])
    return bool(born) or any(o.search(text) for o in others) or _only_leads_up(text)


def _of_events(heading: str, told: Iterable[Told], published: str) -> Iterator[Dated]:
    year = month = ""
    for found in find_dates(heading):
        if not _after(found, published) and not of_hearing(heading, found):
            year, month = found.start[:4], found.start[: len("2019-09")]
            yield Dated(found, heading, 1, HEADING_FULL if found.full else HEADING_PART)
    label = ""
    for t in told:
        row, label = label, t.text
        known = [d for d in find_dates(t.text, year, month) if not BORN.search(t.text[: d.first])]
        dates = _by_weekday(t.text, known, published) or _of_last_year(t.text, published)
        share = _LISTED_SHARE if _lists(dates) else 1.0
        for found in dates:
            # References and reviews carry years of their own; only told events set the year
            score = _event_score(t, found) * share
            if _after(found, published):
                continue
            if found.full and _of_form(row, t.text[: found.first]):
                score = HEADING_FULL
            # "For 22 days in October 2023 people lived in tents. The first went up on October 2"
            of_month = score > 0 and not year and len(found.start) == len("2019-09")
            if (found.full and not found.inferred and (score > 0 or not year)) or of_month:
                year, month = found.start[:4], found.start[: len("2019-09")]
            if score > 0:
                yield Dated(found, t.text, t.page, score)


def _of_form(label: str, before: str) -> bool:
    """Say whether a form's row gives this as the day: "Date and time of death", below it the day.

    What is told of the evening before it does not begin the event.
    """
    return bool(FORM_DAY.fullmatch(before) or (not before and FORM_DAY.fullmatch(label)))


def _by_weekday(text: str, dates: Sequence[FoundDate], published: str) -> list[FoundDate]:
    """Let the day of the week tell the year that a date takes from those around it.

    "Friday, May 12" was in 2023, also where the last year named is that of an answer in June 2024.
    """
    back = next((n for d in dates if d.inferred and (n := _years_off(text, d, published))), 0)
    return [(_years_back(d, back) or d) if d.inferred else d for d in dates]


def _years_off(text: str, found: FoundDate, published: str) -> int:
    """Give how many years before the inferred one its day of the week was; 0 where none says."""
    named = _WEEKDAY.search(text[: found.first])
    for back in (0, 1, 2, -1) if named and found.full else ():
        moved = _years_back(found, back)
        if moved and not _after(moved, published):
            day = date.fromisoformat(moved.start)
            if named and f"{day:%A}".lower() == named[1].lower():
                return back
    return 0


def _years_back(found: FoundDate, years: int) -> FoundDate | None:
    try:
        start, end = (date.fromisoformat(iso) for iso in (found.start, found.end))
        start, end = (d.replace(year=d.year - years) for d in (start, end))
    except ValueError:
        return None
    return replace(found, start=start.isoformat(), end=end.isoformat())


def _of_last_year(text: str, published: str) -> list[FoundDate]:
    """Give the days of a report that prints no year with them: the last such days before it."""
    if len(published) != len("2019-12-09"):
        return []
    earlier = str(int(published[:4]) - 1)
    same = find_dates(text, published[:4])
    passed = same and all(d.start < published for d in same)
    return same if passed else find_dates(text, earlier)


def _lists(dates: Sequence[FoundDate]) -> bool:
    """Say whether these are the days of several events: "Gilroy (July 28, 2019), Dayton (...)"."""
    days = sorted(d.start for d in dates if d.full)
    return len(days) > 1 and days_between(days[0], days[-1]) > LONGEST_COURSE


def days_of_heading(heading: str, published: str) -> list[Dated]:
    """Give the days that a title names far apart: "15 April 2013 and 27 May 2014"."""
    told = (d for d in find_dates(heading) if d.full and not _after(d, published))
    days = {d.start: Dated(d, heading, 1, HEADING_FULL) for d in told}
    starts = sorted(days)
    apart = all(days_between(a, b) > COURSE_DAYS for a, b in pairwise(starts))
    return [days[start] for start in starts] if apart and len(starts) > 1 else []


def places_of_rows(found: Sequence[Dated]) -> list[str]:
    """Give the places that head the dated rows of a chronology: "May 22, 2015  Sable Fork: ..."."""
    matches = (_PLACE_ROW.match(d.text[d.date.last : d.date.last + _ROW_REACH]) for d in found
               if d.date.full)  # fmt: skip
    return list(dict.fromkeys(match["place"] for match in matches if match))


def _after(found: FoundDate, published: str) -> bool:
    """Say whether nothing of this date can be in the report: its own date and later."""
    if len(published) == len("2019-12-09"):
        # Nor a span that the report's own day ends
        return max(found.start, found.end) >= published
    return bool(published) and found.start[: len(published)] > published


def _only_leads_up(text: str) -> bool:
    rest = without_lead_up(text)
    return rest != text and not _EVENT.search(rest)


def _event_score(t: Told, found: FoundDate) -> float:
    near = t.text[max(0, found.first - _NEAR) : found.last + _NEAR]
    if CITED.search(near) or OF_A_REPORT.search(t.text[max(0, found.first - _NEAR) : found.first]):
        return 0.0
    if BEFORE_IT.match(t.text[found.last :]):
        return 0.0
    if _only_leads_up(near) or of_hearing(near, found):
        return 0.0
    row = _PLACE_ROW.match(t.text[found.last : found.last + _ROW_REACH])
    timed = found.full and bool(_TIMED.search(near) or _HOUR_AFTER.match(t.text[found.last :]))
    score = 1.0 if row or timed or _EVENT.search(near) else 0.0
    if timed and not found.inferred:
        score += TIMED_BONUS
    if NOT_EVENT.search(near):
        score -= _NO_EVENT_MALUS
    if found.full and found.end > found.start and score > 0:
        # "violent disorder between 30 July and 7 August 2024" says what no single day does
        score += _SPAN_BONUS
    if found.full and score > 0 and _BEGAN.search(near):
        score += _BEGAN_BONUS
    return score * t.weight * (1.0 if found.full else _PART_SHARE)
