"""OpenSearch through small faults: nothing is lost, nothing is skipped silently."""

from __future__ import annotations

import secrets
from urllib.parse import urlsplit

import pytest

from indexer.documents import Document
from indexer.engines import opensearch_engine, opensearch_lock
from indexer.engines.opensearch_client import address_of
from indexer.engines.opensearch_engine import OpenSearchEngine
from indexer.engines.registry import open_engine
from indexer.keeping.rebuild import rebuild
from indexer.keeping.sync import sync
from indexer.query import Search, Term
from kb.errors import EngineUnavailable, SettingsError
from kb.reference import load_vocabulary
from tests.support.engines import forget, make_engine, opensearch_url
from tests.support.fault_proxy import FaultProxy

VOCABULARY = load_vocabulary()


def doc(n: int, report: str = "r1", **numbers: object) -> Document:
    text = (("statement", f"gas was used {n}"),)
    return Document(f"{report}/x/{n}", "records", report, text, (("report", (report,)),),
                    tuple(numbers.items()))  # type: ignore[arg-type]  # fmt: skip


@pytest.fixture
def engine(tmp_path):
    made = make_engine("opensearch", tmp_path)
    yield made
    forget(made)


@pytest.fixture
def filled(engine):
    name = engine.create()
    engine.write(name, [doc(1), doc(2, "r2")], replacing=(), cursor=5)
    engine.activate(name)
    return engine


def ids(engine) -> list[str]:
    return [hit.id for hit in engine.search(Search(Term("gas"), limit=100)).hits]


@pytest.mark.parametrize(
    ("rest", "hosts", "prefix", "login"),
    [
        ("http://a:1,b", (("a", 1), ("b", 9200)), "kb", None),
        ("https://u:p%40x@a/lessons", (("a", 9200),), "lessons", ("u", "p@x")),
        ("http://[::1]:9201", (("::1", 9201),), "kb", None),
    ],
)
def test_addresses(rest, hosts, prefix, login):
    told = address_of(rest)
    assert (told.hosts, told.prefix, told.login) == (hosts, prefix, login)
    assert told.secure == rest.startswith("https")


@pytest.mark.parametrize(
    "url", ["opensearch:a", "opensearch+ftp://a", "opensearch+http://", "opensearch+http://a:b"]
)
def test_what_is_no_address_is_refused_with_the_form(url):
    with pytest.raises(SettingsError) as told:
        open_engine(url)
    assert "host1:9200" in told.value.hint


def test_nothing_indexed_is_told_with_what_to_do(engine):
    with pytest.raises(EngineUnavailable, match="nothing is indexed") as told:
        engine.search(Search())
    assert "reindex" in told.value.hint


def test_a_document_that_is_refused_is_told_and_the_batch_is_not_noted(filled):
    (live,) = filled.generations()
    with pytest.raises(EngineUnavailable, match="1 of 3 documents were not written"):
        filled.write(live.name, [doc(3), doc(4, page="none"), doc(5)], replacing=(), cursor=6)
    assert filled.generations()[0].cursor == 5
    filled.write(live.name, [doc(3), doc(4, page=7), doc(5)], replacing=("r1",), cursor=6)
    assert ids(filled) == ["r1/x/3", "r1/x/4", "r1/x/5", "r2/x/2"]
    assert filled.generations()[0].documents == 4


def test_what_a_dead_writer_had_sent_goes_with_its_report(filled, monkeypatch):
    """It died after its documents were taken and before that was noted."""
    (live,) = filled.generations()
    with monkeypatch.context() as patch:
        patch.setattr(filled._states, "put", lambda *_: pytest.fail("died"))
        with pytest.raises(pytest.fail.Exception):
            filled.write(live.name, [doc(9)], replacing=("r1",), cursor=6)
    filled.write(live.name, [doc(3)], replacing=("r1",), cursor=6)
    assert ids(filled) == ["r1/x/3", "r2/x/2"]


def test_the_alias_moves_only_to_an_index_that_is_whole(filled):
    (first,) = filled.generations()
    second = filled.create()
    filled.write(second, [doc(7), doc(8)], replacing=(), cursor=9)
    assert ids(filled) == ["r1/x/1", "r2/x/2"]
    filled._client.ask("DELETE", f"/{filled._index(second)}/_doc/r1%2Fx%2F7")
    with pytest.raises(EngineUnavailable, match="holds 1 of 2"):
        filled.activate(second)
    assert filled.search(Search()).generation == first.name
    filled.write(second, [doc(7), doc(8)], replacing=("r1",), cursor=9)
    filled.activate(second)
    assert ids(filled) == ["r1/x/7", "r1/x/8"]


def test_an_export_may_ask_for_many_at_once(filled):
    assert filled.search(Search(limit=100_000)).total == 2


def test_the_generation_before_is_kept_and_older_ones_are_dropped(filled):
    names = [filled.generations()[0].name]
    for n in (8, 9):
        names.append(filled.create())
        filled.write(names[-1], [doc(n)], replacing=(), cursor=n)
        filled.activate(names[-1])
    assert [g.name for g in filled.generations()] == [names[2], names[1]]
    assert filled._client.find(f"/{filled._index(names[0])}") is None


def test_another_writer_waits_and_takes_over_from_a_dead_one(filled, monkeypatch):
    other = open_engine(f"{opensearch_url()}/{filled._alias}")
    assert isinstance(other, OpenSearchEngine)
    with (
        filled.exclusive(),
        pytest.raises(EngineUnavailable, match="another process is writing"),
        other._lock.hold(patience=0.5),
    ):
        pass
    monkeypatch.setattr(opensearch_lock, "DEAD_SECONDS", 1.0)
    filled._lock._take(1)
    with other.exclusive():
        with pytest.raises(EngineUnavailable, match="took over"):
            filled._lock.check()
        other._lock.check()


@pytest.fixture
def proxied(engine):
    """Give the engine through a proxy before each node, with the proxies."""
    hosts = [
        urlsplit(f"//{host}")
        for host in urlsplit(opensearch_url().partition("+")[2]).netloc.split(",")
    ]
    proxies = [FaultProxy(host.hostname or "", host.port or 0) for host in hosts]
    places = ",".join(f"127.0.0.1:{proxy.port}" for proxy in proxies)
    yield open_engine(f"opensearch+http://{places}/{engine._alias}"), proxies
    for proxy in proxies:
        proxy.close()


@pytest.mark.slow
@pytest.mark.timeout(1200)
@pytest.mark.parametrize("fault", ["reset", "429", "503"])
def test_a_rebuild_goes_on_or_is_taken_up_wherever_a_node_fails(catalog, engine, proxied, fault):
    through, proxies = proxied
    sync(catalog, engine, VOCABULARY)
    before = engine.search(Search()).total
    done = 0
    for after in (0, 5, 14):
        failing = proxies[secrets.randbelow(len(proxies))]
        failing.break_down(fault, after)
        try:
            rebuild(catalog, through, VOCABULARY)
            done += 1
        except EngineUnavailable:
            # Cut short: what was live is live still, and the next one is whole.
            assert engine.search(Search()).total == before
        failing.recover()
        rebuild(catalog, through, VOCABULARY)
        assert engine.search(Search()).total == before
        assert sum(g.live for g in engine.generations()) == 1
    assert done


@pytest.mark.slow
def test_search_goes_on_when_a_node_stalls(catalog, engine, proxied, monkeypatch):
    through, proxies = proxied
    sync(catalog, engine, VOCABULARY)
    monkeypatch.setattr(opensearch_engine, "KNOWN_SECONDS", 0.0)
    for proxy in proxies:
        proxy.break_down("stall")
        assert through.search(Search()).total == engine.search(Search()).total
        proxy.recover()


@pytest.mark.slow
def test_search_says_so_when_all_nodes_fail_and_recovers_by_itself(catalog, engine, proxied):
    through, proxies = proxied
    sync(catalog, engine, VOCABULARY)
    for proxy in proxies:
        proxy.break_down("reset")
    for _ in range(3):
        with pytest.raises(EngineUnavailable) as told:
            through.search(Search())
        assert told.value.hint
    for proxy in proxies:
        proxy.recover()
    through._client._broken_until = 0.0
    assert through.search(Search()).total == engine.search(Search()).total
