"""How alike statements of different reports are: kept, so that only what is new is compared."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from sqlalchemy import Connection, delete, insert, or_, select, update

from kb.catalog.keeping import insert_all
from kb.catalog.rows import pack, unpack
from kb.catalog.schema import compared, identities, likenesses
from kb.domain.ids import RecordId, ReportId
from kb.domain.lesson import Compared, Likeness


class Likenesses:
    """Likenesses as one transaction or snapshot sees them."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def compared(self) -> dict[ReportId, tuple[int, str]]:
        """Give the version of each counted report and how it was compared, "" where not yet."""
        query = select(compared.c.report, compared.c.version, compared.c.method)
        rows = self._connection.execute(query)
        return {ReportId(row.report): (row.version, row.method) for row in rows}

    def sizes(self) -> dict[ReportId, int]:
        """Count the statements of each report."""
        rows = self._connection.execute(select(compared.c.report, compared.c.statements))
        return {ReportId(row.report): row.statements for row in rows}

    def words(self) -> Counter[str]:
        """Count over all reports the statements that hold each word."""
        counts: Counter[str] = Counter()
        for body in self._connection.scalars(select(compared.c.words)):
            counts.update(unpack(body, dict[str, int]))
        return counts

    def every(self, least: float = 0.0) -> Iterator[Likeness]:
        """Give the pairs that are so much alike, in order."""
        query = select(likenesses).where(likenesses.c.value >= least)
        rows = self._connection.execute(query.order_by(likenesses.c.one, likenesses.c.other))
        for row in rows:
            yield Likeness(RecordId(row.one), RecordId(row.other), row.value)

    def forget(self, reports: Iterable[ReportId]) -> None:
        """Drop reports with all that their statements are like."""
        for report in reports:
            mine = select(identities.c.id).where(identities.c.report == report)
            either = or_(likenesses.c.one.in_(mine), likenesses.c.other.in_(mine))
            self._connection.execute(delete(likenesses).where(either))
            self._connection.execute(delete(compared).where(compared.c.report == report))

    def count(self, report: ReportId, told: Compared) -> None:
        """Keep what is counted of a report that was dropped or is new."""
        self._connection.execute(
            insert(compared).values(
                report=report,
                version=told.version,
                method=told.method,
                statements=told.statements,
                words=pack(dict(told.words)),
            )
        )

    def keep(self, report: ReportId, method: str, found: Iterable[Likeness]) -> None:
        """Keep what a report's statements are like, beside what others found of them before."""
        mine = select(identities.c.id).where(identities.c.report == report)
        either = or_(likenesses.c.one.in_(mine), likenesses.c.other.in_(mine))
        query = select(likenesses.c.one, likenesses.c.other).where(either)
        known = {(row.one, row.other) for row in self._connection.execute(query)}
        rows = [
            {"one": one.one, "other": one.other, "value": one.value}
            for one in found
            if (one.one, one.other) not in known
        ]
        insert_all(self._connection, likenesses, rows)
        done = update(compared).where(compared.c.report == report).values(method=method)
        self._connection.execute(done)
