"""What a row of patterns for a number is, and how one is written."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from kb.attribute_rules.patterns import Late, compiled


@dataclass(frozen=True, slots=True)
class NumberRule:
    """A number that a phrase gives in its group `n`, or `fixed` where it has none ("no one died").

    `least` and `most` bound what is believable. `loose` rows serve short accounts that people
    type, not reports. `plus` is added: ten outside agencies and the lead one are eleven.
    """

    pattern: Late
    least: float = 0
    most: float = 10_000
    fixed: float | None = None
    loose: bool = False
    weight: float = 1.0
    plus: int = 0


@dataclass(frozen=True, slots=True)
class Counted:
    """All rules of one attribute.

    A sentence without one of the `stems` is not searched at all, as most sentences hold none.
    """

    key: str
    stems: tuple[str, ...]
    rules: tuple[NumberRule, ...]

    def concerns(self, lowered: str) -> bool:
        """Say whether a sentence in lower case may state this attribute."""
        return any(stem in lowered for stem in self.stems)


def counted(key: str, stems: str, *groups: Iterable[NumberRule]) -> Counted:
    """Join groups of rules for an attribute; `stems` are separated by commas."""
    rules = tuple(rule for group in groups for rule in group)
    return Counted(key, tuple(stem.strip() for stem in stems.split(",")), rules)


def between(
    least: float, most: float, *patterns: str, weight: float = 1.0, plus: int = 0
) -> list[NumberRule]:
    """Make rules for numbers of this size."""
    return [NumberRule(compiled(p), least, most, weight=weight, plus=plus) for p in patterns]


def meaning(value: float, *patterns: str, weight: float = 1.0) -> list[NumberRule]:
    """Make rules for phrases that state a value without a number."""
    return [NumberRule(compiled(p), fixed=value, weight=weight) for p in patterns]


def loosely(least: float, most: float, *patterns: str) -> list[NumberRule]:
    """Make rules for what is clear in a short account only."""
    return [NumberRule(compiled(p), least, most, loose=True) for p in patterns]
