from __future__ import annotations

from math import log

import pytest

from ingest.topics.choice import CHOICE, FEATURES, MOST_TAGS, Choice, company
from ingest.topics.weights import load_company
from kb.domain.ids import TopicId

EVEN = Choice(0.0, (1.0, 0.0), cutoff=0.5, first=0.3)


def test_likelihood_is_the_logistic_of_the_weighed_features():
    assert EVEN.likelihood((0.0, 9.0)) == 0.5
    assert EVEN.likelihood((log(3), 0.0)) == pytest.approx(0.75)


@pytest.mark.parametrize(
    ("likelihoods", "kept"),
    [
        ([], 0),
        ([0.2], 0),
        ([0.4], 1),
        ([0.4, 0.4], 1),
        ([0.9, 0.6, 0.4], 2),
        ([0.9] * 6, MOST_TAGS),
    ],
)
def test_the_first_is_kept_sooner_than_the_others(likelihoods, kept):
    assert EVEN.kept(likelihoods) == kept


def test_each_feature_has_its_weight():
    assert len(CHOICE.weights) == len(FEATURES)


def test_company_is_what_statements_name_together():
    counted = load_company()
    post, logistics, canine = (TopicId(t) for t in ("cmd-post", "cmd-logistics", "uof-canine"))
    assert company(counted, post, logistics) > company(counted, post, canine)
    assert company({}, post, canine) < 0
