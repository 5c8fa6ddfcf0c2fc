"""How often the accounts written for the types of incident tell the right one.

python -m tests.benchmarks.accounts_of_types           each account left out in turn
python -m tests.benchmarks.accounts_of_types --write   embeds them anew: `incident_accounts.json`
"""

from __future__ import annotations

import sys
from collections import Counter

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
from indexer.incidents.likeness import type_likeness

MARGINS = (0.0, 0.02, STANDS_OUT, 0.06, 0.08)


def left_out(margin: float) -> tuple[int, int, int]:
    """Count the accounts told, those of them put right, and those put into a kindred type.

    Accounts that are the only one of their type are not asked about.
    """
    counts = Counter(kind for kind, _ in accounts())
    vectors = open_encoder("on").embed([text for _, text in accounts()])
    answered = right = kindred = 0
    for at, (kind, _) in enumerate(accounts()):
        cosines = dict(enumerate((vectors @ vectors[at]).tolist()))
        del cosines[at]
        found = standing_out(near(cosines), margin) if counts[kind] > 1 else ()
        if found:
            answered += 1
            right += found[0] == kind
            kindred += type_likeness(found[0], kind) > 0
    return answered, right, kindred


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
