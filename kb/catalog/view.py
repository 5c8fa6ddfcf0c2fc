"""One snapshot of the catalog as readers see it: reports, records, passages, pages, changes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import Row, func, not_, select

from kb.catalog import outbox
from kb.catalog.descriptions import Descriptions
from kb.catalog.findable import findable
from kb.catalog.head import Head
from kb.catalog.in_reports import joined_rows, passage_in_report, record_in_report
from kb.catalog.incidents import own_account
from kb.catalog.jobs import Jobs
from kb.catalog.lessons import Lessons
from kb.catalog.likenesses import Likenesses
from kb.catalog.members import Members
from kb.catalog.outbox import Change
from kb.catalog.packets import Packets
from kb.catalog.places import Places
from kb.catalog.reviewing import Reviewing
from kb.catalog.rows import from_bytes, unpack
from kb.catalog.saved_searches import SavedSearches
from kb.catalog.schema import (
    accounts,
    changes,
    decisions,
    identities,
    pages,
    passages,
    records,
    reports,
)
from kb.catalog.sign_ins import SignIns
from kb.catalog.standing import words_seen_by
from kb.catalog.tagging import Tagging
from kb.catalog.tokens import Tokens
from kb.catalog.trail import Trail
from kb.catalog.waiting import in_review, review_queue
from kb.catalog.wording import Wording
from kb.domain.decision import Decision
from kb.domain.description import Standing
from kb.domain.doubtful import InReview
from kb.domain.ids import IncidentId, RecordId, ReportId
from kb.domain.incident import Incident
from kb.domain.published import (
    FindableReport,
    PassageInReport,
    PublishedRecord,
    PublishedReport,
    RecordInReport,
    ReportSummary,
)
from kb.domain.report import Bibliography, NarrativePassage, Page
from kb.domain.topic import Vocabulary
from kb.errors import Gone, NotFound

# SQLite takes 32,766 values in one statement, older builds 999.
_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Counts:
    """How much the catalog holds; withdrawn reports count only as such."""

    reports: int
    records: int
    passages: int
    pages: int
    decisions: int
    withdrawn: int


@dataclass(frozen=True, slots=True)
class StoredReport:
    """A report's bytes by their hash, its file's name, and the version of what read it last."""

    id: ReportId
    sha256: str
    source: str
    pipeline: int


class View(Places):
    """What may be asked of one snapshot; withdrawn reports are in no answer."""

    @property
    def members(self) -> Members:
        """The accounts of staff."""
        return Members(self._connection)

    @property
    def saved(self) -> SavedSearches:
        """The searches that members keep."""
        return SavedSearches(self._connection)

    @property
    def sign_ins(self) -> SignIns:
        """The sessions of staff."""
        return SignIns(self._connection)

    @property
    def tokens(self) -> Tokens:
        """The tokens of programs."""
        return Tokens(self._connection)

    @property
    def jobs(self) -> Jobs:
        """The ledger of background work."""
        return Jobs(self._connection)

    @property
    def packets(self) -> Packets:
        """The packets of trainers."""
        return Packets(self._connection)

    @property
    def lessons(self) -> Lessons:
        """The lessons that recur."""
        return Lessons(self._connection)

    @property
    def likenesses(self) -> Likenesses:
        """How alike statements of different reports are."""
        return Likenesses(self._connection)

    @property
    def descriptions(self) -> Descriptions:
        """The descriptions that addresses hold by an id."""
        return Descriptions(self._connection)

    @property
    def reviewing(self) -> Reviewing:
        """The readings and decisions of reports, for those who check them."""
        return Reviewing(self._connection)

    @property
    def wording(self) -> Wording:
        """What staff changed about the vocabulary."""
        return Wording(self._connection)

    @property
    def tagging(self) -> Tagging:
        """The topics of statements as they were read, and of which vocabulary they are."""
        return Tagging(self._connection)

    @property
    def vocabulary(self) -> Vocabulary:
        """The vocabulary in force: the shipped one under what staff changed."""
        return self._kept.get("vocabulary", self.wording.version(), self.wording.vocabulary)

    @property
    def trail(self) -> Trail:
        """The audit trail."""
        return Trail(self._connection)

    def report(self, report_id: str) -> PublishedReport:
        """Give a whole report; raises NotFound, or Gone where it was withdrawn."""
        row = self._row(report_id)
        head = unpack(row.head, Head)
        summary = from_bytes(row.summary, ReportSummary)
        report = PublishedReport(
            id=summary.id,
            sha256=row.sha256,
            source=row.source,
            bibliography=head.bibliography,
            pages=tuple(unpack(b, Page) for b in self._bodies(pages, summary.id, "number")),
            sections=head.sections,
            records=tuple(
                unpack(b, PublishedRecord) for b in self._bodies(records, summary.id, "place")
            ),
            narrative=tuple(
                unpack(b, NarrativePassage) for b in self._bodies(passages, summary.id, "place")
            ),
            incidents=self._incidents_of(summary.id),
            warnings=head.warnings,
            links=self.links(summary),
            style=head.style,
            pipeline=head.pipeline,
            rights=summary.rights,
            url=row.url,
            version=row.version,
            listed=row.listed,
            sample=row.sample,
            standing=row.standing,
        )
        return report if self._staff or row.standing == Standing.PUBLISHED else _closed(report)

    def findable(self, ids: Sequence[ReportId]) -> tuple[FindableReport, ...]:
        """Give what of some dozens of reports is searched; those hidden or unknown are left out."""
        return findable(self._connection, ids, staff=self._staff)

    def summary(self, report_id: str) -> ReportSummary:
        """Give a report as lists show it; raises NotFound, Gone."""
        return from_bytes(self._row(report_id).summary, ReportSummary)

    def bibliography(self, report_id: str) -> Bibliography:
        """Give who published a report what and when, without its pages; raises NotFound, Gone."""
        return unpack(self._row(report_id).head, Head).bibliography

    def report_by_sha256(self, sha256: str) -> ReportId | None:
        """Find the report read from these bytes, also a withdrawn one."""
        found = self._connection.scalar(select(reports.c.id).where(reports.c.sha256 == sha256))
        return ReportId(found) if found else None

    def versions(self) -> dict[ReportId, int]:
        """Give the version of each published report whose words are shown."""
        query = select(reports.c.id, reports.c.version).where(words_seen_by(staff=self._staff))
        return {ReportId(row.id): row.version for row in self._connection.execute(query)}

    def stored(self) -> Iterator[StoredReport]:
        """Give what is needed to read each published report again, by id."""
        query = select(reports.c.id, reports.c.sha256, reports.c.source, reports.c.head)
        rows = self._connection.execute(query.where(self._seen).order_by(reports.c.id))
        for row in rows:
            yield StoredReport(
                ReportId(row.id), row.sha256, row.source, unpack(row.head, Head).pipeline
            )

    def record(self, record_id: str) -> RecordInReport:
        """Give a record; raises NotFound, or Gone where it vanished, was rejected or withdrawn."""
        found = self.records([record_id]).get(RecordId(record_id))
        if found:
            return found
        given = select(identities.c.report).where(identities.c.id == record_id)
        report = self._connection.scalar(given)
        if report:
            # Where the whole report was withdrawn, this says why.
            self._row(report)
            raise Gone(
                f"the statement {record_id} is no longer published",
                hint=f"Its report was read again or corrected since. /reports/{report} shows what "
                "stands there now; the address is never given to another statement.",
            )
        raise NotFound(
            f"there is no record {record_id}", hint="Search for its words, or open its report."
        )

    def records(self, ids: Iterable[str]) -> dict[RecordId, RecordInReport]:
        """Look up many records at once, in the order asked; unknown ones are left out."""
        wanted = list(dict.fromkeys(ids))
        found = {row.id: record_in_report(row) for row in self._joined_rows(records, wanted)}
        return {RecordId(name): found[name] for name in wanted if name in found}

    def statements(self, report_id: str) -> tuple[RecordInReport, ...]:
        """Give a report's records in its order, without its pages."""
        query = select(records.c.id).where(records.c.report == report_id).order_by(records.c.place)
        return tuple(self.records(self._connection.scalars(query)).values())

    def statement_ids(self, start: int, most: int) -> tuple[RecordId, ...]:
        """Give up to `most` ids of shown statements, in order, from the `start`th on."""
        shown = select(reports.c.id).where(words_seen_by(staff=self._staff))
        query = select(records.c.id).where(records.c.report.in_(shown)).order_by(records.c.id)
        rows = self._connection.scalars(query.offset(start).limit(most))
        return tuple(RecordId(name) for name in rows)

    def passages(self, ids: Iterable[str]) -> dict[str, PassageInReport]:
        """Look up many narrative passages at once, in the order asked."""
        wanted = list(dict.fromkeys(ids))
        found = {row.id: passage_in_report(row) for row in self._joined_rows(passages, wanted)}
        return {name: found[name] for name in wanted if name in found}

    def page(self, report_id: str, number: int) -> Page:
        """Give one page of a report, counted from 1; raises NotFound, Gone."""
        row = self._row(report_id)
        body = self._connection.scalar(
            select(pages.c.body).where(pages.c.report == report_id, pages.c.number == number)
        )
        if body is None:
            raise NotFound(
                f"{report_id} has no page {number}", hint=f"It has {row.page_count} pages."
            )
        return unpack(body, Page)

    def counts(self) -> Counts:
        """Count what the catalog holds."""
        shown = self._seen
        gone = reports.c.withdrawn.is_not(None)
        live = select(reports.c.id).where(words_seen_by(staff=self._staff))
        summed = select(func.coalesce(func.sum(reports.c.page_count), 0)).where(shown)
        return Counts(
            reports=self._count(select(func.count()).select_from(reports).where(shown)),
            records=self._count(
                select(func.count()).select_from(records).where(records.c.report.in_(live))
            ),
            passages=self._count(
                select(func.count()).select_from(passages).where(passages.c.report.in_(live))
            ),
            pages=self._count(summed),
            decisions=self._count(select(func.count()).select_from(decisions)),
            withdrawn=self._count(select(func.count()).select_from(reports).where(gone)),
        )

    def decisions(self, report_id: str) -> tuple[Decision, ...]:
        """Give every decision ever taken on a report, oldest first."""
        return self.reviewing.decisions(report_id)

    def review_queue(self) -> tuple[InReview, ...]:
        """Give every report with its doubts, the most doubtful first."""
        return review_queue(self._connection, self._kept)

    def in_review(self, report_id: str) -> InReview:
        """Give how far the checking of a report is; raises NotFound, Gone."""
        found = in_review(self._connection, self._kept, self._row(report_id).id)
        assert found is not None
        return found

    def withdrawn(self) -> tuple[tuple[ReportId, str, str], ...]:
        """Give the withdrawn reports: id, title, why; for staff."""
        gone = select(reports).where(reports.c.withdrawn.is_not(None)).order_by(reports.c.title)
        return tuple((ReportId(r.id), r.title, r.withdrawn) for r in self._connection.execute(gone))

    def reviewed(self) -> tuple[PublishedReport, ...]:
        """Give the reports that are marked reviewed and were read no differently since."""
        done = [one.report for one in self.review_queue() if one.reviewed_by]
        return tuple(self.report(name) for name in sorted(done))

    def changes_after(self, cursor: int, limit: int = 1000) -> tuple[Change, ...]:
        """Give up to `limit` changes later than `cursor`, oldest first."""
        return outbox.after(self._connection, cursor, limit)

    def hidden_since(self, cursor: int) -> tuple[ReportId, ...]:
        """Name the reports changed later than `cursor` whose words readers do not see now."""
        changed = select(changes.c.report).where(changes.c.seq > cursor)
        query = select(reports.c.id).where(
            reports.c.id.in_(changed), not_(words_seen_by(staff=False))
        )
        return tuple(map(ReportId, self._connection.scalars(query.order_by(reports.c.id))))

    def _row(self, report_id: str) -> Row[Any]:
        row = self._connection.execute(select(reports).where(reports.c.id == report_id)).first()
        if row is None:
            raise NotFound(
                f"there is no report {report_id}", hint="The list of reports names them all."
            )
        if row.withdrawn is not None:
            raise Gone(
                f"the report {report_id} was withdrawn: {row.withdrawn}",
                hint="Ask the publisher for it.",
            )
        if row.standing == Standing.DRAFT and not self._staff:
            raise NotFound(f"there is no report {report_id} yet", hint="It may be published later.")
        return row

    def _bodies(self, table: Any, report: ReportId, order: str) -> Sequence[bytes]:
        query = select(table.c.body).where(table.c.report == report).order_by(table.c[order])
        return self._connection.scalars(query).all()

    def _incidents_of(self, report: ReportId) -> tuple[Incident, ...]:
        """Give a report's own account of its incidents, each named as all its reports name it."""
        mine = select(accounts.c.incident).where(accounts.c.report == report)
        names = self._connection.scalars(mine.order_by(accounts.c.place)).all()
        told = {IncidentId(name): self._accounts(IncidentId(name)) for name in names}
        return tuple(own_account(report, name, given) for name, given in told.items())

    def _joined_rows(self, table: Any, ids: list[str]) -> Iterator[Row[Any]]:
        """Give rows of records or passages with their report's summary and page's label."""
        query = joined_rows(table, staff=self._staff)
        for start in range(0, len(ids), _AT_ONCE):
            chunk = ids[start : start + _AT_ONCE]
            yield from self._connection.execute(query, {"ids": chunk})

    def _count(self, query: Any) -> int:
        return int(self._connection.scalar(query) or 0)


def _closed(report: PublishedReport) -> PublishedReport:
    """Give a report without its words and pages, as its rights ask."""
    return replace(report, pages=(), sections=(), records=(), narrative=(), warnings=())
