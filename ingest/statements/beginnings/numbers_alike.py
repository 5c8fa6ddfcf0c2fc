"""Numbers or parts of them that are the same in every label, and so count nothing.

"7. Finding" and "8. Recommendation" are boxes of a form that is filled in ten times; "Finding 3/20"
is the third of twenty.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from ingest.layout.blocks import Role
from ingest.statements.candidate import Candidate
from ingest.statements.flow import Flow

# A number or total that comes less often tells nothing.
FEWEST_ALIKE = 3


def without_what_is_alike(flow: Flow, labelled: Iterable[Candidate]) -> Iterator[Candidate]:
    """Take boxes' numbers from labels in cells, and totals from all that count up to one."""
    every = tuple(labelled)
    numbers: dict[str, list[str]] = defaultdict(list)
    for found in every:
        numbers[found.word.lower()].append(found.number)
    for found in every:
        same = numbers[found.word.lower()]
        if len(same) < FEWEST_ALIKE:
            yield found
        elif len(set(same)) == 1 and flow.blocks[found.block].role is Role.CELL:
            yield replace(found, number="")
        elif _count_up_to_one_total(same):
            yield replace(found, number=found.number.partition("/")[0])
        else:
            yield found


def _count_up_to_one_total(numbers: Sequence[str]) -> bool:
    """Say whether numbers are "1/20", "2/20" ...: "018/14" and "019/14" count within a year."""
    parts = [number.partition("/")[::2] for number in numbers]
    totals = {total for _, total in parts}
    whole = all(count.isdecimal() for count, _ in parts)
    total = int(totals.pop()) if len(totals) == 1 and whole and parts[0][1].isdecimal() else 0
    counts = {int(count) for count, _ in parts} if total else set()
    return bool(counts) and min(counts) == 1 and max(counts) <= total and 2 * len(counts) >= total
