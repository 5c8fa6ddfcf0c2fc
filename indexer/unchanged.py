"""Which documents of a report an index already holds just so, and need not be written again.

One statement corrected in a report of three hundred pages changes one document of a thousand.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from indexer.documents import Document


@dataclass(frozen=True, slots=True)
class Difference:
    """What is to be written, and the digests of what is to go."""

    new: Sequence[Document]
    gone: frozenset[int]


def difference(held: Collection[int], batch: Sequence[Document]) -> Difference:
    """Compare what is held of some reports, by digest, with all that is to be held of them.

    A batch may hold further reports, of which nothing is held.
    """
    if not held:
        return Difference(batch, frozenset())
    told = {document.digest: document for document in batch}
    return Difference(
        [document for digest, document in told.items() if digest not in held],
        frozenset(held) - told.keys(),
    )
