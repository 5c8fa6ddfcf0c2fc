"""How telling each word is of each subtopic, counted from statements written for the vocabulary.

A reader knows that "the lot behind the church filled with cruisers nobody had called" speaks of
staging although no term of the vocabulary stands in it. So each word, and each pair of words that
follow each other, weighs for a subtopic as far as it is more frequent in the subtopic's own
statements and word lists than in all of them: log (seen + A) / (expected + A), the pointwise mutual
information of Church and Hanks (1990) with a constant that keeps rare words small.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from math import log
from pathlib import Path

import msgspec

from kb.analysis import Token, tokenize
from kb.domain.ids import TopicId
from kb.domain.topic import Vocabulary
from kb.errors import VocabularyError
from kb.reference import VOCABULARY_DIR, load_vocabulary

Weights = Mapping[str, Mapping[TopicId, float]]
"""The weight of each stem, or two stems joined by a space, for the subtopics it speaks of."""

Company = Mapping[tuple[TopicId, TopicId], int]
"""How many written statements are about two subtopics; under (one, one) how many about one."""

WRITTEN = "topic_statements.txt"
WORDS = "topic_words.txt"
EVERYDAY = "topic_words_everyday.txt"
WEIGHTS = "topic_weights.json"

# A of the formula: of 0.1, 0.2, 0.3 and 0.5 the best on the samples, by a hair.
SMOOTHING = 0.1
# A statement counts less for the subjects it is not chiefly about.
SECOND_SUBJECT = 0.7
# Two words that only one statement sets side by side met by chance; a phrase of a list did not.
LONGEST_PHRASE = 4
# Weights below this tell next to nothing, and are most of the file.
LEAST = 0.5


@dataclass(frozen=True, slots=True)
class Feature:
    """A stem or pair of stems as a text prints it at `text[start:end]`; `at` counts its words."""

    term: str
    start: int
    end: int
    at: int


@dataclass(frozen=True, slots=True)
class Written:
    """A statement or phrase and the subtopics it is about, the chief one first."""

    topics: tuple[TopicId, ...]
    text: str


def features(text: str) -> Iterator[Feature]:
    """Give the words that carry subject, and each two that follow each other.

    Abbreviations are left out: they count where the report explains them (`ingest.topics.tagging`).
    """
    shouted = text.isupper()
    kept = [
        t for t in tokenize(text)
        if not t.stop and (shouted or not _abbreviation(text[t.start : t.end]))
    ]  # fmt: skip
    for token in kept:
        if not token.term.isdigit():
            yield _feature(token, token, token.term)
    for one, other in pairwise(kept):
        yield _feature(one, other, f"{one.term} {other.term}")


def weigh(written: Iterable[Written]) -> dict[str, dict[TopicId, float]]:
    """Count how telling each feature is; the same texts always give the same weights."""
    seen: Counter[str] = Counter()
    seen_for: dict[TopicId, dict[str, float]] = defaultdict(lambda: defaultdict(float))
    chosen: set[str] = set()
    for one in written:
        terms = sorted({f.term for f in features(one.text)})
        seen.update(terms)
        if len(one.text.split()) <= LONGEST_PHRASE:
            chosen.update(terms)
        for place, topic in enumerate(one.topics):
            share = 1.0 if place == 0 else SECOND_SUBJECT
            for term in terms:
                seen_for[topic][term] += share
    chance = {t for t, times in seen.items() if " " in t and times == 1 and t not in chosen}
    return {t: w for t, w in _logs(seen, seen_for).items() if t not in chance}


def count(vocabulary: Vocabulary, folder: Path = VOCABULARY_DIR) -> dict[str, dict[TopicId, float]]:
    """Count the weights anew; raises VocabularyError.

    Words of other countries and of everyday speech weigh where nothing else holds them: on eleven
    sets by other hands they lift F1 from 0.493 to 0.504. Among the others they would lift it to
    0.513, and thin what those weigh: the samples fall by 0.009.
    """
    written = load_written(vocabulary, folder)
    subtopics = {t.id for t in vocabulary if t.broader}
    everyday = weigh([*written, *_phrases(folder / EVERYDAY, subtopics)])
    return everyday | weigh(written)


@cache
def load_weights(folder: Path = VOCABULARY_DIR) -> Weights:
    """Read the counted weights; raises VocabularyError."""
    path = folder / WEIGHTS
    try:
        return msgspec.json.decode(path.read_bytes(), type=dict[str, dict[TopicId, float]])
    except (FileNotFoundError, msgspec.DecodeError) as error:
        raise VocabularyError(
            f"{path.name}: {error}",
            hint="Make it anew with `python -m tests.benchmarks.topics --write`.",
        ) from error


@cache
def load_company(folder: Path = VOCABULARY_DIR) -> Company:
    """Count which subtopics the written statements name together; raises VocabularyError."""
    subtopics = {t.id for t in load_vocabulary() if t.broader}
    counted: Counter[tuple[TopicId, TopicId]] = Counter()
    for topics, _ in _lines(folder / WRITTEN, subtopics):
        counted.update((one, other) for one in topics for other in topics)
    return counted


def load_written(vocabulary: Vocabulary, folder: Path = VOCABULARY_DIR) -> list[Written]:
    """Read all that the weights are counted from; raises VocabularyError with the line."""
    subtopics = {t.id for t in vocabulary if t.broader}
    out = [
        Written((t.id,), phrase)
        for t in vocabulary
        if t.broader
        for phrase in (t.pref_label, *t.alt_labels)
    ]
    for topics, text in _lines(folder / WRITTEN, subtopics):
        out.append(Written(topics, text))
    return [*out, *_phrases(folder / WORDS, subtopics)]


def as_json(weights: Weights) -> bytes:
    """Give the weights as they are kept: one term a line, in order, so that changes can be read."""
    rows = (
        msgspec.json.encode(term).decode()
        + ":"
        + msgspec.json.encode(dict(sorted(weights[term].items()))).decode()
        for term in sorted(weights)
    )
    return ("{\n" + ",\n".join(rows) + "\n}\n").encode()


def _logs(
    seen: Mapping[str, int], seen_for: Mapping[TopicId, Mapping[str, float]]
) -> dict[str, dict[TopicId, float]]:
    every = sum(seen.values())
    weights: dict[str, dict[TopicId, float]] = defaultdict(dict)
    for topic, counts in seen_for.items():
        own = sum(counts.values())
        for term, times in counts.items():
            expected = own * seen[term] / every
            weight = log((times + SMOOTHING) / (expected + SMOOTHING))
            if weight >= LEAST:
                weights[term][topic] = round(weight, 1)
    return dict(weights)


def _phrases(path: Path, subtopics: set[TopicId]) -> Iterator[Written]:
    for topics, text in _lines(path, subtopics):
        yield from (Written(topics, phrase.strip()) for phrase in text.split(","))


def _lines(path: Path, subtopics: set[TopicId]) -> Iterator[tuple[tuple[TopicId, ...], str]]:
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        if not line.strip() or line.startswith("#"):
            continue
        named, mark, text = line.partition(":")
        topics = tuple(TopicId(t) for t in named.split())
        if not mark or not text.strip() or not topics or not subtopics.issuperset(topics):
            raise VocabularyError(
                f"{path.name}, line {number}: expected 'subtopic: text' with known subtopics",
                hint="The subtopics are those of topics.toml.",
            )
        yield topics, text.strip()


def _feature(one: Token, other: Token, term: str) -> Feature:
    return Feature(term, one.start, other.end, one.position)


def _abbreviation(printed: str) -> bool:
    return len(printed) > 1 and printed.isupper()
