"""Hits as readers see them: the statement with its report, its pages and the marked words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from indexer.answer.directory import Directory
from indexer.answer.snippets import Segment, Wanted, snip
from indexer.results import Hit
from kb.domain.ids import RecordId
from kb.domain.published import PassageInReport, RecordInReport, ReportSummary
from kb.place_names import site_name


@dataclass(frozen=True, slots=True)
class FoundHit:
    """One result in full.

    `report`, `site` and the first of each of `topics` are ids with labels beside them; `kind` is
    `passage` for narrative, whose `label` is its section's title. `source` is the file's name.
    `url` is the path of its page in this service. `matched` names "words", "meaning" or both.
    """

    id: str
    kind: str
    kind_label: str
    label: str
    number: str
    text: str
    snippet: tuple[Segment, ...]
    page: int
    page_end: int
    printed_page: str
    source: str
    report: str
    report_title: str
    site: str
    site_label: str
    year: int | None
    topics: tuple[tuple[str, str], ...]
    url: str
    score: float
    sample: bool = False
    matched: tuple[str, ...] = ()


class Lookup(Protocol):
    """What of the catalog describes hits."""

    def records(self, ids: Sequence[RecordId]) -> Mapping[RecordId, RecordInReport]:
        """Give records in their reports by id."""

    def passages(self, ids: Sequence[str]) -> Mapping[str, PassageInReport]:
        """Give narrative passages in their reports by id."""


def describe(
    view: Lookup, directory: Directory, collection: str, hits: Sequence[Hit], words: Wanted
) -> tuple[FoundHit, ...]:
    """Look up what hits hold; one that was withdrawn since it was indexed is left out."""
    if collection == "records":
        records = view.records([RecordId(hit.id) for hit in hits])
        return tuple(
            _record(records[RecordId(h.id)], h, words, directory)
            for h in hits
            if RecordId(h.id) in records
        )
    passages = view.passages([hit.id for hit in hits])
    return tuple(_passage(passages[h.id], h, words) for h in hits if h.id in passages)


def _record(found: RecordInReport, hit: Hit, words: Wanted, directory: Directory) -> FoundHit:
    record, report = found.record, found.report
    site, named = _site(report)
    return FoundHit(
        hit.id,
        record.kind.value,
        record.kind.label,
        record.label,
        record.number,
        record.text,
        snip(record.text, words),
        record.page,
        record.page_end,
        found.printed_page,
        report.source,
        report.id,
        report.title,
        site,
        named,
        report.year,
        tuple((t.topic, directory.label("topic", t.topic)) for t in record.topics),
        f"/records/{hit.id}",
        hit.score,
        report.sample,
        hit.matched,
    )


def _passage(found: PassageInReport, hit: Hit, words: Wanted) -> FoundHit:
    passage, report = found.passage, found.report
    site, named = _site(report)
    return FoundHit(
        hit.id,
        "passage",
        "Narrative",
        passage.section[-1] if passage.section else "",
        "",
        passage.text,
        snip(passage.text, words),
        passage.page,
        passage.page_end,
        found.printed_page,
        report.source,
        report.id,
        report.title,
        site,
        named,
        report.year,
        (),
        f"/reports/{report.id}/pages/{passage.page}",
        hit.score,
        report.sample,
        hit.matched,
    )


def _site(report: ReportSummary) -> tuple[str, str]:
    first = report.sites[0] if report.sites else None
    return (first.id, site_name(first)) if first else ("", "")
