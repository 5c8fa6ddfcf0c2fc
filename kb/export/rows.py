"""Rows from the catalog, a few at a time, however many are asked for."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Protocol

from kb.catalog.view import View
from kb.domain.ids import RecordId
from kb.domain.published import PassageInReport, RecordInReport, ReportSummary
from kb.domain.topic import TopicTag, Vocabulary
from kb.export.base import Row, RowReport, RowTopic
from kb.place_names import places_of, site_name

_AT_ONCE = 200
# Reports whose authors and subtitle are remembered: results name the same ones again and again.
_REMEMBERED = 256


class Addresses(Protocol):
    """Whole addresses of this service that stay as they are, for whoever reads an export."""

    def record(self, record: str) -> str:
        """Address a record's page."""

    def report(self, report: str) -> str:
        """Address a report's page."""

    def page(self, report: str, number: int) -> str:
        """Address one page of a report."""


class RowMaker:
    """Makes rows over one snapshot of the catalog; what was withdrawn meanwhile is left out."""

    def __init__(self, view: View, vocabulary: Vocabulary, addresses: Addresses) -> None:
        self.view = view
        self._vocabulary = {topic.id: topic for topic in vocabulary}
        self._addresses = addresses
        self._reports: OrderedDict[str, RowReport] = OrderedDict()

    def records(self, ids: Iterable[str]) -> Iterator[Row]:
        """Give a row for each record, in the order asked."""
        for chunk in _chunks(ids):
            found = self.view.records(chunk)
            yield from (self._record(found[RecordId(i)]) for i in chunk if RecordId(i) in found)

    def passages(self, ids: Iterable[str]) -> Iterator[Row]:
        """Give a row for each narrative passage, in the order asked."""
        for chunk in _chunks(ids):
            found = self.view.passages(chunk)
            yield from (self._passage(found[name]) for name in chunk if name in found)

    def _record(self, found: RecordInReport) -> Row:
        record, published = found.record, found.published
        return Row(
            id=found.id,
            permalink=self._addresses.record(found.id),
            kind=record.kind.value,
            kind_label=record.kind.label,
            label=record.label,
            number=record.number,
            text=record.text,
            page=record.page,
            page_end=record.page_end,
            printed_page=found.printed_page,
            report=self._report(found.report),
            section=record.section,
            status=record.status,
            topics=tuple(self._topic(tag) for tag in record.topics),
            context=record.context,
            parent=published.parent or "",
            parent_number=record.parent_number,
            children=published.children,
            also_on=record.also_on,
            passage=record.passage,
            confidence=record.confidence,
            evidence=record.evidence,
        )

    def _passage(self, found: PassageInReport) -> Row:
        passage = found.passage
        return Row(
            id=found.id,
            permalink=self._addresses.page(found.report.id, passage.page),
            kind="passage",
            kind_label="Narrative",
            label="",
            number="",
            text=passage.text,
            page=passage.page,
            page_end=passage.page_end,
            printed_page=found.printed_page,
            report=self._report(found.report),
            section=passage.section,
            passage=passage.passage,
        )

    def _report(self, summary: ReportSummary) -> RowReport:
        kept = self._reports.get(summary.id) or self._read(summary)
        self._reports[summary.id] = kept
        self._reports.move_to_end(summary.id)
        if len(self._reports) > _REMEMBERED:
            self._reports.popitem(last=False)
        return kept

    def _read(self, summary: ReportSummary) -> RowReport:
        about = self.view.bibliography(summary.id)
        return RowReport(
            id=summary.id,
            title=summary.title,
            subtitle=about.subtitle,
            authors=about.authors,
            publisher=summary.publisher,
            published=summary.published,
            year=summary.year,
            rights=summary.rights,
            publisher_url=summary.url,
            permalink=self._addresses.report(summary.id),
            source=summary.source,
            sha256=summary.sha256,
            sites=tuple(map(site_name, places_of(summary.sites))),
            sample=summary.sample,
        )

    def _topic(self, tag: TopicTag) -> RowTopic:
        known = self._vocabulary.get(tag.topic)
        family = self._vocabulary.get(known.broader) if known and known.broader else None
        return RowTopic(
            tag.topic,
            known.pref_label if known else tag.topic,
            family.pref_label if family else "",
            tag.cues,
            tag.score,
            tag.by,
        )


def _chunks(ids: Iterable[str]) -> Iterator[list[str]]:
    source = iter(ids)
    while chunk := list(islice(source, _AT_ONCE)):
        yield chunk
