"""The lessons that recur, as they were last found; a lesson is had by any of its statements too."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime
from itertools import groupby
from typing import Any

from sqlalchemy import Connection, Row, delete, select

from kb.catalog import outbox
from kb.catalog.keeping import insert_all
from kb.catalog.schema import lessons, records
from kb.domain.ids import LessonId, RecordId, ReportId
from kb.domain.lesson import Lesson, Told
from kb.errors import NotFound

# SQLite takes 32,766 values in one statement, older builds 999.
_AT_ONCE = 500


class Lessons:
    """Lessons as one transaction or snapshot sees them."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def every(self) -> tuple[Lesson, ...]:
        """Give all lessons, those seen in most incidents first."""
        query = select(lessons).order_by(lessons.c.lesson, lessons.c.place)
        rows = self._connection.execute(query)
        found = [_lesson(name, list(own)) for name, own in groupby(rows, lambda r: str(r.lesson))]
        return tuple(sorted(found, key=lambda one: (-one.events, one.id)))

    def lesson(self, name: str) -> Lesson:
        """Give a lesson by its id, or by that of any of its statements; raises NotFound."""
        held = self._members(name) or self._members(self._named_by(name))
        if held is None:
            raise NotFound(
                f"nothing says that {name} recurs",
                hint="It may have left the lesson it was in; the list of lessons names them all.",
            )
        return held

    def among(self, ids: Iterable[str]) -> dict[RecordId, Lesson]:
        """Give the lesson of each of the statements that recurs."""
        named = {row.record: row.lesson for row in self._rows_of(lessons.c.record, ids)}
        held: dict[str, list[Row[Any]]] = {}
        for row in self._rows_of(lessons.c.lesson, named.values()):
            held.setdefault(row.lesson, []).append(row)
        whole = {name: _lesson(name, rows) for name, rows in held.items()}
        return {RecordId(record): whole[name] for record, name in named.items()}

    def replace(self, found: Sequence[Lesson]) -> int:
        """Keep what was found in place of what was known; give how many reports it changes.

        Each of them is noted as changed, so that the index takes up how often its statements recur.
        """
        before, now = _by_record(self.every()), _by_record(found)
        every = before.keys() | now.keys()
        changed = {record for record in every if before.get(record) != now.get(record)}
        if not changed:
            return 0
        self._connection.execute(delete(lessons))
        insert_all(self._connection, lessons, list(_rows(found)))
        query = select(records.c.report).distinct()
        touched = {row.report for row in self._rows_of(records.c.id, changed, query)}
        at = datetime.now(UTC).isoformat(timespec="seconds")
        for report in sorted(touched):
            outbox.note(self._connection, ReportId(report), "lessons", at)
        return len(touched)

    def _members(self, name: str | None) -> Lesson | None:
        query = select(lessons).where(lessons.c.lesson == name).order_by(lessons.c.place)
        rows = self._connection.execute(query).all()
        return _lesson(str(name), rows) if rows else None

    def _named_by(self, record: str) -> str | None:
        return self._connection.scalar(select(lessons.c.lesson).where(lessons.c.record == record))

    def _rows_of(self, column: Any, values: Iterable[str], query: Any = None) -> Iterator[Row[Any]]:
        wanted = sorted(set(values))
        asked = select(lessons).order_by(lessons.c.place) if query is None else query
        for start in range(0, len(wanted), _AT_ONCE):
            chunk = wanted[start : start + _AT_ONCE]
            yield from self._connection.execute(asked.where(column.in_(chunk)))


def _lesson(name: str, rows: Iterable[Row[Any]]) -> Lesson:
    return Lesson(LessonId(name), tuple(Told(RecordId(r.record), r.event) for r in rows))


def _by_record(found: Iterable[Lesson]) -> dict[str, tuple[str, str, int]]:
    """Give what of a lesson is seen at each of its statements."""
    return {t.record: (one.id, t.event, one.events) for one in found for t in one.told}


def _rows(found: Iterable[Lesson]) -> Iterator[dict[str, str | int]]:
    for one in found:
        for place, told in enumerate(one.told):
            yield {"record": told.record, "lesson": one.id, "place": place, "event": told.event}
