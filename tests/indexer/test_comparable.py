from __future__ import annotations

import pytest

from indexer.comparable import comparable, likeness, types_of
from kb.attribute_table import BY_KEY
from kb.errors import BadRequest

STORY = "A large protest downtown; two thousand people came and police used tear gas."


def test_the_incident_with_its_reports_and_why(catalog, engine):
    with catalog.read() as view:
        found = comparable(view, engine, STORY)
    best = found.incidents[0]
    assert set(best.sources) == {
        "harlow-bend-demonstrations-2020.pdf",
        "harlow-bend-accountability-2021.pdf",
    }
    assert {word.word for word in best.words} >= {"gas", "tear"}
    assert all(word.page == 2 for word in best.words)
    assert best.asked >= best.known == len(best.attributes)
    assert found.attributes


def test_nothing_alike_gives_nothing(catalog, engine):
    with catalog.read() as view:
        assert comparable(view, engine, "zebra").incidents == ()


def test_too_long_a_story_is_refused(catalog, engine):
    with catalog.read() as view, pytest.raises(BadRequest, match="characters long"):
        comparable(view, engine, "a" * 20_001)


@pytest.mark.parametrize(
    ("key", "mine", "other", "low", "high"),
    [
        ("setting", "school", "School", 1, 1),
        ("setting", "school", "campus", 0, 0),
        ("jurisdiction_population", 90_000, 84_000, 0.9, 1),
        ("jurisdiction_population", 90_000, 9_000, 0, 0.01),
        ("killed", 0, 0, 1, 1),
        ("killed", 3, 8, 0.4, 0.6),
        ("killed", 0, 50, 0, 0),
    ],
)
def test_likeness(key, mine, other, low, high):
    assert low <= likeness(BY_KEY[key], mine, other) <= high


def test_types_are_read_by_their_cues():
    assert "siege/hostage-barricade" in types_of("A man barricaded himself in his home.")
    assert types_of("") == ()
