"""Whether numbers run through: what tells a series of statements from numbers that only look so."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from ingest.labels import number_parts

# Share of a series that must be there.
COMPLETE = 0.6


def completeness(numbers: Iterable[str]) -> float:
    """Say which share of the sequences that these numbers belong to is there (0 to 1)."""
    series: dict[tuple[str, tuple[int, ...]], set[int]] = defaultdict(set)
    for number in numbers:
        prefix, parts = number_parts(number)
        if parts:
            series[prefix, parts[:-1]].add(parts[-1])
    have = sum(len(counts) for counts in series.values())
    want = sum(max(counts) - min(*counts, 1) + 1 for counts in series.values())
    return have / want if want else 1.0
