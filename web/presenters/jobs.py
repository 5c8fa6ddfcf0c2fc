"""Background work in words: what a job does, and how long it will still take."""

from __future__ import annotations

from datetime import UTC, datetime

from kb.domain.job import Job, JobKind
from kb.numbers import several

NAMES = {
    JobKind.UPLOAD: "read a PDF",
    JobKind.ADDRESS: "download and read",
    JobKind.REREAD: "read again",
    JobKind.REINDEX: "build the index",
    JobKind.ROLLBACK: "go back to the earlier index",
    JobKind.DIGEST: "send a digest",
    JobKind.RETAG: "give topics anew",
}
_MINUTE, _HOUR = 60, 3600
# An estimate from fewer seconds of work is none.
_SOONEST = 2


def named(job: Job) -> str:
    """Say what a job does."""
    return NAMES[job.work.kind]


def time_left(job: Job, now: datetime | None = None) -> str:
    """Say how long a running job will still take, judged by its steps so far; "" if unknown."""
    if not (job.done and job.total and job.started):
        return ""
    spent = ((now or datetime.now(UTC)) - datetime.fromisoformat(job.started)).total_seconds()
    if spent < _SOONEST:
        return ""
    left = spent / job.done * (job.total - job.done)
    if left < _MINUTE:
        return "less than a minute left"
    if left < 2 * _HOUR:
        return f"about {several(round(left / _MINUTE), 'minute')} left"
    return f"about {several(round(left / _HOUR), 'hour')} left"
