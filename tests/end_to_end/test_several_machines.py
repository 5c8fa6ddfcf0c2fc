"""One machine and several give the same answers: SQLite and Whoosh, PostgreSQL with the rest.

The same deeds are done on both: sign in, upload, background reading, search with facets, decisions,
withdrawal, backup of one restored into the other.
"""

from __future__ import annotations

import io
import re
import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text
from sqlalchemy.exc import DBAPIError

from kb import curation, membership
from kb.backup import back_up, put_back
from kb.catalog.blobs import Blobs
from kb.catalog.catalog import Catalog
from kb.domain.description import Standing
from kb.domain.job import JobKind, JobState, Work
from kb.domain.staff import Actor, Role
from kb.errors import Conflict
from kb.settings import Settings
from tests.support.engines import forget, opensearch_url
from tests.support.quick_hashing import quick_hashing
from tests.support.servers import empty_database, redis_url
from tests.support.shared import CORPUS
from web import tasks
from web.app import create_app
from web.queue import open_queue
from web.services import Services

__all__ = ["quick_hashing"]
pytestmark = [pytest.mark.slow, pytest.mark.timeout(600)]

PASSWORD = "quiet river seven lanterns"
REPORTS = ("tamarack-falls-assessment-2016.pdf", "front-range-barricades-2017.pdf")
QUESTIONS = (
    "q=de-escalation+training",
    "q=radio&kind=recommendation",
    'q="use+of+force"&sort=date',
    "q=community&match=all&limit=5",
    "in=passages&q=barricade",
    "q=",
)


@dataclass
class Deployment:
    services: Services
    queue_url: str

    @property
    def catalog(self) -> Catalog:
        return self.services.catalog

    def client(self):
        return create_app(self.services.settings, self.services).test_client()


def single(folder: Path) -> Deployment:
    settings = Settings.at(folder, semantic="off")
    return Deployment(Services.open(settings), f"sqlite:{folder}/queue.sqlite3")


@pytest.fixture(scope="module")
def one(tmp_path_factory, quick_hashing):
    made = single(tmp_path_factory.mktemp("one"))
    yield made
    made.catalog.close()


@pytest.fixture(scope="module")
def several(tmp_path_factory, quick_hashing):
    with ExitStack() as stack:
        queue = redis_url()
        database = stack.enter_context(empty_database())
        settings = Settings.at(
            tmp_path_factory.mktemp("several"),
            catalog_url=database,
            engine_url=f"{opensearch_url()}/kbtest-several",
            semantic="off",
        )
        made = Deployment(Services.open(settings), queue)
        yield made
        forget(made.services.engine)
        made.catalog.close()


def work(made: Deployment) -> None:
    """Take up what waits in the queue, as a worker in another process would."""
    queue = open_queue(made.queue_url)
    tasks.attach(made.services, queue)
    while (message := queue._huey.dequeue()) is not None:
        queue._huey.execute(message)


def lived(made: Deployment) -> dict[str, object]:
    """Do everything once and give what a reader then sees."""
    secret = membership.setup_secret(made.catalog)
    membership.accept(made.catalog, secret, "chief", PASSWORD, "192.0.2.1")
    for name in REPORTS:
        data = (CORPUS / "reports" / name).read_bytes()
        sha256 = Blobs(made.services.settings.uploads_dir).put(data)
        with made.catalog.begin() as tx:
            job = tx.jobs.add(Work(JobKind.UPLOAD, name, sha256), "chief")
        open_queue(made.queue_url).send(job)
    work(made)
    with made.catalog.read() as view:
        jobs = view.jobs.in_state(tuple(JobState))
        assert view.summaries() == ()
    assert [(job.state, job.reason) for job in jobs] == [(JobState.DONE, "")] * len(REPORTS)
    for job in jobs:
        curation.stand(made.catalog, job.report, Standing.PUBLISHED, by="chief")
    tasks._catch_up(made.services)
    return seen(made)


def seen(made: Deployment) -> dict[str, object]:
    client, told = made.client(), {}
    for question in QUESTIONS:
        answer = client.get(f"/api/v1/search?{question}").json
        told[question] = (
            answer["total"],
            sorted(hit["id"] for hit in answer["hits"]) if answer["total"] < 20 else [],
            {
                name: [(value["value"], value["count"]) for value in values]
                for name, values in answer["facets"].items()
            },
        )
    with made.catalog.read() as view:
        told["reports"] = [replace(summary, added="") for summary in view.summaries()]
        told["incidents"] = [incident.id for incident in view.incidents()]
        told["sites"] = view.sites()
    return told


@pytest.fixture(scope="module")
def both(one, several):
    return lived(one), lived(several)


def test_the_same_deeds_give_the_same_answers(both):
    single_machine, machines = both
    assert machines == single_machine
    assert single_machine["q="][0] > 50


def test_a_withdrawn_report_is_gone_from_both(both, one, several):
    for made in (one, several):
        with made.catalog.read() as view:
            report = view.summaries()[0].id
        before = seen(made)["q="][0]
        curation.withdraw(made.catalog, report, why="a test")
        tasks._catch_up(made.services)
        assert made.client().get(f"/reports/{report}").status_code == 410
        assert seen(made)["q="][0] < before
        curation.restore(made.catalog, report)
        tasks._catch_up(made.services)
        assert seen(made)["q="][0] == before


def test_a_backup_of_one_is_restored_into_the_other(both, one, tmp_path):
    back_up(one.catalog, one.services.blobs, tmp_path / "kb.tar")
    with empty_database() as url:
        catalog = Catalog.open(url)
        put_back(catalog, Blobs(tmp_path / "blobs"), tmp_path / "kb.tar")
        with catalog.read() as view, one.catalog.read() as original:
            assert view.summaries() == original.summaries()
            assert view.trail.deeds() == original.trail.deeds()
        membership.invite(catalog, "deputy", Role.EDITOR, Actor("chief"))
        assert catalog.check(Blobs(tmp_path / "blobs")) == ()
        catalog.close()


def test_nobody_rewrites_the_trail_on_a_server_either(several):
    engine = create_engine(several.services.settings.catalog_url)
    for rewrite in ("DELETE FROM deeds", "UPDATE deeds SET who = 'nobody'", "TRUNCATE deeds"):
        with engine.connect() as connection, pytest.raises(DBAPIError, match="only added to"):
            connection.execute(text(rewrite))
    engine.dispose()


def test_writers_take_turns_and_readers_see_one_snapshot(several):
    with several.catalog.read() as view:
        before = len(view.members.all())
        with ThreadPoolExecutor(8) as pool:
            names = [f"member{n}" for n in range(24)]
            links = list(pool.map(lambda n: invited(several.catalog, n), names))
        assert len(view.members.all()) == before
    with several.catalog.read() as view:
        assert len(view.trail.deeds(what="link made", limit=100)) >= len(links)


def invited(catalog: Catalog, name: str) -> str:
    return membership.invite(catalog, name, Role.READER, Actor("chief"))


def test_two_who_add_the_same_account_are_told(several):
    start, told = threading.Barrier(2), []

    def add() -> None:
        start.wait()
        try:
            with several.catalog.begin() as tx:
                tx.members.add("twin", Role.READER)
        except Conflict as error:
            told.append(str(error))

    threads = [threading.Thread(target=add) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert told == ["there is an account for twin already"]


def test_the_desk_works_over_the_servers(both, several):
    client = several.client()
    token = re.search(r'csrf_token" value="([^"]+)"', client.get("/staff/sign-in").text)[1]
    data = {"csrf_token": token, "name": "chief", "password": PASSWORD}
    assert client.post("/staff/sign-in", data=data).status_code == 303
    page = client.get("/staff/upload").text
    token = re.search(r'csrf_token" value="([^"]+)"', page)[1]
    files = [(io.BytesIO((CORPUS / "reports" / REPORTS[0]).read_bytes()), "again.pdf")]
    client.application.extensions["kb_queue"] = open_queue(several.queue_url)
    sent = client.post("/staff/upload", data={"csrf_token": token, "files": files})
    work(several)
    assert "was here already" in client.get(sent.location).text
