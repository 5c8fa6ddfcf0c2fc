"""How often the accounts written for the types of incident tell the right one.

python -m tests.benchmarks.accounts_of_types           each account left out in turn
python -m tests.benchmarks.accounts_of_types --write   averages `incident_accounts.json` anew
"""

from __future__ import annotations

import sys
from collections import Counter

import numpy as np

from indexer.accounts_of_types import (
    KEPT,
    LEAST,
    STANDS_OUT,
    accounts,
    as_json,
    averaged,
    kept,
)
from indexer.likeness import type_likeness
from indexer.meaning import open_encoder

MARGINS = (0.0, 0.03, STANDS_OUT, 0.08)


def left_out(margin: float) -> tuple[int, int, int]:
    """Count the accounts told, those of them put right, and those put into a kindred type.

    Accounts that are the only one of their type are not asked about.
    """
    told = accounts()
    counts = Counter(kind for kind, _ in told)
    vectors = open_encoder("on").embed([text for _, text in told])
    kinds = np.array([kind for kind, _ in told])
    answered = right = kindred = 0
    for at, (kind, _) in enumerate(told):
        if counts[kind] == 1:
            continue
        others = np.arange(len(told)) != at
        near = {k: float(vectors[others & (kinds == k)].mean(axis=0) @ vectors[at]) for k in counts}
        found = max(near, key=lambda k: near[k])
        second = max(cosine for k, cosine in near.items() if not type_likeness(found, k))
        if near[found] >= max(LEAST, second + margin):
            answered += 1
            right += found == kind
            kindred += type_likeness(found, kind) > 0
    return answered, right, kindred


def main() -> None:
    """Write the averages, or print how often the right type is told."""
    if "--write" in sys.argv:
        KEPT.write_bytes(as_json(averaged(open_encoder("on"))))
        kept.cache_clear()
        print(f"{KEPT.name}: {len(kept().types)} types by {kept().model}")
        return
    for margin in MARGINS:
        answered, right, kindred = left_out(margin)
        print(f"margin {margin:.2f}: {answered} told, {right} right, {kindred} kindred to it")


if __name__ == "__main__":
    main()
