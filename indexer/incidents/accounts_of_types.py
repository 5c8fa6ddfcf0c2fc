"""What type of incident a short account tells of, where it uses none of the words that name one.

The account is compared in meaning with accounts written for each type: how near the two nearest of
a type are, and what all of them together taught. The type that stands out is taken; how near all
others come tells how far each is meant too.
Their vectors are kept in a file
(`python -m tests.benchmarks.accounts_of_types --write`), since to embed them takes two seconds,
which whoever asks a new worker first would wait for.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from weakref import WeakKeyDictionary

import msgspec
import numpy as np

from indexer.embedding.meaning import Encoder, Vectors, key
from indexer.incidents.kinship import KIN, type_likeness
from indexer.incidents.learned_types import Learned, Numbers, learn
from kb.errors import EngineUnavailable, VocabularyError
from kb.reference import VOCABULARY_DIR, load_incident_accounts

KEPT = VOCABULARY_DIR / "incident_accounts.json"
# Vectors are kept in whole numbers of thousandths.
SCALE = 1_000
# So many of a type's accounts tell how near it is, as accounts of one type differ: by the mean of
# all, or by the nearest alone, fewer are put right.
NEAREST = 2
# What was learned counts beside their cosine.
LEARNED = 0.5
# How much nearer a type must be than the next that is not kindred to it. Each account left out in
# turn, 330 of 485 are told, 269 of them right and 300 as a kindred type.
STANDS_OUT = 0.08
# Accounts of bread or tax returns are no nearer than this to any type.
LEAST = 0.25
# A type that is so much less near is meant e times less: accounts left out in turn are likeliest.
FALLS_OFF = 0.05

_made: WeakKeyDictionary[Encoder, Embedded] = WeakKeyDictionary()
_LEARNED: dict[tuple[str, str], Learned] = {}


@dataclass(frozen=True, slots=True)
class Embedded:
    """The vectors of all accounts in their order, by one model; `of` names the accounts."""

    model: str
    of: str
    vectors: Vectors


def nearness(text: str, encoder: Encoder | None) -> Mapping[str, float]:
    """Give how near an account comes to each type, as `near` does; empty without a model."""
    if encoder is None or encoder.absent or not text.strip():
        return {}
    try:
        written = _embedded(encoder)
        cosines = written.vectors @ encoder.embed([text])[0]
    except EngineUnavailable:
        return {}
    return near(cosines.astype(np.float64), _kinds(), _learned(written))


def near(cosines: Numbers, kinds: Sequence[str], learned: Learned) -> dict[str, float]:
    """Give how near each type is, nearest first, by the cosines of accounts of these kinds.

    Empty where none is near.
    """
    of_type: dict[str, list[float]] = defaultdict(list)
    for kind, cosine in zip(kinds, cosines.tolist(), strict=True):
        of_type[kind].append(cosine)
    means = {kind: float(np.mean(sorted(c)[-NEAREST:])) for kind, c in of_type.items()}
    if max(means.values()) < LEAST:
        return {}
    surely = learned.surely(cosines)
    both = {kind: mean + LEARNED * surely[kind] for kind, mean in means.items()}
    return dict(sorted(both.items(), key=lambda pair: -pair[1]))


def standing_out(types: Mapping[str, float], margin: float = STANDS_OUT) -> tuple[str, ...]:
    """Give the nearest type and its kin within a margin, () where another is as near."""
    best = next(iter(types), "")
    kindred = [kind for kind in types if type_likeness(best, kind) >= KIN]
    other = max((cosine for kind, cosine in types.items() if kind not in kindred), default=0.0)
    if not best or types[best] < other + margin:
        return ()
    return tuple(kind for kind in kindred if types[kind] >= types[best] - margin)


def shares(types: Mapping[str, float]) -> dict[str, float]:
    """Turn how near types are into how far each is meant; all together are one."""
    best = max(types.values(), default=0.0)
    falling = {kind: math.exp((cosine - best) / FALLS_OFF) for kind, cosine in types.items()}
    whole = sum(falling.values())
    return {kind: value / whole for kind, value in falling.items()}


def accounts() -> tuple[tuple[str, str], ...]:
    """Give the accounts, each after its type."""
    return load_incident_accounts()


def embedded(encoder: Encoder) -> Embedded:
    """Embed all accounts; raises EngineUnavailable."""
    return Embedded(encoder.name, _name(), encoder.embed([told for _, told in accounts()]))


@cache
def kept() -> Embedded:
    """Read the vectors that were kept; raises VocabularyError."""
    try:
        read = msgspec.json.decode(KEPT.read_bytes(), type=_Kept)
    except (FileNotFoundError, msgspec.DecodeError) as error:
        raise VocabularyError(
            f"{KEPT.name}: {error}",
            hint="Make it anew with `python -m tests.benchmarks.accounts_of_types --write`.",
        ) from error
    vectors = np.array(read.vectors, dtype=np.float32) / np.float32(SCALE)
    return Embedded(read.model, read.of, vectors)


def as_json(made: Embedded) -> bytes:
    """Give vectors as they are kept, one account a line."""
    rows = np.rint(made.vectors * SCALE).astype(int).tolist()
    lines = ",\n".join(msgspec.json.encode(row).decode() for row in rows)
    head = f'"model":"{made.model}",\n"of":"{made.of}",\n"vectors":[\n'
    return ("{" + head + lines + "\n]}\n").encode()


class _Kept(msgspec.Struct):
    model: str
    of: str
    vectors: list[list[int]]


def _name() -> str:
    return key(repr(accounts()))


@cache
def _kinds() -> tuple[str, ...]:
    return tuple(kind for kind, _ in accounts())


def _learned(written: Embedded) -> Learned:
    """Learn from the accounts once for each model's vectors."""
    name = (written.model, written.of)
    if name not in _LEARNED:
        vectors = written.vectors.astype(np.float64)
        _LEARNED[name] = learn(vectors @ vectors.T, _kinds())
    return _LEARNED[name]


def _embedded(encoder: Encoder) -> Embedded:
    """Give what was kept of this model and these accounts, made once where another model is."""
    read = kept()
    if (read.model, read.of) == (encoder.name, _name()):
        return read
    if encoder not in _made:
        _made[encoder] = embedded(encoder)
    return _made[encoder]
