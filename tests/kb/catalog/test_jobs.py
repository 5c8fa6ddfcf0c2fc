from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import update

from kb.catalog.connection import writing
from kb.catalog.schema import jobs
from kb.domain.job import JobKind, JobState, Work
from kb.errors import NotFound

WORK = Work(JobKind.UPLOAD, "report.pdf", "ab" * 32, "batch")


@pytest.fixture
def job(empty_catalog) -> int:
    with empty_catalog.begin() as tx:
        return tx.jobs.add(WORK, "editor")


def test_a_job_is_claimed_once(empty_catalog, job):
    with empty_catalog.begin() as tx:
        assert [tx.jobs.claim(job), tx.jobs.claim(job)] == [True, False]
        assert (tx.jobs.get(job).state, tx.jobs.get(job).tries) == (JobState.RUNNING, 1)


def test_a_job_that_lost_its_worker_is_taken_up_again(empty_catalog, job):
    with empty_catalog.begin() as tx:
        tx.jobs.claim(job)
        assert tx.jobs.take_up_lost() == ()
    old = (datetime.now(UTC) - timedelta(minutes=2)).isoformat(timespec="milliseconds")
    with writing(empty_catalog._engine) as connection:
        connection.execute(update(jobs).values(beat=old))
    with empty_catalog.begin() as tx:
        assert tx.jobs.lost() == (job,)
        assert tx.jobs.take_up_lost() == (job,)
        assert tx.jobs.lost() == ()
        assert tx.jobs.waiting() == (job,)
        assert tx.jobs.claim(job)


def test_what_is_put_off_is_not_due_yet(empty_catalog, job):
    with empty_catalog.begin() as tx:
        tx.jobs.claim(job)
        assert tx.jobs.put_off(job, "the disk is full", timedelta(hours=1))
        assert tx.jobs.waiting() == ()
        assert not tx.jobs.claim(job)
        assert tx.jobs.get(job).reason == "the disk is full"


def test_a_cancelled_job_goes_on_no_more_and_can_be_queued_again(empty_catalog, job):
    with empty_catalog.begin() as tx:
        tx.jobs.claim(job)
        assert tx.jobs.beat(job, "reading", 1, 4)
        assert tx.jobs.cancel(job)
        assert not tx.jobs.beat(job)
        assert not tx.jobs.finish(job, report="x")
        assert not tx.jobs.fail(job, "late", "")
        assert tx.jobs.retry(job)
        assert tx.jobs.get(job).state is JobState.QUEUED


def test_done_is_done(empty_catalog, job):
    with empty_catalog.begin() as tx:
        tx.jobs.claim(job)
        assert tx.jobs.finish(job, report="a-2020-b", known=True)
        assert not tx.jobs.cancel(job)
        assert not tx.jobs.retry(job)
        done = tx.jobs.get(job)
    assert (done.state, done.report, done.known, done.state.over) == (
        JobState.DONE,
        "a-2020-b",
        True,
        True,
    )


def test_jobs_are_listed_by_batch_and_state(empty_catalog, job):
    with empty_catalog.begin() as tx:
        other = tx.jobs.add(Work(JobKind.REINDEX, "the index"), "admin")
        assert [one.id for one in tx.jobs.of_batch("batch")] == [job]
        assert [one.id for one in tx.jobs.in_state((JobState.QUEUED,))] == [other, job]
        assert [one.id for one in tx.jobs.in_state((JobState.QUEUED,), before=other)] == [job]
        assert tx.jobs.counts()[JobState.QUEUED] == 2
        with pytest.raises(NotFound):
            tx.jobs.get(999)
