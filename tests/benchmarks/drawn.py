"""Statements drawn by lot: the sample's words as often as they occur, and facets of usual sizes.

One word in forty is a name that hardly any other statement holds, so that the list of words grows
with the collection as that of real reports does.
"""

from __future__ import annotations

import json
import random
from collections import Counter
from collections.abc import Iterator
from functools import cache
from itertools import accumulate, islice

import numpy as np

from indexer.documents import Document
from indexer.embedding.meaning import InstalledModel, Vector
from kb.analysis import stopwords, words_of
from tests.support.shared import CORPUS

FACETS = ("kind", "topic", "state", "site", "type", "publisher", "year", "report")
QUESTIONS = 200
A_REPORT = 40
NAMES = 400_000
ONE_NAME_IN = 40
# A drawn statement's cosine with the one of the sample that it is drawn near.
NEAR = 0.95
_SYLLABLES = ("ka", "lo", "mir", "ten", "sa", "vo", "ber", "ny", "dul", "po", "ges", "tri")


@cache
def sample() -> tuple[str, ...]:
    """Give the statements that words and lengths are drawn from."""
    found = [
        record["text"]
        for path in sorted((CORPUS / "gold").glob("*.json"))
        for record in json.loads(path.read_text(encoding="utf-8"))["records"]
    ]
    assert found
    return tuple(found)


def statements(seed: int = 1) -> Iterator[str]:
    """Draw statements without end, always the same."""
    draw = random.Random(seed)
    told = Counter(word for text in sample() for word in text.split())
    words, weights = list(told), list(accumulate(told.values()))
    lengths = [len(text.split()) for text in sample()]
    while True:
        drawn = draw.choices(words, cum_weights=weights, k=draw.choice(lengths))
        for at in range(draw.randrange(ONE_NAME_IN), len(drawn), ONE_NAME_IN):
            drawn[at] = name(int(NAMES * draw.random() ** 2))
        yield " ".join(drawn)


def name(number: int) -> str:
    """Make a name, the same for the same number."""
    parts = []
    while number or not parts:
        number, at = divmod(number, len(_SYLLABLES))
        parts.append(_SYLLABLES[at])
    return "".join(parts).capitalize()


def documents(count: int) -> Iterator[Document]:
    """Draw documents: forty statements a report, its place, publisher and year theirs too."""
    draw = random.Random(3)
    for n, text in enumerate(islice(statements(), count)):
        report = n // A_REPORT
        told = {
            "kind": f"k{draw.randrange(9)}",
            "topic": f"t{int(116 * draw.random() ** 2)}",
            "state": f"s{report % 50}",
            "site": f"p{report % 400}",
            "type": f"y{report % 30}",
            "publisher": f"u{report % 60}",
            "report": f"r{report}",
        }
        yield Document(
            f"r{report}/x/{n}", "records", f"r{report}", (("statement", text),),
            tuple((key, (value,)) for key, value in told.items()), (("year", 2000 + report % 25),),
        )  # fmt: skip


def vectors() -> Iterator[Vector]:
    """Draw vectors near those of the sample, so that as many are alike to a question as there."""
    draw = np.random.default_rng(4)
    known = InstalledModel().embed(sample())
    while True:
        for row in draw.permutation(known):
            away = draw.standard_normal(len(row), dtype=np.float32)
            away -= row * (away @ row)
            yield NEAR * row + np.sqrt(1 - NEAR**2) * away / np.linalg.norm(away)


def questions() -> list[str]:
    """Take two to five telling words of a statement, as people do."""
    draw = random.Random(2)
    asked = []
    for text in islice(statements(), QUESTIONS):
        words = sorted({word.word for word in words_of(text)} - stopwords())
        asked.append(" ".join(draw.sample(words, min(len(words), draw.randint(2, 5)))))
    return [question for question in asked if question]
