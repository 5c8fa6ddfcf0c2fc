"""When an outbreak began: it has no first day, so the month or day told of it first counts."""

from __future__ import annotations

import re
from collections.abc import Iterable

from ingest.dates import FoundDate, find_dates
from ingest.incidents.account import Told
from ingest.incidents.courses import Course

OUTBREAK = "medical-event/pandemic"
_SICKNESS = re.compile(
    r"\b(?:pandemic|epidemic|outbreak|covid\S*|coronavirus|virus|influenza|infect\w+"
    r"|(?:first|confirmed|known) cases?)\b",
    re.IGNORECASE,
)
# "In July the pandemic's effects were studied" tells nothing that it did.
_DID = re.compile(
    r"\b(?:began|beg[iu]n\w*|started|reach\w+|arriv\w+|came|spread\w*|kill\w+|took|claimed|died"
    r"|deaths?|struck|hit|emerged|declared|detected|confirmed|infected|lives|closed)\b",
    re.IGNORECASE,
)
# A report tells it at its beginning; further on stand other outbreaks and plans for them.
_TOLD_PAGES = 10
# "The Commission reported on the pandemic in June 2021" is a month of those who looked into it.
_OF_REVIEWERS = re.compile(
    r"\b(?:commission|committee|panel|inquiry|task force|review(?:ers?|ed)?|report(?:ed)?|hearings?"
    r"|appointed|interview\w*|published|exercise|plan (?:was|of))\b",
    re.IGNORECASE,
)
# "Between March 2020 and June 2021", "From February 2020 to the end of May 2021"
_FROM = re.compile(r"\b(?:between|from) (?:early |mid-|late )?$", re.IGNORECASE)
_TO = re.compile(r"\s*(?:and|to|through|until) (?:the end of |early |mid-|late )?", re.IGNORECASE)


def course_of_outbreak(told: Iterable[Told], published: str) -> Course | None:
    """Give the course that the first dated sentence on the sickness tells; None without one.

    Later days are those of single places: "the virus arrived with a transfer on April 6".
    """
    for t in told:
        told_here = t.page <= _TOLD_PAGES and _SICKNESS.search(t.text) and _DID.search(t.text)
        if told_here and not _OF_REVIEWERS.search(t.text):
            dates = [d for d in find_dates(t.text) if _month(d) and d.start <= published]
            if dates:
                return _course(t, dates)
    return None


def _month(found: FoundDate) -> bool:
    return len(found.start) >= len("2020-03") and not found.inferred


def _course(t: Told, dates: list[FoundDate]) -> Course:
    first = dates[0]
    spans = len(dates) > 1 and _FROM.search(t.text[: first.first])
    spans = spans and _TO.fullmatch(t.text[first.last : dates[1].first])
    return Course(first.start, dates[1].end if spans else first.end, t.page)
