"""Incidents like the one described, each with why: attributes, words, statements, and their pages.

Hard filters come first. The kind of event is one half; likeness of details counts by how much of
what was asked is known of an incident; the rest is what its reports say. A report in which no event
was read is compared by that alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from typing import Protocol
from weakref import WeakKeyDictionary

import numpy as np

from indexer.answer.describing import Lookup
from indexer.engine import SearchEngine
from indexer.fields import COLLECTIONS
from indexer.incidents.answering import answering
from indexer.incidents.comparable_question import (
    TYPE,
    TYPE_LABEL,
    TYPE_WEIGHT,
    AskedAttribute,
    Question,
    Understood,
    understand,
)
from indexer.incidents.incident_table import Alike, IncidentTable, Mask, is_unread
from indexer.incidents.incident_text import Heard, NearStatement, hear
from indexer.incidents.kinship import OPEN, type_likeness
from indexer.incidents.likeness import AGREES, Likenesses, likeness
from indexer.incidents.telling import share_told
from indexer.incidents.worries import worry_in
from indexer.query import And, FieldIs, Or, Search, Term
from kb.analysis import analyze, stem
from kb.attribute_table import BY_KEY
from kb.domain.ids import RecordId, ReportId
from kb.domain.incident import Attribute, Incident
from kb.domain.published import RecordInReport, ReportSummary

# Share of details beside what is told when all that were asked are known of an incident.
DETAILS_SHARE = 0.5
WORDS_SHOWN = 6
STATEMENTS_SHOWN, ANSWERS_SHOWN = 3, 2
# Statements and passages of each incident that are read for the words in common.
PLACES_READ = 8
# An incident has something in common with the description that is of its type or a kindred one, or
# agrees in most of what is known of it, or comes so near to the likest, nearer where its type is
# another. A detail alone (as many officers) is chance.
NEAR_THE_LIKEST, NEAR_OF_ANOTHER_TYPE = 0.5, 0.75
# Of what is enough told, less than this is little: all who share its one word are then as near.
LITTLE, NEAR_WHERE_LITTLE_IS_TOLD = 0.6, 0.95
# What an incident whose kind is not known counts for its kind: some of them are of it. Where the
# likest report's event was hidden, 0.15, 0.25 and 0.35 put it first in 25, 33 and 46 of 64.
KIND_NOT_KNOWN = 0.35
# A report in which no event was read may be on one where so much of it speaks of responders: of 29
# on none (budgets, audits, technology) 28 do so in 0.09 or less, of 48 on events 37 in more.
OF_AN_EVENT = 0.1
# What an incident of such a type as "other disaster" counts whose reports speak of no such scene.
OTHER_SCENE = 0.7
# What has no more in common with the description than this is not like it.
LEAST_SCORE = 0.02


@dataclass(frozen=True, slots=True)
class StatedValue:
    """What one report states of an attribute, on which page, in which words."""

    value: str | int | float
    report: str
    page: int
    quote: str
    likeness: float


@dataclass(frozen=True, slots=True)
class MatchedAttribute:
    """One asked attribute of an incident: what each of its reports states; () where none does.

    `likeness` is that of the likest value, between 0 and 1, None where nothing is stated.
    `disputed` says that its reports state different values.
    """

    key: str
    label: str
    asked: str | int | float
    likeness: float | None
    stated: tuple[StatedValue, ...]

    @property
    def disputed(self) -> bool:
        """Say whether reports disagree."""
        return len({str(s.value) for s in self.stated}) > 1

    @property
    def alike(self) -> bool:
        """Say whether it counts among those alike."""
        return self.likeness is not None and self.likeness >= AGREES


@dataclass(frozen=True, slots=True)
class MatchedWord:
    """A word of the description, and the page where a report on the incident says it best."""

    word: str
    report: str
    page: int
    id: str


@dataclass(frozen=True, slots=True)
class ComparableIncident:
    """One incident, its reports (likest first) and why it is like the one described.

    `score` lies between 0 and 1; `answers` are the statements nearest to what the asker wants to
    know, `statements` the others nearest to the description; `topics` are families and subtopics
    with the number of statements its reports have on each, most first.
    `in_common` says whether it has more in common with it than chance. Where `unread` is true it is
    a report in which no event was read, compared by what it says; where `nowhere` is true it is on
    no one place either and comes after all others.
    """

    incident: Incident
    score: float
    reports: tuple[ReportSummary, ...]
    attributes: tuple[MatchedAttribute, ...]
    words: tuple[MatchedWord, ...]
    answers: tuple[RecordInReport, ...]
    statements: tuple[RecordInReport, ...]
    in_common: bool = True
    topics: tuple[tuple[str, int], ...] = ()
    unread: bool = False
    nowhere: bool = False

    @property
    def sources(self) -> tuple[str, ...]:
        """Name the files of its reports."""
        return tuple(report.source for report in self.reports)

    @property
    def known(self) -> int:
        """Count the asked attributes that are known of it."""
        return sum(a.likeness is not None for a in self.attributes)

    @property
    def alike(self) -> int:
        """Count those that are alike."""
        return sum(a.alike for a in self.attributes)


@dataclass(frozen=True, slots=True)
class Comparison:
    """What was understood of the description, and the likest incidents first.

    `total` counts those that the hard filters let through; of them `in_common` have something in
    common with it and `unlike` hardly anything. `left` says what the filters left out for want of
    knowing. `little` says that the description tells too little of what happened to go by. `worry`
    are its words that ask something, "" where none does.
    """

    question: Question
    understood: Understood
    incidents: tuple[ComparableIncident, ...]
    total: int
    in_common: int
    unlike: int
    left: tuple[str, ...] = ()
    little: bool = False
    worry: str = ""


class IncidentView(Lookup, Protocol):
    """What of the catalog is compared with."""

    def last_change(self) -> int:
        """Give the number of the newest change."""

    def incidents(self) -> Sequence[Incident]:
        """Give all incidents as their reports tell of them together."""

    def summaries(self) -> Sequence[ReportSummary]:
        """Give all reports in brief."""


_tables: WeakKeyDictionary[SearchEngine, tuple[int, IncidentTable]] = WeakKeyDictionary()


def comparable(
    view: IncidentView, engine: SearchEngine, question: Question, subjects: Sequence[str] = ()
) -> Comparison:
    """Find the incidents most like the one asked for; `subjects` are topics it speaks of.

    Raises BadRequest for a text past the ceiling, EngineUnavailable where nothing is indexed.
    """
    described = understand(question, engine)
    table = _table(view, engine)
    heard = hear(engine, described.told, subjects)
    alike = _of_the_scene(table, described, table.alike(described), heard)
    admitted = table.admitted(question, described)
    told = share_told(described.told, len(described.compared))
    fused = _fused(table.told(heard.scores), alike, described.type_weight)
    fused *= told if question.text else 1.0
    mask = admitted.mask & (~table.unread | (table.told(heard.response) >= OF_AN_EVENT))
    scores = np.where(mask, fused, -1.0)
    in_common = mask & _in_common(scores, alike, told, table.unread)
    # Filters alone, with nothing to compare by, list what they let through.
    least = LEAST_SCORE if question.text or described.compared or described.types else -0.5
    near = scores > least
    shown = near & (in_common | question.unlike)
    nowhere = table.nowhere
    order = [row for row in np.lexsort((-scores, nowhere)).tolist() if shown[row]]
    worry = worry_in(described.told)
    answers = answering(engine, worry, _reports(table, order[: question.limit]))
    describer = _Describer(view, engine, described, heard, table.heads, answers)
    return Comparison(
        question,
        described,
        tuple(
            describer.describe(
                table.incidents[row],
                float(scores[row]),
                in_common=bool(in_common[row]),
                nowhere=bool(nowhere[row]),
            )
            for row in order[: question.limit]
        ),
        int(mask.sum()),
        int((near & in_common).sum()),
        int((near & ~in_common).sum()),
        admitted.left,
        bool(question.text) and told < LITTLE,
        worry,
    )


def _of_the_scene(table: IncidentTable, described: Understood, alike: Alike, heard: Heard) -> Alike:
    """Take incidents as less alike in another scene, where either type holds several kinds."""
    if not heard.scenes:
        return alike
    of_open = bool(described.types) and all(kind in OPEN for kind, _ in described.types)
    spoken = OTHER_SCENE + (1 - OTHER_SCENE) * table.told(heard.scenes)
    open_types = (table.of_open_type | of_open) & (alike.kind >= 0)
    return replace(alike, kind=np.where(open_types, alike.kind * spoken, alike.kind))


def _reports(table: IncidentTable, rows: Iterable[int]) -> list[ReportId]:
    return list(dict.fromkeys(r for row in rows for r in table.incidents[row].reports))


def topic_counts(engine: SearchEngine, incident: Incident) -> tuple[tuple[str, int], ...]:
    """Count the statements of an incident's reports on each topic, most first."""
    tree = _all_of(incident)
    page = engine.search(Search(tree, facets=("topic",), limit=1))
    return tuple((count.value, count.count) for count in dict(page.facets)["topic"])


def _all_of(incident: Incident) -> FieldIs:
    return FieldIs("report" if is_unread(incident) else "incident", incident.id)


def _in_common(scores: Likenesses, alike: Alike, told: float, unread: Mask) -> Mask:
    agreeing: Mask = (alike.details > 0) & (alike.score >= AGREES)
    nearest = NEAR_THE_LIKEST if told >= LITTLE else NEAR_WHERE_LITTLE_IS_TOLD
    least = np.where(alike.other_type | unread, NEAR_OF_ANOTHER_TYPE, nearest)
    near: Mask = scores >= least * scores.max(initial=0.0)
    return alike.same_type | agreeing | near


def _table(view: IncidentView, engine: SearchEngine) -> IncidentTable:
    change = view.last_change()
    kept = _tables.get(engine)
    if kept is None or kept[0] != change:
        before = kept[1] if kept else IncidentTable(())
        kept = (change, before.now(view.incidents(), view.summaries()))
        _tables[engine] = kept
    return kept[1]


def _fused(told: Likenesses, alike: Alike, type_weight: float) -> Likenesses:
    """Weigh the kind of event, what is told, and details by how many of those asked are known."""
    known = alike.known / alike.whole if alike.whole else np.zeros(len(told))
    by_details = DETAILS_SHARE * known if told.any() else known
    rest = (1 - by_details) * told + by_details * alike.detailed
    kind = np.where(alike.kind >= 0, alike.kind, KIND_NOT_KNOWN)
    by_kind = type_weight / (type_weight + TYPE_WEIGHT)
    return by_kind * kind + (1 - by_kind) * rest


@dataclass(frozen=True, slots=True)
class _Place:
    id: str
    report: str
    page: int
    text: str


@dataclass(frozen=True, slots=True)
class _Describer:
    """Looks up what is shown of the few incidents that are."""

    view: IncidentView
    engine: SearchEngine
    described: Understood
    heard: Heard
    heads: Mapping[str, ReportSummary]
    answers: Mapping[str, tuple[NearStatement, ...]]

    def describe(
        self, incident: Incident, score: float, *, in_common: bool, nowhere: bool
    ) -> ComparableIncident:
        known = [r for r in incident.reports if r in self.heads]
        reports = sorted(known, key=lambda r: -self.heard.scores.get(r, 0.0))
        answers = tuple(self._said(self.answers, reports))[:ANSWERS_SHOWN]
        said = {found.record.text for found in answers}
        near = self._said(self.heard.near, reports)
        statements = tuple(s for s in near if s.record.text not in said)[:STATEMENTS_SHOWN]
        return ComparableIncident(
            incident,
            score,
            tuple(self.heads[r] for r in reports),
            tuple(self._attributes(incident)),
            tuple(self._words(incident, statements)),
            answers,
            statements,
            in_common,
            topic_counts(self.engine, incident),
            is_unread(incident),
            nowhere,
        )

    def _attributes(self, incident: Incident) -> Iterator[MatchedAttribute]:
        if self.described.types:
            yield self._type(incident)
        for asked in self.described.compared:
            told = [a for a in incident.attributes if a.key == asked.key]
            stated = tuple(_stated(asked, a, incident) for a in told)
            best = max((s.likeness for s in stated), default=None)
            label = BY_KEY[asked.key].label
            yield MatchedAttribute(asked.key, label, asked.value, best, stated)

    def _type(self, incident: Incident) -> MatchedAttribute:
        types = self.described.types
        if not incident.type:
            return MatchedAttribute(TYPE, TYPE_LABEL, types[0][0], None, ())
        best = max(type_likeness(t, incident.type) for t, _ in types)
        asked = next(t for t, _ in types if type_likeness(t, incident.type) == best)
        report = incident.reports[0] if incident.reports else ""
        stated = StatedValue(incident.type, report, incident.page, "", best)
        return MatchedAttribute(TYPE, TYPE_LABEL, asked, best, (stated,))

    def _said(
        self, by_report: Mapping[str, tuple[NearStatement, ...]], reports: Iterable[str]
    ) -> Iterator[RecordInReport]:
        near = sorted((s for r in reports for s in by_report.get(r, ())), key=lambda s: -s.score)
        found = self.view.records([RecordId(s.id) for s in near])
        # A report on progress repeats what the first one said
        said = {found[RecordId(s.id)].record.text: s.id for s in reversed(near) if s.id in found}
        kept = [s.id for s in near if s.id in said.values()]
        yield from (found[RecordId(name)] for name in kept)

    def _words(
        self, incident: Incident, statements: Sequence[RecordInReport]
    ) -> Iterator[MatchedWord]:
        """Give the rarest words of the nearest statements, or of places that hold most words."""
        best: dict[str, MatchedWord] = {}
        near = [_Place(s.id, s.report.id, s.record.page, s.record.text) for s in statements]
        for place in near or self._places(incident):
            for token in analyze(place.text):
                best.setdefault(token.term, MatchedWord("", place.report, place.page, place.id))
        found = ((word, best.get(stem(word))) for word in self.heard.words)
        shown = (replace(at, word=word) for word, at in found if at is not None)
        yield from islice(shown, WORDS_SHOWN)

    def _places(self, incident: Incident) -> Iterator[_Place]:
        """Give the statements and passages that hold most of the words."""
        if not self.heard.words:
            return
        words = Or(tuple(Term(word) for word in self.heard.words))
        tree = And((words, _all_of(incident)))
        for collection in COLLECTIONS:
            hits = self.engine.search(Search(tree, collection, limit=PLACES_READ)).hits
            ids = [hit.id for hit in hits]
            if collection == "records":
                for record in self.view.records([RecordId(i) for i in ids]).values():
                    told = record.record
                    yield _Place(record.id, record.report.id, told.page, told.text)
            else:
                for found in self.view.passages(ids).values():
                    told_in = found.passage
                    yield _Place(found.id, found.report.id, told_in.page, told_in.text)


def _stated(asked: AskedAttribute, told: Attribute, incident: Incident) -> StatedValue:
    report = told.report or (incident.reports[0] if incident.reports else "")
    alike = likeness(BY_KEY[asked.key], asked.value, told.value)
    return StatedValue(told.value, report, told.page, told.quote, alike)
