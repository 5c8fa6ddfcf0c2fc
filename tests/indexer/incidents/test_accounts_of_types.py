from __future__ import annotations

import math

import numpy as np
import pytest

from indexer.embedding.meaning import WordsOnly, open_encoder
from indexer.engines.memory import MemoryEngine
from indexer.incidents.accounts_of_types import (
    FALLS_OFF,
    LEAST,
    SCALE,
    accounts,
    embedded,
    kept,
    near,
    nearness,
    shares,
    standing_out,
)
from indexer.incidents.comparable_question import Question, understand
from indexer.incidents.learned_types import learn
from kb.reference import load_incident_types
from tests.indexer.question.test_asking import doc
from tests.support.engines import fill


@pytest.fixture(scope="module")
def encoder():
    return open_encoder("on")


def test_every_account_is_of_a_known_type_and_every_type_has_one():
    assert {kind for kind, _ in accounts()} == {kind.id for kind in load_incident_types()}


def test_kept_vectors_are_those_of_the_accounts_as_they_are(encoder):
    made = embedded(encoder)
    assert (kept().model, kept().of) == (made.model, made.of), (
        "write them anew: python -m tests.benchmarks.accounts_of_types --write"
    )
    assert np.abs(kept().vectors - made.vectors).max() < 1 / SCALE


def test_another_model_has_its_own_vectors(encoder):
    class Other:
        name, absent = "other", ""

        def embed(self, texts):
            return -encoder.embed(texts)

    told = "smoke over the ridge, the whole valley has to get out, animals too"
    assert standing_out(nearness(told, Other()))[0] == "disaster/wildfire"


@pytest.mark.parametrize(
    ("told", "kind"),
    [
        ("smoke over the ridge, the whole valley has to get out, animals too", "disaster/wildfire"),
        (
            "he refuses to leave the house and the tactical team waits outside",
            "siege/hostage-barricade",
        ),
        ("water is in the houses and people sit on roofs", "disaster/flood"),
        ("what is the best bread recipe", ""),
        ("", ""),
    ],
)
def test_the_nearest_account_tells_the_type_where_it_stands_out(encoder, told, kind):
    assert next(iter(standing_out(nearness(told, encoder))), "") == kind


def test_without_a_model_nothing_is_told():
    assert nearness("water is in the houses", WordsOnly("off")) == {}
    assert nearness("water is in the houses", None) == {}
    assert standing_out({}) == ()
    assert shares({}) == {}


def test_words_that_name_a_type_go_before_accounts(encoder):
    engine = fill(MemoryEngine(), [doc("a", "A report.")])
    engine.encoder = encoder
    told = "hostages on a ridge, smoke, the whole valley has to get out"
    assert understand(Question(told), engine).types == (("siege/hostage-barricade", 1.0),)
    told = "smoke over the ridge, the whole valley has to get out"
    assert understand(Question(told), engine).types == (("disaster/wildfire", 1.0),)
    assert understand(Question(told)).types == ()


def test_a_type_must_stand_out_among_those_not_kindred_to_it():
    types = {"disaster/flood": 0.5, "disaster/hurricane": 0.48, "siege/hostage-barricade": 0.44}
    assert standing_out(types, 0.04) == ("disaster/flood", "disaster/hurricane")
    assert standing_out(types, 0.08) == ()


def test_a_type_that_is_not_near_is_none():
    kinds = [kind for kind, _ in accounts()]
    vectors = kept().vectors.astype(np.float64)
    learned = learn(vectors @ vectors.T, kinds)
    cosines = np.full(len(kinds), LEAST - 0.01)
    assert near(cosines, kinds, learned) == {}
    cosines[0] = 1.0
    assert next(iter(near(cosines, kinds, learned))) == kinds[0]


def test_how_far_each_type_is_meant_falls_off_with_nearness():
    less = 0.5 - FALLS_OFF
    meant = shares({"disaster/flood": 0.5, "disaster/hurricane": less, "public-order/riot": 0.1})
    assert sum(meant.values()) == pytest.approx(1.0)
    assert meant["disaster/flood"] == pytest.approx(math.e * meant["disaster/hurricane"])
    assert meant["public-order/riot"] < 0.001
