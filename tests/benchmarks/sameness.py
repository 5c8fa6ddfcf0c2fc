"""The weights of `indexer.recurring.sameness`, fitted to pairs of statements judged by reading.

`KB_DATA_DIR=... python -m tests.benchmarks.sameness` on a folder that holds the samples and the
published reports prints the weights, and what they are worth on reports that had no part in the
fit: of the likeliest pairs how many are the same. `corpus/gold/judged_pairs.jsonl` holds pairs
drawn from the likeliest by several measures, fewer from further down; those marked as not sure
count less.
"""

from __future__ import annotations

import math
import os
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from indexer.engines.registry import engine_of
from indexer.recurring.field_rarity import rarity_among
from indexer.recurring.lessons import renew_lessons
from indexer.recurring.sameness import WEIGHTS
from indexer.recurring.statement_pairs import for_comparing, in_common, vectors_of
from kb.catalog.catalog import Catalog
from kb.settings import Settings
from tests.benchmarks.recurrence import GOLD, Pair, places, read_pairs

PARTS, DRAWS = 5, 3
NOT_SURE = 0.4
RIDGE = 1.0
ROUNDS = 50
LIKELIEST = (25, 50, 75, 100, 125, 150)

Numbers = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Judged:
    """A pair of statements: the reports it is of, its features, and what reading said of it."""

    reports: tuple[str, ...]
    features: tuple[float, ...]
    same: bool
    weight: float


def read_judged() -> Iterator[tuple[Pair, bool, float]]:
    """Read the pairs: whether they are the same, and what each counts."""
    for pair, told in read_pairs(GOLD / "judged_pairs.jsonl"):
        yield pair, bool(told["same"]), 1.0 if told.get("sure", True) else NOT_SURE


def judged_here(catalog: Catalog, settings: Settings) -> list[Judged]:
    """Compare the judged pairs that a catalog holds."""
    engine = engine_of(settings)
    renew_lessons(catalog, engine)
    with catalog.read() as view:
        named = {place: name for name, place in places(view).items()}
        rarity = rarity_among(sum(view.likenesses.sizes().values()), view.likenesses.words())
        pairs = [one for one in read_judged() if all(place in named for place in one[0])]
        wanted = {named[place] for pair, _, _ in pairs for place in pair}
        told = view.records(wanted)
    vectors = vectors_of(engine, told.values())
    held = {name: for_comparing(one, vectors, rarity) for name, one in told.items()}
    found: list[Judged] = []
    for pair, same, weight in pairs:
        one, other = sorted(named[place] for place in pair)
        features = in_common(held[one], held[other]).features()
        reports = tuple(sorted(place.report for place in pair))
        found.append(Judged(reports, tuple(features[name] for name in WEIGHTS), same, weight))
    return found


def fit(pairs: Sequence[Judged]) -> Numbers:
    """Fit the log-odds by Newton's method: the start, then one weight a feature."""
    told = np.array([pair.features for pair in pairs])
    middle, spread = told.mean(axis=0), told.std(axis=0)
    known = np.c_[np.ones(len(told)), (told - middle) / spread]
    same = np.array([pair.same for pair in pairs], dtype=float)
    weight = np.array([pair.weight for pair in pairs])
    ridge = np.diag([0.0, *[RIDGE] * len(WEIGHTS)])
    found = np.zeros(known.shape[1])
    for _ in range(ROUNDS):
        likely = 1 / (1 + np.exp(-known @ found))
        slope = known.T @ (weight * (same - likely)) - ridge @ found
        bend = (known.T * (weight * likely * (1 - likely))) @ known + ridge
        found += np.linalg.solve(bend, slope)
    weights = found[1:] / spread
    return np.array([found[0] - weights @ middle, *weights])


def left_out(pairs: Sequence[Judged]) -> Numbers:
    """Give each pair's probability by a fit to pairs of other reports only, the mean of draws."""
    odds = np.zeros(len(pairs))
    for draw in range(DRAWS):
        reports = sorted({name for pair in pairs for name in pair.reports})
        random.Random(draw).shuffle(reports)
        part = {name: at % PARTS for at, name in enumerate(reports)}
        for at, pair in enumerate(pairs):
            mine = {part[name] for name in pair.reports}
            found = _fitted(pairs, part, frozenset(mine))
            odds[at] += found[0] + found[1:] @ np.array(pair.features)
        _FITS.clear()
    return 1 / (1 + np.exp(-odds / DRAWS))


_FITS: dict[frozenset[int], Numbers] = {}


def _fitted(pairs: Sequence[Judged], part: dict[str, int], out: frozenset[int]) -> Numbers:
    if out not in _FITS:
        _FITS[out] = fit([p for p in pairs if not out & {part[name] for name in p.reports}])
    return _FITS[out]


def main() -> None:
    """Print weights and figures."""
    settings = Settings.from_env(os.environ)
    pairs = judged_here(Catalog.open(settings.catalog_url), settings)
    print(f"{len(pairs)} pairs, {sum(pair.same for pair in pairs)} the same")
    found = fit(pairs)
    names = ("start", *WEIGHTS)
    print(", ".join(f"{n} {w:.2f}" for n, w in zip(names, found, strict=True)))
    likely = left_out(pairs)
    best = np.argsort(-likely, kind="stable")
    for most in LIKELIEST:
        taken = [pairs[at].same for at in best[:most]]
        print(f"likeliest {most}: {sum(taken) / len(taken):.2f} the same")
    loss = [-math.log(p if pair.same else 1 - p) for p, pair in zip(likely, pairs, strict=True)]
    print(f"mean log loss {sum(loss) / len(loss):.3f}")


if __name__ == "__main__":
    main()
