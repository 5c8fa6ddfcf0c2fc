"""What staff decide about statements and reports: each decision is kept for ever."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from kb.domain.description import Description, Standing
from kb.domain.ids import RecordId, ReportId
from kb.domain.passage import Passage
from kb.domain.record import Kind, Record
from kb.domain.topic import TopicTag


class Verb(StrEnum):
    """What staff can decide. Those from `REVIEWED` on concern whole reports.

    `SPLIT` leaves the first part to the record and makes new ones of the rest; `MERGE` lets a
    record take in others; `ADD` writes one the machine missed; `UNDO` takes a decision back.
    """

    ACCEPT = "accept"
    CORRECT = "correct"
    REJECT = "reject"
    RETAG = "retag"
    SPLIT = "split"
    MERGE = "merge"
    ADD = "add"
    UNDO = "undo"
    REVIEWED = "reviewed"
    DESCRIBE = "describe"
    STAND = "stand"
    WITHDRAW = "withdraw"
    RESTORE = "restore"


@dataclass(frozen=True, slots=True)
class Written:
    """A statement that staff wrote, under its lasting id; pages count from 1."""

    id: RecordId
    kind: Kind
    text: str
    page: int
    page_end: int
    label: str = ""
    number: str = ""
    passage: Passage = Passage()
    parent: RecordId | None = None
    section: tuple[str, ...] = ()
    topics: tuple[TopicTag, ...] = ()

    def as_record(self) -> Record:
        """Give it as a record, as if it had been read."""
        return Record(
            key=self.id,
            kind=self.kind,
            label=self.label,
            number=self.number,
            text=self.text,
            page=self.page,
            page_end=self.page_end,
            passage=self.passage,
            section=self.section,
            topics=self.topics,
            evidence=("written by staff",),
        )


@dataclass(frozen=True, slots=True)
class Decision:
    """One decision. `seq` orders them, `at` is UTC in ISO form, `by` who took it.

    `made_on` is the `fingerprint` of the reading it was made on. `text` to `passage` replace what
    was read where they are not None, a `parent` of "" unties it; `topics` are subtopic ids.
    `written` are the statements it makes, `absorbed` (id, fingerprint) those it takes in, `undoes`
    the number of the decision it takes back; `standing` is who sees the report, `description` what
    it is said to be.
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
    parent: str | None = None
    page: int | None = None
    passage: Passage | None = None
    written: tuple[Written, ...] = ()
    absorbed: tuple[tuple[RecordId, str], ...] = ()
    undoes: int = 0
    standing: Standing | None = None
    description: Description | None = None

    @property
    def touched(self) -> frozenset[RecordId]:
        """The records it says something about."""
        named = {self.record} if self.record else set()
        return frozenset(named | {w.id for w in self.written} | {name for name, _ in self.absorbed})


def fingerprint(record: Record) -> str:
    """Name what a person saw when deciding: the kind, number and words of a record."""
    return _digest((record.kind.value, record.number, " ".join(record.text.split())))


def reading_fingerprint(records: Iterable[Record]) -> str:
    """Name what a person saw when marking a whole report reviewed."""
    return _digest(fingerprint(record) for record in records)


def in_force(decisions: Iterable[Decision]) -> tuple[Decision, ...]:
    """Give the decisions that were not taken back, oldest first; an undo can be undone too."""
    undone: set[int] = set()
    kept: list[Decision] = []
    for decision in sorted(decisions, key=lambda d: d.seq, reverse=True):
        if decision.seq in undone:
            continue
        if decision.verb is Verb.UNDO:
            undone.add(decision.undoes)
        else:
            kept.append(decision)
    return tuple(reversed(kept))


def _digest(told: Iterable[str]) -> str:
    return hashlib.sha256("\n".join(told).encode("utf-8", "replace")).hexdigest()[:16]
