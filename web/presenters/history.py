"""What became of a recommendation: what each report that states it again says, in order of time."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from kb.analysis import terms
from kb.domain.published import RecordInReport
from kb.domain.record import record_name
from web.presenters import links
from web.presenters.links import Ref

# Share of words two statements have in common from which on the later restates the earlier: less is
# asked where they bear the same number, since a progress report may shorten what it answers.
_SAME_WORDS, _SAME_NUMBER = 0.8, 0.4


@dataclass(frozen=True, slots=True)
class StatusThen:
    """What one report says of the recommendation.

    `date` is the report's, an ISO date perhaps shortened; `status` is "" where it only states the
    recommendation; `here` marks the record whose page this is.
    """

    date: str
    status: str
    record: Ref
    report: Ref
    page: int
    printed_page: str
    here: bool


def history(mine: RecordInReport, others: Iterable[RecordInReport]) -> tuple[StatusThen, ...]:
    """Give what `mine` and its restatements among `others` say, the earliest first.

    Empty where no report says how far it was carried out, or only this one states it.
    """
    by_report: dict[str, list[RecordInReport]] = {}
    for other in others:
        by_report.setdefault(other.report.id, []).append(other)
    told = [mine, *(best for group in by_report.values() if (best := _restated(mine, group)))]
    if len(told) == 1 or not any(one.record.status for one in told):
        return ()
    told.sort(key=lambda one: (one.report.published, one.report.id))
    return tuple(_then(one, one.id == mine.id) for one in told)


def _restated(mine: RecordInReport, group: Sequence[RecordInReport]) -> RecordInReport | None:
    """Give the statement of another report that says the same, the one most alike."""
    words = frozenset(terms(mine.record.text))
    found = [
        (share, one)
        for one in group
        if one.record.kind is mine.record.kind
        for share in [_shared(words, frozenset(terms(one.record.text)))]
        if share >= (_SAME_NUMBER if _same_number(mine, one) else _SAME_WORDS)
    ]
    return max(found, key=lambda entry: (entry[0], entry[1].id))[1] if found else None


def _same_number(one: RecordInReport, other: RecordInReport) -> bool:
    return bool(one.record.number) and one.record.number == other.record.number


def _shared(one: frozenset[str], other: frozenset[str]) -> float:
    return len(one & other) / (len(one | other) or 1)


def _then(one: RecordInReport, here: bool) -> StatusThen:
    record = one.record
    name = record_name(record.label, record.number, record.kind.label)
    return StatusThen(
        date=one.report.published,
        status=record.status,
        record=Ref(one.id, name, links.record_url(one.id)),
        report=Ref(one.report.id, one.report.title, links.report_url(one.report.id)),
        page=record.page,
        printed_page=one.printed_page,
        here=here,
    )
