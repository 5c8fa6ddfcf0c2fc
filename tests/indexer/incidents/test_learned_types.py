from __future__ import annotations

import numpy as np

from indexer.incidents.learned_types import learn

# Three accounts of floods beside each other, three of fires, all of one length.
ANGLES = np.array([0.0, 0.2, 0.4, 1.2, 1.4, 1.6])
KINDS = ("flood", "flood", "flood", "fire", "fire", "fire")


def cosines(angle):
    return np.cos(ANGLES - angle)


def test_what_lies_among_accounts_of_a_type_is_of_it():
    learned = learn(np.cos(ANGLES[:, None] - ANGLES[None, :]), KINDS)
    flood, fire = (learned.surely(cosines(angle)) for angle in (0.1, 1.5))
    assert flood["flood"] - flood["fire"] > 0.6
    assert fire["fire"] - fire["flood"] > 0.6


def test_halfway_between_two_types_neither_is_sure():
    learned = learn(np.cos(ANGLES[:, None] - ANGLES[None, :]), KINDS)
    between = learned.surely(cosines(0.8))
    assert abs(between["flood"] - between["fire"]) < 0.05


def test_far_from_all_accounts_a_type_is_as_likely_as_it_is_usual():
    learned = learn(np.eye(4), ("flood", "flood", "flood", "fire"))
    nowhere = learned.surely(np.full(4, -3.0))
    assert nowhere["flood"] > 0.74
    assert nowhere["fire"] < 0.26
