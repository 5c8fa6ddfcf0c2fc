from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from indexer.engines.registry import open_engine
from indexer.keeping.catching_up import live_generation
from indexer.keeping.rollback import earlier
from kb.catalog.blobs import Blobs
from kb.catalog.catalog import Catalog
from kb.catalog.jobs import LOST_AFTER
from kb.domain.job import JobKind, JobState, Work
from kb.errors import CatalogUnavailable, ReadingKilled
from kb.settings import Settings
from tests.support import small_catalog
from tests.support.shared import CORPUS
from web import tasks
from web.queue import Queue, open_queue
from web.services import Services

SAMPLE = CORPUS / "reports" / "front-range-barricades-2017.pdf"


@pytest.fixture
def services(tmp_path):
    settings = Settings.at(tmp_path, engine_url="memory:")
    catalog = Catalog.open(settings.catalog_url)
    engine = small_catalog.index(catalog)
    yield Services(settings, catalog, Blobs(settings.blobs_dir), engine)
    catalog.close()


@pytest.fixture
def queue(services) -> Queue:
    made = open_queue("immediate:")
    tasks.attach(services, made)
    return made


def add(services: Services, kind: JobKind, subject: str, about: str = "a report.pdf") -> int:
    with services.catalog.begin() as tx:
        return tx.jobs.add(Work(kind, about, subject), "editor")


def upload(services: Services, data: bytes) -> int:
    return add(services, JobKind.UPLOAD, Blobs(services.settings.uploads_dir).put(data))


def state(services: Services, job: int):
    with services.catalog.read() as view:
        return view.jobs.get(job)


def test_an_upload_is_read_stored_indexed_and_let_go(services, queue):
    job = upload(services, SAMPLE.read_bytes())
    queue.send(job)
    done = state(services, job)
    assert done.state is JobState.DONE, done.reason
    with services.catalog.read() as view:
        assert view.summaries() == ()
    with services.catalog.read(staff=True) as view:
        summary = view.summary(done.report)
    assert summary.records > 5
    assert summary.source == "a report.pdf"
    assert not list(services.settings.uploads_dir.rglob("*-*"))
    assert [path for path in services.settings.uploads_dir.rglob("*") if path.is_file()] == []
    again = upload(services, SAMPLE.read_bytes())
    queue.send(again)
    assert (state(services, again).report, state(services, again).known) == (done.report, True)


def test_an_upload_let_go_by_a_try_that_was_not_written_down_is_done_by_the_next(services, queue):
    job = upload(services, SAMPLE.read_bytes())
    queue.send(job)
    first = state(services, job)
    with services.catalog.begin() as tx:
        tx.jobs._set(job, JobState.DONE, state=JobState.RUNNING.value, beat="")
    tasks.take_up_lost(services, queue)
    again = state(services, job)
    assert (again.state, again.tries, again.known) == (JobState.DONE, 2, True), again.reason
    assert again.report == first.report


def test_two_jobs_with_the_same_bytes_are_both_done(services, queue):
    data = SAMPLE.read_bytes()
    jobs = [upload(services, data), upload(services, data)]
    for job in jobs:
        queue.send(job)
    states = [state(services, job) for job in jobs]
    assert [(job.state, job.known) for job in states] == [
        (JobState.DONE, False),
        (JobState.DONE, True),
    ]
    assert states[0].report == states[1].report


def test_what_is_no_report_fails_with_the_reason_and_is_not_tried_again(services, queue):
    job = upload(services, b"%PDF-1.7 nothing more")
    queue.send(job)
    failed = state(services, job)
    assert (failed.state, failed.tries) == (JobState.FAILED, 1)
    assert failed.reason
    assert failed.hint


def test_a_job_called_off_while_it_runs_stores_nothing(services, queue, monkeypatch):
    job = upload(services, SAMPLE.read_bytes())

    def cancelling(*args, **kwargs):
        with services.catalog.begin() as tx:
            tx.jobs.cancel(job)
        return read(*args, **kwargs)

    read = tasks.store_bytes
    monkeypatch.setattr(tasks, "store_bytes", cancelling)
    queue.send(job)
    assert state(services, job).state is JobState.CANCELLED
    with services.catalog.read() as view:
        assert view.summaries() == ()


def test_an_upload_is_shown_at_once_where_the_setting_says_so(services, queue):
    at_once = replace(services, settings=replace(services.settings, uploads="published"))
    tasks.attach(at_once, queue)
    job = upload(services, SAMPLE.read_bytes())
    queue.send(job)
    with services.catalog.read() as view:
        assert [summary.id for summary in view.summaries()] == [state(services, job).report]


@pytest.mark.parametrize("fault", [CatalogUnavailable, ReadingKilled])
def test_a_fault_that_may_pass_is_tried_again_later_and_then_given_up(services, monkeypatch, fault):
    sent: list[tuple[int, timedelta]] = []
    queue = open_queue("immediate:")
    monkeypatch.setattr(queue, "send", lambda job, wait=timedelta(0): sent.append((job, wait)))

    def fails(*_args, **_kwargs):
        raise fault("it did not go well", hint="Free some space.")

    monkeypatch.setitem(tasks.HANDLERS, JobKind.UPLOAD, fails)
    job = upload(services, b"%PDF-")
    for _ in range(tasks.TRIES):
        with services.catalog.begin() as tx:
            tx.jobs._set(job, JobState.QUEUED, due="")
        tasks.run(services, queue, job)
    assert [wait.total_seconds() for _, wait in sent] == [5, 20, 80, 320]
    given_up = state(services, job)
    assert (given_up.state, given_up.reason) == (JobState.FAILED, "it did not go well")
    assert given_up.hint == "Free some space."


def test_going_back_to_a_damaged_index_is_tried_once_and_told(services):
    engine = open_engine(f"whoosh:{services.settings.data_dir / 'index'}")
    services, queue = replace(services, engine=engine), open_queue("immediate:")
    small_catalog.fill(services.catalog, services.blobs)
    tasks.attach(services, queue)
    queue.send(add(services, JobKind.REINDEX, ""))
    queue.send(add(services, JobKind.REINDEX, ""))
    live, before = live_generation(engine), earlier(engine)
    part = max((services.settings.data_dir / "index" / before.name).glob("*.seg"))
    part.write_bytes(part.read_bytes()[:-1])
    back = add(services, JobKind.ROLLBACK, before.name)
    queue.send(back)
    ended = state(services, back)
    assert (ended.state, ended.tries) == (JobState.FAILED, 1)
    assert "is damaged" in ended.reason
    assert live_generation(engine) == live


def test_a_rollback_that_a_rebuild_overtook_is_tried_once(services, queue):
    back = add(services, JobKind.ROLLBACK, "another")
    queue.send(back)
    assert (state(services, back).state, state(services, back).tries) == (JobState.FAILED, 1)


def test_a_fault_of_our_own_ends_the_job_not_the_worker(services, monkeypatch, caplog):
    def broken(*_args, **_kwargs):
        raise ZeroDivisionError

    monkeypatch.setitem(tasks.HANDLERS, JobKind.UPLOAD, broken)
    queue = open_queue("sqlite:" + str(services.settings.data_dir / "queue.sqlite3"))
    job = upload(services, b"%PDF-")
    tasks.run(services, queue, job)
    assert "fault in kb itself" in state(services, job).reason
    assert "ZeroDivisionError" in caplog.text


def test_the_sweep_does_what_waits(services, queue):
    job = upload(services, SAMPLE.read_bytes())
    tasks.sweep(services, queue)
    assert state(services, job).state is JobState.DONE


def test_a_job_whose_worker_was_killed_is_taken_up_by_the_next_look(services, queue, caplog):
    job = upload(services, SAMPLE.read_bytes())
    with services.catalog.begin() as tx:
        tx.jobs.claim(job)
    tasks.take_up_lost(services, queue)
    assert state(services, job).state is JobState.RUNNING
    with services.catalog.begin() as tx:
        silent = datetime.now(UTC) - LOST_AFTER - timedelta(seconds=1)
        tx.jobs._set(job, JobState.RUNNING, beat=silent.isoformat(timespec="milliseconds"))
    tasks.take_up_lost(services, queue)
    done = state(services, job)
    assert (done.state, done.tries) == (JobState.DONE, 2)
    assert f"job {job} lost its worker" in caplog.text


def test_every_kind_of_job_has_somebody_to_do_it():
    assert set(tasks.HANDLERS) == set(JobKind)


def test_a_private_address_is_refused(services, queue):
    job = add(services, JobKind.ADDRESS, "http://127.0.0.1/report.pdf")
    queue.send(job)
    refused = state(services, job)
    assert "loopback" in refused.reason


def test_a_report_is_read_again_and_the_index_built_anew(services, queue):
    job = upload(services, SAMPLE.read_bytes())
    queue.send(job)
    report = state(services, job).report
    for kind, subject in ((JobKind.REREAD, report), (JobKind.REINDEX, "")):
        again = add(services, kind, subject)
        queue.send(again)
        assert state(services, again).state is JobState.DONE, state(services, again).reason
