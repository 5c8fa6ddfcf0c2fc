from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from indexer.recurring.sameness import WEIGHTS, WORD_FOR_WORD, InCommon, sameness
from tests.benchmarks.recurrence import GOLD, read_pairs
from tests.benchmarks.sameness import Judged, fit, left_out

HALF = InCommon(words=0.5, plain=0.3, meaning=0.6, subjects=0.2, lessons=0.3)


def test_every_feature_has_a_weight():
    assert HALF.features().keys() == WEIGHTS.keys()


@pytest.mark.parametrize("name", ["words", "meaning", "subjects", "lessons"])
def test_more_in_common_makes_it_likelier(name):
    less, more = (replace(HALF, **{name: value}) for value in (0.4, 0.7))
    assert sameness(less) < sameness(more) < 1.0


def test_a_phrase_that_says_the_same_counts_more_than_the_same_word():
    assert sameness(replace(HALF, plain=0.0)) > sameness(HALF)


def test_only_what_repeats_the_other_is_certain():
    assert sameness(replace(HALF, words=WORD_FOR_WORD, plain=WORD_FOR_WORD)) == 1.0
    assert sameness(InCommon(0.0, 0.0, -0.1, 0.0, 0.0)) < 0.01


def test_pairs_were_judged_once_each_and_are_of_two_reports():
    pairs = [pair for pair, _ in read_pairs(GOLD / "judged_pairs.jsonl")]
    assert len(set(pairs)) == len(pairs) > 400
    assert all(len({place.report for place in pair}) == 2 for pair in pairs)


def test_no_pair_found_by_reading_was_judged_to_say_two_things():
    found = {pair for pair, _ in read_pairs(GOLD / "same_meaning_pairs.jsonl")}
    judged = dict(read_pairs(GOLD / "judged_pairs.jsonl"))
    assert [pair for pair in found & judged.keys() if not judged[pair]["same"]] == []


def drawn(count: int) -> list[Judged]:
    """Draw pairs of ten reports whose log-odds are twice the first feature, less one."""
    draw = np.random.default_rng(7)
    pairs = []
    for at in range(count):
        features = tuple(draw.normal(size=len(WEIGHTS)))
        likely = 1 / (1 + np.exp(1 - 2 * features[0]))
        names = (f"report-{at % 10}", f"report-{(at + 1 + at % 9) % 10}")
        pairs.append(Judged(names, features, bool(draw.random() < likely), 1.0))
    return pairs


def test_the_fit_finds_the_weights_that_pairs_were_drawn_with():
    found = fit(drawn(4000))
    assert found == pytest.approx([-1, 2, *[0] * (len(WEIGHTS) - 1)], abs=0.2)


def test_pairs_are_told_apart_by_a_fit_to_other_reports():
    pairs = drawn(400)
    best = np.argsort(-left_out(pairs))
    assert np.mean([pairs[at].same for at in best[:100]]) > 0.7
