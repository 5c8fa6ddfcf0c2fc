"""What one style taught can be left out of reading, rule by rule, when it is measured without."""

from __future__ import annotations

import pytest

from ingest.statements.styles import registry
from ingest.words_of_kind import WORDS
from tests.benchmarks.rules_of_one_style import ONLY_WORDS, RULES, without


@pytest.mark.parametrize("style", sorted({rule.style for rule in RULES} | set(ONLY_WORDS)))
def test_each_style_is_read_without_its_rules_and_then_with_them_again(style: str) -> None:
    rules = [rule for rule in RULES if rule.style == style]
    before = [getattr(rule.owner, rule.name) for rule in rules]
    name = registry.STYLES[0].slug
    with without(f"{style}-report", name):
        assert [getattr(r.owner, r.name) for r in rules] == [r.instead for r in rules]
        assert name not in {s.slug for s in registry.STYLES}
    assert [getattr(rule.owner, rule.name) for rule in rules] == before


@pytest.mark.parametrize("word", [word for words in ONLY_WORDS.values() for word in words])
def test_words_that_one_style_prints_stand_in_the_table(word: str) -> None:
    assert any(pattern.startswith(word) for pattern, _ in WORDS)
