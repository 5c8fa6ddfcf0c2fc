"""Our query tree as a tantivy query: what it matches, and what each part adds to the score.

Tantivy weighs each field by itself and adds them up, where `indexer.ranking.scoring` adds the
counts first (BM25F); K1 and B are the same. What matches is the same to the document.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import combinations
from typing import Any

from tantivy import FieldType, Query

from indexer.engines.parts import COLLECTION, ID
from indexer.engines.tantivy_clauses import boosted, both, silent, term, union, without
from indexer.engines.tantivy_storage import WORDS, schema
from indexer.engines.tantivy_words import CommitWords
from indexer.engines.token_stream import clean, phrase, places, within
from indexer.fields import BY_NAME, FINDING_FIELDS
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
from indexer.ranking import deadline
from indexer.ranking.matching import MOST_EXPANDED
from indexer.ranking.scoring import LABELLED, idf
from kb.analysis import stem, stopwords

# Two words can be told to be near by tantivy itself; of more, each pair must be, and is looked at.
_PAIR = 2


@dataclass(frozen=True, slots=True)
class Translator:
    """Translates trees for one collection of one commit."""

    words: CommitWords
    collection: str
    live: Any = None

    @property
    def searcher(self) -> Any:
        """Give what asks the commit."""
        return self.words.searcher

    @property
    def base(self) -> Query:
        """Give all documents of the collection."""
        return _all_of(self.collection)

    def query(self, node: Node) -> Query:  # noqa: PLR0911 - one line for each node
        """Give what matches a node, with its score; raises EngineUnavailable past the deadline."""
        deadline.check()
        match node:
            case Term():
                return self.words.finding(stem(node.text))
            case Prefix():
                return self._rare(self.beginning(node.text), 1.0)
            case Phrase() if node.field:
                return self._rare(in_order(node, (node.field,)), LABELLED)
            case Phrase() | Near():
                return self._placed(node)
            case And() | Or():
                return self._joined(
                    node.parts, len(node.parts) if isinstance(node, And) else node.least
                )
            case Words():
                return both([self._joined(node.parts, node.least)], self._lifting(node))
            case Not():
                return without(self.query(node.part))
            case Prefer():
                return both([silent(Query.all_query())], [self.query(node.part)])
            case FieldIs() | Range() | Everything():
                return silent(selected(node))

    def count(self, query: Query) -> int:
        """Count what matches within the collection."""
        return int(self.searcher.search(both([self.base, query]), 1).count)

    def _rare(self, query: Query, times: float) -> Query:
        count = self.count(query)
        everything = self.count(Query.all_query())
        return Query.const_score_query(query, times * idf(everything, count))

    def beginning(self, prefix: str) -> Query:
        """Ask for the most frequent words that begin so."""
        found = self.searcher.terms_with_prefix(
            WORDS, clean(prefix), filter_query=self.live, limit=MOST_EXPANDED
        )
        return Query.term_set_query(schema(), WORDS, [text for text, _ in found])

    def _placed(self, node: Phrase | Near) -> Query:
        names = [row.name for row in FINDING_FIELDS]
        found = in_order(node, names) if isinstance(node, Phrase) else self.near(node, names)
        told = [w for w in node.words if w not in stopwords()]
        return both([silent(found)], [self.words.finding(stem(w)) for w in told])

    def near(self, node: Near, names: Sequence[str]) -> Query:
        """Ask for words near each other in any of the fields."""
        stems = tuple(dict.fromkeys(stem(w) for w in node.words))
        if len(stems) == 1:
            return union([term(name, stems[0]) for name in names])
        pairs = {
            name: both([together(name, pair, node.distance) for pair in combinations(stems, _PAIR)])
            for name in names
        }
        if len(stems) == _PAIR:
            return union(list(pairs.values()))
        ids = [i for name in names for i in self._checked(pairs[name], name, stems, node.distance)]
        return Query.term_set_query(schema(), ID, ids)

    def _checked(
        self, candidates: Query, name: str, stems: Sequence[str], distance: int
    ) -> Iterable[str]:
        """Look at the words of each document whose pairs are near."""
        count = self.searcher.search(candidates, 1).count
        found = self.searcher.search(candidates, max(1, count), count=False)
        for _, address in found.hits:
            deadline.check()
            held = self.searcher.doc(address)
            where = places(held.get_first(name))
            if within([where.get(one, []) for one in stems], distance):
                yield held.get_first(ID)

    def _lifting(self, node: Words) -> list[Query]:
        """Give what the titles above a document add."""
        told = Counter(part.text for part in node.parts if isinstance(part, Term))
        lift = self.words.lifting
        return [boosted(q, times) for text, times in told.items() for q in lift(stem(text))]

    def _joined(self, parts: Sequence[Node], least: int) -> Query:
        """Ask for `least` of the parts; a pasted text says "police" a thousand times, once here."""
        if least > len(parts):
            return Query.empty_query()
        counted = [(self.query(part), times) for part, times in Counter(parts).items()]
        if least == len(parts):
            return both([boosted(query, times) for query, times in counted])
        # Being there twice counts twice, but no part need be counted more often than is asked.
        several = [(query, times, max(1, min(times, least))) for query, times in counted]
        each = [boosted(query, times / n) for query, times, n in several for _ in range(n)]
        return union(each, max(1, least)) if least > 0 else both([silent(Query.all_query())], each)


def constant(node: Node) -> bool:
    """Say whether all that matches a tree scores the same, so that ids alone order it."""
    if isinstance(node, And):
        return all(map(constant, node.parts))
    return (
        scoreless(node)
        or isinstance(node, Prefix)
        or (isinstance(node, Phrase) and bool(node.field))
    )


def scoreless(node: Node) -> bool:
    """Say whether a tree selects without saying how well anything answers."""
    if isinstance(node, And | Or | Words):
        return all(map(scoreless, node.parts))
    if isinstance(node, Prefer):
        return scoreless(node.part)
    return isinstance(node, FieldIs | Range | Everything | Not)


@cache
def _all_of(collection: str) -> Query:
    return silent(term(COLLECTION, collection))


def in_order(node: Phrase, names: Sequence[str]) -> Query:
    """Ask for words side by side in any of the fields."""
    told = phrase(node.words)
    if len(told) == 1:
        return union([term(name, told[0][1]) for name in names])
    return union([Query.phrase_query(schema(), name, list(told)) for name in names])


def together(name: str, pair: Sequence[str], distance: int) -> Query:
    """Ask for two stems within a distance: a sloppy phrase at one and the same place."""
    return Query.phrase_query(schema(), name, [(0, one) for one in pair], distance)


def selected(node: FieldIs | Range | Everything) -> Query:
    """Ask for a value, or a range of numbers."""
    match node:
        case FieldIs():
            return value(node.field, node.value)
        case Range():
            return between(node.field, node.low, node.high)
        case Everything():
            return Query.all_query()


def value(name: str, text: str) -> Query:
    """Ask for a keyword; no number is one."""
    if BY_NAME[name].kind.numeric:
        return Query.empty_query()
    return term(name, text)


def between(name: str, low: int | None, high: int | None) -> Query:
    """Ask for numbers between two bounds; a document without the number is none."""
    least, most = -(1 << 62), 1 << 62
    lower = least if low is None else max(least, min(most, low))
    upper = most if high is None else max(least, min(most, high))
    if lower > upper:
        return Query.empty_query()
    return Query.range_query(schema(), name, FieldType.Integer, lower, upper)


def passing(one: Filter) -> Query:
    """Ask for any of a filter's values."""
    if BY_NAME[one.field].kind.numeric:
        ranges = [b for text in one.values if (b := bounds_in(one.field, text)) is not None]
        return silent(union([between(one.field, *bounds) for bounds in ranges]))
    return silent(Query.term_set_query(schema(), one.field, [clean(v) for v in one.values]))
