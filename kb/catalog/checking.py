"""What may be wrong with a catalog and its PDFs: found, named, and mended where that can be.

The faults are those that crashes, full disks, rot and hands in the data folder leave behind.
"""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import msgspec
from sqlalchemy import Connection, Table, func, select, text, update

from kb.catalog.blobs import Blobs
from kb.catalog.head import Head
from kb.catalog.keeping import keep_reading
from kb.catalog.publishing import current_reading, description_of, publish_report
from kb.catalog.rows import clean_line, from_bytes, unpack
from kb.catalog.schema import (
    extractions,
    identities,
    pages,
    passages,
    records,
    reports,
    vocabulary_changes,
)
from kb.catalog.sealing import broken_seal, fits, put_seal
from kb.catalog.tagging import Tagging
from kb.domain.extraction import Extraction
from kb.domain.ids import ReportId
from kb.domain.published import ReportSummary
from kb.domain.vocabulary_change import VocabularyChange

Told = Callable[[str], None]
_UNREADABLE = (zlib.error, msgspec.MsgspecError)
_MADE_ANEW = "`--repair` makes them anew from the reading."


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong. `kind` is its name, `about` what it concerns.

    `mended` says that it was put right, `hint` what a person can do where it was not.
    """

    kind: str
    about: str
    told: str
    hint: str
    mended: bool = False


def check_catalog(connection: Connection, blobs: Blobs, *, told: Told) -> Iterator[Fault]:
    """Find the faults of the database and of the PDFs it names; `told` is called per report."""
    yield from _database(connection)
    rows = connection.execute(select(reports.c.id, reports.c.sha256).order_by(reports.c.id)).all()
    for row in rows:
        told(row.id)
        yield from _pdf(blobs, row.id, row.sha256)
        yield from _seal(connection, ReportId(row.id))
        yield from _text(connection, ReportId(row.id))
    yield from _vocabulary(connection)
    named = {row.sha256 for row in rows} | set(
        connection.scalars(select(extractions.c.sha256).distinct())
    )
    for sha256 in sorted(set(blobs.all()) - named):
        yield Fault(
            "extra-pdf",
            sha256,
            "a PDF lies in the data folder that no report names",
            "`--repair` moves it to the folder `set-aside`.",
        )


def mend_text(connection: Connection, report: str) -> bool:
    """Make a report's rows anew from its reading; say whether it is whole afterwards.

    Where it did not fit its seal, it is whole only when it fits it again, and keeps the seal.
    """
    name = ReportId(report)
    reading = _reading(connection, name)
    if reading is None:
        return False
    seal = broken_seal(connection, name)
    if not seal:
        _make_anew(connection, name, reading)
        return True
    _mend_identities(connection, name, reading)
    for version in _versions(connection, name):
        mine = update(reports).where(reports.c.id == name)
        connection.execute(mine.values(version=version - 1))
        _make_anew(connection, name, reading)
        if fits(connection, name, seal):
            break
    put_seal(connection, name, seal)
    return fits(connection, name, seal)


def _make_anew(connection: Connection, report: ReportId, reading: Extraction) -> None:
    about = description_of(connection, report)
    keep_reading(connection, report, reading, about.incidents, about.written)
    publish_report(connection, report)


def _versions(connection: Connection, report: ReportId) -> tuple[int, ...]:
    """Give the version that a report has, and the one that its summary tells."""
    row = connection.execute(select(reports).where(reports.c.id == report)).one()
    try:
        return row.version, from_bytes(row.summary, ReportSummary).version
    except _UNREADABLE:
        return (row.version,)


def _mend_identities(connection: Connection, report: ReportId, reading: Extraction) -> None:
    """Write down anew by what the statements of the reading are known, before they are matched."""
    for record in reading.records:
        mine = (identities.c.report == report, identities.c.key == record.key)
        told = {"kind": record.kind.value, "number": record.number, "text": record.text}
        connection.execute(update(identities).where(*mine).values(**told))


def mend_pdf(connection: Connection, blobs: Blobs, report: str, places: Iterable[Path]) -> bool:
    """Put a missing or damaged PDF back from a file with the same bytes; say whether one was."""
    sha256 = connection.scalar(select(reports.c.sha256).where(reports.c.id == report)) or ""
    for path in places:
        if path.is_file():
            data = path.read_bytes()
            if hashlib.sha256(data).hexdigest() == sha256:
                blobs.drop(sha256)
                blobs.put(data)
                return True
    return False


def _database(connection: Connection) -> Iterator[Fault]:
    if connection.dialect.name != "sqlite":
        return
    for line in connection.scalars(text("PRAGMA integrity_check")):
        if line != "ok":
            yield Fault("database", "catalog", str(line), "Restore the latest backup.")
    for row in connection.execute(text("PRAGMA foreign_key_check")):
        yield Fault(
            "database",
            str(row[0]),
            f"row {row[1]} names something that is not there",
            "Restore the latest backup.",
        )


def _vocabulary(connection: Connection) -> Iterator[Fault]:
    """Find unreadable changes of the vocabulary, and reports that have yet to follow one."""
    for row in connection.execute(select(vocabulary_changes).order_by(vocabulary_changes.c.seq)):
        try:
            from_bytes(row.body, VocabularyChange)
        except msgspec.MsgspecError:
            yield Fault(
                "damaged-row",
                f"vocabulary change {row.seq}",
                "it cannot be read",
                "Restore the latest backup.",
            )
    for report in Tagging(connection).behind():
        yield Fault(
            "stale-tags",
            report,
            "its topics are those of an earlier vocabulary",
            "`--repair` gives its statements their topics anew.",
        )


def _pdf(blobs: Blobs, report: str, sha256: str) -> Iterator[Fault]:
    held = blobs.sound(sha256)
    if held is None:
        yield Fault(
            "missing-pdf",
            report,
            "its PDF is not in the data folder",
            "Give the PDF to `python -m kb ingest --again`, or restore the folder `blobs`.",
        )
    elif not held:
        yield Fault(
            "wrong-hash",
            report,
            "its PDF has other bytes than those that were read",
            "Give the PDF to `python -m kb ingest --again`, or restore the folder `blobs`.",
        )


def _seal(connection: Connection, report: ReportId) -> Iterator[Fault]:
    if broken_seal(connection, report):
        yield Fault(
            "changed-row",
            report,
            "its address, rights, sites, incidents, numbers or decisions are not as they were kept",
            "Restore the latest backup, or check it at the desk: what is saved there counts.",
        )


def _text(connection: Connection, report: ReportId) -> Iterator[Fault]:
    reading = _reading(connection, report)
    if reading is None:
        yield Fault(
            "damaged-row",
            report,
            "its reading is missing or damaged",
            f"Run `python -m kb reread {report}`.",
        )
        return
    kept = _count(connection, pages, report)
    if kept != len(reading.pages):
        yield Fault(
            "no-text",
            report,
            f"{kept} of its {len(reading.pages)} pages have their text",
            _MADE_ANEW,
        )
    shown, listed = _count(connection, records, report), _listed(connection, report)
    if listed is not None and shown != listed:
        yield Fault("no-text", report, f"{shown} of its {listed} statements are there", _MADE_ANEW)
    damaged = sum(_is_damaged(connection, table, report) for table in (records, pages, passages))
    damaged += not _tells_of(connection, reading, report)
    if damaged:
        yield Fault("damaged-row", report, f"{damaged} of its rows cannot be read", _MADE_ANEW)


def _count(connection: Connection, table: Table, report: ReportId) -> int:
    query = select(func.count()).select_from(table).where(table.c.report == report)
    return connection.scalar(query) or 0


def _listed(connection: Connection, report: ReportId) -> int | None:
    """Give how many statements lists say that a report has, None where that cannot be read."""
    kept = connection.scalar(select(reports.c.summary).where(reports.c.id == report)) or b""
    try:
        return from_bytes(kept, ReportSummary).records
    except _UNREADABLE:
        return None


def _reading(connection: Connection, report: ReportId) -> Extraction | None:
    try:
        return current_reading(connection, report)
    except _UNREADABLE:
        return None


def _tells_of(connection: Connection, reading: Extraction, report: ReportId) -> bool:
    """Say whether what is kept for lists of reports agrees with the reading and itself.

    It is read for every list, and so is not packed, which would give it a checksum.
    """
    row = connection.execute(select(reports).where(reports.c.id == report)).one()
    try:
        summary, head = from_bytes(row.summary, ReportSummary), unpack(row.head, Head)
    except _UNREADABLE:
        return False
    about, read = head.bibliography, reading.bibliography
    alike = replace(about, title=read.title, publisher=read.publisher, sites=read.sites)
    kept = (summary.title, summary.published, summary.pages, summary.id, summary.sha256)
    columns = (row.title, row.published, row.page_count, row.id, row.sha256)
    told = (summary.publisher, summary.kind, summary.sites, summary.source, summary.title)
    read_so = (about.publisher, about.kind, about.sites, reading.source, about.title)
    return (
        alike == read
        and kept == columns
        and told == read_so
        and about.title == (clean_line(read.title) or row.title)
        and about.publisher == clean_line(read.publisher)
        and (head.sections, head.pipeline) == (reading.sections, reading.pipeline)
        and summary.warnings == len(head.warnings)
    )


def _is_damaged(connection: Connection, table: Table, report: ReportId) -> int:
    """Count rows whose packed body fails its own checksum."""
    wrong = 0
    for body in connection.scalars(select(table.c.body).where(table.c.report == report)):
        try:
            zlib.decompress(body)
        except zlib.error:
            wrong += 1
    return wrong
