"""One write transaction: put readings in, decide on records, withdraw reports.

Whatever changes what readers see appends to the log of changes in the same transaction.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, func, insert, select, update

from kb.catalog import outbox
from kb.catalog.descriptions import Descriptions
from kb.catalog.jobs import Jobs
from kb.catalog.keeping import keep_reading
from kb.catalog.known import incident_ids
from kb.catalog.lessons import Lessons
from kb.catalog.likenesses import Likenesses
from kb.catalog.members import Members
from kb.catalog.packets import Packets
from kb.catalog.publishing import current_reading, publish_report
from kb.catalog.reviewing import Reviewing
from kb.catalog.rows import clean, clean_text, pack, to_bytes
from kb.catalog.saved_searches import SavedSearches
from kb.catalog.schema import accounts, decisions, extractions, identities, reports
from kb.catalog.sign_ins import SignIns
from kb.catalog.stateless import naming_without_state
from kb.catalog.tagging import ReadStatements, Tagging
from kb.catalog.tokens import Tokens
from kb.catalog.trail import Trail
from kb.catalog.wording import Wording
from kb.domain.decision import Decision, Verb
from kb.domain.description import Standing
from kb.domain.extraction import Extraction
from kb.domain.ids import IncidentId, ReportId, report_id
from kb.domain.topic import TopicTag
from kb.errors import NotFound


class Transaction:
    """What may be changed; all of it is on disk when the transaction ends, or none of it."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._now = datetime.now(UTC).isoformat(timespec="seconds")
        self.members = Members(connection)
        self.sign_ins = SignIns(connection)
        self.tokens = Tokens(connection)
        self.trail = Trail(connection)
        self.jobs = Jobs(connection)
        self.packets = Packets(connection)
        self.descriptions = Descriptions(connection)
        self.reviewing = Reviewing(connection)
        self.lessons = Lessons(connection)
        self.likenesses = Likenesses(connection)
        self.saved = SavedSearches(connection)
        self.wording = Wording(connection)
        self.tagging = Tagging(connection)

    def last_change(self) -> int:
        """Give the number of the latest change; 0 before the first."""
        return outbox.last(self._connection)

    def put_report(
        self,
        extraction: Extraction,
        *,
        url: str = "",
        rights: str = "",
        listed: str = "",
        sample: bool = False,
        standing: Standing = Standing.PUBLISHED,
    ) -> ReportId:
        """Store a reading and publish it under decisions taken before; give the report's id.

        The first reading of these bytes makes the report; a later one replaces what is shown,
        keeps the ids, and leaves the earlier reading in the catalog. `standing` is that of a new
        report; one that is known keeps its own.
        """
        extraction = clean(extraction)
        row = self._connection.execute(
            select(reports.c.id).where(reports.c.sha256 == extraction.sha256)
        ).first()
        report = ReportId(row.id) if row else self._new_report(extraction, standing)
        self._add_extraction(report, extraction)
        if extraction.vocabulary or self.tagging.vocabulary_of(report):
            number = self.tagging.current(report)
            self.tagging.keep(report, number, extraction.vocabulary, {})
        given = {"url": url, "rights": rights, "listed": listed}
        values: dict[str, Any] = {name: clean_text(told) for name, told in given.items() if told}
        if sample:
            values["sample"] = True
        if values:
            self._connection.execute(update(reports).where(reports.c.id == report).values(**values))
        self._keep_and_publish(report)
        outbox.note(self._connection, report, "put", self._now)
        self._tell_states(extraction)
        return report

    def _keep_and_publish(self, report: ReportId) -> None:
        reading = current_reading(self._connection, report)
        about = self.reviewing.description(report)
        keep_reading(self._connection, report, reading, about.incidents, about.written)
        publish_report(self._connection, report)

    def _tell_states(self, extraction: Extraction) -> None:
        """Publish anew the reports that name a place without the state that this one tells."""
        sites = extraction.bibliography.sites
        for other in naming_without_state(self._connection, sites):
            self._keep_and_publish(other)
            outbox.note(self._connection, other, "site", self._now)

    def decide(self, decision: Decision) -> Decision:
        """Keep a decision for ever and publish its report anew; raises NotFound."""
        self.reviewing.keep_ids(decision.report, decision.written)
        self._must_exist(decision)
        stored = replace(clean(decision), at=self._now, seq=0)
        result = self._connection.execute(
            insert(decisions).values(
                report=stored.report, record=stored.record, body=to_bytes(stored)
            )
        )
        primary = result.inserted_primary_key
        seq = int(primary[0]) if primary else 0
        if stored.verb in {Verb.WITHDRAW, Verb.RESTORE}:
            reason = (stored.note or "withdrawn") if stored.verb is Verb.WITHDRAW else None
            self._connection.execute(
                update(reports).where(reports.c.id == stored.report).values(withdrawn=reason)
            )
        if stored.standing:
            self._set_standing(stored.report, stored.standing)
        if stored.record is None and stored.verb in {Verb.DESCRIBE, Verb.UNDO}:
            self._keep_and_publish(stored.report)
        else:
            publish_report(self._connection, stored.report)
        outbox.note(self._connection, stored.report, stored.verb.value, self._now)
        return replace(stored, seq=seq)

    def _set_standing(self, report: ReportId, standing: Standing) -> None:
        """Say who sees a report; one that was a draft is news to readers from now on."""
        mine = reports.c.id == report
        before = self._connection.scalar(select(reports.c.standing).where(mine))
        shown_first = before == Standing.DRAFT and standing is not Standing.DRAFT
        values = {"standing": standing.value} | ({"added": self._now} if shown_first else {})
        self._connection.execute(update(reports).where(mine).values(values))

    def tag(
        self,
        read: ReadStatements,
        changed: Mapping[str, tuple[TopicTag, ...]],
        vocabulary: int,
        *,
        renamed: bool = False,
    ) -> bool:
        """Keep the tags that a version of the vocabulary gives a report's statements, by key.

        Says whether readers see anything else: changed tags, or topics under other names. Nothing
        is kept where the report was read again since.
        """
        if self.tagging.current(read.report) != read.extraction:
            return False
        before = self.tagging.since(read.report, read.extraction)
        self.tagging.keep(read.report, read.extraction, vocabulary, {**before, **changed})
        if changed:
            publish_report(self._connection, read.report)
        if changed or renamed:
            outbox.note(self._connection, read.report, "tags", self._now)
        return bool(changed) or renamed

    def incidents_of(self, report: ReportId) -> tuple[IncidentId, ...]:
        """Give the incidents that a report tells of, in its order."""
        mine = select(accounts.c.incident).where(accounts.c.report == report)
        found = self._connection.scalars(mine.order_by(accounts.c.place))
        return tuple(IncidentId(name) for name in found)

    def incident_ids(self) -> frozenset[str]:
        """Give every id ever given to an incident."""
        return incident_ids(self._connection)

    def has_report(self, report: str) -> bool:
        """Say whether there is such a report, withdrawn or not."""
        return bool(self._connection.scalar(select(reports.c.id).where(reports.c.id == report)))

    def page_count(self, report: str) -> int:
        """Give how many pages a report has."""
        found = select(reports.c.page_count).where(reports.c.id == report)
        return int(self._connection.scalar(found) or 0)

    def _must_exist(self, decision: Decision) -> None:
        found: int | None = int(self.has_report(decision.report))
        if found and decision.record:
            found = self._connection.scalar(
                select(func.count())
                .select_from(identities)
                .where(identities.c.id == decision.record, identities.c.report == decision.report)
            )
        if not found:
            raise NotFound(
                f"there is no {_named(decision)}",
                hint="Check the id; it stands in the address of its page.",
            )

    def _new_report(self, extraction: Extraction, standing: Standing) -> ReportId:
        about = extraction.bibliography
        title = about.title or extraction.source.rpartition("/")[2].rpartition(".")[0]
        base = report_id(about.publisher, about.published[:4], title)
        name, repeat = base, 1
        while self._connection.scalar(select(reports.c.id).where(reports.c.id == name)):
            repeat += 1
            name = ReportId(f"{base}-{repeat}")
        self._connection.execute(
            insert(reports).values(
                id=name,
                sha256=extraction.sha256,
                source=extraction.source,
                url="",
                rights="",
                listed="",
                sample=False,
                standing=standing.value,
                added=self._now,
                extraction=0,
                version=0,
                title=title,
                published=about.published,
                page_count=len(extraction.pages),
                summary=b"",
                head=b"",
            )
        )
        return name

    def _add_extraction(self, report: ReportId, extraction: Extraction) -> None:
        result = self._connection.execute(
            insert(extractions).values(
                report=report,
                sha256=extraction.sha256,
                pipeline=extraction.pipeline,
                read_at=self._now,
                body=pack(extraction),
            )
        )
        primary = result.inserted_primary_key
        self._connection.execute(
            update(reports)
            .where(reports.c.id == report)
            .values(extraction=primary[0] if primary else 0, source=extraction.source)
        )


def _named(decision: Decision) -> str:
    return f"statement {decision.record}" if decision.record else f"report {decision.report}"
