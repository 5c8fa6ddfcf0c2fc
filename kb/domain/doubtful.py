"""What a person should look at first: each doubt about a report or a statement, with its weight."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from kb.domain.description import Standing
from kb.domain.extraction import Doubt
from kb.domain.ids import RecordId, ReportId
from kb.domain.published import PublishedRecord
from kb.domain.record import record_name

# Below it a statement is to be looked at.
SURE = 0.8
LOW_CONFIDENCE, UNTAGGED = "low_confidence", "untagged"


@dataclass(frozen=True, slots=True)
class DoubtKind:
    """A kind of doubt as people read it; the heavier, the sooner it is looked at."""

    code: str
    label: str
    weight: float


KINDS = (
    DoubtKind("stale_decision", "Decision on other words", 10),
    DoubtKind("stated_count", "Count differs from the one stated", 6),
    DoubtKind("two_texts", "Two programs read two texts", 6),
    DoubtKind("asked_and_unread", "Asked for, but no statement", 6),
    DoubtKind("words_unread", "Words that come back, but no statement", 6),
    DoubtKind("numbering_gap", "Number missing", 5),
    DoubtKind("label_without_text", "Label without words", 4),
    DoubtKind("low_confidence_style", "Nothing printed confirms the style", 4),
    DoubtKind("no_statements", "No statements found", 4),
    DoubtKind("number_repeated", "Number printed twice", 3),
    DoubtKind("no_text", "Page without text", 2),
    DoubtKind(LOW_CONFIDENCE, "Low confidence", 3),
    DoubtKind(UNTAGGED, "No topic", 1),
)
OTHER = DoubtKind("other", "Other doubts", 1)
BY_CODE = {kind.code: kind for kind in KINDS}


@dataclass(frozen=True, slots=True)
class Doubtful:
    """One thing to look at: a statement, or a page (0: the whole report) where `record` is None."""

    report: ReportId
    page: int
    codes: tuple[str, ...]
    told: str
    weight: float
    record: RecordId | None = None
    name: str = ""


@dataclass(frozen=True, slots=True)
class InReview:
    """How far the checking of a report is; `items` are its doubts, the heaviest first."""

    report: ReportId
    title: str
    records: int
    decided: int
    reviewed_by: str
    items: tuple[Doubtful, ...]
    standing: str = Standing.PUBLISHED

    @property
    def weight(self) -> float:
        """How much there is to look at."""
        return sum(item.weight for item in self.items)


def doubts_of(
    report: ReportId,
    warnings: Sequence[Doubt],
    records: Sequence[PublishedRecord],
    decided: Collection[RecordId],
) -> tuple[Doubtful, ...]:
    """Collect what is doubtful about a report, the heaviest first, then by page."""
    found = [*_of_report(report, warnings), *_of_records(report, records, decided)]
    return tuple(sorted(found, key=lambda d: (-d.weight, d.page)))


def _of_report(report: ReportId, warnings: Sequence[Doubt]) -> Iterator[Doubtful]:
    for doubt in warnings:
        weight = BY_CODE.get(doubt.code, OTHER).weight
        yield Doubtful(report, doubt.page, (doubt.code,), doubt.message, weight)


def _of_records(
    report: ReportId, records: Sequence[PublishedRecord], decided: Collection[RecordId]
) -> Iterator[Doubtful]:
    for published in records:
        record = published.record
        codes = tuple(record_doubts(published)) if published.id not in decided else ()
        if codes:
            weight = sum(BY_CODE[code].weight for code in codes) + (1 - record.confidence)
            name = record_name(record.label, record.number, record.kind.label)
            yield Doubtful(report, record.page, codes, record.text, weight, published.id, name)


def record_doubts(published: PublishedRecord) -> Iterator[str]:
    """Name the doubts about one statement."""
    if published.record.confidence < SURE:
        yield LOW_CONFIDENCE
    if not published.record.topics:
        yield UNTAGGED
