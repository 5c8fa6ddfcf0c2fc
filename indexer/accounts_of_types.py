"""What type of incident a short account tells of, where it uses none of the words that name one.

The account is compared in meaning with accounts written for each type; the type whose accounts are
nearest on average is taken where it stands out.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from weakref import WeakKeyDictionary

import numpy as np

from indexer.meaning import Encoder, Vector
from kb.errors import EngineUnavailable

_FILE = Path(__file__).parent.parent / "corpus" / "vocabulary" / "incident_accounts.txt"
# How much nearer (cosine) a type must be than the next. Each of the 97 accounts whose type has
# another left out in turn: without a margin 50 are put right, with 0.06 28 of 32, 2 more in the
# right family.
STANDS_OUT = 0.06
# Accounts of bread or tax returns are no nearer than this to any type.
LEAST = 0.25

_vectors: WeakKeyDictionary[Encoder, Mapping[str, Vector]] = WeakKeyDictionary()


def type_told(text: str, encoder: Encoder | None) -> str:
    """Give the type that an account most likely tells of, "" where none stands out."""
    if encoder is None or encoder.absent or not text.strip():
        return ""
    try:
        vector = encoder.embed([text])[0]
        near = sorted(
            ((float(mean @ vector), kind) for kind, mean in _means(encoder).items()), reverse=True
        )
    except EngineUnavailable:
        return ""
    (best, kind), (second, _) = near[:2]
    return kind if best >= LEAST and best - second >= STANDS_OUT else ""


@cache
def accounts() -> tuple[tuple[str, str], ...]:
    """Read the accounts, each after its type."""
    return tuple(_read())


def _read() -> Iterator[tuple[str, str]]:
    for line in _FILE.read_text(encoding="utf-8").splitlines():
        kind, colon, told = line.partition(": ")
        if colon and not line.startswith("#"):
            yield kind, told


def _means(encoder: Encoder) -> Mapping[str, Vector]:
    """Give the mean vector of each type's accounts, made once for an encoder."""
    if encoder not in _vectors:
        of_type: dict[str, list[Vector]] = defaultdict(list)
        told = accounts()
        for (kind, _), vector in zip(told, encoder.embed([t for _, t in told]), strict=True):
            of_type[kind].append(vector)
        _vectors[encoder] = {kind: np.mean(found, axis=0) for kind, found in of_type.items()}
    return _vectors[encoder]
