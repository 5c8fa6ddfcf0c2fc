"""What of a question finds and what only ranks, on every engine."""

from __future__ import annotations

import numpy as np
import pytest

from indexer.documents import Document
from indexer.query import Search
from indexer.question.asking import read
from indexer.question.expansion import Nameless
from indexer.question.request import FindRequest
from tests.support.engines import NAMES, fill, make_engine


class Alike:
    """A model to which everything means the same."""

    name = "alike"
    absent = ""

    def embed(self, texts):
        return np.tile(np.eye(1, 384, dtype=np.float32), (len(texts), 1))


def doc(name: str, statement: str, section: str = "") -> Document:
    text = (("statement", statement), *((("section", section),) if section else ()))
    return Document(name, "records", "r1", text, (("report", ("r1",)),), (), statement)


ROWS = [
    doc("a", "Relief crews were late."),
    doc("b", "Relief crews were late.", "Staging of relief"),
    doc("c", "Traffic was slow.", "Areas needing relief"),
]


@pytest.fixture(params=NAMES)
def engine(request, tmp_path):
    return fill(make_engine(request.param, tmp_path), ROWS)


@pytest.fixture(params=NAMES)
def meaning(request, tmp_path):
    return fill(make_engine(request.param, tmp_path, Alike()), ROWS)


def found(engine, q: str) -> list[str]:
    tree = read(engine, FindRequest(q=q, expand=False), Nameless())[0].tree
    return [hit.id for hit in engine.search(Search(tree)).hits]


def test_titles_above_rank_what_the_statement_finds(engine):
    assert found(engine, "relief crews") == ["b", "a"]
    assert found(engine, "staging") == []


def test_meaning_finds_beside_a_word_that_is_indexed(meaning):
    assert set(found(meaning, "traffic")) == {"a", "b", "c"}


def test_where_no_word_is_indexed_nothing_is_found_by_meaning(meaning):
    assert found(meaning, "xyzzy plugh") == []
