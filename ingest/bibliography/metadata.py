"""A report's bibliography, each value with the page and words it was read from."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache

from ingest.abbreviations import find_abbreviations
from ingest.bibliography.authors import authors_of, people_in
from ingest.bibliography.front_matter import FrontMatter, read_front_matter, squeeze
from ingest.bibliography.organisations import body_in
from ingest.bibliography.publication_dates import read_published
from ingest.bibliography.publishers import read_publisher
from ingest.bibliography.titles import MOST_WORDS, of_paper, read_title
from ingest.dates import find_dates, is_date
from ingest.incidents.account_places import place_of_account
from ingest.incidents.gazetteer import Gazetteer
from ingest.incidents.reported import find_incidents, read_account
from ingest.incidents.sites import find_sites
from ingest.layout.blocks import LaidOut
from ingest.pages.lines import RawDocument
from kb.domain.report import Bibliography
from kb.reference import State, load_agencies, load_regional_bodies

# Which words of the title or cover say what kind of report this is; the first that fits counts.
_KINDS = (
    ("after-action", r"after[- ]action"),
    ("progress-report", r"progress report|status report|implementation (?:report|update)"),
    ("government-response", r"government response|response to the (?:report|committee|inquiry)"),
    ("critical-incident-review", r"critical incident review"),
    ("inquiry", r"inquiry|commission of"),
    ("task-force-report", r"task force"),
    ("audit", r"\baudit|government accountability office"),
    ("assessment", r"assessment|collaborative reform|technical assistance"),
    ("investigation", r"investigation report|final report [A-Z]{2}-\d"),
    ("independent-review", r"independent review|external review|report to the city"),
    ("review", r"review"),
    ("testimony", r"testimony"),
    ("study", r"study|analysis|lessons"),
)
# What ends in a full stop after several words is text, not a line of the cover.
_SENTENCE = re.compile(r"(?:\S+\s+){5}\S*[a-z)]\.(?:\s+[A-Z]|$)")
# What stands beside "Hearing dates" is of those who looked into it.
_OF_REVIEW = re.compile(r"(?:hearing|sitting|delivered|heard|meeting|interview)\b", re.IGNORECASE)
# A line of a letterhead has at most so many words.
_LONGEST_LETTERHEAD = 12


def read_bibliography(
    raw: RawDocument,
    laid_out: LaidOut,
    gazetteer: Sequence[State],
    long_forms: Mapping[str, Sequence[str]],
) -> Bibliography:
    """Read title, publisher, authors, date, sites, incidents and abbreviations.

    `long_forms` are those that abbreviations of the field are known by. Nothing is guessed: what
    the pages do not show is left empty.
    """
    front = read_front_matter(raw, laid_out)
    title, subtitle, title_evidence = read_title(front)
    publisher, publisher_evidence = read_publisher(front, title)
    published, date_evidence = read_published(front, f"{title} {subtitle}")
    pages = [(page.number, page.text) for page in laid_out.pages]
    heading = _heading(front, title, subtitle, published)
    account = read_account(heading, laid_out, published, publisher)
    known = _gazetteer(tuple(gazetteer))
    told_at = place_of_account(title, account.told, account.dated, known.regions)
    sites, site_evidence = find_sites(
        heading, pages, known, publisher, _letterhead(front), told_at=told_at
    )
    return Bibliography(
        title=title,
        subtitle=subtitle,
        publisher=publisher,
        authors=authors_of(front, title, subtitle, publisher),
        published=published,
        kind=_kind(front, title, subtitle),
        sites=sites,
        incidents=find_incidents(account, sites),
        abbreviations=find_abbreviations("\n".join(t for _, t in pages), long_forms),
        evidence=(
            *title_evidence, *publisher_evidence, *date_evidence, *site_evidence,
        ),
    )  # fmt: skip


@cache
def _gazetteer(states: tuple[State, ...]) -> Gazetteer:
    return Gazetteer(states, load_agencies(), load_regional_bodies())


def _heading(front: FrontMatter, title: str, subtitle: str, published: str) -> str:
    """Join what the cover says of the subject, the publisher's own lines left out.

    Memoranda and short reports begin their text on the first page: a paragraph is no heading.
    """
    parts = [part for group in front.cover for part in group.paragraphs]
    lines = [
        part
        for before, part in zip(["", *parts], parts, strict=False)
        if not body_in(part)
        and not people_in(part)
        and not _of_document(part, published)
        and not _OF_REVIEW.match(before)
        and len(part.split()) <= MOST_WORDS
        and not _SENTENCE.search(part)
    ]
    more = [t for t in lines if squeeze(t) not in squeeze(title + subtitle)]
    return "\n".join([title, subtitle, *more[:4]])


def _letterhead(front: FrontMatter) -> list[str]:
    """Give the short lines of the cover and the running heads: who reports, and from where."""
    lines = [part for group in front.cover for part in group.paragraphs]
    heads = [head for head, _ in front.running]
    return [text for text in (*lines, *heads) if len(text.split()) <= _LONGEST_LETTERHEAD]


def _of_document(text: str, published: str) -> bool:
    """Say whether a line is of the document, or a date by itself the document's, not the event's.

    "16 October 2021" above "May 2023" is the day on which the boat sank.
    """
    if not is_date(text):
        return of_paper(text)
    day = find_dates(text)[0]
    return not day.full or not published or day.start[: len(published)] >= published


def _kind(front: FrontMatter, title: str, subtitle: str) -> str:
    shown = [f"{title} {subtitle}", *(g.text for g in front.cover)]
    for text in shown:
        for kind, pattern in _KINDS:
            if re.search(pattern, text, re.IGNORECASE):
                return kind
    return ""
