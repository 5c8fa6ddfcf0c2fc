"""How often the accounts written for the types of incident tell the right one.

python -m tests.benchmarks.accounts_of_types           each account left out in turn
python -m tests.benchmarks.accounts_of_types --write   embeds them anew: `incident_accounts.json`
"""

from __future__ import annotations

import sys
from collections import Counter
from functools import cache

import numpy as np

from indexer.embedding.meaning import open_encoder
from indexer.incidents.accounts_of_types import (
    KEPT,
    STANDS_OUT,
    accounts,
    as_json,
    embedded,
    kept,
    near,
    standing_out,
)
from indexer.incidents.kinship import KIN, type_likeness
from indexer.incidents.learned_types import learn

MARGINS = (0.0, 0.04, 0.06, STANDS_OUT, 0.1)


def left_out(margin: float) -> tuple[int, int, int]:
    """Count the accounts told, those of them put right, and those put into a kindred type.

    Accounts that are the only one of their type are not asked about.
    """
    kinds = [kind for kind, _ in accounts()]
    counts = Counter(kinds)
    answered = right = kindred = 0
    for kind, types in zip(kinds, _nearness_of_each(), strict=True):
        found = standing_out(types, margin) if counts[kind] > 1 else ()
        if found:
            answered += 1
            right += found[0] == kind
            kindred += type_likeness(found[0], kind) >= KIN
    return answered, right, kindred


@cache
def _nearness_of_each() -> list[dict[str, float]]:
    """Give how near each account comes to the types by all others."""
    kinds = np.array([kind for kind, _ in accounts()])
    vectors = kept().vectors.astype(np.float64)
    cosines = vectors @ vectors.T
    found = []
    for at in range(len(kinds)):
        others = np.arange(len(kinds)) != at
        written = kinds[others].tolist()
        learned = learn(cosines[np.ix_(others, others)], written)
        found.append(near(cosines[at][others], written, learned))
    return found


def main() -> None:
    """Write the vectors, or print how often the right type is told."""
    if "--write" in sys.argv:
        KEPT.write_bytes(as_json(embedded(open_encoder("on"))))
        kept.cache_clear()
        print(f"{KEPT.name}: {len(kept().vectors)} accounts by {kept().model}")
        return
    for margin in MARGINS:
        answered, right, kindred = left_out(margin)
        print(f"margin {margin:.2f}: {answered} told, {right} right, {kindred} kindred to it")


if __name__ == "__main__":
    main()
