"""Which topics the statements of a report have, and from which version of the vocabulary.

A reading keeps the tags it was read with; tags that follow from a later vocabulary lie beside it,
and are dropped when the report is read again.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from sqlalchemy import Connection, delete, func, insert, select

from kb.catalog.rows import from_bytes, pack, unpack
from kb.catalog.schema import (
    decisions,
    extractions,
    identities,
    report_tags,
    reports,
    vocabulary_changes,
)
from kb.domain.decision import Decision, Verb, in_force
from kb.domain.extraction import Extraction
from kb.domain.ids import RecordId, ReportId
from kb.domain.record import Record
from kb.domain.topic import TopicTag

Tags = dict[str, tuple[TopicTag, ...]]


@dataclass(frozen=True, slots=True)
class ReadStatement:
    """A statement as it was read, with the topics that the machine gives it now.

    `parent` is the key of the statement it belongs to, `context` the narrative that argues it.
    """

    id: RecordId
    key: str
    text: str
    section: tuple[str, ...]
    topics: tuple[TopicTag, ...]
    parent: str | None = None
    context: str = ""


@dataclass(frozen=True, slots=True)
class ReadStatements:
    """A report's statements as they were read; `by_staff` are those that staff gave their topics.

    `extraction` names the reading, `abbreviations` what it found defined; `text` is that of all
    pages, "" where it was not asked for.
    """

    report: ReportId
    title: str
    extraction: int
    statements: tuple[ReadStatement, ...]
    abbreviations: tuple[tuple[str, str], ...]
    by_staff: frozenset[RecordId]
    text: str = ""


@dataclass(frozen=True, slots=True)
class _Bibliography:
    """What of one is needed here: the rest of a stored reading is passed over."""

    abbreviations: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class _Record:
    key: str
    text: str
    section: tuple[str, ...] = ()
    topics: tuple[TopicTag, ...] = ()
    parent: str | None = None
    context: str = ""


@dataclass(frozen=True, slots=True)
class _Page:
    text: str


@dataclass(frozen=True, slots=True)
class _Reading:
    bibliography: _Bibliography
    records: tuple[_Record, ...]


@dataclass(frozen=True, slots=True)
class _Pages:
    pages: tuple[_Page, ...]


class Tagging:
    """Tags and their vocabulary's version, as one transaction or snapshot sees them."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def behind(self) -> tuple[ReportId, ...]:
        """Give the reports whose tags are of an earlier vocabulary than the one in force."""
        version = select(func.coalesce(func.max(vocabulary_changes.c.seq), 0)).scalar_subquery()
        query = (
            select(reports.c.id)
            .outerjoin(report_tags, report_tags.c.report == reports.c.id)
            .where(func.coalesce(report_tags.c.vocabulary, 0) < version)
            .order_by(reports.c.id)
        )
        return tuple(ReportId(name) for name in self._connection.scalars(query))

    def vocabulary_of(self, report: ReportId) -> int:
        """Give the version of the vocabulary that a report's tags are of."""
        query = select(report_tags.c.vocabulary).where(report_tags.c.report == report)
        return self._connection.scalar(query) or 0

    def every(self, *, with_text: bool) -> Iterator[ReadStatements]:
        """Give every report that was not withdrawn, drafts too, by id."""
        query = select(reports.c.id).where(reports.c.withdrawn.is_(None)).order_by(reports.c.id)
        for name in self._connection.scalars(query).all():
            yield self.read(ReportId(name), with_text=with_text)

    def read(self, report: ReportId, *, with_text: bool) -> ReadStatements:
        """Give a report's statements as they were read, under their lasting ids."""
        row = self._connection.execute(
            select(reports.c.title, reports.c.extraction, extractions.c.body)
            .join(extractions, extractions.c.id == reports.c.extraction)
            .where(reports.c.id == report)
        ).one()
        held = unpack(row.body, _Reading)
        pages = unpack(row.body, _Pages).pages if with_text else ()
        since = self.since(report, row.extraction)
        named = self._ids(report)
        return ReadStatements(
            report=report,
            title=row.title,
            extraction=row.extraction,
            statements=tuple(
                ReadStatement(
                    named[r.key],
                    r.key,
                    r.text,
                    r.section,
                    since.get(r.key, r.topics),
                    r.parent,
                    r.context,
                )
                for r in held.records
                if r.key in named
            ),
            abbreviations=held.bibliography.abbreviations,
            by_staff=self._by_staff(report),
            text="\n".join(page.text for page in pages),
        )

    def since(self, report: ReportId, extraction: int) -> Tags:
        """Give the tags, by key, that were given after this reading; the others have its own."""
        row = self._connection.execute(
            select(report_tags).where(
                report_tags.c.report == report, report_tags.c.extraction == extraction
            )
        ).first()
        return unpack(row.body, Tags) if row and row.body else {}

    def keep(self, report: ReportId, extraction: int, vocabulary: int, tags: Tags) -> None:
        """Keep the tags that followed a reading, and the vocabulary they are of."""
        self._connection.execute(delete(report_tags).where(report_tags.c.report == report))
        self._connection.execute(
            insert(report_tags).values(
                report=report,
                extraction=extraction,
                vocabulary=vocabulary,
                body=pack(tags) if tags else b"",
            )
        )

    def current(self, report: ReportId) -> int:
        """Give the number of the reading that readers see."""
        found = select(reports.c.extraction).where(reports.c.id == report)
        return self._connection.scalar(found) or 0

    def _ids(self, report: ReportId) -> dict[str, RecordId]:
        rows = self._connection.execute(
            select(identities.c.key, identities.c.id).where(
                identities.c.report == report, identities.c.key.is_not(None)
            )
        )
        return {row.key: RecordId(row.id) for row in rows}

    def _by_staff(self, report: ReportId) -> frozenset[RecordId]:
        rows = self._connection.execute(select(decisions).where(decisions.c.report == report))
        every = [replace(from_bytes(row.body, Decision), seq=row.seq) for row in rows]
        return frozenset(d.record for d in in_force(every) if d.verb is Verb.RETAG and d.record)


def with_tags(extraction: Extraction, tags: Mapping[str, tuple[TopicTag, ...]]) -> Extraction:
    """Give a reading with the tags that were given after it, by key."""
    if not tags:
        return extraction
    return replace(extraction, records=tuple(_tagged(r, tags) for r in extraction.records))


def _tagged(record: Record, tags: Mapping[str, tuple[TopicTag, ...]]) -> Record:
    return replace(record, topics=tags.get(record.key, record.topics))
