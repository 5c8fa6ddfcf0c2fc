"""A record as pages, JSON and the API show it: briefly in lists, wholly on its own page."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from kb.citations import Citation, citations
from kb.domain.ids import RecordId
from kb.domain.passage import PageSpan
from kb.domain.published import PublishedRecord, PublishedReport, RecordInReport
from kb.domain.record import record_name
from kb.domain.report import Page
from kb.domain.topic import TopicTag, Vocabulary
from web.presenters import links
from web.presenters.history import StatusThen
from web.presenters.links import Ref, site_refs

# How much of the page stands around the statement; the whole page is one click away.
_AROUND = 700


@dataclass(frozen=True, slots=True)
class RecordBrief:
    """A record in a list. `page` counts the PDF's pages from 1; `printed_page` is as printed.

    `report` is named where a list holds records of several; `sample` marks those of fictional
    reports in such lists.
    """

    id: str
    kind: str
    kind_label: str
    label: str
    number: str
    name: str
    text: str
    page: int
    page_end: int
    printed_page: str
    status: str
    confidence: float
    topics: tuple[Ref, ...]
    url: str
    report: Ref | None = None
    sample: bool = False


@dataclass(frozen=True, slots=True)
class ReportBrief:
    """The report a record stands in. `sample` marks the fictional ones shipped with kb."""

    id: str
    title: str
    publisher: str
    year: int | None
    url: str
    source: str
    publisher_url: str
    rights: str
    sample: bool


@dataclass(frozen=True, slots=True)
class TopicGiven:
    """A topic with the words of the statement that gave it, and who did."""

    id: str
    label: str
    url: str
    family: Ref | None
    cues: tuple[str, ...]
    by: str


@dataclass(frozen=True, slots=True)
class Outlined:
    """A line of the statement on its page, in points from the top left."""

    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class OnPage:
    """One page the statement stands on.

    `width` and `height` are in points; `before`, `statement` and `after` are the page's text around
    it; `boxes` are its lines for the picture.
    """

    page: int
    printed_page: str
    width: float
    height: float
    boxes: tuple[Outlined, ...]
    before: str
    statement: str
    after: str
    text: str
    picture: str
    original: str
    ocr_confidence: float | None


@dataclass(frozen=True, slots=True)
class Recurrence:
    """The lesson a statement belongs to, and in how many incidents it was seen."""

    id: str
    events: int
    url: str


@dataclass(frozen=True, slots=True)
class RecordPage:
    """All there is to say of one record."""

    record: RecordBrief
    report: ReportBrief
    section: tuple[str, ...]
    context: str
    evidence: tuple[str, ...]
    also_on: tuple[Ref, ...]
    topics: tuple[TopicGiven, ...]
    parent: RecordBrief | None
    children: tuple[RecordBrief, ...]
    pages: tuple[OnPage, ...]
    sites: tuple[Ref, ...]
    incidents: tuple[Ref, ...]
    citations: tuple[Citation, ...]
    permalink: str
    original: str
    previous: RecordBrief | None
    next: RecordBrief | None
    recurs: Recurrence | None = None
    history: tuple[StatusThen, ...] = ()


def brief_records(
    report: PublishedReport, vocabulary: Vocabulary, most: int | None = None
) -> tuple[RecordBrief, ...]:
    """Show the first records of a report, all without `most`, each with the report's name."""
    printed = {page.number: page.label for page in report.pages}
    name = Ref(report.id, report.bibliography.title, links.report_url(report.id))
    briefs = (brief_record(r, printed, vocabulary) for r in report.records[:most])
    return tuple(replace(brief, report=name) for brief in briefs)


def brief_in_report(found: RecordInReport, vocabulary: Vocabulary) -> RecordBrief:
    """Show a record with the name of its report."""
    page = found.published.record.page
    brief = brief_record(found.published, {page: found.printed_page}, vocabulary)
    report = found.report
    name = Ref(report.id, report.title, links.report_url(report.id))
    return replace(brief, report=name, sample=report.sample)


def brief_record(
    published: PublishedRecord, printed: Mapping[int, str], vocabulary: Vocabulary
) -> RecordBrief:
    """Show a record in a list; `printed` gives pages' printed numbers."""
    record = published.record
    return RecordBrief(
        id=published.id,
        kind=record.kind.value,
        kind_label=record.kind.label,
        label=record.label,
        number=record.number,
        name=record_name(record.label, record.number, record.kind.label),
        text=record.text,
        page=record.page,
        page_end=record.page_end,
        printed_page=printed.get(record.page, ""),
        status=record.status,
        confidence=round(record.confidence, 3),
        topics=tuple(links.topic_ref(vocabulary, tag.topic) for tag in record.topics),
        url=links.record_url(published.id),
    )


def record_page(
    report: PublishedReport,
    record_id: RecordId,
    vocabulary: Vocabulary,
    about: ReportBrief,
    permalink: str,
) -> RecordPage:
    """Show one record of a report wholly; the record must be the report's.

    `permalink` is its whole address here, cited where the publisher has no copy of its own.
    """
    by_id = {r.id: r for r in report.records}
    order = [r.id for r in report.records]
    mine = by_id[record_id]
    at = order.index(mine.id)
    printed = {page.number: page.label for page in report.pages}

    def brief(key: RecordId | None) -> RecordBrief | None:
        found = by_id.get(key) if key else None
        return brief_record(found, printed, vocabulary) if found else None

    shown = brief_record(mine, printed, vocabulary)
    return RecordPage(
        record=shown,
        report=about,
        section=mine.record.section,
        context=mine.record.context,
        evidence=mine.record.evidence,
        also_on=tuple(_page_ref(report, page, printed) for page in mine.record.also_on),
        topics=tuple(topic_given(tag, vocabulary) for tag in mine.record.topics),
        parent=brief(mine.parent),
        children=tuple(b for b in map(brief, mine.children) if b),
        pages=_pages_of(report, mine),
        sites=site_refs(report.bibliography.sites),
        incidents=tuple(Ref(i.id, i.name, links.incident_url(i.id)) for i in report.incidents),
        citations=citations(
            report.bibliography,
            label=shown.name,
            page=shown.printed_page or str(shown.page),
            url=report.url or permalink,
        ),
        permalink=permalink,
        original=links.original_url(report.id, mine.record.page),
        previous=brief(order[at - 1]) if at else None,
        next=brief(order[at + 1]) if at + 1 < len(order) else None,
    )


def topic_given(tag: TopicTag, vocabulary: Vocabulary) -> TopicGiven:
    """Show a topic with the words that gave it."""
    known = vocabulary.get(tag.topic)
    family = links.topic_ref(vocabulary, known.broader) if known and known.broader else None
    ref = links.topic_ref(vocabulary, tag.topic)
    return TopicGiven(ref.id, ref.label, ref.url, family, tag.cues, tag.by)


def _page_ref(report: PublishedReport, page: int, printed: Mapping[int, str]) -> Ref:
    label = printed.get(page) or str(page)
    return Ref(str(page), f"page {label}", links.page_url(report.id, page))


def _pages_of(report: PublishedReport, mine: PublishedRecord) -> tuple[OnPage, ...]:
    pages = {page.number: page for page in report.pages}
    spans = mine.record.passage.spans
    if not spans:
        reach = range(mine.record.page, mine.record.page_end + 1)
        return tuple(on_page(report.id, pages[n], ()) for n in reach if n in pages)
    by_page: dict[int, list[PageSpan]] = {}
    for span in spans:
        by_page.setdefault(span.page, []).append(span)
    return tuple(on_page(report.id, pages[n], tuple(by_page[n])) for n in by_page if n in pages)


def on_page(report: str, page: Page, spans: tuple[PageSpan, ...]) -> OnPage:
    """Show a page with what stands on it outlined."""
    start = min((s.start for s in spans), default=0)
    end = max((s.end for s in spans), default=0)
    return OnPage(
        page=page.number,
        printed_page=page.label,
        width=page.width,
        height=page.height,
        boxes=tuple(
            Outlined(round(b.x0, 1), round(b.top, 1), round(b.width, 1), round(b.height, 1))
            for s in spans
            for b in s.boxes
        ),
        before=_tail(page.text[:start]) if spans else "",
        statement=page.text[start:end],
        after=_head(page.text[end:]) if spans else "",
        text=page.text,
        picture=links.picture_url(report, page.number),
        original=links.original_url(report, page.number),
        ocr_confidence=page.ocr_confidence,
    )


def _tail(text: str) -> str:
    return text if len(text) <= _AROUND else "… " + text[-_AROUND:].partition(" ")[2]


def _head(text: str) -> str:
    return text if len(text) <= _AROUND else text[:_AROUND].rpartition(" ")[0] + " …"
