"""Every field of the index as one row: what it holds, how it is found, counted and sorted.

To add a facet, add a row; parser, engines, results, help pages and JSON follow from it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum

from kb.analysis import ANALYZER_VERSION
from kb.domain.engagement import Assistance
from kb.domain.ids import slug
from kb.domain.lesson import Lesson
from kb.domain.published import FindableReport, PublishedRecord
from kb.domain.report import NarrativePassage
from kb.domain.topic import Topic, Vocabulary
from kb.place_names import scenes_of

COLLECTIONS = ("records", "passages")
# Raise with any change in how documents are built or kept, or in which lessons recur, that leaves
# the rows below as they are.
DOCUMENTS_VERSION = 7


class Kind(StrEnum):
    """How a field is indexed and asked for."""

    TEXT = "text"
    KEYWORD = "keyword"
    INTEGER = "integer"
    DAY = "day"

    @property
    def numeric(self) -> bool:
        """Say whether engines keep it as a number, of which ranges can be asked for."""
        return self in (Kind.INTEGER, Kind.DAY)


@dataclass(frozen=True, slots=True)
class Source:
    """What one document is built from: a record or a passage of a report, and what frames it."""

    report: FindableReport
    vocabulary: Vocabulary
    assistance: tuple[Assistance, ...] = ()
    record: PublishedRecord | None = None
    passage: NarrativePassage | None = None
    lesson: Lesson | None = None


@dataclass(frozen=True, slots=True)
class Facet:
    """How a field is offered for narrowing: its heading, and whether its values form a closed list.

    `levels` is 2 where a value `a/b` or a subtopic counts under its family too. `limit` is how many
    values of an open list are offered at once, besides those selected.
    """

    label: str
    closed: bool = False
    levels: int = 1
    limit: int = 20


@dataclass(frozen=True, slots=True)
class Field:
    """One field. `read` gives its values.

    `weight` is what a text field's words count in ranking; those of one that `finds` also make a
    document a result, those of the others only lift what is one already. `prefix` says whether a
    searcher may write `name:value`; `records_only` fields are empty for narrative passages.
    """

    name: str
    kind: Kind
    help: str
    read: Callable[[Source], Iterable[str]]
    weight: float = 0.0
    facet: Facet | None = None
    prefix: bool = True
    records_only: bool = False
    finds: bool = True

    @property
    def listed(self) -> int:
        """How many of its values a page of results lists besides those selected, 0 for all."""
        shown = self.facet
        if shown is None or shown.closed or shown.levels > 1 or self.kind.numeric:
            return 0
        return shown.limit


def _statement(source: Source) -> Iterable[str]:
    if source.record:
        yield source.record.record.text
    if source.passage:
        yield source.passage.text


def _label(source: Source) -> Iterable[str]:
    if source.record:
        record = source.record.record
        yield f"{record.kind.label} {record.label}"


def _section(source: Source) -> Iterable[str]:
    if source.record:
        return source.record.record.section
    return source.passage.section if source.passage else ()


def _title(source: Source) -> Iterable[str]:
    shown = source.report.bibliography
    return [t for t in (shown.title, shown.subtitle) if t]


def _context(source: Source) -> Iterable[str]:
    if source.record and source.record.record.context:
        yield source.record.record.context


def _tagged(source: Source) -> list[Topic]:
    if not source.record:
        return []
    found = (source.vocabulary.get(tag.topic) for tag in source.record.record.topics)
    return [topic for topic in found if topic]


def _subjects(source: Source) -> Iterable[str]:
    for topic in _tagged(source):
        family = source.vocabulary.get(topic.broader or "")
        yield " / ".join((topic.pref_label, *([family.pref_label] if family else [])))
        yield " / ".join(topic.alt_labels)


def _topics(source: Source) -> Iterable[str]:
    topics = _tagged(source)
    return dict.fromkeys([t.id for t in topics] + [t.broader for t in topics if t.broader])


def _types(source: Source) -> Iterable[str]:
    whole = [i.type for i in source.report.incidents if i.type]
    return dict.fromkeys(whole + [t.partition("/")[0] for t in whole])


def _sites(source: Source) -> Iterable[str]:
    scenes = scenes_of(source.report.incidents)
    return dict.fromkeys(site.id for site in (*source.report.bibliography.sites, *scenes))


def _states(source: Source) -> Iterable[str]:
    sites = [s.state for s in source.report.bibliography.sites]
    return dict.fromkeys(s for s in sites + [i.state for i in source.report.incidents] if s)


def _kind(source: Source) -> Iterable[str]:
    return [source.record.record.kind.value] if source.record else []


def _status(source: Source) -> Iterable[str]:
    return [slug(source.record.record.status)] if source.record and _has_status(source) else []


def _has_status(source: Source) -> bool:
    return bool(source.record and slug(source.record.record.status))


def _recurs(source: Source) -> Iterable[str]:
    return [str(source.lesson.events)] if source.lesson else []


def _number(source: Source) -> Iterable[str]:
    return [source.record.record.number.lower()] if source.record and _numbered(source) else []


def _numbered(source: Source) -> bool:
    return bool(source.record and source.record.record.number)


def _page(source: Source) -> Iterable[str]:
    part = source.record.record if source.record else source.passage
    return [str(part.page)] if part else []


def _agencies(source: Source) -> Iterable[str]:
    return [slug(s.agency) for s in source.report.bibliography.sites if slug(s.agency)]


def _year(source: Source) -> Iterable[str]:
    year = source.report.bibliography.published[:4]
    return [year] if year.isdigit() else []


def _date(source: Source) -> Iterable[str]:
    digits = source.report.bibliography.published.replace("-", "")
    return [digits.ljust(8, "0")] if digits.isdigit() else []


# Weights were set on judged queries, one change at a time; `kb evaluate retrieval` measures them.
FIELDS: tuple[Field, ...] = (
    Field("statement", Kind.TEXT, "The words of the statement.", _statement, 1.0, prefix=False),
    Field("label", Kind.TEXT, "The printed label: Finding 12.", _label, prefix=False,
          finds=False),
    Field("section", Kind.TEXT, "Titles of the sections around it.", _section, 0.4, prefix=False,
          finds=False),
    Field("subjects", Kind.TEXT, "Names of its topics and their synonyms.", _subjects, 0.5, None,
          prefix=False, finds=False),
    Field("title", Kind.TEXT, "The report's title.", _title, 0.2, prefix=False),
    Field("context", Kind.TEXT, "The paragraphs that support it.", _context, 0.3, prefix=False),
    Field("kind", Kind.KEYWORD, "What the report presents it as: finding, recommendation, lesson.",
          _kind, facet=Facet("Kind", closed=True), records_only=True),
    Field("topic", Kind.KEYWORD, "Subject from the vocabulary; a family counts all below it.",
          _topics, facet=Facet("Topic", closed=True, levels=2), records_only=True),
    Field("state", Kind.KEYWORD, "State of the site, by postal code: MO.",
          _states, facet=Facet("State or region", closed=True)),
    Field("site", Kind.KEYWORD, "Place and agency concerned: ferguson-mo.",
          _sites, facet=Facet("Site")),
    Field("agency", Kind.KEYWORD, "Police agency concerned.",
          _agencies, facet=Facet("Agency")),
    Field("incident", Kind.KEYWORD, "The event a report is about.",
          lambda s: [i.id for i in s.report.incidents], facet=Facet("Incident")),
    Field("type", Kind.KEYWORD, "Type of incident; a family counts all below it.",
          _types, facet=Facet("Type of incident", closed=True, levels=2)),
    Field("assistance", Kind.KEYWORD, "What kind of assistance the programme gave.",
          lambda s: [a.value for a in s.assistance], facet=Facet("Assistance", closed=True)),
    Field("publisher", Kind.KEYWORD, "Who published the report.",
          lambda s: filter(None, [slug(s.report.bibliography.publisher)]),
          facet=Facet("Publisher")),
    Field("year", Kind.INTEGER, "Year of publication: 2014, or 2014..2016.",
          _year, facet=Facet("Year", limit=200)),
    Field("report", Kind.KEYWORD, "One report.", lambda s: [s.report.id], facet=Facet("Report")),
    Field("status", Kind.KEYWORD, "How far a progress report says it has been carried out.",
          _status, facet=Facet("Status", closed=True), records_only=True),
    Field("recurs", Kind.INTEGER, "In how many incidents the same was said: 2, or 3.. for more.",
          _recurs, facet=Facet("Said in several incidents"), records_only=True),
    Field("number", Kind.KEYWORD, "The printed number: 1.1.", _number, records_only=True),
    Field("page", Kind.INTEGER, "Page of the PDF it stands on.", _page),
    Field("date", Kind.DAY, "Day of publication: 2014-08, 2014-08-01..2014-10, 2014-08-09.. on.",
          _date),
)  # fmt: skip

BY_NAME = {field.name: field for field in FIELDS}
TEXT_FIELDS = tuple(f for f in FIELDS if f.kind is Kind.TEXT)
# "staging area" must not find every statement printed under "Areas Needing Improvement".
FINDING_FIELDS = tuple(f for f in TEXT_FIELDS if f.finds)
RANKING_FIELDS = tuple(f for f in TEXT_FIELDS if f.weight)
FACETS = tuple(f for f in FIELDS if f.facet)
FACET_NAMES = tuple(f.name for f in FACETS)
# What an address may narrow by.
FILTERS = tuple(f for f in FIELDS if f.facet or f.kind is Kind.DAY)
FILTER_NAMES = tuple(f.name for f in FILTERS)
PREFIXES = tuple(f.name for f in FIELDS if f.prefix)

# Name shown, and the field sorted by with its direction; ties go by document id.
SORTS: dict[str, tuple[str, str, int]] = {
    "relevance": ("Relevance", "", -1),
    "date": ("Newest first", "date", -1),
    "oldest": ("Oldest first", "date", 1),
}


def label_of(name: str) -> str:
    """Name a field as a filter's heading does."""
    facet = BY_NAME[name].facet
    return facet.label if facet else name.capitalize()


def fingerprint() -> str:
    """Name the way documents are built and analysed; an index built in another is out of date."""
    rows = [(f.name, f.kind.value, f.records_only, f.finds) for f in FIELDS]
    told = repr((rows, ANALYZER_VERSION, DOCUMENTS_VERSION))
    return hashlib.sha256(told.encode()).hexdigest()[:16]
