from __future__ import annotations

from datetime import UTC, datetime

import pytest

from kb.domain.job import Job, JobKind, JobState, Work
from web.presenters.jobs import NAMES, time_left

NOW = datetime(2026, 11, 26, 12, 0, 0, tzinfo=UTC)


def job(done, total, started="2026-11-26T11:59:00.000+00:00"):
    work = Work(JobKind.REINDEX, "the whole index")
    return Job(1, work, JobState.RUNNING, "ann", "", "", started, done=done, total=total)


def test_every_kind_has_a_name():
    assert set(NAMES) == set(JobKind)


@pytest.mark.parametrize(
    ("done", "total", "told"),
    [
        (0, 0, ""),
        (0, 10, ""),
        (5, 10, "about 1 minute left"),
        (1, 11, "about 10 minutes left"),
        (1, 301, "about 5 hours left"),
        (9, 10, "less than a minute left"),
    ],
)
def test_the_time_left_follows_from_the_steps_so_far(done, total, told):
    assert time_left(job(done, total), NOW) == told


def test_the_first_seconds_tell_nothing():
    assert time_left(job(1, 10, "2026-11-26T11:59:59.500+00:00"), NOW) == ""
    assert time_left(job(1, 10, ""), NOW) == ""
