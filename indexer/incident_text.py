"""How much the reports on an incident speak of what is described: words, meaning and topics.

Words are compared by BM25 over reports, a word's count being the statements and passages that hold
it. Meaning is that of the statements likest to the description. Each is a share of the best.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from weakref import WeakKeyDictionary

from indexer.engine import SearchEngine
from indexer.fields import COLLECTIONS
from indexer.meaning import ALIKE, share_of_words
from indexer.query import FieldIs, Search, Term, Words
from indexer.scoring import K1, B, idf
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
# What words, statements and topics count together: words tell the kind of event best, statements
# and topics what went wrong in it.
WORDS, STATEMENTS, TOPICS = 0.6, 0.25, 0.15


_kept: WeakKeyDictionary[SearchEngine, tuple[tuple[str, int, int], Mapping[str, int]]] = (
    WeakKeyDictionary()
)


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
    `near` holds the nearest statements, best first.
    """

    words: tuple[str, ...]
    scores: Mapping[str, float]
    near: Mapping[str, tuple[NearStatement, ...]]


def hear(engine: SearchEngine, text: str, topics: Sequence[str]) -> Heard:
    """Score all reports by a description; `topics` are the subjects it speaks of."""
    words = telling(engine, text)
    near = _near(engine, text, words)
    parts = [
        (WORDS, _word_scores(engine, words)),
        (STATEMENTS, {r: sum(s.score for s in found) for r, found in near.items()}),
        (TOPICS, _topic_scores(engine, topics)),
    ]
    held = [(weight, scores) for weight, scores in parts if scores]
    whole = sum(weight for weight, _ in held) or 1.0
    total: dict[str, float] = defaultdict(float)
    for weight, scores in held:
        most = max(scores.values()) or 1.0
        for report, score in scores.items():
            total[report] += weight / whole * score / most
    return Heard(words, total, near)


def telling(engine: SearchEngine, text: str) -> tuple[str, ...]:
    """Give the description's words that occur at all, one for each stem, the rarest first."""
    found: dict[str, str] = {}
    for token in analyze(text):
        # Numbers are compared as attributes: "40" stands on every second page
        if not token.word.isdecimal():
            found.setdefault(token.term, token.word)
    words = tuple(found.values())[:MOST_CONSIDERED]
    holding = engine.frequencies(words) if words else {}
    known = sorted((w for w in words if holding[w]), key=lambda w: holding[w])
    documents = sum(_sizes(engine).values())
    rare = [w for w in known if holding[w] <= COMMON * documents]
    return tuple((rare if len(rare) >= FEWEST_WORDS else known)[:MOST_WORDS])


def _word_scores(engine: SearchEngine, words: Iterable[str]) -> dict[str, float]:
    """Score each report's text: BM25 with statements and passages that hold a word as its count."""
    counts = {word: _counts(engine, Search(Term(word))) for word in words}
    sizes = _sizes(engine)
    mean = sum(sizes.values()) / max(1, len(sizes))
    scores: dict[str, float] = {}
    for holding in counts.values():
        rarity = idf(len(sizes), len(holding))
        for report, count in holding.items():
            norm = K1 * (1 - B + B * sizes[report] / mean)
            scores[report] = scores.get(report, 0.0) + rarity * count * (K1 + 1) / (count + norm)
    return scores


def _topic_scores(engine: SearchEngine, topics: Iterable[str]) -> dict[str, float]:
    """Score reports by the share of the topics they have statements on, rare topics more."""
    sizes = len(_sizes(engine)) if topics else 0
    scores: dict[str, float] = defaultdict(float)
    for topic in topics:
        page = engine.search(Search(FieldIs("topic", topic), facets=("report",), limit=1))
        holding = dict(page.facets)["report"]
        for count in holding:
            saturated = count.count / (count.count + K1)
            scores[count.value] += idf(sizes, len(holding)) * saturated
    return dict(scores)


def _near(
    engine: SearchEngine, text: str, words: Sequence[str]
) -> dict[str, tuple[NearStatement, ...]]:
    """Find the statements nearest to the description, the best few of each report."""
    if not words:
        return {}
    tree = Words(tuple(Term(w) for w in words), 1, *_meant(engine, text, words))
    hits = engine.search(Search(tree, limit=NEAR)).hits
    by_report: dict[str, list[NearStatement]] = defaultdict(list)
    for hit in hits:
        report = hit.id.partition("/")[0]
        if len(by_report[report]) < OF_EACH:
            by_report[report].append(NearStatement(hit.id, report, hit.score))
    return {report: tuple(found) for report, found in by_report.items()}


def _meant(
    engine: SearchEngine, text: str, words: Sequence[str]
) -> tuple[tuple[float, ...], float | None, float]:
    """Give the description's vector with how it ranks; none where there is no model."""
    if engine.encoder is None or engine.encoder.absent:
        return (), None, 1.0
    try:
        vector = tuple(engine.encoder.embed([text])[0].tolist())
    except EngineUnavailable:
        return (), None, 1.0
    return vector, ALIKE, share_of_words(len(words))


def _sizes(engine: SearchEngine) -> Mapping[str, int]:
    """Count the documents of each report, once for each state of the index."""
    live = next((g for g in engine.generations() if g.live), None)
    state = (live.name, live.cursor, live.documents) if live else ("", 0, 0)
    kept = _kept.get(engine)
    if kept is None or kept[0] != state:
        kept = (state, _counts(engine, Search()))
        _kept[engine] = kept
    return kept[1]


def _counts(engine: SearchEngine, search: Search) -> dict[str, int]:
    """Count the documents of each report that match, over all collections."""
    counts: dict[str, int] = defaultdict(int)
    for collection in COLLECTIONS:
        page = engine.search(Search(search.tree, collection, facets=("report",), limit=1))
        for count in dict(page.facets)["report"]:
            counts[count.value] += count.count
    return dict(counts)
