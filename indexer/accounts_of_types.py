"""What type of incident a short account tells of, where it uses none of the words that name one.

The account is compared in meaning with accounts written for each type; the type whose accounts are
nearest on average is taken where it stands out. The averages are kept in a file
(`python -m tests.benchmarks.accounts_of_types --write`), since to embed a hundred accounts takes
two seconds, which whoever asks a new worker first would wait for.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from weakref import WeakKeyDictionary

import msgspec
import numpy as np

from indexer.likeness import type_likeness
from indexer.meaning import Encoder, Vector, Vectors, key
from kb.errors import EngineUnavailable, VocabularyError
from kb.reference import VOCABULARY_DIR

WRITTEN = VOCABULARY_DIR / "incident_accounts.txt"
KEPT = VOCABULARY_DIR / "incident_accounts.json"
# Vectors are kept in whole numbers of ten thousandths.
SCALE = 10_000
# How much nearer (cosine) a type must be than the next that is not kindred to it. Each account whose
# type has another left out in turn (`tests.benchmarks.accounts_of_types`): 75 of 132 are told, 53 of
# them right and 66 as a kindred type; without a margin 131, 79 and 95.
STANDS_OUT = 0.05
# Accounts of bread or tax returns are no nearer than this to any type.
LEAST = 0.25

_made: WeakKeyDictionary[Encoder, Means] = WeakKeyDictionary()


@dataclass(frozen=True, slots=True)
class Means:
    """The mean vector of each type's accounts, by one model, of the accounts named by `of`."""

    model: str
    of: str
    types: tuple[str, ...]
    vectors: Vectors


def types_told(text: str, encoder: Encoder | None) -> tuple[str, ...]:
    """Give the type that an account most likely tells of, then those kindred to it and as near.

    () where none stands out.
    """
    if encoder is None or encoder.absent or not text.strip():
        return ()
    try:
        means = _means(encoder)
        cosines = means.vectors @ encoder.embed([text])[0]
    except EngineUnavailable:
        return ()
    order = np.argsort(-cosines).tolist()
    best = order[0]
    kindred = [at for at in order if type_likeness(means.types[best], means.types[at])]
    least = max(LEAST, STANDS_OUT + max(cosines[at] for at in order if at not in kindred))
    if cosines[best] < least:
        return ()
    return tuple(means.types[at] for at in kindred if cosines[at] >= cosines[best] - STANDS_OUT)


@cache
def accounts() -> tuple[tuple[str, str], ...]:
    """Read the accounts, each after its type."""
    return tuple(_read())


def averaged(encoder: Encoder) -> Means:
    """Embed all accounts; raises EngineUnavailable."""
    told = accounts()
    of_type: dict[str, list[Vector]] = defaultdict(list)
    for (kind, _), vector in zip(told, encoder.embed([t for _, t in told]), strict=True):
        of_type[kind].append(vector)
    vectors = np.array([np.mean(found, axis=0) for found in of_type.values()])
    return Means(encoder.name, _name(), tuple(of_type), vectors)


@cache
def kept() -> Means:
    """Read the averages that were kept; raises VocabularyError."""
    try:
        read = msgspec.json.decode(KEPT.read_bytes(), type=_Kept)
    except (FileNotFoundError, msgspec.DecodeError) as error:
        raise VocabularyError(
            f"{KEPT.name}: {error}",
            hint="Make it anew with `python -m tests.benchmarks.accounts_of_types --write`.",
        ) from error
    vectors = np.array(list(read.means.values()), dtype=np.float32) / np.float32(SCALE)
    return Means(read.model, read.of, tuple(read.means), vectors)


def as_json(means: Means) -> bytes:
    """Give averages as they are kept, one type a line."""
    rows = np.rint(means.vectors * SCALE).astype(int).tolist()
    lines = (
        f"{msgspec.json.encode(kind).decode()}:{msgspec.json.encode(row).decode()}"
        for kind, row in zip(means.types, rows, strict=True)
    )
    head = f'"model":"{means.model}",\n"of":"{means.of}",\n"means":{{\n'
    return ("{" + head + ",\n".join(lines) + "\n}}\n").encode()


class _Kept(msgspec.Struct):
    model: str
    of: str
    means: dict[str, list[int]]


def _name() -> str:
    return key(repr(accounts()))


def _read() -> Iterator[tuple[str, str]]:
    for line in WRITTEN.read_text(encoding="utf-8").splitlines():
        kind, colon, told = line.partition(": ")
        if colon and not line.startswith("#"):
            yield kind, told


def _means(encoder: Encoder) -> Means:
    """Give what was kept of this model and these accounts, made once where another model is."""
    read = kept()
    if (read.model, read.of) == (encoder.name, _name()):
        return read
    if encoder not in _made:
        _made[encoder] = averaged(encoder)
    return _made[encoder]
