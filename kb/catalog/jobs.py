"""The ledger of jobs: the truth about background work, whatever becomes of queue and worker.

A job is claimed before it is done and shows a sign of life while it is. One whose worker was killed
is taken up again; a message that arrives twice claims nothing the second time.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, and_, func, insert, select, update

from kb.catalog.rows import clean_line
from kb.catalog.schema import jobs
from kb.domain.job import Job, JobKind, JobState, Work
from kb.errors import NotFound

# A running job without a sign of life for this long has lost its worker.
LOST_AFTER = timedelta(seconds=10)


class Jobs:
    """The ledger as one transaction or snapshot sees it."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, work: Work, by: str) -> int:
        """Write a job down as queued; give its number."""
        return self._written(work, by, JobState.QUEUED)

    def refuse(self, work: Work, by: str, reason: str, hint: str) -> int:
        """Write down what is not even begun, with the reason and what to do; give its number."""
        now = _told(datetime.now(UTC))
        return self._written(
            work,
            by,
            JobState.FAILED,
            ended=now,
            reason=clean_line(reason),
            hint=clean_line(hint),
        )

    def _written(self, work: Work, by: str, state: JobState, **given: str) -> int:
        now = _told(datetime.now(UTC))
        empty = {"beat": "", "started": "", "ended": "", "told": "", "reason": "", "hint": ""}
        result = self._connection.execute(
            insert(jobs).values(
                kind=work.kind.value,
                about=clean_line(work.about),
                subject=work.subject,
                batch=work.batch,
                state=state.value,
                by=by,
                made=now,
                due=now,
                tries=0,
                done=0,
                total=0,
                report="",
                known=False,
                **(empty | given),
            )
        )
        primary = result.inserted_primary_key
        return int(primary[0]) if primary else 0

    def get(self, job: int) -> Job:
        """Give a job; raises NotFound."""
        row = self._connection.execute(select(jobs).where(jobs.c.id == job)).first()
        if row is None:
            raise NotFound(f"there is no job {job}", hint="The list of jobs shows them all.")
        return _job(row)

    def of_batch(self, batch: str) -> tuple[Job, ...]:
        """Give the jobs that were begun together, in their order."""
        rows = self._connection.execute(
            select(jobs).where(jobs.c.batch == batch).order_by(jobs.c.id)
        )
        return tuple(_job(row) for row in rows)

    def in_state(
        self, states: Sequence[JobState], *, before: int | None = None, limit: int = 100
    ) -> tuple[Job, ...]:
        """Give jobs in these states, the latest first; `before` is the last number seen."""
        query = select(jobs).where(jobs.c.state.in_([state.value for state in states]))
        if before is not None:
            query = query.where(jobs.c.id < before)
        rows = self._connection.execute(query.order_by(jobs.c.id.desc()).limit(limit))
        return tuple(_job(row) for row in rows)

    def counts(self) -> dict[JobState, int]:
        """Count the jobs in each state."""
        rows = self._connection.execute(
            select(jobs.c.state, func.count().label("number")).group_by(jobs.c.state)
        )
        found = {JobState(row.state): row.number for row in rows}
        return {state: found.get(state, 0) for state in JobState}

    def open_of(self, by: str) -> int:
        """Count the jobs of one person that wait or run."""
        states = [JobState.QUEUED.value, JobState.RUNNING.value]
        query = select(func.count()).where(jobs.c.by == by, jobs.c.state.in_(states))
        return int(self._connection.scalar(query) or 0)

    def is_open(self, kind: JobKind) -> bool:
        """Say whether a job of this kind waits or runs."""
        states = [JobState.QUEUED.value, JobState.RUNNING.value]
        query = select(jobs.c.id).where(jobs.c.kind == kind.value, jobs.c.state.in_(states))
        return self._connection.scalar(query.limit(1)) is not None

    def waiting(self) -> tuple[int, ...]:
        """Give the numbers of queued jobs that are due, the oldest first."""
        now = _told(datetime.now(UTC))
        return tuple(
            self._connection.scalars(
                select(jobs.c.id)
                .where(jobs.c.state == JobState.QUEUED.value, jobs.c.due <= now)
                .order_by(jobs.c.id)
            )
        )

    def claim(self, job: int) -> bool:
        """Begin a job that is queued and due; say whether it is now the caller's."""
        now = _told(datetime.now(UTC))
        claimed = self._connection.execute(
            update(jobs)
            .where(jobs.c.id == job, jobs.c.state == JobState.QUEUED.value, jobs.c.due <= now)
            .values(
                state=JobState.RUNNING.value, started=now, beat=now, tries=jobs.c.tries + 1, told=""
            )
        )
        return bool(claimed.rowcount)

    def beat(self, job: int, told: str = "", done: int = 0, total: int = 0) -> bool:
        """Show a sign of life and how far a job is; say whether it is still to go on."""
        values: dict[str, Any] = {"beat": _told(datetime.now(UTC))}
        if told:
            values |= {"told": told, "done": done, "total": total}
        return self._set(job, JobState.RUNNING, **values)

    def finish(self, job: int, *, report: str = "", known: bool = False, told: str = "") -> bool:
        """End a running job well, with what came of it; say whether it still ran."""
        return self._end(
            job,
            JobState.DONE,
            told=clean_line(told),
            report=report,
            known=known,
            reason="",
            hint="",
        )

    def fail(self, job: int, reason: str, hint: str) -> bool:
        """End a running job with the reason and what to do; say whether it still ran."""
        return self._end(
            job, JobState.FAILED, told="", reason=clean_line(reason), hint=clean_line(hint)
        )

    def put_off(self, job: int, reason: str, wait: timedelta) -> bool:
        """Queue a running job again for later; say whether it still ran."""
        due = _told(datetime.now(UTC) + wait)
        return self._set(
            job,
            JobState.RUNNING,
            state=JobState.QUEUED.value,
            due=due,
            reason=clean_line(reason),
            told="",
        )

    def cancel(self, job: int) -> bool:
        """Call a job off, or leave one that failed; say whether it was one of these.

        A running one stores nothing.
        """
        values = {"state": JobState.CANCELLED.value, "ended": _told(datetime.now(UTC))}
        states = (JobState.QUEUED, JobState.RUNNING, JobState.FAILED)
        return any(self._set(job, state, **values) for state in states)

    def retry(self, job: int) -> bool:
        """Queue a failed or cancelled job again; say whether it was one."""
        now = _told(datetime.now(UTC))
        values = {"state": JobState.QUEUED.value, "due": now, "tries": 0, "reason": "", "hint": ""}
        return self._set(job, JobState.FAILED, **values) or self._set(
            job, JobState.CANCELLED, **values
        )

    def lost(self) -> tuple[int, ...]:
        """Give the numbers of the jobs that run by the ledger, and whose worker is gone."""
        query = select(jobs.c.id).where(self._lost())
        return tuple(self._connection.scalars(query.order_by(jobs.c.id)))

    def take_up_lost(self) -> tuple[int, ...]:
        """Queue again what lost its worker; give the numbers."""
        found = self.lost()
        values = {"state": JobState.QUEUED.value, "due": _told(datetime.now(UTC)), "told": ""}
        self._connection.execute(update(jobs).where(jobs.c.id.in_(found)).values(values))
        return found

    @staticmethod
    def _lost() -> ColumnElement[bool]:
        silent = jobs.c.beat < _told(datetime.now(UTC) - LOST_AFTER)
        return and_(jobs.c.state == JobState.RUNNING.value, silent)

    def _end(self, job: int, state: JobState, **values: Any) -> bool:
        return self._set(
            job,
            JobState.RUNNING,
            state=state.value,
            ended=_told(datetime.now(UTC)),
            **values,
        )

    def _set(self, job: int, only_in: JobState, **values: Any) -> bool:
        changed = self._connection.execute(
            update(jobs).where(jobs.c.id == job, jobs.c.state == only_in.value).values(**values)
        )
        return bool(changed.rowcount)


def _told(moment: datetime) -> str:
    return moment.isoformat(timespec="milliseconds")


def _job(row: Row[Any]) -> Job:
    return Job(
        id=row.id,
        work=Work(JobKind(row.kind), row.about, row.subject, row.batch),
        state=JobState(row.state),
        by=row.by,
        made=row.made,
        due=row.due,
        started=row.started,
        ended=row.ended,
        tries=row.tries,
        told=row.told,
        done=row.done,
        total=row.total,
        report=row.report,
        known=row.known,
        reason=row.reason,
        hint=row.hint,
    )
