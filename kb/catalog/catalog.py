"""The catalog: the truth about reports, records and decisions, in one database.

`with catalog.begin() as tx` writes (one writer at a time, durable at the end of the block),
`with catalog.read() as view` reads one snapshot while others write.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from sqlalchemy import Engine, select

from kb.catalog import migrate
from kb.catalog.blobs import Blobs
from kb.catalog.checking import Fault, Told, check_catalog, mend_pdf, mend_text
from kb.catalog.connection import make_engine, reading, writing
from kb.catalog.copying import lines_of, put_lines
from kb.catalog.kept import Kept
from kb.catalog.schema import reports
from kb.catalog.sealing import seal_what_changed
from kb.catalog.view import View
from kb.catalog.writing import Transaction
from kb.domain.extraction import Extraction
from kb.domain.topic import Vocabulary
from kb.programme import Programme, load_programme
from kb.rereading import Difference, difference

__all__ = ["Catalog", "View"]


class _RehearsalOverError(Exception):
    """Takes back all that a rehearsal wrote."""


class Catalog:
    """An open catalog; safe to share between threads, to be opened anew in a forked process."""

    def __init__(self, engine: Engine, programme: Programme) -> None:
        self._engine = engine
        self._programme = programme
        self._kept, self._kept_for_staff = Kept(), Kept()

    @classmethod
    def open(
        cls, url: str, *, programme: Programme | None = None, upgrade: bool = False
    ) -> Catalog:
        """Open the catalog of this URL, made where it does not exist yet.

        `programme` is the record of engagements and listed reports, the one in corpus/ by default.
        Raises CatalogUnavailable for a database of another version unless `upgrade`, and
        SettingsError for a URL that names no database.
        """
        engine = make_engine(url)
        if upgrade or not migrate.version(engine):
            migrate.upgrade(engine)
        else:
            migrate.check(engine)
        return cls(engine, load_programme() if programme is None else programme)

    @property
    def programme(self) -> Programme:
        """The programme's own record, which needs no report to be read."""
        return self._programme

    @property
    def vocabulary(self) -> Vocabulary:
        """The vocabulary in force now: the shipped one under what staff changed."""
        with self.read() as view:
            return view.vocabulary

    @contextmanager
    def begin(self) -> Iterator[Transaction]:
        """Write: all of the block is on disk at its end, or nothing where it raises.

        Waits up to ten seconds for another writer, then raises Conflict.
        """
        with writing(self._engine) as connection:
            yield Transaction(connection)
            seal_what_changed(connection)

    @contextmanager
    def read(self, *, staff: bool = False) -> Iterator[View]:
        """Read one snapshot; `staff` see drafts, and the words of every report."""
        kept = self._kept_for_staff if staff else self._kept
        with reading(self._engine) as connection:
            yield View(connection, self._programme, kept, staff=staff)

    def rehearse(self, extraction: Extraction) -> Difference:
        """Say what storing a reading would change, and store nothing.

        The report is one that these bytes made before; raises NotFound, Gone, Conflict.
        """
        with suppress(_RehearsalOverError), writing(self._engine) as connection:
            view = View(connection, self._programme, staff=True)
            report = view.report_by_sha256(extraction.sha256) or ""
            before = view.report(report)
            Transaction(connection).put_report(extraction)
            found = difference(before, view.report(report))
            raise _RehearsalOverError
        return found

    def check(self, blobs: Blobs, *, told: Told = lambda _: None) -> tuple[Fault, ...]:
        """Give what is wrong with the database and the PDFs it names; changes nothing."""
        with reading(self._engine) as connection:
            return tuple(check_catalog(connection, blobs, told=told))

    def mend_text(self, report: str) -> bool:
        """Make a report's rows anew from its reading; say whether it is whole afterwards."""
        with writing(self._engine) as connection:
            mended = mend_text(connection, report)
            seal_what_changed(connection)
        return mended

    def mend_pdf(self, blobs: Blobs, report: str, places: Iterable[Path]) -> bool:
        """Put a report's PDF back from a file with the same bytes; say whether one was there."""
        with reading(self._engine) as connection:
            return mend_pdf(connection, blobs, report, places)

    def lines(self) -> Iterator[bytes]:
        """Give all rows of one snapshot as lines for a backup."""
        with reading(self._engine) as connection:
            yield from lines_of(connection)

    def put_lines(self, lines: Iterable[bytes]) -> int:
        """Put a backup's lines into this catalog; give how many rows.

        Raises Conflict where it holds something, BadRequest for lines that do not fit.
        """
        with writing(self._engine) as connection:
            return put_lines(connection, lines)

    def pdfs(self) -> tuple[str, ...]:
        """Give the hashes of all PDFs that reports name, withdrawn ones too."""
        with reading(self._engine) as connection:
            return tuple(connection.scalars(select(reports.c.sha256).order_by(reports.c.sha256)))

    def close(self) -> None:
        """Let go of the database."""
        self._engine.dispose()
