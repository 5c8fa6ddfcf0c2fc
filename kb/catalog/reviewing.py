"""What staff see of a report while they check it: machine and decisions side by side."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from sqlalchemy import Connection, insert, select

from kb.catalog.publishing import description_of, machine_records, read_bibliography
from kb.catalog.rows import from_bytes, unpack
from kb.catalog.schema import decisions, extractions, identities, pages, reports
from kb.domain.decision import (
    Decision,
    Verb,
    Written,
    fingerprint,
    in_force,
    reading_fingerprint,
)
from kb.domain.description import Description, Standing
from kb.domain.extraction import Extraction
from kb.domain.ids import RecordId, ReportId
from kb.domain.record import Record
from kb.domain.report import Bibliography, Page
from kb.domain.review import Overlay, publish
from kb.errors import Gone, NotFound


@dataclass(frozen=True, slots=True)
class Base:
    """A record before decisions: its report, what was read or written, and the mark it bears.

    A `mark` names the state that a person saw; a form made on another one is not carried out.
    """

    report: ReportId
    record: Record
    mark: str

    @property
    def fingerprint(self) -> str:
        """Name the reading itself."""
        return fingerprint(self.record)


@dataclass(frozen=True, slots=True)
class Stale:
    """A decision set aside, with the words it was made on and those read now; None where gone."""

    decision: Decision
    before: Record | None
    now: Record | None


class Reviewing:
    """One report's reading and decisions, as one transaction or snapshot sees them."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def drafts(self, among: Iterable[str]) -> frozenset[ReportId]:
        """Name those of the reports that only staff see."""
        query = select(reports.c.id).where(
            reports.c.id.in_(set(among)), reports.c.standing == Standing.DRAFT.value
        )
        return frozenset(map(ReportId, self._connection.scalars(query)))

    def decisions(self, report: str) -> tuple[Decision, ...]:
        """Give every decision ever taken on a report, oldest first."""
        query = select(decisions).where(decisions.c.report == report).order_by(decisions.c.seq)
        rows = self._connection.execute(query)
        return tuple(replace(from_bytes(row.body, Decision), seq=row.seq) for row in rows)

    def overlay(self, report: ReportId) -> Overlay:
        """Lay a report's decisions over its reading."""
        return publish(machine_records(self._connection, report), self.decisions(report))

    def bases(self, report: ReportId) -> dict[RecordId, Record]:
        """Give every record that can be decided on, as read or as first written."""
        found = {p.id: p.record for p in machine_records(self._connection, report)}
        for decision in in_force(self.decisions(report)):
            for written in decision.written:
                found.setdefault(written.id, written.as_record())
        return found

    def base(self, record: str) -> Base:
        """Give a record before decisions; raises NotFound, or Gone where it has vanished."""
        report = self._connection.scalar(
            select(identities.c.report).where(identities.c.id == record)
        )
        if report is None:
            raise NotFound(
                f"there is no record {record}", hint="Its id stands in the address of its page."
            )
        found = self.bases(ReportId(report)).get(RecordId(record))
        if found is None:
            raise Gone(
                f"the last reading of {report} has no record {record} any more",
                hint="Open the report to see what stands in its place.",
            )
        return Base(ReportId(report), found, mark(self.decisions(report), record, found))

    def stale(self, report: ReportId) -> tuple[Stale, ...]:
        """Give the decisions set aside, oldest first, with old and new words."""
        aside = self.overlay(report).stale
        if not aside:
            return ()
        now, before = self.bases(report), self._readings(report)
        return tuple(
            Stale(d, before.get(d.made_on), now.get(RecordId(d.record or ""))) for d in aside
        )

    def reviewed(self, report: ReportId) -> Decision | None:
        """Give the decision that marks a report reviewed, where it was read no differently since.

        A later decision does not undo it: whoever takes one looks at the report anyway.
        """
        marks = [d for d in in_force(self.decisions(report)) if d.verb is Verb.REVIEWED]
        return marks[-1] if marks and marks[-1].made_on == self.reading(report) else None

    def reading(self, report: ReportId) -> str:
        """Name all that the machine read in a report, as one fingerprint."""
        return reading_fingerprint(p.record for p in machine_records(self._connection, report))

    def as_read(self, report: ReportId) -> Bibliography:
        """Give who published a report what and when, as the machine read it."""
        return read_bibliography(self._connection, report)

    def description(self, report: ReportId) -> Description:
        """Give what staff put right about a report."""
        return description_of(self._connection, report)

    def pages(self, report: ReportId) -> tuple[Page, ...]:
        """Give a report's pages."""
        mine = select(pages.c.body).where(pages.c.report == report).order_by(pages.c.number)
        return tuple(unpack(body, Page) for body in self._connection.scalars(mine))

    def ids(self, report: ReportId) -> frozenset[RecordId]:
        """Give every record id ever given in a report."""
        mine = select(identities.c.id).where(identities.c.report == report)
        return frozenset(RecordId(name) for name in self._connection.scalars(mine))

    def keep_ids(self, report: ReportId, written: Iterable[Written]) -> None:
        """Keep the ids of statements that staff write, so that no other ever bears them."""
        for one in written:
            if not self._connection.scalar(
                select(identities.c.id).where(identities.c.id == one.id)
            ):
                self._connection.execute(
                    insert(identities).values(
                        id=one.id,
                        report=report,
                        kind=one.kind.value,
                        number=one.number,
                        text=one.text,
                    )
                )

    def _readings(self, report: ReportId) -> dict[str, Record]:
        """Give every record that any reading held, or staff wrote, by its fingerprint."""
        query = select(extractions.c.body).where(extractions.c.report == report)
        every = [
            r for body in self._connection.scalars(query) for r in unpack(body, Extraction).records
        ]
        every += [w.as_record() for d in self.decisions(report) for w in d.written]
        return {fingerprint(record): record for record in every}


def mark(every: Iterable[Decision], record: str, base: Record) -> str:
    """Name the state of a record: the last decision on it and the reading beneath."""
    return f"{_last(every, record)}-{fingerprint(base)}"


def _last(every: Iterable[Decision], record: str) -> int:
    """Give the number of the last decision on a record, what was taken back included."""
    found = {d.seq: d for d in every}
    touching = [
        d.seq
        for d in found.values()
        if record in d.touched or (d.undoes in found and record in found[d.undoes].touched)
    ]
    return max(touching, default=0)
