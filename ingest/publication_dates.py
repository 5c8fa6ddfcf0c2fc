"""When a report was published: cover, imprint, citation, copyright line."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ingest.dates import FoundDate, find_dates
from ingest.front_matter import FrontMatter, squeeze
from kb.domain.report import Evidence

_PUBLISHED = re.compile(
    r"(?:publish(?:ed|ing)|publication(?:\s+date)?|issued|released?(?:\s+on\s+delivery)?|date\s+of"
    r"\s+(?:report|issue|publication)|dated|approved|adopted|submitted|presented|final\s+report"
    r"|authori[sz]ed\s+(?:the\s+)?release|effective|report\s+date|date:)\W*(?:\w+\W+){0,8}$",
    re.IGNORECASE,
)
_OTHERWISE = re.compile(
    r"(?:occurred|incident|accident|event (?:date|on)|date (?:and time )?of (?:the"
    r" )?(?:death|event|incident)|date (?:and|&) time|accessed|retrieved|born"
    r"|formed|established|appointed|printed in"
    r"|originally|amended|revised by|first published|between|since|from|until|meeting|interviews?"
    r"|act of|effective until|expected)\W*(?:\w+\W+){0,4}$",
    re.IGNORECASE,
)
# A day that the report tells of: "On Friday 24 August 2004 at about 1530, locomotive DBR1199 ..."
_TOLD = re.compile(
    r"\bon\s+(?:(?:the\s+)?(?:evening|morning|night|afternoon)\s+of\s+)?(?:\w+day,?\s+)?$",
    re.IGNORECASE,
)
_COPYRIGHT_YEAR = re.compile(r"(?:©|\(c\)|copyright)\D{0,60}((?:19|20)\d{2})", re.IGNORECASE)
_YEAR = re.compile(r"\b((?:19|20)\d{2})\b")
_CREATED = re.compile(r"D:((?:19|20)\d{2})(\d{2})?(\d{2})?")
# A date that fills this share of its group stands by itself.
_ALONE = 0.55
# What each place is worth; places that agree on the year add up.
_WORTH_ALONE, _WORTH_SAID, _WORTH_CITED, _WORTH_COPYRIGHT, _WORTH_FILE = 3.0, 3.5, 2.5, 1.5, 0.5
# Past the imprint other documents are said to be published as well.
_WORTH_SAID_LATER = 1.5
_IN_TITLE = -2.0
# From this worth on the fullest date of the year is taken, below it the best placed.
_SOUND = 2.0


@dataclass(frozen=True, slots=True)
class _Candidate:
    value: str
    score: float
    page: int
    quote: str


def read_published(front: FrontMatter, title: str) -> tuple[str, tuple[Evidence, ...]]:
    """Give the date of publication, as full as it is printed, and where; "" where unknown."""
    candidates = list(_candidates(front, title))
    if not candidates:
        return "", ()
    years: dict[str, float] = {}
    for c in candidates:
        years[c.value[:4]] = years.get(c.value[:4], 0.0) + c.score
    # "16 October 2021" above "May 2023": what a cover tells of was before it was printed
    year = max(years, key=lambda y: (years[y], y))
    if years[year] <= 0:
        return "", ()
    of_year = [c for c in candidates if c.value[:4] == year and c.score > 0]
    best = max(of_year, key=lambda c: c.score + 0.3 * len(c.value) / 10)
    return best.value, (Evidence("published", best.value, best.page, best.quote),)


def _candidates(front: FrontMatter, title: str) -> Iterator[_Candidate]:
    squeezed = squeeze(title)
    told = _told(front)
    for group in front.groups:
        for found in find_dates(group.text):
            score = _worth(group.text, found, on_cover=group.page <= front.first + 1)
            if squeeze(group.text[found.first : found.last]) in squeezed:
                score += _IN_TITLE
            if found.full and found.start in told:
                score = min(score, 0.0)
            yield _Candidate(found.end, score, group.page, _quote(group.text, found))
        for match in _COPYRIGHT_YEAR.finditer(group.text):
            yield _Candidate(match[1], _WORTH_COPYRIGHT, group.page, match[0])
    for match in list(_YEAR.finditer(front.citation))[:1]:
        if match[0] not in title:
            yield _Candidate(match[0], _WORTH_CITED, front.citation_page, front.citation)
    created = _CREATED.match(front.info.get("CreationDate", ""))
    if created:
        yield _Candidate(created[1], _WORTH_FILE, 0, "document information")


def _told(front: FrontMatter) -> set[str]:
    """Give the days on which something happened, as the first pages tell it."""
    return {
        found.start
        for _, text in front.texts
        for found in find_dates(text)
        if _TOLD.search(text[max(0, found.first - 40) : found.first])
        and not _PUBLISHED.search(text[max(0, found.first - 90) : found.first])
    }


def _worth(text: str, found: FoundDate, *, on_cover: bool) -> float:
    before = text[max(0, found.first - 90) : found.first]
    if _PUBLISHED.search(before):
        return _WORTH_SAID if on_cover else _WORTH_SAID_LATER
    if _OTHERWISE.search(before):
        return 0.0
    alone = (found.last - found.first) >= _ALONE * len(text.strip())
    # A cover's last words: "Ingrid Vasquez-Thorne, Dale Whitcomb 2016-04-21"
    alone = alone or (on_cover and not text[found.last :].strip(" .)"))
    if alone:
        return _WORTH_ALONE if on_cover else 1.0
    return 0.6 if on_cover else 0.1


def _quote(text: str, found: FoundDate) -> str:
    return " ".join(text[max(0, found.first - 60) : found.last + 20].split())
