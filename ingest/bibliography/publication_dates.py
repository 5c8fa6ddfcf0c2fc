"""When a report was published: cover, imprint, citation, copyright line."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from ingest.bibliography.front_matter import FrontMatter, squeeze
from ingest.dates import FoundDate, find_dates
from kb.domain.report import Evidence

_PUBLISHED = re.compile(
    r"(?:publish(?:ed|ing)|publication(?:\s+date)?|issued|released?(?:\s+on\s+delivery)?|date\s+of"
    r"\s+(?:report|issue|publication|findings?|decision|determination)|dated|approved|adopted"
    r"|submitted|presented|transmitted"
    r"|delivered|handed\s+down|tabled|filed|final\s+report"
    r"|authori[sz]ed\s+(?:the\s+)?release|effective|report\s+date"
    r"|(?<!event )(?<!incident )date:)\W*(?:\w+\W+){0,8}$",
    re.IGNORECASE,
)
_OTHERWISE = re.compile(
    r"(?:occurred|incident|accident|event (?:date|on)|date (?:and time )?of (?:the"
    r" )?(?:death|event|incident)|date (?:and|&) time|accessed|retrieved|born"
    r"|formed|established|appointed|printed in"
    r"|originally|amended|revised by|first published|between|since|from|until|meeting|interviews?"
    # "respond within 56 days of its date, namely by 14 August 2023"
    r"|act of|effective until|expected|namely by|no later than"
    r"|respon(?:d|ses?)(?: \w+)? by|due by)\W*(?:\w+\W+){0,4}$",
    re.IGNORECASE,
)
# "Final report MO-2012-203: Fire on board Amaltal Columbia 12 September 2012" is a title
_FINAL_REPORT = re.compile(r"final report\b[^:]*:", re.IGNORECASE)
# A day that the report tells of: "On Friday 24 August 2004 at about 1530, locomotive DBR1199 ..."
_TOLD = re.compile(
    r"\bon\s+(?:(?:the\s+)?(?:evening|morning|night|afternoon)\s+of\s+)?(?:\w+day,?\s+)?$",
    re.IGNORECASE,
)
# "An Independent Assessment of the Response to the Unrest of May 2015"
_OF_EVENT = re.compile(r"\b(?:of|in|during|since)\s+$")
_COPYRIGHT_YEAR = re.compile(r"(?:©|\(c\)|copyright)\D{0,60}((?:19|20)\d{2})", re.IGNORECASE)
_YEAR = re.compile(r"\b((?:19|20)\d{2})\b")
_CREATED = re.compile(r"D:((?:19|20)\d{2})(\d{2})?(\d{2})?")
# A date that fills this share of its group stands by itself.
_ALONE = 0.55
# "Report No. 22-06 | November 14, 2022": each part of a line is of something else.
_PARTS = re.compile(r"\s+[|•·—–]\s+")
_REPORT_NUMBER = re.compile(
    r"[\s,|·-]+(?:Report|Audit|No|Number|Project|Case)?\W{0,3}[A-Z]{0,5}-?[\d-]+\W*", re.IGNORECASE
)
# Longer paragraphs, or so long ones with a full stop, are text that begins on the cover.
_LONGEST_LINE, _LONG_SENTENCE = 25, 12
# So many dated cells are a schedule, not the form that heads a report.
_MANY_CELLS = 4
# No label of a form is longer: "Date and time of death"
_LONGEST_LABEL = 8
# "Spring 2012", "Ottawa 2020": a line of the cover that ends in a year
_ENDS_IN_YEAR = re.compile(r"(?:^|[\s|,·(])((?:19|20)\d{2})\)?$")
_LONGEST_YEAR_LINE = 8
# What each place is worth; places that agree on the year add up.
_WORTH_ALONE, _WORTH_SAID, _WORTH_CITED, _WORTH_COPYRIGHT, _WORTH_FILE = 3.0, 3.5, 2.5, 1.5, 0.5
_WORTH_YEAR = 1.2
# Past the imprint other documents are said to be published as well.
_WORTH_SAID_LATER = 1.5
# The day in a title is mostly that of the event.
_IN_TITLE = 0.2
# "Response to Protests, April 2021" above "December 2021"; alone it may be the report's own month.
_MONTH_IN_TITLE = 1.0
# A file made more than so many years after the cover's last day was saved anew.
_SAVED_SOON = 2
_DAY = len("2019-06-06")
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
    candidates = _without_saved_anew(candidates, front.first)
    for c in candidates:
        years[c.value[:4]] = years.get(c.value[:4], 0.0) + c.score
    # "16 October 2021" above "May 2023": what a cover tells of was before it was printed
    year = max(years, key=lambda y: (years[y], y))
    if years[year] <= 0:
        return "", ()
    of_year = [c for c in candidates if c.value[:4] == year and c.score > 0]
    best = max(of_year, key=lambda c: c.score + 0.3 * len(c.value) / 10)
    return best.value, (Evidence("published", best.value, best.page, best.quote),)


def _without_saved_anew(candidates: list[_Candidate], cover: int) -> list[_Candidate]:
    """Leave out the file's own date where a day on the cover lies years before.

    A report of June 6, 2019 that was saved anew in 2026 was not published then.
    """
    days = [c.value for c in candidates if c.page == cover and len(c.value) == _DAY and c.score > 0]
    last = int(max(days, default="0")[:4])
    return [c for c in candidates if c.page or not last or int(c.value[:4]) - last <= _SAVED_SOON]


def _candidates(front: FrontMatter, title: str) -> Iterator[_Candidate]:
    squeezed = squeeze(title)
    for group in front.groups:
        for match in _COPYRIGHT_YEAR.finditer(group.text):
            yield _Candidate(match[1], _WORTH_COPYRIGHT, group.page, match[0])
    yield from _of_lines(front, squeezed)
    yield from _years_of_cover(front, squeezed)
    for match in list(_YEAR.finditer(front.citation))[:1]:
        if match[0] not in title:
            yield _Candidate(match[0], _WORTH_CITED, front.citation_page, front.citation)
    created = _CREATED.match(front.info.get("CreationDate", ""))
    if created:
        yield _Candidate(created[1], _WORTH_FILE, 0, "document information")


def _of_lines(front: FrontMatter, squeezed_title: str) -> Iterator[_Candidate]:
    told = _told(front)
    for page, label, line, on_cover in _lines(front):
        for found in (d for d in find_dates(line) if not d.inferred):
            score = _worth(label, line, found, on_cover=on_cover)
            printed = squeeze(line[found.first : found.last])
            titled = printed in squeezed_title and (
                found.full or _OF_EVENT.search(line[: found.first])
            )
            if titled and (score < _WORTH_SAID or _FINAL_REPORT.match(line)):
                score = min(score, _IN_TITLE)
            elif printed in squeezed_title and not _alone(line, found, on_cover=False):
                score = score if score >= _WORTH_SAID else min(score, _MONTH_IN_TITLE)
            if found.full and found.start in told:
                score = 0.0
            yield _Candidate(found.end, score, page, _quote(line, found))


def _years_of_cover(front: FrontMatter, squeezed_title: str) -> Iterator[_Candidate]:
    lines = (line for group in front.cover for line in (*group.lines, *group.paragraphs))
    for line in dict.fromkeys(lines):
        year = _ENDS_IN_YEAR.search(line.strip())
        short = len(line.split()) <= _LONGEST_YEAR_LINE
        of_event = year and _OF_EVENT.search(line[: year.start(1)])
        named = squeeze(line) in squeezed_title or find_dates(line)
        if year and short and not of_event and not named:
            yield _Candidate(year[1], _WORTH_YEAR, front.first, line)


def _lines(front: FrontMatter) -> Iterator[tuple[int, str, str, bool]]:
    """Give page, label and text of the lines of the first pages, and whether they are a cover's.

    A table behind the cover is none: its days are a chronology's; one that has many on a page, as
    under "Due" or "Target date" of a plan, is left out. The label is the line before where that may
    be one: "Date and time of death" above its day.
    """
    page, before = 0, ""
    dated = Counter(g.page for g in front.groups if g.cell and find_dates(g.text))
    for group in front.groups:
        if group.cell and dated[group.page] >= _MANY_CELLS:
            continue
        # Further on dates stand in cells of tables, each by itself
        on_cover = group.page <= front.first + 1 and not (group.cell and group.page > front.first)
        for part in group.paragraphs if on_cover else (group.text,):
            labelled = page == group.page and len(before.split()) <= _LONGEST_LABEL
            label = before if labelled and not find_dates(before) else ""
            yield group.page, label, part, on_cover
            page, before = group.page, part


def _told(front: FrontMatter) -> set[str]:
    """Give the days on which something happened, as the first pages tell it."""
    return {
        found.start
        for _, text in front.texts
        for found in find_dates(text)
        if _TOLD.search(text[max(0, found.first - 40) : found.first])
        and not _PUBLISHED.search(text[max(0, found.first - 90) : found.first])
    }


def _worth(label: str, line: str, found: FoundDate, *, on_cover: bool) -> float:
    before = f"{label} {line[: found.first]}"[-90:]
    said, otherwise = _PUBLISHED.search(before), _OTHERWISE.search(before)
    # The nearer counts: "Event date: October 14, 2018. Notes issued October 22, 2018."
    if said and not (otherwise and otherwise.start() > said.start()):
        return _WORTH_SAID if on_cover else _WORTH_SAID_LATER
    # "Last FAA Medical Exam:" labels the day beside it
    if otherwise or label.endswith(":"):
        return 0.0
    if _alone(line, found, on_cover=on_cover):
        return _WORTH_ALONE if on_cover else 1.0
    return 0.6 if on_cover and not _is_text(line) else 0.1


def _alone(line: str, found: FoundDate, *, on_cover: bool) -> bool:
    """Say whether a date stands by itself, or ends a cover's line of names."""
    before, after = line[: found.first], line[found.last :]
    part = _PARTS.split(before)[-1] + line[found.first : found.last] + _PARTS.split(after)[0]
    if (found.last - found.first) >= _ALONE * len(part.strip()):
        return True
    # A cover's last words: "Ingrid Vasquez-Thorne, Dale Whitcomb 2016-04-21"; or its first, before
    # the report's number: "March 2022   Report 22-03"
    numbered = not before.strip() and bool(_REPORT_NUMBER.fullmatch(after))
    return on_cover and (numbered or not after.strip(" .)")) and not _is_text(line)


def _is_text(line: str) -> bool:
    words = line.split()
    return len(words) > _LONGEST_LINE or (
        len(words) > _LONG_SENTENCE and line.rstrip().endswith(".")
    )


def _quote(text: str, found: FoundDate) -> str:
    return " ".join(text[max(0, found.first - 60) : found.last + 20].split())
