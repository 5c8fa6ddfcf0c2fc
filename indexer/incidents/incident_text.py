"""How much the reports on an incident speak of what is described: words, meaning, topics, scenes.

Words are compared by BM25 over reports, a word's count being the statements and passages that hold
it. Meaning is that of the statements likest to the description. Each is a share of the best.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from indexer.embedding.meaning import ALIKE, share_of_words
from indexer.engine import SearchEngine
from indexer.incidents.scenes import scenes_of
from indexer.query import Everything, FieldIs, Node, Or, Search, Term, Words
from indexer.ranking.scoring import K1, B, Scores, idf
from indexer.tally import Counts, Tally
from kb.analysis import analyze
from kb.errors import EngineUnavailable

# The words of a description looked for: its rarest. More add little, as common ones tell nothing.
MOST_WORDS = 24
# A word that stands in more of all documents tells nothing, where others are left.
COMMON = 0.25
FEWEST_WORDS = 6
MOST_CONSIDERED = 400
# Statements near the description that are looked at, and how many of one report count.
NEAR = 100
OF_EACH = 3
# What words, statements, topics and scenes count beside each other: words tell the kind of event
# best, statements and topics what went wrong in it, scenes among whom, whatever they are called. On
# 110 descriptions 0.3, 0.45 and 0.6 for scenes make an nDCG@5 of 0.903, 0.905 and 0.905; the
# fourteen scenarios lose 0.006 by the latter two.
WORDS, STATEMENTS, TOPICS, SCENES = 0.6, 0.25, 0.15, 0.3
# A report speaks of a scene half as much as it can where this share of its documents does.
HALF_SPOKEN = 0.2
# What the account of an event speaks of beside the event itself: who came, and to what.
_RESPONDERS = ("police", "ambulance", "firefighters", "rescue")
_RESPONSE = Or(tuple(map(Term, (*_RESPONDERS, "emergency", "casualties", "scene", "injured"))))


@dataclass(frozen=True, slots=True)
class NearStatement:
    """A statement near the description in words and meaning, with its score."""

    id: str
    report: str
    score: float


@dataclass(frozen=True, slots=True)
class Heard:
    """What the reports say of the description.

    `words` are those looked for, rarest first. The rest is by report: `scores` lie between 0 and 1,
    `near` holds the nearest statements, best first, `response` the share of what a report says that
    speaks of an emergency and who came to it, `scenes` how much speaks of the scenes described
    (`scenes.py`), the most being 1; empty where none is named.
    """

    words: tuple[str, ...]
    scores: Mapping[str, float]
    near: Mapping[str, tuple[NearStatement, ...]]
    response: Mapping[str, float]
    scenes: Mapping[str, float]


def hear(engine: SearchEngine, text: str, topics: Sequence[str]) -> Heard:
    """Score all reports by a description; `topics` are the subjects it speaks of."""
    every = engine.tally("report", [Everything()])
    words = looked_for(engine, text, int(every.counts.sum()))
    near = _near(engine, text, words)
    scenes = _scene_scores(engine, text, every)
    parts = [
        (WORDS, _word_scores(engine, words, every)),
        (STATEMENTS, _near_scores(near, every)),
        (TOPICS, _topic_scores(engine, topics, every)),
        (SCENES, scenes),
    ]
    held = [(weight, scores) for weight, scores in parts if scores.any()]
    whole = sum(weight for weight, _ in held) or 1.0
    total = np.zeros(len(every.values))
    for weight, scores in held:
        total += weight / whole * scores / scores.max()
    response = _by_report(engine, [_RESPONSE], every)[0] / np.maximum(1, every.counts[0])
    return Heard(
        words,
        _named(every, total),
        near,
        _named(every, response),
        _named(every, scenes / scenes.max()) if scenes.any() else {},
    )


def _named(every: Tally, scores: Scores) -> dict[str, float]:
    return dict(zip(every.values, scores.tolist(), strict=True))


def looked_for(engine: SearchEngine, text: str, documents: int = 0) -> tuple[str, ...]:
    """Give the words of a text that occur at all, one for each stem, the rarest first.

    Told how many `documents` there are, common words are left out where enough others remain.
    """
    found: dict[str, str] = {}
    for token in analyze(text):
        # Numbers are compared as attributes: "40" stands on every second page
        if not token.word.isdecimal():
            found.setdefault(token.term, token.word)
    words = tuple(found.values())[:MOST_CONSIDERED]
    holding = engine.frequencies(words) if words else {}
    known = sorted((w for w in words if holding[w]), key=lambda w: holding[w])
    rare = [w for w in known if holding[w] <= COMMON * documents]
    return tuple((rare if len(rare) >= FEWEST_WORDS else known)[:MOST_WORDS])


def _near_scores(near: Mapping[str, Sequence[NearStatement]], every: Tally) -> Scores:
    """Score each report by its statements near the description."""
    found = {report: sum(s.score for s in statements) for report, statements in near.items()}
    return np.array([found.get(report, 0.0) for report in every.values])


def _word_scores(engine: SearchEngine, words: Sequence[str], every: Tally) -> Scores:
    """Score each report's text: BM25 with statements and passages that hold a word as its count."""
    counts = _by_report(engine, [Term(word) for word in words], every)
    sizes = every.counts[0]
    norm = K1 * (1 - B + B * sizes / max(1.0, sizes.sum() / max(1, _reports(every))))
    return _weighed(every, counts, counts * (K1 + 1) / (counts + norm))


def _topic_scores(engine: SearchEngine, topics: Sequence[str], every: Tally) -> Scores:
    """Score reports by the share of the topics they have statements on, rare topics more."""
    counts = _by_report(engine, [FieldIs("topic", topic) for topic in topics], every)
    return _weighed(every, counts, counts / (counts + K1))


def _scene_scores(engine: SearchEngine, text: str, every: Tally) -> Scores:
    """Score reports by how much of each speaks of the scenes described, rare ones more."""
    counts = _by_report(engine, scenes_of(text), every)
    spoken = counts / np.maximum(1, every.counts[0])
    return _weighed(every, counts, spoken / (spoken + HALF_SPOKEN))


def _by_report(engine: SearchEngine, trees: Sequence[Node], every: Tally) -> Counts:
    """Count each report's documents that match each tree, in the order of `every`."""
    counts = np.zeros((len(trees), len(every.values)), dtype=np.int64)
    if trees:
        held = engine.tally("report", trees)
        if held.values == every.values:
            return held.counts
        at = {report: n for n, report in enumerate(every.values)}
        # One that came meanwhile is told of the next time.
        known = [(n, at[report]) for n, report in enumerate(held.values) if report in at]
        counts[:, [there for _, there in known]] = held.counts[:, [here for here, _ in known]]
    return counts


def _weighed(every: Tally, counts: Counts, shares: Scores) -> Scores:
    """Add up each report's shares of the trees, each weighed by how few reports it meets."""
    holding = np.count_nonzero(counts, axis=1).tolist()
    rarities = np.array([idf(_reports(every), n) for n in holding])
    weighed: Scores = rarities @ shares
    return weighed


def _reports(every: Tally) -> int:
    return int(np.count_nonzero(every.counts))


def _near(
    engine: SearchEngine, text: str, words: Sequence[str]
) -> dict[str, tuple[NearStatement, ...]]:
    """Find the statements nearest to the description, the best few of each report."""
    if not words:
        return {}
    tree = Words(tuple(Term(w) for w in words), 1, *meaning_of(engine, text, words))
    hits = engine.search(Search(tree, limit=NEAR)).hits
    by_report: dict[str, list[NearStatement]] = defaultdict(list)
    for hit in hits:
        report = hit.id.partition("/")[0]
        if len(by_report[report]) < OF_EACH:
            by_report[report].append(NearStatement(hit.id, report, hit.score))
    return {report: tuple(found) for report, found in by_report.items()}


def meaning_of(
    engine: SearchEngine, text: str, words: Sequence[str]
) -> tuple[tuple[float, ...], float | None, float]:
    """Give a text's vector with how it ranks; none where there is no model."""
    if engine.encoder is None or engine.encoder.absent:
        return (), None, 1.0
    try:
        vector = tuple(engine.encoder.embed([text])[0].tolist())
    except EngineUnavailable:
        return (), None, 1.0
    return vector, ALIKE, share_of_words(len(words))
