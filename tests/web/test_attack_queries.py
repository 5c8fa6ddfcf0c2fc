"""Questions made to take too long or to break something: answered or refused, never a failure."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from indexer.engines.registry import open_engine
from indexer.question import limits, request
from indexer.ranking import deadline
from kb.catalog.blobs import Blobs
from kb.catalog.catalog import Catalog
from kb.settings import Settings
from tests.support import small_catalog
from web.app import create_app
from web.services import Services

WORDS = [f"w{n}" for n in range(20_000)]
ATTACKS = {
    "plain": "police",
    "everything by star": "*",
    "one letter and a star": "a*",
    "a star in front": "*a",
    "many stars": "*a*a*a*a*a*a*b",
    "16 stars": "*" + "a*" * 16 + "b",
    "30 stars": "*" + "a*" * 30 + "b",
    "question marks": "?" * 200,
    "20 stars joined by OR": " OR ".join(f"*{c}*" for c in "abcdefghijklmnopqrst"),
    "200 parentheses": "(" * 200 + "police" + ")" * 200,
    "2,000 parentheses": "(" * 2000 + "police" + ")" * 2000,
    "9,000 parentheses": "(" * 9000 + "police" + ")" * 9000,
    "only opening parentheses": "(" * 20_000,
    "2,000 times NOT": "NOT " * 2000 + "police",
    "one word by OR": " OR ".join(["police"] * 2000),
    "different words by OR": " OR ".join(WORDS[:1500]),
    "one word again and again": " ".join(["police"] * 2800),
    "a million letters": "a" * 1_000_000,
    "20,000 letters": "a" * 20_000,
    "20,000 quotes": '"' * 20_000,
    "a phrase of 2,000 words": '"' + "police " * 2000 + '"',
    "a distance beyond any text": '"police incident"~999999999',
    "a weight beyond any number": "police^1e999",
    "a weight that is none": "police^nan",
    "a range of words": "[a TO z]",
    "an open range": "[TO]",
    "a field that is none": "nosuch:police",
    "a range of ids": "id:[0 TO 9999999]",
    "nothing": "",
    "only operators": 'AND OR NOT ( ) " ^ : [ ]',
    "NUL": "\0",
    "written right to left": "\u202e",
    "a pattern": 'r"(a+)+$"',
    "everything of everything": "*:*",
    "a misspelling": "polise~2",
    "a misspelling by far": "polise~50",
    "a long misspelling": "a" * 300 + "~2",
    "a pattern that explodes": 'r"(a+)+$b"',
    "another that explodes": 'r"(a|a)*b"',
    "marked words": "police incident",
    "a year of 5,000 digits": "year:" + "9" * 5000,
    "a range of years backwards": "year:2016..2014",
}
PARAMETERS = {
    "a page far behind": {"q": "police", "after": "MTAwMDAwMDAwMA"},
    "a billion hits": {"q": "police", "limit": "1000000000"},
    "no hits": {"q": "police", "limit": "0"},
    "fewer than none": {"q": "police", "limit": "-1"},
    "hits behind zeros": {"q": "police", "limit": "0000000011111"},
    "a sorted count": {"q": "police", "sort": "date", "kind": "finding"},
    "a filter of 5,000 digits": {"q": "police", "year": "9" * 5000},
    "a filter of 5,000 digits to 1": {"q": "police", "year": "9" * 5000 + "..1"},
}


# Pieces of work between which the deadline is looked at: nodes of the question, filters to count.
MOST_PIECES = 1_000
MOST_GROWN = 48_000_000


@pytest.fixture(scope="module", params=["whoosh", "tantivy"])
def app(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Flask]:
    """Serve from the engines that answer in the server's own process."""
    folder: Path = tmp_path_factory.mktemp("attacked")
    settings = Settings.at(folder, engine_url=f"{request.param}:{folder}/index")
    catalog = Catalog.open(settings.catalog_url)
    blobs = Blobs(settings.blobs_dir)
    small_catalog.fill(catalog, blobs)
    engine = small_catalog.index(catalog, open_engine(settings.engine_url))
    made = create_app(settings, Services(settings, catalog, blobs, engine))
    made.config["PROPAGATE_EXCEPTIONS"] = False
    yield made
    catalog.close()


def asked(name: str) -> dict[str, str]:
    """Give an attack's parameters."""
    return {"q": ATTACKS[name]} if name in ATTACKS else PARAMETERS[name]


@pytest.mark.parametrize("path", ["/search", "/api/v1/search"])
@pytest.mark.parametrize("name", [*ATTACKS, *PARAMETERS])
def test_it_is_answered_or_refused_with_a_sentence(client: FlaskClient, path: str, name: str):
    answer = client.get(path, query_string=asked(name))
    assert answer.status_code in (200, 400)
    if answer.status_code == 400 and path.startswith("/api"):
        assert answer.json
        assert answer.json["detail"]
        assert answer.json["hint"]


@pytest.mark.parametrize("path", ["/search", "/api/v1/search"])
def test_half_a_surrogate_pair_is_read_like_any_odd_sign(client: FlaskClient, path: str):
    assert client.get(f"{path}?q=%ED%A0%80+gas").status_code == 200


@pytest.mark.parametrize("name", [*ATTACKS, *PARAMETERS])
def test_its_work_is_bounded(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    pieces = []
    monkeypatch.setattr(deadline, "check", lambda: pieces.append(name))
    client.get("/api/v1/search", query_string=asked(name))
    assert len(pieces) <= MOST_PIECES


def resident() -> int:
    gc.collect()
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return 1024 * int(status.partition("VmRSS:")[2].split()[0])


def test_memory_does_not_grow_with_attacks(client: FlaskClient):
    """Ask all once, which fills what is kept, then again."""
    sizes = []
    for _ in range(2):
        for name in (*ATTACKS, *PARAMETERS):
            client.get("/api/v1/search", query_string=asked(name))
        sizes.append(resident())
    assert sizes[-1] - sizes[0] < MOST_GROWN


def test_a_search_ends_at_its_deadline_and_says_what_to_do(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(deadline, "SECONDS", -1.0)
    answer = client.get("/api/v1/search?q=gas")
    assert (answer.status_code, "Retry-After" in answer.headers) == (503, True)
    assert answer.json
    assert "longer" in answer.json["detail"]
    monkeypatch.undo()
    assert client.get("/api/v1/search?q=gas").status_code == 200


def phrases(count: int) -> str:
    return " ".join(f'"tear gas {n}"' for n in range(count))


CEILINGS = {
    "characters": (request.LONGEST_QUERY, lambda n: "a" * n),
    "phrases": (limits.MOST_PHRASES, phrases),
    "words of a phrase": (limits.LONGEST_PHRASE, lambda n: f'"{"gas " * n}"'),
    "nesting": (limits.DEEPEST, lambda n: "(" * n + "gas" + ")" * n),
    "words with a star": (limits.MOST_PREFIXES, lambda n: " ".join(["gas*", "tear*", "war*"][:n])),
    # One node more joins them.
    "parts": (limits.MOST_PARTS, lambda n: " OR ".join(WORDS[: n - 1])),
}


@pytest.mark.parametrize("name", CEILINGS)
@pytest.mark.parametrize("beyond", [-1, 0, 1])
def test_each_ceiling_holds_where_it_is_said_to(client: FlaskClient, name: str, beyond: int):
    ceiling, ask = CEILINGS[name]
    answer = client.get("/api/v1/search", query_string={"q": ask(ceiling + beyond)})
    assert answer.status_code == (400 if beyond > 0 else 200)
    if beyond > 0:
        assert answer.json
        assert any(sign.isdigit() for sign in answer.json["detail"] + answer.json["hint"])


@pytest.mark.parametrize("beyond", [0, 1])
def test_a_page_and_a_filter_have_their_ceilings(client: FlaskClient, beyond: int):
    hits = [("limit", str(request.MOST_HITS + beyond))]
    sites = [("site", f"site-{n}") for n in range(request.MOST_VALUES + beyond)]
    for asked in (hits, sites):
        answer = client.get("/api/v1/search", query_string=asked)
        assert answer.status_code == (400 if beyond else 200)
