"""A report as pages, JSON and the API show it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from kb.citations import Citation, citations
from kb.domain.extraction import Doubt
from kb.domain.published import PublishedReport
from kb.domain.report import Evidence, StatedCount
from kb.domain.topic import Vocabulary
from web.presenters import links
from web.presenters.links import Ref, site_refs
from web.presenters.records import (
    OnPage,
    RecordBrief,
    ReportBrief,
    brief_record,
    on_page,
)

RELATIONS = {
    "follows": "Follows up",
    "supersedes": "Replaces",
    "superseded-by": "Replaced by",
    "reports-progress-on": "Reports progress on",
    "same-incident": "On the same incident",
}


@dataclass(frozen=True, slots=True)
class KindCount:
    """How many records of a kind were read, beside how many the report says it holds and where."""

    kind: str
    label: str
    extracted: int
    stated: int | None
    stated_page: int
    stated_quote: str
    url: str


@dataclass(frozen=True, slots=True)
class Heading:
    """A section in the outline; `level` counts from 1."""

    title: str
    number: str
    level: int
    page: int
    printed_page: str
    url: str
    records: int


@dataclass(frozen=True, slots=True)
class Warned:
    """Something a reader should doubt; `page` is 0 where it concerns the whole report."""

    code: str
    page: int
    message: str
    url: str


@dataclass(frozen=True, slots=True)
class Related:
    """Another report and how this one stands to it."""

    relation: str
    relation_label: str
    report: Ref


@dataclass(frozen=True, slots=True)
class ReportPage:
    """All there is to say of one report; `pages` counts its pages, `untagged` statements."""

    id: str
    title: str
    subtitle: str
    publisher: str
    authors: tuple[str, ...]
    published: str
    year: int | None
    kind: str
    sample: bool
    standing: str
    sites: tuple[Ref, ...]
    incidents: tuple[Ref, ...]
    source: str
    sha256: str
    pages: int
    url: str
    publisher_url: str
    original: str
    rights: str
    style: str
    evidence: tuple[Evidence, ...]
    counts: tuple[KindCount, ...]
    untagged: int
    outline: tuple[Heading, ...]
    records: tuple[RecordBrief, ...]
    warnings: tuple[Warned, ...]
    related: tuple[Related, ...]
    citations: tuple[Citation, ...]
    permalink: str


@dataclass(frozen=True, slots=True)
class SheetPage:
    """One page of a report with the records that stand on it."""

    report: ReportBrief
    sheet: OnPage
    pages: int
    records: tuple[RecordBrief, ...]
    previous: str
    next: str


def year_of(published: str) -> int | None:
    """Take the year from an ISO date, perhaps shortened."""
    return int(published[:4]) if published[:4].isdigit() else None


def brief_report(report: PublishedReport) -> ReportBrief:
    """Show a report beside one of its records."""
    about = report.bibliography
    return ReportBrief(
        id=report.id,
        title=about.title,
        publisher=about.publisher,
        year=year_of(about.published),
        url=links.report_url(report.id),
        source=report.source,
        publisher_url=report.url,
        rights=report.rights,
        sample=report.sample,
    )


def report_page(
    report: PublishedReport,
    vocabulary: Vocabulary,
    related: tuple[Related, ...],
    permalink: str,
) -> ReportPage:
    """Show a report wholly; `permalink` is its whole address here."""
    about = report.bibliography
    printed = {page.number: page.label for page in report.pages}
    return ReportPage(
        id=report.id,
        title=about.title,
        subtitle=about.subtitle,
        publisher=about.publisher,
        authors=about.authors,
        published=about.published,
        year=year_of(about.published),
        kind=about.kind.replace("-", " "),
        sample=report.sample,
        standing=report.standing,
        sites=site_refs(about.sites),
        incidents=tuple(Ref(i.id, i.name, links.incident_url(i.id)) for i in report.incidents),
        source=report.source,
        sha256=report.sha256,
        pages=len(report.pages),
        url=links.report_url(report.id),
        publisher_url=report.url,
        original=links.original_url(report.id),
        rights=report.rights,
        style=report.style,
        evidence=about.evidence,
        counts=_counts(report),
        untagged=sum(not r.record.topics for r in report.records),
        outline=_outline(report, printed),
        records=tuple(brief_record(r, printed, vocabulary) for r in report.records),
        warnings=tuple(_warned(report, doubt) for doubt in report.warnings),
        related=related,
        citations=citations(about, url=report.url or permalink),
        permalink=permalink,
    )


def sheet_page(
    report: PublishedReport, number: int, vocabulary: Vocabulary, about: ReportBrief
) -> SheetPage:
    """Show one page of a report, all its statements outlined; the page must be the report's."""
    page = next(p for p in report.pages if p.number == number)
    printed = {p.number: p.label for p in report.pages}
    here = [r for r in report.records if r.record.page <= number <= r.record.page_end]
    spans = tuple(s for r in here for s in r.record.passage.spans if s.page == number)
    last = len(report.pages)
    return SheetPage(
        report=about,
        sheet=on_page(report.id, page, spans),
        pages=last,
        records=tuple(brief_record(r, printed, vocabulary) for r in here),
        previous=links.page_url(report.id, number - 1) if number > 1 else "",
        next=links.page_url(report.id, number + 1) if number < last else "",
    )


def _counts(report: PublishedReport) -> tuple[KindCount, ...]:
    extracted = Counter(r.record.kind.value for r in report.records)
    stated: dict[str, StatedCount] = {}
    for count in report.bibliography.stated_counts:
        stated.setdefault(count.kind, count)
    kinds = [*extracted, *(kind for kind in stated if kind not in extracted)]
    return tuple(_count(report.id, kind, extracted[kind], stated.get(kind)) for kind in kinds)


def _count(report: str, kind: str, extracted: int, stated: StatedCount | None) -> KindCount:
    return KindCount(
        kind=kind,
        label=links.kind_plural(kind),
        extracted=extracted,
        stated=stated.count if stated else None,
        stated_page=stated.page if stated else 0,
        stated_quote=stated.quote if stated else "",
        url=links.search_url(report=report, kind=kind),
    )


def _outline(report: PublishedReport, printed: dict[int, str]) -> tuple[Heading, ...]:
    under = Counter(r.record.section[-1] for r in report.records if r.record.section)
    return tuple(
        Heading(
            title=section.title,
            number=section.number,
            level=section.level,
            page=section.page,
            printed_page=printed.get(section.page, ""),
            url=links.page_url(report.id, section.page),
            records=under[section.title],
        )
        for section in report.sections
    )


def _warned(report: PublishedReport, doubt: Doubt) -> Warned:
    url = links.page_url(report.id, doubt.page) if doubt.page else ""
    return Warned(doubt.code, doubt.page, doubt.message, url)
