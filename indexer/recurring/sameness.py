"""How sure one may be that two statements say the same, by what they have in common.

Nothing of it suffices alone: vectors of sentences find all that is about one subject alike, shared
words what is worded alike, shared topics what stands in one chapter, places among the lessons of
the field what somebody wrote down. Together they give a probability, by logistic regression on
pairs of statements that were judged by reading.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

# What each part adds to the log-odds: fitted to `corpus/gold/judged_pairs.jsonl` by
# `python -m tests.benchmarks.sameness`, which prints too what that is worth on reports that were
# left out of the fit.
START = -7.13
WEIGHTS = {"both": 2.62, "words": 14.92, "plain": -7.47, "subjects": 10.61, "lessons": 3.90}
# From so much of the words themselves on, one repeats the other nearly word for word.
WORD_FOR_WORD = 0.65


@dataclass(frozen=True, slots=True)
class InCommon:
    """What two statements share, each between 0 and 1, `meaning` a cosine.

    `words` counts phrases that say the same as one, `plain` takes words as they are; `subjects`
    adds up the topics of both by how rare they are and how sure; `lessons` is the cosine of their
    places among the lessons of the field.
    """

    words: float
    plain: float
    meaning: float
    subjects: float
    lessons: float

    def features(self) -> dict[str, float]:
        """Give what is weighed, by the names of `WEIGHTS`."""
        both = math.sqrt(max(self.words, 0.0) * max(self.meaning, 0.0))
        return {
            "both": both,
            "words": self.words,
            "plain": self.plain,
            "subjects": self.subjects,
            "lessons": self.lessons,
        }


def sameness(common: InCommon) -> float:
    """Give the probability that two statements say the same, 1.0 where one repeats the other."""
    if common.plain >= WORD_FOR_WORD:
        return 1.0
    features = common.features()
    odds = START + sum(weight * features[name] for name, weight in WEIGHTS.items())
    return 1.0 / (1.0 + math.exp(-odds))
