"""Meaning beside words: one set of results, the same on every engine, told hit by hit."""

from __future__ import annotations

import importlib.util
from dataclasses import replace

import pytest

from indexer.documents import Document
from indexer.embedding.meaning import (
    LONG,
    LONGEST_READ,
    WordsOnly,
    key,
    open_encoder,
    represented,
    vectors_for,
)
from indexer.query import Search, Term, Words
from indexer.question.asking import read
from indexer.question.expansion import Nameless
from indexer.question.meant import by_words as by_words_only
from indexer.question.request import FindRequest
from kb.errors import EngineUnavailable, SettingsError
from tests.support.compass import Compass
from tests.support.engines import NAMES, fill, make_engine


def doc(n: int, text: str) -> Document:
    report = (("report", ("r1",)),)
    return Document(f"r1/{n}", "records", "r1", (("statement", text),), report, (), text)


TEXTS = ["gas was used", "smoke drifted", "radio failed", "nothing at all", "gas and radio"]


@pytest.fixture(params=NAMES)
def engine(request, tmp_path):
    made = make_engine(request.param, tmp_path, Compass())
    return fill(made, [doc(n, text) for n, text in enumerate(TEXTS)])


def search(engine, q, **more):
    parsed, _ = read(engine, FindRequest(q=q, expand=False, **more), Nameless())
    return engine.search(Search(parsed.tree, facets=("report",), limit=100))


def test_what_is_alike_is_a_result_and_each_hit_says_why(engine):
    page = search(engine, "smoke")
    why = {hit.id: hit.matched for hit in page.hits}
    assert why == {
        "r1/1": ("words", "meaning"), "r1/0": ("meaning",), "r1/4": ("meaning",)
    }  # fmt: skip
    assert page.hits[0].id == "r1/1"
    assert page.facets[0][1][0].count == page.total == 3


@pytest.mark.parametrize("sort", ["relevance", "date"])
def test_pages_of_one_join_to_the_whole(engine, sort):
    parsed, _ = read(engine, FindRequest(q="smoke radio", expand=False), Nameless())
    asked = Search(parsed.tree, facets=("report",), sort=sort, limit=1)
    whole = engine.search(replace(asked, limit=100))
    assert (whole.total, len(whole.hits)) == (4, 4)
    found, after = [], ""
    while after is not None:
        page = engine.search(replace(asked, after=after))
        assert (page.total, page.facets) == (whole.total, whole.facets)
        found += page.hits
        after = page.next
    assert [hit.id for hit in found] == [hit.id for hit in whole.hits]


def test_all_words_are_never_loosened_by_meaning(engine):
    page = search(engine, "gas radio", match="all")
    assert [hit.id for hit in page.hits] == ["r1/4"]


def test_the_reference_and_whoosh_give_the_same_scores(tmp_path):
    rows = [doc(n, text) for n, text in enumerate(TEXTS)]
    made = [fill(make_engine(n, tmp_path, Compass()), rows) for n in ("memory", "whoosh")]
    found = [{h.id: h.score for h in search(e, "smoke radio").hits} for e in made]
    assert found[0] == pytest.approx(found[1], abs=1e-6)


@pytest.mark.parametrize("name", NAMES)
def test_what_is_too_long_for_the_model_is_ranked_by_its_words(name, tmp_path):
    longest = " ".join(["smoke", *["filler"] * (LONGEST_READ - 1)])
    assert represented(longest) == longest
    assert represented(longest + " more") == ""
    unread = Document("r1/9", "records", "r1", (("statement", "smoke and fire"),))
    likest = [doc(n, text) for n, text in enumerate(["smoke and gas", "gas was used", "radio"])]
    engine = fill(make_engine(name, tmp_path, Compass()), [*likest, unread])
    parsed, _ = read(engine, FindRequest(q="smoke fire", expand=False), Nameless())
    by_words = engine.search(Search(by_words_only(parsed.tree))).hits[0]
    hits = engine.search(Search(parsed.tree)).hits
    assert (hits[0].id, hits[0].matched) == ("r1/9", ("words",))
    assert hits[0].score == pytest.approx(by_words.score, rel=1e-5)


def test_only_new_statements_are_embedded(engine):
    encoder = engine.encoder
    encoder.asked.clear()
    texts = [*TEXTS, "a new one"]
    made = vectors_for(texts, encoder, engine.vectors([key(t) for t in texts]))
    assert encoder.asked == ["a new one"]
    assert set(made) == {key(t) for t in texts}


def test_a_generation_says_whether_all_its_statements_have_vectors(engine):
    (live,) = engine.generations()
    assert live.meaning == "compass"
    engine.write(live.name, [doc(9, "no vector")], replacing=(), cursor=3)
    assert engine.generations()[0].meaning == ""
    assert ("r1/9", ("words",)) in [(h.id, h.matched) for h in search(engine, "vector").hits]


def test_without_a_model_words_rank_and_the_page_is_told(engine):
    engine.encoder = WordsOnly("KB_SEMANTIC is off")
    parsed, _ = read(engine, FindRequest(q="smoke"), Nameless())
    assert parsed.tree == Words((Term("smoke"),))
    assert "ranked by words only: KB_SEMANTIC is off" in parsed.notes


def test_the_setting_is_on_or_off():
    assert open_encoder("off").absent
    with pytest.raises(SettingsError, match="KB_SEMANTIC"):
        open_encoder("perhaps")
    with pytest.raises(EngineUnavailable):
        open_encoder("off").embed(["x"])


def test_torch_is_never_installed():
    assert importlib.util.find_spec("torch") is None


def test_named_fields_are_no_part_of_what_a_question_means(engine):
    engine.encoder.asked.clear()
    search(engine, 'smoke -report:r2 kind:finding "radio"')
    assert engine.encoder.asked == ["smoke radio"]


def test_of_a_pasted_page_the_beginning_is_compared_in_meaning(engine):
    engine.encoder.asked.clear()
    search(engine, "smoke " * 5000)
    assert engine.encoder.asked == [" ".join(["smoke"] * LONG)]


def test_one_number_written_in_two_ways_means_the_same(engine):
    engine.encoder.asked.clear()
    search(engine, "9-1-1 radio")
    search(engine, "radio 4-7-22")
    assert engine.encoder.asked == ["911 radio", "radio 4-7-22"]
