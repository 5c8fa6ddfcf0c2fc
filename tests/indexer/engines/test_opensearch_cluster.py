"""Three real nodes, killed as a power cut would: what was acknowledged is there afterwards."""

from __future__ import annotations

import os
import threading
import time
from pathlib import Path

import pytest

from indexer.documents import Document
from indexer.engine import SearchEngine
from indexer.engines.registry import open_engine
from indexer.keeping.sync import behind, sync
from indexer.query import Search, Term
from kb.catalog.blobs import Blobs
from kb.catalog.catalog import Catalog
from kb.errors import EngineUnavailable
from kb.reference import load_vocabulary
from kb.settings import Settings
from tests.opensearch.cluster import Cluster
from tests.support import small_catalog
from tests.support.engines import opensearch_url
from web.app import create_app
from web.services import Services

pytestmark = [pytest.mark.slow, pytest.mark.timeout(2400)]
BATCHES, SIZE = 12, 300
# A rebuild that fails is started again; so is a batch here.
TRIES = 180


@pytest.fixture(scope="module")
def cluster(tmp_path_factory: pytest.TempPathFactory):
    opensearch_url()
    lib = os.environ.get("KB_TEST_OPENSEARCH_LIB", "")
    assert lib, "KB_TEST_OPENSEARCH_LIB must name the folder of the server's artefacts"
    made = Cluster(tmp_path_factory.mktemp("cluster"), Path(lib), shift=20)
    try:
        made.start()
        yield made
    finally:
        made.stop()


def batch(number: int) -> list[Document]:
    return [
        Document(f"r{number}/x/{n}", "records", f"r{number}",
                 (("statement", f"gas was used in case {number} {n}"),),
                 (("report", (f"r{number}",)),))
        for n in range(SIZE)
    ]  # fmt: skip


def write(engine: SearchEngine, generation: str, number: int) -> None:
    """Write a batch, again until it is acknowledged."""
    for _ in range(TRIES):
        try:
            engine.write(generation, batch(number), replacing=(f"r{number}",), cursor=number)
        except EngineUnavailable:
            time.sleep(1)
        else:
            return
    pytest.fail(f"batch {number} was never taken")


def total(engine: SearchEngine) -> int:
    return engine.search(Search(Term("gas"))).total


def test_a_killed_primary_loses_nothing_and_search_goes_on(cluster):
    engine = open_engine(f"{cluster.url}/killed")
    live = engine.create()
    write(engine, live, 0)
    engine.activate(live)
    name = engine.create()
    killed = threading.Event()

    def kill() -> None:
        cluster.kill(cluster.primary_of(f"killed-{name}"))
        killed.set()

    cluster.wait(3, "green")
    for number in range(BATCHES):
        if number == BATCHES // 3:
            threading.Timer(0.05, kill).start()
        write(engine, name, number)
        if not killed.is_set() or number % 3 == 0:
            assert total(engine) == SIZE
    assert killed.wait(60)
    engine.activate(name)
    assert total(engine) == BATCHES * SIZE
    assert engine.generations()[0].cursor == BATCHES - 1
    page = engine.search(Search(facets=("report",)))
    assert {c.count for c in page.facets[0][1]} == {SIZE}
    cluster.start(sorted({0, 1, 2} - set(cluster.running)))
    cluster.wait(3, "green")
    assert total(engine) == BATCHES * SIZE


def test_without_any_node_pages_of_the_catalog_answer_and_search_says_when_to_try_again(
    cluster, tmp_path
):
    settings = Settings.at(tmp_path, engine_url=f"{cluster.url}/down", semantic="off")
    catalog = Catalog.open(settings.catalog_url)
    small_catalog.fill(catalog, Blobs(settings.blobs_dir))
    engine = open_engine(settings.engine_url)
    vocabulary = load_vocabulary()
    sync(catalog, engine, vocabulary)
    services = Services(settings, catalog, Blobs(settings.blobs_dir), engine)
    app = create_app(settings, services)
    client = app.test_client()
    other = open_engine(f"{cluster.url}/other")
    name = other.create()
    write(other, name, 0)
    other.activate(name)
    before = client.get("/api/v1/search?q=gas").json["total"]
    assert before

    cluster.stop()
    for path in ("/search?q=gas", "/api/v1/search?q=gas"):
        answer = client.get(path)
        assert answer.status_code == 503
        assert 0 < int(answer.headers["Retry-After"]) <= 60
    assert client.get("/reports").status_code == 200
    with catalog.begin() as tx:
        tx.put_report(small_catalog.extraction(0))
    with pytest.raises(EngineUnavailable):
        sync(catalog, engine, vocabulary)

    cluster.start([0, 1, 2])
    _until_it_answers(engine)
    assert client.get("/api/v1/search?q=gas").json["total"] == before
    sync(catalog, engine, vocabulary)
    assert behind(catalog, engine) == 0
    assert client.get("/api/v1/search?q=gas").json["total"] == before
    assert total(other) == SIZE
    catalog.close()


def _until_it_answers(engine: SearchEngine) -> None:
    for _ in range(60):
        try:
            total(engine)
        except EngineUnavailable:
            time.sleep(1)
        else:
            return
    pytest.fail("the engine did not recover by itself")
