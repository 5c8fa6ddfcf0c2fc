"""The queue that carries the numbers of jobs to workers: SQLite by default, Redis by URL.

What a job is and how far it is stands in the catalog's ledger; a message lost or sent twice does no
harm. Huey needs a server for neither.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

from huey import Huey, MemoryHuey, RedisHuey, SqliteHuey, crontab

from kb.errors import SettingsError

_NAME = "kb"


class Queue:
    """Messages that each name a job; `run` is what a worker does with one."""

    def __init__(self, huey: Huey) -> None:
        self._huey = huey
        self._run: Callable[[int], None] = _nothing
        self._sweep: Callable[[], None] = lambda: None
        self._task = huey.task(name="run")(self._received)
        huey.periodic_task(crontab(minute="*"), name="sweep")(self._swept)

    def on_message(self, run: Callable[[int], None], sweep: Callable[[], None]) -> None:
        """Say what is done with a job's number, and once a minute."""
        self._run, self._sweep = run, sweep

    def send(self, job: int, wait: timedelta = timedelta(0)) -> None:
        """Send a job's number to whichever worker is free, after a wait where one is given."""
        if wait:
            self._task.schedule((job,), delay=wait.total_seconds())
        else:
            self._task(job)

    def work(self, workers: int) -> None:
        """Do what arrives, several at a time, until the process is told to end."""
        consumer = self._huey.create_consumer(
            workers=workers, worker_type="thread", max_delay=1.0, graceful_signal="TERM"
        )
        consumer.run()

    def _received(self, job: int) -> None:
        self._run(job)

    def _swept(self) -> None:
        self._sweep()


def open_queue(url: str) -> Queue:
    """Open the queue of this URL; raises SettingsError for one that names none."""
    scheme, _, rest = url.partition(":")
    if scheme == "sqlite":
        Path(rest).parent.mkdir(parents=True, exist_ok=True)
        return Queue(SqliteHuey(_NAME, filename=rest, fsync=True, results=False))
    if scheme in {"redis", "rediss"}:
        return Queue(_redis(url))
    if scheme == "immediate":
        return Queue(MemoryHuey(_NAME, immediate=True, results=False))
    raise SettingsError(
        f"KB_QUEUE_URL {url!r} names no queue",
        hint="Write sqlite:/path/queue.sqlite3 or redis://host:6379/0.",
    )


def _redis(url: str) -> Any:
    try:
        return RedisHuey(_NAME, url=url, results=False)
    except Exception as error:
        raise SettingsError(
            f"the queue in Redis cannot be used: {error}",
            hint="Install `requirements-redis.txt` and check KB_QUEUE_URL.",
        ) from error


def _nothing(job: int) -> None:
    """Leave a message to the sweep: nobody here does jobs."""
    del job
