from __future__ import annotations

import json

import pytest

from indexer.query import Filter
from indexer.question.asking import read
from indexer.question.expansion import Nameless
from indexer.question.parser import parse
from indexer.question.request import FindRequest
from indexer.question.saved_question import asked_again, kept
from kb.catalog.blobs import Blobs
from kb.catalog.catalog import Catalog
from kb.errors import BadRequest
from tests.support import small_catalog

ASKED = FindRequest(
    q='"tear gas" OR warn* -weather',
    match="all",
    sort="date",
    filters=(Filter("kind", ("finding", "recommendation")),),
)


def test_a_question_comes_back_with_its_tree_and_without_its_page():
    again = asked_again(kept(FindRequest(**{**_parts(ASKED), "after": "x", "limit": 50})))
    assert again.tree == parse(ASKED.q, ASKED.match).tree
    assert again.pairs() == ASKED.pairs()


def test_the_tree_is_what_is_searched_whatever_the_words_would_be_read_as_today(tmp_path):
    told = json.loads(kept(ASKED))
    told["asked"] = [["q", "something else"]]
    again = asked_again(json.dumps(told))
    catalog = Catalog.open(f"sqlite:///{tmp_path / 'catalog.sqlite3'}")
    small_catalog.fill(catalog, Blobs(tmp_path / "blobs"))
    engine = small_catalog.index(catalog)
    parsed, _ = read(engine, again, Nameless())
    plain, _ = read(engine, ASKED, Nameless())
    assert parsed.tree == plain.tree
    catalog.close()


def test_kept_twice_it_is_the_same():
    once = kept(ASKED)
    assert kept(asked_again(once)) == once


@pytest.mark.parametrize("text", ["", "{}", "[1]", '{"tree": "{}", "asked": []}', '{"asked": 5}'])
def test_what_is_no_question_is_refused_with_what_to_do(text):
    with pytest.raises(BadRequest) as refused:
        asked_again(text)
    assert "save it again" in refused.value.hint


def _parts(request: FindRequest):
    return {name: getattr(request, name) for name in FindRequest.__slots__}
