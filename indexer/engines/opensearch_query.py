"""Our query tree as OpenSearch's JSON: what it matches, and what each part adds to the score.

Lucene weighs each field by itself and adds them up, where `indexer.ranking.scoring` adds the counts
first (BM25F); K1 and B are the same. What matches is the same to the document.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from indexer.engines.token_stream import GAP, clean, phrase
from indexer.fields import BY_NAME, FINDING_FIELDS, RANKING_FIELDS
from indexer.query import (
    And,
    Everything,
    FieldIs,
    Filter,
    Near,
    Node,
    Not,
    Or,
    Phrase,
    Prefer,
    Prefix,
    Range,
    Term,
    Words,
)
from indexer.question.ranges import bounds_in
from indexer.ranking.scoring import LABELLED, LEAST_TOP, UNLIKE, Scores, idf, span, spread
from kb.analysis import stem, stopwords

Query = dict[str, Any]

ID, REPORT, COLLECTION, WORDS, MEANING = "id", "of_report", "collection", "words", "meaning"
EVERYTHING: Query = {"match_all": {}}
NOTHING: Query = {"match_none": {}}
# The name that OpenSearch gives back for each hit that is alike in meaning.
ALIKE = "meaning"
_LEAST, _MOST = -(1 << 62), 1 << 62
# What the words add, and beside it what the likeness in meaning of a statement's text adds; what is
# too long for the model is ranked by its words alone.
_FUSED = """
if (doc['meaning'].size() == 0) { return _score; }
def added = params.meant.get(doc['meaning'].value);
double meant = added == null ? 0.0 : ((Number) added).doubleValue();
return params.share * _score + meant;
"""


@dataclass(frozen=True, slots=True)
class Likeness:
    """How alike the texts of statements are to a question, by key."""

    keys: Sequence[str]
    cosines: Scores


@dataclass(frozen=True, slots=True)
class Translator:
    """Translates trees; `documents` is how many there are, `best` gives a query's highest score."""

    documents: int
    likeness: Callable[[tuple[float, ...]], Likeness]
    best: Callable[[Query], float]

    def query(self, node: Node) -> Query:  # noqa: PLR0911 - one line for each node
        """Give what matches a node, with its score."""
        match node:
            case Term():
                return word(node.text)
            case Prefix():
                return constant({"prefix": {WORDS: {"value": clean(node.text)}}}, 1.0)
            case Phrase() if node.field:
                # As rare as can be: a printed label asked for by its number comes first.
                rarity = LABELLED * idf(self.documents, 1)
                return constant(in_order(node, (node.field,)), rarity)
            case Phrase() | Near():
                return _placed(node)
            case And() | Or():
                least = len(node.parts) if isinstance(node, And) else node.least
                return self._joined(node.parts, least)
            case Words():
                return self._worded(node)
            case Not():
                return {"bool": {"filter": [EVERYTHING], "must_not": [self.query(node.part)]}}
            case Prefer():
                return {"bool": {"filter": [EVERYTHING], "should": [self.query(node.part)]}}
            case FieldIs() | Range() | Everything():
                return silent(selected(node))

    def _joined(self, parts: Sequence[Node], least: int) -> Query:
        """Ask for `least` of the parts; a pasted text says "police" a thousand times, once here."""
        if least > len(parts):
            return NOTHING
        counted = [(self.query(part), times) for part, times in Counter(parts).items()]
        if least == len(parts):
            return {"bool": {"must": [boosted(query, times) for query, times in counted]}}
        # Being there twice counts twice, but no part need be counted more often than is asked.
        several = [(query, times, max(1, min(times, least))) for query, times in counted]
        return some(
            [boosted(query, times / n) for query, times, n in several for _ in range(n)], least
        )

    def _worded(self, node: Words) -> Query:
        worded = self._joined(node.parts, node.least)
        lifts = lifting(node)
        if not node.vector:
            return {"bool": {"must": [worded], "should": lifts}}
        found = self.likeness(node.vector)
        alike = _alike(node, found)
        # Every word's score counts in ranking, also where too few of them are there to match.
        every = some([self._joined(node.parts, 1), *lifts])
        told = found.cosines[found.cosines > UNLIKE]
        meant = spread(found.cosines, *span(told))
        top = max(self.best(every), LEAST_TOP) * (1 - node.share)
        added = {found.keys[i]: top * float(meant[i]) for i in np.flatnonzero(meant).tolist()}
        script = {"source": _FUSED, "params": {"share": node.share, "meant": added}}
        inner = {"bool": {"filter": [some([worded, alike])], "should": [every]}}
        return {"script_score": {"query": inner, "script": script}}


def _alike(node: Words, found: Likeness) -> Query:
    if node.alike is None:
        return NOTHING
    keys = [found.keys[i] for i in np.flatnonzero(found.cosines >= node.alike).tolist()]
    return {"bool": {"filter": [{"terms": {MEANING: keys}}], "_name": ALIKE}}


def _placed(node: Phrase | Near) -> Query:
    names = [row.name for row in FINDING_FIELDS]
    found = in_order(node, names) if isinstance(node, Phrase) else near(node, names)
    told = [w for w in node.words if w not in stopwords()]
    return {"bool": {"filter": [found], "should": [word(w) for w in told]}}


def word(text: str) -> Query:
    """Ask for a word by its stem in all fields that words are looked for in, each by its weight."""
    term = clean(stem(text))
    return some([{"term": {f.name: {"value": term, "boost": f.weight}}} for f in FINDING_FIELDS])


def lifting(node: Words) -> list[Query]:
    """Give what the titles above a document add: they lift what is found, and find nothing."""
    words = Counter(part.text for part in node.parts if isinstance(part, Term))
    return [
        {"term": {row.name: {"value": clean(stem(text)), "boost": row.weight * times}}}
        for text, times in words.items()
        for row in RANKING_FIELDS
        if not row.finds
    ]


def in_order(node: Phrase, names: Sequence[str]) -> Query:
    """Ask for words side by side in any of the fields."""
    told = dict(phrase(node.words))
    text = " ".join(told.get(place, GAP) for place in range(max(told) + 1))
    return some([{"match_phrase": {name: {"query": clean(text)}}} for name in names])


def near(node: Near, names: Sequence[str]) -> Query:
    """Ask for words in any order, so that at most so many others stand between them."""
    stems = list(dict.fromkeys(clean(stem(w)) for w in node.words))
    between = node.distance + 1 - len(stems)
    if len(stems) == 1:
        return some([{"term": {name: {"value": stems[0]}}} for name in names])
    if between < 0:
        return NOTHING
    each = [{"match": {"query": one}} for one in stems]
    rule = {"all_of": {"max_gaps": between, "intervals": each}}
    return some([{"intervals": {name: rule}} for name in names])


def selected(node: FieldIs | Range | Everything) -> Query:
    """Ask for a value, or a range of numbers."""
    match node:
        case FieldIs():
            if BY_NAME[node.field].kind.numeric:
                return NOTHING
            return {"term": {node.field: {"value": clean(node.value)}}}
        case Range():
            return between(node.field, node.low, node.high)
        case Everything():
            return EVERYTHING


def between(name: str, low: int | None, high: int | None) -> Query:
    """Ask for numbers between two bounds; a document without the number is none."""
    lower = _LEAST if low is None else max(_LEAST, min(_MOST, low))
    upper = _MOST if high is None else max(_LEAST, min(_MOST, high))
    return {"range": {name: {"gte": lower, "lte": upper}}} if lower <= upper else NOTHING


def passing(one: Filter) -> Query:
    """Ask for any of a filter's values."""
    if BY_NAME[one.field].kind.numeric:
        ranges = [b for text in one.values if (b := bounds_in(one.field, text)) is not None]
        return some([between(one.field, *bounds) for bounds in ranges])
    return {"terms": {one.field: [clean(value) for value in one.values]}}


def some(queries: Sequence[Query], least: int = 1) -> Query:
    """Ask for some of them."""
    if not queries:
        return NOTHING
    if least <= 0:
        return {"bool": {"filter": [EVERYTHING], "should": list(queries)}}
    if len(queries) == 1 and least == 1:
        return queries[0]
    return {"bool": {"should": list(queries), "minimum_should_match": least}}


def silent(query: Query) -> Query:
    """Let it match without adding to the score."""
    return {"bool": {"filter": [query]}}


def constant(query: Query, score: float) -> Query:
    """Let it add the same to whatever it matches."""
    return {"constant_score": {"filter": query, "boost": score}}


def boosted(query: Query, times: float) -> Query:
    """Let it count more or less."""
    return query if times == 1 else {"bool": {"must": [query], "boost": times}}
