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
from indexer.meaning import open_encoder

MARGINS = (0.0, 0.03, STANDS_OUT, 0.09)


def left_out(margin: float) -> tuple[int, int, int]:
    """Count the accounts told, those of them put right, and those put into the right family.

    Accounts that are the only one of their type are not asked about.
    """
    told = accounts()
    counts = Counter(kind for kind, _ in told)
    vectors = open_encoder("on").embed([text for _, text in told])
    kinds = np.array([kind for kind, _ in told])
    answered = right = family = 0
    for at, (kind, _) in enumerate(told):
        if counts[kind] == 1:
            continue
        others = np.arange(len(told)) != at
        near = sorted(
            (float(vectors[others & (kinds == k)].mean(axis=0) @ vectors[at]), k) for k in counts
        )
        (second, _), (best, found) = near[-2:]
        if best >= LEAST and best - second >= margin:
            answered += 1
            right += found == kind
            family += found.partition("/")[0] == kind.partition("/")[0]
    return answered, right, family


def main() -> None:
    """Write the averages, or print how often the right type is told."""
    if "--write" in sys.argv:
        KEPT.write_bytes(as_json(averaged(open_encoder("on"))))
        kept.cache_clear()
        print(f"{KEPT.name}: {len(kept().types)} types by {kept().model}")
        return
    for margin in MARGINS:
        answered, right, family = left_out(margin)
        print(f"margin {margin:.2f}: {answered} told, {right} right, {family} in the right family")


if __name__ == "__main__":
    main()
