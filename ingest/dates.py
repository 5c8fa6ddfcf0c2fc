"""Dates and spans of days as reports print them, each as ISO text."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
MONTH = r"(?:January|February|March|April|May|June|July|August|September|October|November|December)"
_BY_PREFIX = {name: number for number, name in enumerate(_MONTHS, start=1)}
_M = (
    r"(?:jan(?:uary|\.)?|feb(?:ruary|\.)?|mar(?:ch|\.)?|apr(?:il|\.)?|may|june?\.?|july?\.?"
    r"|aug(?:ust|\.)?|sept?(?:ember|\.)?|oct(?:ober|\.)?|nov(?:ember|\.)?|dec(?:ember|\.)?)"
)
_D = r"(?:[0-3]?\d)(?:st|nd|rd|th)?"
_Y = r"(?:19|20)\d{2}"
_TO = r"\s*(?:[\u2013\u2014-]|to|through|until|and|thru)\s*"
_NAMED_DAY = r"(?:mon|tues|wednes|thurs|fri|satur|sun)day"
_TH = r"[0-3]?\d(?:st|nd|rd|th)"
_WEEKDAY = rf"(?:{_NAMED_DAY},?\s+)?"

# Feasts that have the same day each year, as patterns, with month and day.
_FEASTS = {
    r"New Year[’']s Eve": ("dec", "31"),
    r"New Year[’']s Day": ("jan", "1"),
    r"Christmas Eve": ("dec", "24"),
    r"Christmas Day": ("dec", "25"),
    r"Boxing Day": ("dec", "26"),
    r"Halloween": ("oct", "31"),
    r"Guy Fawkes Night|Bonfire Night": ("nov", "5"),
    r"(?:the )?Fourth of July": ("jul", "4"),
    r"Juneteenth": ("jun", "19"),
    r"Canada Day": ("jul", "1"),
    r"Anzac Day": ("apr", "25"),
    r"St\.? Patrick[’']s Day": ("mar", "17"),
    r"Valentine[’']s Day": ("feb", "14"),
    r"Waitangi Day": ("feb", "6"),
}
# One row for each way of writing; the first that fits at a place counts.
_FORMS = (
    # "Nov. 6-7, 2014", "February 27 to March 14, 2015", "JANUARY23,2014", "September 4, 2021"
    rf"(?P<m1>{_M})\s*(?P<d1>{_D})(?:{_TO}(?:(?P<m2>{_M})\s*)?(?P<d2>{_D}))?,?\s*(?P<y1>{_Y})",
    # "30 July to 7 August 2024", "15 April 2013", "25th of July, 2007"
    rf"(?P<d3>{_D})(?:\s*(?P<m3>{_M}))?{_TO}{_WEEKDAY}(?P<d4>{_D})\s*(?P<m4>{_M}),?\s*(?P<y2>{_Y})",
    rf"(?P<d5>{_D})\s*(?:of\s+)?(?P<m5>{_M}),?\s*(?P<y3>{_Y})",
    r"(?P<iso>(?:19|20)\d{2}-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?)(?![\d-])",
    # "9/13/2019": month first, as in the United States
    r"(?P<m6>0?[1-9]|1[0-2])/(?P<d6>0?[1-9]|[12]\d|3[01])/(?P<y4>(?:19|20)\d{2})",
    rf"(?P<m7>{_M})(?:\s+of)?,?\s+(?P<y5>{_Y})",
    # "Aug. 19, 4:12 p.m.", "on March 1": the year is that of the dates around
    rf"(?P<m8>{_M})\s+(?P<d8>{_D})(?:{_TO}(?:(?P<m9>{_M})\s+)?(?P<d9>{_D})(?!:))?(?![\d:,]*\d{{3}})",
    # "On Saturday 3 August", "between 30 July and 7 August": the same, the day first
    rf"(?P<dx>{_D})(?:\s+(?P<mx>{_M}))?{_TO}{_WEEKDAY}(?P<dz>{_D})\s+(?P<mz>{_M})",
    rf"(?P<dy>{_D})\s+(?P<my>{_M})",
    # "the second weekend of June 2019, from Friday the 14th to Sunday the 16th"
    rf"{_NAMED_DAY} the (?P<dn>{_TH})(?:{_TO}{_NAMED_DAY} the (?P<do>{_TH}))?",
    # "On New Year's Eve 2021", "on Halloween"
    rf"(?P<feast>{'|'.join(_FEASTS)})(?:,? (?:of )?(?P<y6>{_Y}))?",
    # "On the evening of the 14th": of the month told before
    rf"(?:morning|afternoon|evening|night|hours) of the (?P<dp>{_TH})(?! (?-i:[A-Z])| of\b)",
)
_DATE = re.compile(r"(?<![\w/-])(?:" + "|".join(_FORMS) + r")(?![\w/])", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class FoundDate:
    """A date or span in a text: ISO, shortened to a month where no day is printed.

    `text[first:last]` are its words. `inferred` says that the year came from the dates around.
    """

    start: str
    end: str
    first: int
    last: int
    inferred: bool = False

    @property
    def full(self) -> bool:
        """Say whether the day is known."""
        return len(self.start) == len("2019-09-13")


def find_dates(text: str, year: str = "", month: str = "") -> list[FoundDate]:
    """Give the dates of a text in order.

    A day without a year takes that of the last date before it, or `year`; without either it is
    left out. "Friday the 14th" takes the month of the date before it too, or `month` ("2019-06").
    """
    found: list[FoundDate] = []
    for match in _DATE.finditer(text):
        told_of_month = match["dn"] or match["dp"]
        if told_of_month:
            read = _of_month(match, month)
        else:
            read = _feast(match, year) if match["feast"] else _read(match, year)
        if read:
            found.append(read)
            year, month = read.start[:4], read.start[: len("2019-06")]
    return found


def _feast(match: re.Match[str], year: str) -> FoundDate | None:
    known, named = match["y6"] or year, match["feast"]
    day = next(d for feast, d in _FEASTS.items() if re.fullmatch(feast, named, re.IGNORECASE))
    return _days(match, known, day, ("", ""), inferred=not match["y6"]) if known else None


def _of_month(match: re.Match[str], month: str) -> FoundDate | None:
    if len(month) != len("2019-06"):
        return None
    year, name = month[:4], _MONTHS[int(month[5:]) - 1]
    return _days(match, year, (name, match["dn"] or match["dp"]), (name, match["do"] or ""))


# The groups of each form with a day: year, month and day of the start, month and day of the end.
_DAY_FORMS = (
    ("y1", "m1", "d1", "m2", "d2"),
    ("y2", "m3", "d3", "m4", "d4"),
    ("y3", "m5", "d5", "", ""),
)


def _read(match: re.Match[str], year: str) -> FoundDate | None:
    g = {name: value or "" for name, value in match.groupdict().items()} | {"": ""}
    for y, m1, d1, m2, d2 in _DAY_FORMS:
        if g[y]:
            start_month, end_month = g[m1] or g[m2], g[m2] or g[m1]
            return _days(match, g[y], (start_month, g[d1]), (end_month, g[d2]))
    if g["m8"]:
        # the verb "may" is no month: "officers may 5 times"
        known = year and not g["m8"].islower()
        end = (g["m9"] or g["m8"], g["d9"])
        return _days(match, year, (g["m8"], g["d8"]), end, inferred=True) if known else None
    if g["mz"] or g["my"]:
        known = year and not (g["mz"] or g["my"]).islower()
        start = (g["mx"] or g["mz"], g["dx"]) if g["mz"] else (g["my"], g["dy"])
        end = (g["mz"], g["dz"])
        return _days(match, year, start, end, inferred=True) if known else None
    if g["iso"]:
        return _spanning(match, g["iso"], "")
    if g["y4"]:
        return _spanning(match, f"{g['y4']}-{int(g['m6']):02}-{int(g['d6']):02}", "")
    return _spanning(match, f"{g['y5']}-{_month(g['m7']):02}", "")


def _days(
    match: re.Match[str],
    year: str,
    first: tuple[str, str],
    last: tuple[str, str],
    *,
    inferred: bool = False,
) -> FoundDate | None:
    start = _day(year, *first)
    end = _day(year, *last) if last[1] else ""
    return _spanning(match, start, end, inferred=inferred) if start else None


def _spanning(
    match: re.Match[str], start: str, end: str, *, inferred: bool = False
) -> FoundDate | None:
    if end and end < start:
        # "December 30 to January 2, 2016" begins the year before
        start = f"{int(start[:4]) - 1}{start[4:]}"
    return FoundDate(start, end or start, match.start(), match.end(), inferred)


def _day(year: str, month: str, day: str) -> str:
    number = int(re.sub(r"\D", "", day))
    try:
        return date(int(year), _month(month), number).isoformat()
    except ValueError:
        return ""


def _month(printed: str) -> int:
    return _BY_PREFIX[printed.lower()[:3]]


def is_date(text: str) -> bool:
    """Say whether a text is a date and nothing else."""
    found = find_dates(text)
    return bool(found) and found[0].last - found[0].first >= len(text.strip()) - len("().")


def days_between(one: str, other: str) -> int:
    """Give the days from one full ISO date to another; 0 where either is shortened."""
    try:
        return (date.fromisoformat(other) - date.fromisoformat(one)).days
    except ValueError:
        return 0
