"""What speaks for each value of the attributes with named values."""

from __future__ import annotations

from functools import cache

from kb.attribute_rules.patterns import Late, compiled
from kb.reference import load_attribute_cues


@cache
def category_patterns() -> dict[str, dict[str, Late]]:
    """Give a pattern for each value of each such attribute, from the vocabulary's cues."""
    return {
        key: {value: compiled("|".join(cues)) for value, cues in values.items()}
        for key, values in load_attribute_cues().items()
    }
