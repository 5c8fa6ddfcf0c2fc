"""Which statements of other reports a report's statements are like, found by way of the index.

The nearest few of each, by words and meaning, come from an ordinary search; only these are compared
word by word. So what a new report costs follows its own length, and nothing grows in memory.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from indexer.documents import meaning_of
from indexer.embedding.meaning import Vector, key
from indexer.engine import SearchEngine
from indexer.query import And, FieldIs, Not, Or, Search, Term, Words
from indexer.recurring.field_lessons import place_of
from indexer.recurring.field_rarity import subject_term
from indexer.recurring.same_words import Bag, Rarity, says_enough, shared, terms_of, without_senses
from indexer.recurring.sameness import InCommon, sameness
from kb.analysis import analyze
from kb.catalog.view import View
from kb.domain.ids import RecordId, ReportId
from kb.domain.lesson import Likeness
from kb.domain.published import RecordInReport

# Raise with any change in how statements are compared: all are compared anew then.
METHOD = "7"
# What is less likely the same is not kept, and counts as this much where groups are joined.
UNLIKE = 0.05
LEAST_COSINE = 0.3
NEAREST = 40
# "Set twelve-hour limits" and "went as long as twenty-two hours without relief" share hardly a word
# and are not near in meaning: of those on one subject, less is asked.
LEAST_COSINE_OF_KIN = 0.15
# The words of a statement that are looked for, and how many of them another must hold where it is
# not near in meaning.
MOST_WORDS, LEAST_WORDS = 12, 3
# In ranking the nearest, as much as meaning.
SHARE_OF_WORDS = 0.5


@dataclass(frozen=True, slots=True)
class ForComparing:
    """A statement as it is compared; `vector` is None where there is no meaning.

    `subjects` are its topics, by how sure and how rare each is; `place` is where it stands among
    the lessons of the field.
    """

    bag: Bag
    plain: Bag
    vector: Vector | None
    subjects: Mapping[str, float]
    place: Vector


def method_of(engine: SearchEngine) -> str:
    """Name how statements are compared on this engine: with meaning or by words alone."""
    encoder = engine.encoder
    return METHOD if encoder is None or encoder.absent else f"{METHOD} {encoder.name}"


def likenesses(
    view: View, engine: SearchEngine, report: ReportId, rarity: Rarity
) -> Iterator[Likeness]:
    """Compare a report's statements with those of others that the index finds near them."""
    mine = [s for s in view.statements(report) if says_enough(terms_of(s.record.text))]
    vectors = vectors_of(engine, mine)
    near = {s.id: _near(engine, s, vectors.get(key(_text(s))), rarity) for s in mine}
    others = view.records(name for names in near.values() for name in names)
    vectors |= vectors_of(engine, others.values())
    held = {s.id: for_comparing(s, vectors, rarity) for s in (*mine, *others.values())}
    for one, names in near.items():
        for other in names:
            if other in others and says_enough(held[other].bag):
                value = sameness(in_common(held[one], held[other]))
                if value > UNLIKE:
                    first, last = sorted((one, other))
                    yield Likeness(first, last, value)


def _near(
    engine: SearchEngine, statement: RecordInReport, vector: Vector | None, rarity: Rarity
) -> frozenset[RecordId]:
    """Find the statements of other reports nearest to one, among all and among its subjects."""
    printed = {token.term: token.word for token in analyze(statement.record.text)}
    words = tuple(Term(printed[term]) for term in rarity.rarest(printed, MOST_WORDS))
    others = Not(FieldIs("report", statement.report.id))
    subjects = tuple(FieldIs("topic", tag.topic) for tag in statement.record.topics)
    trees = [And((_alike(words, LEAST_WORDS, vector, LEAST_COSINE), others))]
    if subjects:
        alike = _alike(words, 1, vector, LEAST_COSINE_OF_KIN)
        trees.append(And((Or(subjects), alike, others)))
    found = (engine.search(Search(tree, limit=NEAREST)).hits for tree in trees)
    return frozenset(RecordId(hit.id) for hits in found for hit in hits)


def _alike(words: tuple[Term, ...], least: int, vector: Vector | None, cosine: float) -> Words:
    """Ask for so many of the words, or for so near a meaning where there are vectors."""
    if vector is None:
        return Words(words, min(least, len(words)))
    meant = tuple(vector.tolist())
    return Words(words, min(least, len(words)), meant, cosine, SHARE_OF_WORDS)


def vectors_of(engine: SearchEngine, statements: Iterable[RecordInReport]) -> dict[str, Vector]:
    """Give the vectors that the index holds of statements, by key; none where it has no meaning."""
    if engine.encoder is None or engine.encoder.absent:
        return {}
    return dict(engine.vectors([key(_text(s)) for s in statements]))


def _text(statement: RecordInReport) -> str:
    return meaning_of(statement.record)


def for_comparing(
    statement: RecordInReport, vectors: Mapping[str, Vector], rarity: Rarity
) -> ForComparing:
    """Prepare a statement."""
    record = statement.record
    terms = terms_of(record.text)
    return ForComparing(
        rarity.bag(terms),
        rarity.bag(without_senses(terms)),
        vectors.get(key(_text(statement))),
        {t.topic: t.score * rarity.share(subject_term(t.topic)) for t in record.topics},
        place_of(record.text),
    )


def in_common(one: ForComparing, other: ForComparing) -> InCommon:
    """Say what two statements share; without vectors, words stand for meaning."""
    words = shared(one.bag, other.bag)
    meaning = words
    if one.vector is not None and other.vector is not None:
        meaning = float(np.dot(one.vector, other.vector))
    return InCommon(
        words,
        shared(one.plain, other.plain),
        meaning,
        shared(one.subjects, other.subjects),
        float(np.dot(one.place, other.place)),
    )


def terms_held(statements: Sequence[RecordInReport]) -> dict[str, int]:
    """Count the statements that hold each word, sense or topic."""
    counts: Counter[str] = Counter()
    for statement in statements:
        counts.update(terms_of(statement.record.text))
        counts.update({subject_term(tag.topic) for tag in statement.record.topics})
    return dict(counts)
