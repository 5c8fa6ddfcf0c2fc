"""Staff decisions, and the pure overlay that lays them over what the machine read.

Laws, held by property tests: without decisions nothing changes; the same decisions twice change
nothing more; decisions on different records commute; a rejected record is not shown; of two
decisions on the same thing the later wins; none is applied to text it was not made for.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from kb.domain.ids import RecordId, ReportId, TopicId
from kb.domain.published import PublishedRecord
from kb.domain.record import Kind, Record
from kb.domain.topic import TopicTag


class Verb(StrEnum):
    """What staff can decide. The last two concern whole reports."""

    ACCEPT = "accept"
    CORRECT = "correct"
    REJECT = "reject"
    RETAG = "retag"
    WITHDRAW = "withdraw"
    RESTORE = "restore"


@dataclass(frozen=True, slots=True)
class Decision:
    """One decision, kept for ever. `seq` orders them, `at` is UTC in ISO form, `by` who took it.

    `made_on` is the `fingerprint` of the machine's record it was made on. `text`, `kind`, `label`,
    `number` and `status` replace the machine's where they are not None; `topics` are subtopic ids.
    """

    verb: Verb
    report: ReportId
    record: RecordId | None = None
    by: str = ""
    at: str = ""
    note: str = ""
    made_on: str = ""
    text: str | None = None
    kind: Kind | None = None
    label: str | None = None
    number: str | None = None
    status: str | None = None
    topics: tuple[str, ...] | None = None
    seq: int = 0


@dataclass(frozen=True, slots=True)
class Overlay:
    """Records as published, and decisions set aside since the reading they were made on changed."""

    records: tuple[PublishedRecord, ...]
    stale: tuple[Decision, ...] = ()


def fingerprint(record: Record) -> str:
    """Name what a person saw when deciding: the kind, number and words of a record."""
    told = "\n".join((record.kind.value, record.number, " ".join(record.text.split())))
    return hashlib.sha256(told.encode("utf-8", "replace")).hexdigest()[:16]


def publish(records: Sequence[PublishedRecord], decisions: Iterable[Decision]) -> Overlay:
    """Lay decisions over the machine's records; relations to rejected records are dropped."""
    prints = {published.id: fingerprint(published.record) for published in records}
    valid: dict[RecordId, list[Decision]] = {}
    stale: list[Decision] = []
    for decision in sorted(decisions, key=lambda d: d.seq):
        if decision.record is None:
            continue
        if prints.get(decision.record) == decision.made_on:
            valid.setdefault(decision.record, []).append(decision)
        else:
            stale.append(decision)
    shown = (_decided(published, valid.get(published.id, [])) for published in records)
    return Overlay(_related([p for p in shown if p is not None]), tuple(stale))


def _decided(published: PublishedRecord, decisions: list[Decision]) -> PublishedRecord | None:
    record, rejected = published.record, False
    for decision in decisions:
        if decision.verb is Verb.REJECT:
            rejected = True
        elif decision.verb in {Verb.ACCEPT, Verb.CORRECT}:
            rejected = False
        record = _changed(record, decision)
    return None if rejected else replace(published, record=record)


def _changed(record: Record, decision: Decision) -> Record:
    if decision.verb is Verb.ACCEPT:
        return replace(record, confidence=1.0)
    if decision.verb is Verb.RETAG and decision.topics is not None:
        by = decision.by or "staff"
        return replace(record, topics=tuple(TopicTag(TopicId(t), by=by) for t in decision.topics))
    if decision.verb is not Verb.CORRECT:
        return record
    return replace(
        record,
        confidence=1.0,
        text=record.text if decision.text is None else decision.text,
        kind=record.kind if decision.kind is None else decision.kind,
        label=record.label if decision.label is None else decision.label,
        number=record.number if decision.number is None else decision.number,
        status=record.status if decision.status is None else decision.status,
    )


def _related(records: list[PublishedRecord]) -> tuple[PublishedRecord, ...]:
    kept = {published.id for published in records}
    return tuple(
        replace(
            published,
            parent=published.parent if published.parent in kept else None,
            children=tuple(child for child in published.children if child in kept),
        )
        for published in records
    )
