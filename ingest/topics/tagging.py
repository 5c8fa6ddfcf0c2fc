"""Tag statements with the subtopics that their words support, and say which words did.

What stands around a statement is weighed with its own words: the finding that a recommendation
follows from and the recommendations that follow from it, the statements before and after it in its
section, its headings and the narrative that argues it. None of these gives a subtopic of which the
statement's own words say nothing. Words that staff added are no evidence to be weighed: a statement
that holds one is given its subtopic, whatever else it is given.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import log
from typing import TYPE_CHECKING

from ingest.topics.choice import CHOICE, Choice, company
from ingest.topics.evidence import Evidence, EvidenceFinder
from ingest.topics.firm_words import FirmWords, with_firm
from ingest.topics.weights import Company, Weights
from kb.domain.ids import TopicId
from kb.domain.topic import TopicTag, Vocabulary

if TYPE_CHECKING:
    from kb.catalog.tagging import ReadStatement
    from kb.domain.record import Record

# Subtopics of a statement that are weighed at all, those with most evidence.
MOST_CANDIDATES = 12
# Evidence that makes a subtopic a candidate: more than one ambiguous word of the statement's own,
# and this much with what stands around it. Less lets in statements about other things than police
# work: of 291 beginnings of statements in 26 reports of other fields 209 stay untagged (243 at
# 3.5, where more by other hands stay so as well: F1 0.506 instead of 0.512).
LEAST_OWN = 0.6
LEAST_WEIGHED = 3.0
# What the cues of a heading count, and what all its words do besides. On eight sets by other
# hands these lift F1 from 0.511 to 0.516; cues alone, at 0.2 to 1.0, make 0.510 to 0.514.
HEADING_CUES = 0.1
HEADING_WORDS = 0.18
KIN_WEIGHT = 0.4
NEXT_WEIGHT = 0.075
# Characters of narrative looked at: its beginning says what it is about.
NARRATIVE = 600

_Amounts = Mapping[TopicId, float]


@dataclass(frozen=True, slots=True)
class InPlace:
    """A statement where it stands; `parent` is the place of its parent among the report's."""

    text: str
    headings: tuple[str, ...] = ()
    parent: int | None = None
    narrative: str = ""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A subtopic that a statement may be about: see `ingest.topics.choice.FEATURES`."""

    topic: TopicId
    features: tuple[float, ...]
    evidence: Evidence


class Tagger:
    """Tag statements by a vocabulary; build once, use for every record."""

    def __init__(
        self,
        vocabulary: Vocabulary,
        weights: Weights | None = None,
        counted: Company | None = None,
    ) -> None:
        """Prepare the cues.

        `weights` say how telling all other words are, `counted` which subtopics go together.
        """
        live = [t for t in vocabulary if t.broader and not t.retired]
        self._finder = EvidenceFinder(live, weights)
        self._firm = FirmWords(live, dict(vocabulary.long_forms))
        self._company = counted or {}

    def tag(
        self,
        text: str,
        headings: Sequence[str] = (),
        defined_abbreviations: Iterable[tuple[str, str]] = (),
    ) -> tuple[TopicTag, ...]:
        """Tag a text that stands alone."""
        return self.tag_all([InPlace(text, tuple(headings))], defined_abbreviations)[0]

    def tag_all(
        self,
        statements: Sequence[InPlace],
        defined_abbreviations: Iterable[tuple[str, str]] = (),
        choice: Choice = CHOICE,
    ) -> list[tuple[TopicTag, ...]]:
        """Give subtopics for each of a report's statements, the likeliest first.

        Up to four, and those of which the statement holds a word that staff added.
        """
        defined = dict(defined_abbreviations)
        found = self.candidates(statements, defined)
        return [
            with_firm(chosen(weighed, choice), self._firm.held(statement.text, defined))
            for statement, weighed in zip(statements, found, strict=True)
        ]

    def candidates(
        self,
        statements: Sequence[InPlace],
        defined: Mapping[str, str],
    ) -> Iterator[list[Candidate]]:
        """Weigh for each statement the subtopics of which its own words say something.

        `defined` holds the abbreviations that the report explains.
        """
        own = [self._finder.find(s.text, defined) for s in statements]
        headed = self._headed(statements, defined)
        firm = [_sum([(_totals(o), 1.0), (h, 1.0)]) for o, h in zip(own, headed, strict=True)]
        kin = _kin(statements)
        for place, statement in enumerate(statements):
            around = [*kin[place], *_neighbours(statements, place)]
            weighed = _sum([(firm[place], 1.0), *((firm[other], w) for other, w in around)])
            told = _cued(self._finder.cues(statement.narrative[:NARRATIVE], defined))
            yield self._weighed(own[place], weighed, told, has_kin=bool(kin[place]))

    def _headed(self, statements: Sequence[InPlace], defined: Mapping[str, str]) -> list[_Amounts]:
        said = {
            h: self._of_heading(h, defined) for h in {h for s in statements for h in s.headings}
        }
        return [_sum([(said[h], 1.0) for h in s.headings]) for s in statements]

    def _of_heading(self, heading: str, defined: Mapping[str, str]) -> _Amounts:
        cued = _cued(self._finder.cues(heading, defined))
        told = _totals(self._finder.find(heading, defined))
        return _sum([(cued, HEADING_CUES), (told, HEADING_WORDS)])

    def _weighed(
        self,
        own: Mapping[TopicId, Evidence],
        weighed: _Amounts,
        told: _Amounts,
        *,
        has_kin: bool,
    ) -> list[Candidate]:
        named = [
            topic
            for topic, evidence in own.items()
            if evidence.total >= LEAST_OWN and weighed[topic] >= LEAST_WEIGHED
        ]
        named = sorted(named, key=lambda t: (-weighed[t], t))[:MOST_CANDIDATES]
        return [
            Candidate(
                topic,
                (
                    own[topic].total,
                    weighed[topic] / weighed[named[0]],
                    log(place + 1),
                    company(self._company, named[0], topic) if place else self._second(named),
                    float(has_kin),
                    told.get(topic, 0.0),
                ),
                own[topic],
            )
            for place, topic in enumerate(named)
        ]

    def _second(self, named: Sequence[TopicId]) -> float:
        """Say how well the first subtopic goes with the second."""
        return company(self._company, named[1], named[0]) if len(named) > 1 else 0.0


def in_place(records: Sequence[Record | ReadStatement]) -> list[InPlace]:
    """Give a report's statements as they are weighed."""
    places = {record.key: place for place, record in enumerate(records)}
    return [
        InPlace(r.text, r.section, None if r.parent is None else places.get(r.parent), r.context)
        for r in records
    ]


def _kin(statements: Sequence[InPlace]) -> list[list[tuple[int, float]]]:
    """Give each statement's parent and children with their weights, the children's shared."""
    children: dict[int, list[int]] = defaultdict(list)
    for place, statement in enumerate(statements):
        if statement.parent is not None:
            children[statement.parent].append(place)
    kin = [
        [(c, KIN_WEIGHT / len(children[p])) for c in children[p]] for p in range(len(statements))
    ]
    for place, statement in enumerate(statements):
        if statement.parent is not None:
            kin[place].append((statement.parent, KIN_WEIGHT))
    return kin


def _neighbours(statements: Sequence[InPlace], place: int) -> Iterator[tuple[int, float]]:
    """Give the statements before and after in the same section."""
    for other in (place - 1, place + 1):
        within = 0 <= other < len(statements)
        if within and statements[other].headings == statements[place].headings:
            yield other, NEXT_WEIGHT


def _sum(parts: Iterable[tuple[_Amounts, float]]) -> _Amounts:
    total: dict[TopicId, float] = defaultdict(float)
    for amounts, weight in parts:
        for topic, amount in amounts.items():
            total[topic] += weight * amount
    return total


def _totals(found: Mapping[TopicId, Evidence]) -> _Amounts:
    return {topic: evidence.total for topic, evidence in found.items()}


def _cued(found: Mapping[TopicId, Evidence]) -> _Amounts:
    return {topic: evidence.cued for topic, evidence in found.items()}


def chosen(candidates: Sequence[Candidate], choice: Choice) -> tuple[TopicTag, ...]:
    """Keep the subtopics that are likely enough, the likeliest first."""
    likely = sorted(
        ((choice.likelihood(c.features), c) for c in candidates),
        key=lambda pair: (-pair[0], pair[1].topic),
    )
    kept = choice.kept([p for p, _ in likely])
    return tuple(TopicTag(c.topic, c.evidence.shown(), round(p, 2)) for p, c in likely[:kept])
