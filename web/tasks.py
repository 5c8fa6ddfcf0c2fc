"""Jobs done: claimed in the ledger, kept alive while they run, ended with what came of them.

A worker may be killed at any moment. What it stored is stored whole; its job, without a sign of
life, is taken up again and finds what is already here.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta

from ingest.storing_one import Stored, store_address, store_bytes
from kb.catalog.blobs import Blobs
from kb.catalog.catalog import Catalog
from kb.domain.description import Standing
from kb.domain.job import Job, JobKind, Work
from kb.errors import (
    BadPdf,
    BadRequest,
    Conflict,
    FetchError,
    IndexDamaged,
    KbError,
    NotFound,
    ReadingKilled,
)
from web.digests import begin_due, send_digest
from web.queue import Queue
from web.services import Services

_LOG = logging.getLogger("kb.jobs")
_BEAT_SECONDS, _TOLD_EVERY = 2.0, 0.5
# How often jobs that lost their worker are looked for, in seconds: one small read.
_LOOKED_EVERY = 2.0
# A fault that may pass is tried again after 5, 20, 80, 320 seconds; then a person must look.
TRIES = 5
_FIRST_WAIT, _GROWTH = 5, 4
RETAG = Work(JobKind.RETAG, "the topics of statements, after a change of the vocabulary")
# Trying again changes nothing about these: for any job, and for one that goes back to an earlier
# index. Other jobs that meet a damaged index try again: it is built anew by then.
_FINAL = (BadPdf, BadRequest, NotFound, Conflict)
_FINAL_FOR = {JobKind.ROLLBACK: (IndexDamaged,)}


class CalledOff(KbError):
    """The job was cancelled while it ran; nothing of it is stored."""


class Progress:
    """Tells the ledger how far a job is; raises CalledOff where it is not to go on."""

    def __init__(self, catalog: Catalog, job: int) -> None:
        self._catalog, self._job = catalog, job
        self._told, self._at = "", 0.0

    def tell(self, told: str, done: int = 0, total: int = 0) -> None:
        """Say what is being done and how many steps are behind, at most twice a second."""
        now = time.monotonic()
        if told.split(" ", maxsplit=1)[0] == self._told and now - self._at < _TOLD_EVERY:
            return
        self._told, self._at = told.split(" ", maxsplit=1)[0], now
        with self._catalog.begin() as tx:
            goes_on = tx.jobs.beat(self._job, told, done, total)
        if not goes_on:
            raise CalledOff("the job was cancelled")


def attach(services: Services, queue: Queue) -> None:
    """Let a worker's queue do the jobs it is told of, and all that waits once a minute."""
    queue.on_message(lambda job: run(services, queue, job), lambda: sweep(services, queue))


def sweep(services: Services, queue: Queue) -> None:
    """Send every job that waits: those whose worker or message was lost, and digests now due."""
    begin_due(services)
    take_up_lost(services, queue)
    with services.catalog.begin() as tx:
        # A report that was read while the vocabulary changed has the tags of before.
        if tx.tagging.behind() and not tx.jobs.is_open(JobKind.RETAG):
            tx.jobs.add(RETAG, "kb")
        waiting = tx.jobs.waiting()
    for job in waiting:
        queue.send(job)


def take_up_lost(services: Services, queue: Queue) -> None:
    """Send the jobs whose worker was killed."""
    with services.catalog.read() as view:
        if not view.jobs.lost():
            return
    with services.catalog.begin() as tx:
        lost = tx.jobs.take_up_lost()
    for job in lost:
        _LOG.warning("job %d lost its worker and is taken up again", job)
        queue.send(job)


def watch(services: Services, queue: Queue, over: threading.Event) -> None:
    """Take up lost jobs within seconds, until `over`."""
    while not over.wait(_LOOKED_EVERY):
        try:
            take_up_lost(services, queue)
        except Exception:  # noqa: BLE001 - the next look may go well
            _LOG.exception("lost jobs could not be looked for")


def run(services: Services, queue: Queue, job: int) -> None:
    """Do one job unless somebody else does it; never raises what the job alone can cause."""
    with services.catalog.begin() as tx:
        if not tx.jobs.claim(job):
            return
        claimed = tx.jobs.get(job)
    with _alive(services.catalog, job):
        try:
            stored = HANDLERS[claimed.work.kind](services, claimed, Progress(services.catalog, job))
        except CalledOff:
            return
        except Exception as error:  # noqa: BLE001 - one job's fault must not end the worker
            _put_off_or_fail(services.catalog, queue, claimed, error)
            return
        # "Done" says that it can be found as well.
        with services.catalog.begin() as tx:
            tx.jobs.beat(job, "indexing")
        _catch_up(services)
    with services.catalog.begin() as tx:
        tx.jobs.finish(job, report=stored.report or "", known=stored.known, told=stored.told)


def _upload(services: Services, job: Job, progress: Progress) -> Stored:
    uploads = Blobs(services.settings.uploads_dir)
    progress.tell("reading")
    try:
        data = uploads.read(job.work.subject)
    except NotFound:
        # Let go by a try that ended before it was written down as done, or by another job with
        # the same bytes: either has kept them for good.
        data = services.blobs.read(job.work.subject)
    stored = store_bytes(
        services.catalog,
        services.blobs,
        job.work.about,
        data,
        progress.tell,
        standing=Standing(services.settings.uploads),
    )
    uploads.drop(job.work.subject)
    return stored


def _address(services: Services, job: Job, progress: Progress) -> Stored:
    folder = services.settings.data_dir / "fetched"
    return store_address(
        services.catalog,
        services.blobs,
        job.work.subject,
        folder,
        progress.tell,
        standing=Standing(services.settings.uploads),
    )


def _reread(services: Services, job: Job, progress: Progress) -> Stored:
    progress.tell("reading")
    with services.catalog.read(staff=True) as view:
        summary = view.summary(job.work.subject)
    data = services.blobs.read(summary.sha256)
    return store_bytes(
        services.catalog, services.blobs, summary.source, data, progress.tell, again=True
    )


def _reindex(services: Services, job: Job, progress: Progress) -> Stored:
    from indexer.embedding.meaning import open_encoder  # noqa: PLC0415
    from indexer.engines.registry import open_engine  # noqa: PLC0415
    from indexer.keeping.rebuild import rebuild  # noqa: PLC0415

    url, settings = job.work.subject, services.settings
    engine = open_engine(url, open_encoder(settings.semantic)) if url else services.engine
    with services.catalog.read() as view:
        total = len(view.summaries())
    steps = iter(range(1, total + 1))
    done = rebuild(
        services.catalog,
        engine,
        services.vocabulary,
        told=lambda name: progress.tell(f"indexing {name}", next(steps, total), total),
    )
    told = f"{done.documents:,} documents of {done.reports:,} reports; counts by kind and report "
    told += f"agree with the catalog, {done.checked} of {done.checked} spot checks found"
    return Stored(None, told=told)


def _rollback(services: Services, job: Job, progress: Progress) -> Stored:
    from indexer.keeping.rollback import roll_back  # noqa: PLC0415

    progress.tell("catching up")
    back = roll_back(services.catalog, services.engine, services.vocabulary, job.work.subject)
    told = f"the earlier index answers again, up to date by {back.reports:,} reports"
    return Stored(None, told=told)


def _digest(services: Services, job: Job, progress: Progress) -> Stored:
    from indexer.keeping.sync import index_changes  # noqa: PLC0415

    progress.tell("gathering")
    index_changes(services.catalog, services.engine, services.vocabulary)
    send_digest(services, [int(number) for number in job.work.subject.split(",")])
    return Stored(None)


def _retag(services: Services, job: Job, progress: Progress) -> Stored:
    from ingest.topics.retagging import retag  # noqa: PLC0415

    del job
    with services.catalog.read(staff=True) as view:
        total = len(view.tagging.behind())
    steps = iter(range(total))
    retag(
        services.catalog,
        told=lambda report: progress.tell(f"tagging {report}", next(steps, total), total),
    )
    return Stored(None)


HANDLERS: dict[JobKind, Callable[[Services, Job, Progress], Stored]] = {
    JobKind.UPLOAD: _upload,
    JobKind.ADDRESS: _address,
    JobKind.REREAD: _reread,
    JobKind.REINDEX: _reindex,
    JobKind.ROLLBACK: _rollback,
    JobKind.DIGEST: _digest,
    JobKind.RETAG: _retag,
}


@contextmanager
def _alive(catalog: Catalog, job: int) -> Iterator[None]:
    """Show a sign of life every few seconds."""
    over = threading.Event()

    def beat() -> None:
        while not over.wait(_BEAT_SECONDS):
            try:
                with catalog.begin() as tx:
                    tx.jobs.beat(job)
            except KbError as error:
                _LOG.warning("job %d: no sign of life written: %s", job, error)

    thread = threading.Thread(target=beat, daemon=True)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join()


def _put_off_or_fail(catalog: Catalog, queue: Queue, job: Job, error: Exception) -> None:
    told, hint = str(error) or type(error).__name__, getattr(error, "hint", "")
    if not isinstance(error, KbError):
        _LOG.error("job %d failed", job.id, exc_info=error)
        told, hint = "a fault in kb itself, written to the log", "Try again, then report it."
    if _is_final(job, error) or job.tries >= TRIES:
        with catalog.begin() as tx:
            tx.jobs.fail(job.id, told, hint)
        return
    wait = timedelta(seconds=_FIRST_WAIT * _GROWTH ** (job.tries - 1))
    with catalog.begin() as tx:
        off = tx.jobs.put_off(job.id, told, wait)
    if off:
        queue.send(job.id, wait)


def _is_final(job: Job, error: Exception) -> bool:
    """Say whether trying again cannot help; a download is tried twice."""
    if isinstance(error, ReadingKilled):
        return False
    if isinstance(error, FetchError):
        return job.tries > 1
    return isinstance(error, (*_FINAL, *_FINAL_FOR.get(job.work.kind, ())))


def _catch_up(services: Services) -> None:
    from indexer.keeping.sync import index_changes  # noqa: PLC0415

    try:
        index_changes(services.catalog, services.engine, services.vocabulary)
    except KbError as error:
        _LOG.warning("the index is behind: %s %s", error, error.hint)
    except Exception:  # noqa: BLE001 - the report is stored; whoever follows the index tries again
        _LOG.exception("the index could not follow the catalog")
