"""The course of an event: the stretch of days that a report speaks of most, first to last."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from ingest.dates import days_between
from ingest.incidents.account import Told
from ingest.incidents.days import (
    COURSE_DAYS,
    HEADING_FULL,
    LONGEST_COURSE,
    OPENS,
    TIMED_BONUS,
    Dated,
)
from kb.numbers import NUMBER, value_of, whole

_AFTER_SHARE = 0.5
_ENDED = re.compile(
    r"\b(?:end(?:s|ed)?|found dead|surrender\w*|cleared?|last|lifted|contain(?:ed|ment)|over"
    r"|arrested|in custody|closes?|closed|removed|captured|final|concluded|dispersed"
    r"|re-?ent(?:er|ry)|reopen\w*)\b",
    re.IGNORECASE,
)
_FROM = re.compile(r"^from (?:\w+day,? )?$", re.IGNORECASE)
_BEGUN_DAYS = 3
_WITH_HOUR, _WITH_HOUR_DAYS = 1.0 + TIMED_BONUS, 14
# A row's hour, the evening's from eight on, and those of the night after it
_CLOCK_FIRST = re.compile(
    r"\W{0,3}(?P<hour>\d{1,2})(?:[:.]\d\d)? ?(?P<half>[ap])\.?m\b", re.IGNORECASE
)
_LATE_FROM, _NOON = 8, 12
_SMALL_HOURS = frozenset({12, 1, 2, 3, 4, 5})
# But "A Night in Redmarsh" counts none
HEADING_DAYS = re.compile(rf"(?!an? )({NUMBER})[ -](?:days?|nights?)\b", re.IGNORECASE)
# The years of "2018-2019 Almaden County Civil Grand Jury" are those of its term.
_SPAN_OF_YEARS = re.compile(
    r"\b((?:19|20)\d{2})\s*(?:[\u2013\u2014-]|to|through)\s*((?:19|20)\d{2})\b"
    r"(?! (?:[A-Z][\w’'-]+ ){0,6}(?:Grand Jury|Commission|Committee|Council|Legislature|Session)\b)"
)
_YEARS_STUDIED = re.compile(
    r"\b(?:looked at|reviewed|examined|studied|analy[sz]ed|cover(?:s|ed)|read|data|records|reports"
    r"|files|period)\b[^.;\d]{0,80}\b(?:(?:from|between|of)\b[^.;\d]{0,40}?|years )"
    r"((?:19|20)\d{2})\b(?:[\u2013-]|[^.;\d]{0,20}\b(?:to|through|and|until)\b[^.;\d]{0,20})"
    r"((?:19|20)\d{2})\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Course:
    """First and last day (ISO, perhaps shortened; "" unknown) with the page that says so."""

    start: str
    end: str
    page: int

    @property
    def days(self) -> int:
        """Count the days between; 0 where they are not known."""
        return days_between(self.start, self.end) if self.start and self.end else 0


def years_studied(told: Iterable[Told]) -> Course | None:
    """Give the years that a study looked at: "three years, from the first day of 2018 to ..."."""
    for t in told:
        years = _YEARS_STUDIED.search(t.text) if t.early else None
        if years and years[1] < years[2]:
            return Course(f"{years[1]}-01-01", f"{years[2]}-12-31", t.page)
    return None


def course_of(heading: str, found: Sequence[Dated]) -> Course:
    """Give the course of the one incident that a heading names."""
    years = _SPAN_OF_YEARS.search(heading)
    if years:
        return Course(f"{years[1]}-01-01", f"{years[2]}-12-31", 1)
    told = course(found)
    end = _end_by_heading(heading, told)
    # "Thirty-Four Days on the Lawn", and the text's own last day is one beside what that makes
    near = [d.date.end for d in found if d.date.full and 0 < days_between(end, d.date.end) <= 1]
    longer = end > told.end
    return Course(told.start, max([end, *near]) if longer else end, told.page)


def course(found: Sequence[Dated]) -> Course:
    """Give the first date of the stretch of days most spoken of, and the last that ends it.

    A day that the title names comes before any other.
    """
    full = [d for d in found if d.date.full]
    if not full:
        part = max(found, key=lambda d: d.score, default=None)
        return Course(part.date.start, part.date.end, part.page) if part else Course("", "", 0)
    days: dict[str, float] = defaultdict(float)
    for d in full:
        days[d.date.start] += d.score
    titled = {d.date.start for d in full if d.score == HEADING_FULL}
    held = _begun(max(titled or days, key=lambda day: _support(day, days)), full)
    mine = [d for d in full if 0 <= days_between(held, d.date.start) <= COURSE_DAYS]
    spans = [d.date.end for d in mine if d.date.start == held < d.date.end]
    page = next(d.page for d in full if d.date.start == held)
    return Course(held, max(spans) if spans else _end_of(held, mine), page)


def _begun(held: str, full: Sequence[Dated]) -> str:
    """Give the day before from which on it went: "From 12 October 2024, a slow low ...".

    So does one told with year and hour: "On Friday, 4 February 2022, forty-three vehicles stopped
    at about 4:20 p.m."; of the days that followed, those on which it ended are spoken of more.
    A span begins with its own first day, and what a title dates on that day.
    """
    if any(d.date.start == held and (d.date.end > held or d.score == HEADING_FULL) for d in full):
        return held
    begun = (
        d.date.start for d in full
        if (_opens_with(d) and 0 < days_between(d.date.start, held) <= _BEGUN_DAYS)
        or (not d.date.inferred and d.score >= _WITH_HOUR
            and 0 < days_between(d.date.start, held) <= _WITH_HOUR_DAYS)
    )  # fmt: skip
    return min(begun, default=held)


def _opens_with(d: Dated) -> bool:
    """Say whether a sentence opens with its day and year, or says that it went on from that day."""
    before = d.text[: d.date.first]
    return bool(_FROM.search(before) or (not d.date.inferred and OPENS.fullmatch(before)))


def past_midnight(one: Course, told: Iterable[Told]) -> Course:
    """Give a course of one day its next where a chronology's rows run into the small hours.

    "11:58 p.m. A car is overturned.", and then "2:10 a.m. The street is empty."
    """
    if one.start != one.end or len(one.start) != len("2019-04-08"):
        return one
    late = False
    for t in told:
        clock = _CLOCK_FIRST.match(t.text)
        if clock and clock["half"].lower() == "p":
            late = late or _LATE_FROM <= int(clock["hour"]) < _NOON
        elif clock and late and int(clock["hour"]) in _SMALL_HOURS:
            next_day = date.fromisoformat(one.end) + timedelta(days=1)
            return replace(one, end=next_day.isoformat())
    return one


def _support(day: str, days: Mapping[str, float]) -> float:
    """Sum what is said of this day and of the days after it; being named itself counts most."""
    after = sum(
        weight * _AFTER_SHARE
        for other, weight in days.items()
        if 0 < days_between(day, other) <= COURSE_DAYS
    )
    return days[day] + min(after, days[day])


def _end_of(start: str, mine: Sequence[Dated]) -> str:
    ended = [d.date.end for d in mine if _ENDED.search(d.text) and d.date.end > start]
    return max(ended or [start, *(d.date.end for d in mine)])


def _end_by_heading(heading: str, told: Course) -> str:
    """Let a title say how long it lasted where the dates told end sooner: "Nine Nights"."""
    match = HEADING_DAYS.search(heading)
    days = whole(value_of(match[1]) or 0) if match else 0
    if not match or not 1 < days <= LONGEST_COURSE or len(told.start) != len("2019-09-13"):
        return told.end
    # Nine nights from the 13th end on the morning of the 22nd, nine days on the 21st
    last = timedelta(days=days if "night" in match[0].lower() else days - 1)
    return max(told.end, (date.fromisoformat(told.start) + last).isoformat())
