from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from indexer.documents import Document
from indexer.engine import SearchEngine
from indexer.query import Filter, Search
from indexer.question.parser import parse
from tests.support.engines import NAMES, document, fill, make_engine

SETS = sorted(p for p in (Path(__file__).parent / "conformance").iterdir() if p.is_dir())
CASES = [
    pytest.param(folder.name, case, id=f"{folder.name}: {case['name']}")
    for folder in SETS
    for case in json.loads((folder / "searches.json").read_text(encoding="utf-8"))
]


@pytest.fixture(scope="module", params=NAMES)
def engines(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory):
    made: dict[str, SearchEngine] = {}
    for folder in SETS:
        rows = json.loads((folder / "documents.json").read_text(encoding="utf-8"))
        engine = make_engine(request.param, tmp_path_factory.mktemp(folder.name))
        made[folder.name] = fill(engine, map(document, rows))
    return made


def asked(case: dict[str, Any], **more: Any) -> Search:
    match = case.get("match", "any")
    filters = (Filter(name, tuple(values)) for name, values in case.get("filters", {}).items())
    return Search(
        parse(case["q"], match).tree,
        case.get("in", "records"),
        match,
        tuple(filters),
        tuple(case.get("facets", {})),
        case.get("sort", "relevance"),
        **more,
    )


@pytest.mark.parametrize(("name", "case"), CASES)
def test_engines_agree_with_the_expected_answers(engines, name, case):
    page = engines[name].search(asked(case, limit=100))
    assert sorted(hit.id for hit in page.hits) == case["ids"]
    assert page.total == len(case["ids"])
    assert page.next is None
    counted = {n: {c.value: c.count for c in counts} for n, counts in page.facets}
    assert counted == case.get("facets", {})
    if "order" in case:
        assert [hit.id for hit in page.hits] == case["order"]


@pytest.mark.parametrize("name", NAMES)
def test_what_no_encoding_carries_is_kept_as_a_question_mark(name, tmp_path):
    odd = "gas \ud800 used"
    row = Document(
        "r1/\ud800", "records", "r1", (("statement", odd),), (("site", ("a\ud800",)),), ()
    )
    engine = fill(make_engine(name, tmp_path), [row])
    page = engine.search(Search(parse("used").tree, facets=("site",)))
    assert page.total == len(page.hits) == dict(page.facets)["site"][0].count == 1


@pytest.mark.parametrize(("name", "case"), CASES)
def test_pages_of_two_join_to_the_whole(engines, name, case):
    whole = [hit.id for hit in engines[name].search(asked(case, limit=100)).hits]
    found: list[str] = []
    after: str | None = ""
    while after is not None:
        page = engines[name].search(asked(case, limit=2, after=after))
        found += [hit.id for hit in page.hits]
        after = page.next
        assert page.total == len(whole)
    assert found == whole


@pytest.mark.parametrize(("name", "case"), CASES)
def test_counts_can_be_asked_for_alone(engines, name, case):
    page = engines[name].search(asked(case, limit=0))
    assert (page.hits, page.total) == ((), len(case["ids"]))
    counted = {n: {c.value: c.count for c in counts} for n, counts in page.facets}
    assert counted == case.get("facets", {})
