"""How likely a subtopic is meant, by what speaks for it in a statement and around it.

A logistic regression of six features, fitted to gold answers by `tests.benchmarks.topics`, which
also says how well it does on reports that the fit did not see.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import exp, log

from ingest.topics.weights import Company
from kb.domain.ids import TopicId

MOST_TAGS = 4
# The share of statements about one subject that are also about another, before any were counted.
_SELDOM = 0.3
_FEW = 3.0

FEATURES = ("own", "share of best", "log of place", "company", "has kin", "told around it")


@dataclass(frozen=True, slots=True)
class Choice:
    """Numbers that choose: log-odds of a subtopic are `bias` plus `weights` times its features.

    The likeliest subtopic is kept from `first` on, others from `cutoff` on.
    """

    bias: float
    weights: tuple[float, ...]
    cutoff: float
    first: float

    def likelihood(self, features: tuple[float, ...]) -> float:
        """Give the share of such subtopics that gold answers name."""
        odds = self.bias + sum(w * f for w, f in zip(self.weights, features, strict=True))
        return 1 / (1 + exp(-odds))

    def kept(self, likelihoods: list[float]) -> int:
        """Say how many of a statement's subtopics are kept, their likelihoods given best first."""
        needed = (self.first, *[self.cutoff] * (MOST_TAGS - 1))
        firm = (p >= least for p, least in zip(likelihoods, needed, strict=False))
        return next((n for n, one in enumerate(firm) if not one), min(MOST_TAGS, len(likelihoods)))


# `python -m tests.benchmarks.topics`, all gold answers.
CHOICE = Choice(-2.04, (0.23, 3.35, -1.35, 0.47, 0.7, 0.28), 0.3, 0.18)


def company(counted: Company, one: TopicId, other: TopicId) -> float:
    """Give the log of the share of statements about `one` that are also about `other`."""
    together, times = counted.get((one, other), 0), counted.get((one, one), 0)
    return log((together + _SELDOM) / (times + _FEW))
