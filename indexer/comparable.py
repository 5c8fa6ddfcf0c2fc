"""Incidents like the one described, each with why: attributes and words, and their pages.

Attributes are compared as Gower (1971) does: each kind in its own way, unknown on either side left
out. Words are compared by BM25 over incidents, a word's count being the statements and passages of
the incident's reports that hold it.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from indexer.describing import Lookup
from indexer.engine import SearchEngine
from indexer.fields import COLLECTIONS
from indexer.query import And, FieldIs, Search, Term
from indexer.scoring import K1, B, idf
from kb.analysis import analyze
from kb.attribute_table import BY_KEY, AttributeSpec
from kb.attributes import read_attributes
from kb.domain.ids import RecordId, ReportId
from kb.domain.incident import Attribute, Incident
from kb.domain.published import ReportSummary
from kb.errors import BadRequest
from kb.reference import load_incident_types

# A type is what people compare first; as much as an attribute of the heaviest weight and a half.
TYPE_WEIGHT = 3.0
SAME_FAMILY = 0.5
# Share of attributes in the whole when all that was asked is known of an incident.
ATTRIBUTES_SHARE = 0.5
LONGEST = 20_000
MOST_WORDS = 60
WORDS_SHOWN = 6
# On a log scale a ten-fold difference counts as no likeness at all.
LOG_RANGE = math.log(10)
PLAIN_RANGE = 10.0


@dataclass(frozen=True, slots=True)
class MatchedAttribute:
    """An attribute both sides know: what was asked, what a report says, and on which page.

    `likeness` lies between 0 and 1.
    """

    key: str
    label: str
    asked: str
    value: str
    likeness: float
    page: int
    quote: str
    report: str


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

    `known` of the `asked` attributes are known of it; those unknown count neither way.
    """

    incident: Incident
    score: float
    reports: tuple[ReportSummary, ...]
    attributes: tuple[MatchedAttribute, ...]
    words: tuple[MatchedWord, ...]
    known: int
    asked: int

    @property
    def sources(self) -> tuple[str, ...]:
        """Name the files of its reports."""
        return tuple(report.source for report in self.reports)


@dataclass(frozen=True, slots=True)
class Comparison:
    """What was understood of the description, and the likest incidents first."""

    text: str
    types: tuple[str, ...]
    attributes: tuple[Attribute, ...]
    incidents: tuple[ComparableIncident, ...]


class IncidentView(Lookup, Protocol):
    """What of the catalog is compared with."""

    def incidents(self) -> Sequence[Incident]:
        """Give all incidents as their reports tell of them together."""

    def summaries(self) -> Sequence[ReportSummary]:
        """Give all reports in brief."""


@dataclass(frozen=True, slots=True)
class _Asked:
    view: IncidentView
    engine: SearchEngine
    words: tuple[str, ...]
    heads: Mapping[ReportId, ReportSummary]
    by_report: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class _Likeness:
    score: float
    attributes: tuple[MatchedAttribute, ...]
    asked: int


def comparable(view: IncidentView, engine: SearchEngine, text: str, limit: int = 20) -> Comparison:
    """Find the incidents most like the one that a text describes.

    Raises BadRequest for a text past the ceiling, EngineUnavailable where nothing is indexed.
    """
    if len(text) > LONGEST:
        raise BadRequest(
            f"the description is {len(text):,} characters long",
            hint=f"Shorten it to {LONGEST:,}.",
        )
    attributes, types = read_attributes(text), types_of(text)
    words = _telling(text)
    heads = {head.id: head for head in view.summaries()}
    asked = _Asked(view, engine, words, heads, _text_scores(engine, words))
    most = max(asked.by_report.values(), default=0.0) or 1.0
    ranked: list[tuple[float, Incident, _Likeness]] = []
    for incident in view.incidents():
        told = max((asked.by_report.get(r, 0.0) for r in incident.reports), default=0.0) / most
        alike = _likeness(attributes, types, incident)
        ranked.append((_fused(told, alike, attributes, types), incident, alike))
    ranked.sort(key=lambda row: (-row[0], row[1].id))
    shown = tuple(_described(asked, *row) for row in ranked[:limit] if row[0] > 0)
    return Comparison(text, types, attributes, shown)


def types_of(text: str) -> tuple[str, ...]:
    """Give the types of incident whose cues a text holds, the most often named first."""
    counts = {
        kind.id: sum(len(re.findall(rf"\b(?:{cue})\b", text, re.IGNORECASE)) for cue in kind.cues)
        for kind in load_incident_types()
    }
    return tuple(sorted((k for k, n in counts.items() if n), key=lambda k: (-counts[k], k)))


def _fused(
    told: float, alike: _Likeness, asked: Sequence[Attribute], types: Sequence[str]
) -> float:
    """Weigh attributes by how much of what was asked is known of the incident."""
    whole = sum(BY_KEY[a.key].weight for a in asked if a.key in BY_KEY)
    whole += TYPE_WEIGHT if types else 0.0
    known = sum(BY_KEY[m.key].weight if m.key in BY_KEY else TYPE_WEIGHT for m in alike.attributes)
    share = ATTRIBUTES_SHARE * known / whole if whole else 0.0
    return (1 - share) * told + share * alike.score


def _likeness(asked: Sequence[Attribute], types: Sequence[str], incident: Incident) -> _Likeness:
    theirs = {a.key: a for a in incident.attributes}
    report = incident.reports[0] if incident.reports else ""
    matched: list[MatchedAttribute] = []
    if types and incident.type:
        same = max(_type_likeness(t, incident.type) for t in types)
        matched.append(
            MatchedAttribute(
                "type", "Type of incident", types[0], incident.type, same, incident.page, "", report
            )
        )
    for mine in asked:
        other = theirs.get(mine.key)
        if other is not None and mine.key in BY_KEY:
            spec = BY_KEY[mine.key]
            matched.append(
                MatchedAttribute(
                    mine.key,
                    spec.label,
                    str(mine.value),
                    str(other.value),
                    likeness(spec, mine.value, other.value),
                    other.page,
                    other.quote,
                    str(getattr(other, "report", "") or report),
                )
            )
    weights = [BY_KEY[m.key].weight if m.key in BY_KEY else TYPE_WEIGHT for m in matched]
    total = sum(weights)
    score = sum(w * m.likeness for w, m in zip(weights, matched, strict=True))
    return _Likeness(score / total if total else 0.0, tuple(matched), len(asked) + bool(types))


def likeness(spec: AttributeSpec, mine: str | float, other: str | float) -> float:
    """Compare two values of an attribute: 1 the same, 0 nothing alike."""
    if isinstance(mine, str) or isinstance(other, str):
        return 1.0 if str(mine).casefold() == str(other).casefold() else 0.0
    if spec.scale == "log":
        apart = abs(math.log1p(max(0.0, mine)) - math.log1p(max(0.0, other))) / LOG_RANGE
    else:
        apart = abs(mine - other) / PLAIN_RANGE
    return max(0.0, 1.0 - apart)


def _type_likeness(one: str, other: str) -> float:
    if one == other:
        return 1.0
    return SAME_FAMILY if one.partition("/")[0] == other.partition("/")[0] else 0.0


def _telling(text: str) -> tuple[str, ...]:
    """Give the description's words, one for each stem, in its order."""
    found: dict[str, str] = {}
    for token in analyze(text):
        found.setdefault(token.term, token.word)
    return tuple(found.values())[:MOST_WORDS]


def _text_scores(engine: SearchEngine, words: Iterable[str]) -> dict[str, float]:
    """Score each report's text: BM25 with statements and passages that hold a word as its count."""
    counts = {word: _holding(engine, word) for word in words}
    sizes = _sizes(engine)
    mean = sum(sizes.values()) / max(1, len(sizes))
    scores: dict[str, float] = {}
    for holding in counts.values():
        rarity = idf(len(sizes), len(holding))
        for report, count in holding.items():
            norm = K1 * (1 - B + B * sizes[report] / mean)
            scores[report] = scores.get(report, 0.0) + rarity * count * (K1 + 1) / (count + norm)
    return scores


def _sizes(engine: SearchEngine) -> dict[str, int]:
    return _by_report(engine, Search(facets=("report",), limit=1))


def _holding(engine: SearchEngine, word: str) -> dict[str, int]:
    return _by_report(engine, Search(Term(word), facets=("report",), limit=1))


def _by_report(engine: SearchEngine, search: Search) -> dict[str, int]:
    counts: dict[str, int] = {}
    for collection in COLLECTIONS:
        page = engine.search(
            Search(search.tree, collection, facets=search.facets, limit=search.limit)
        )
        for count in dict(page.facets)["report"]:
            counts[count.value] = counts.get(count.value, 0) + count.count
    return counts


def _described(
    asked: _Asked, score: float, incident: Incident, alike: _Likeness
) -> ComparableIncident:
    known = [r for r in incident.reports if r in asked.heads]
    reports = sorted(known, key=lambda r: -asked.by_report.get(r, 0.0))
    return ComparableIncident(
        incident,
        score,
        tuple(asked.heads[r] for r in reports),
        alike.attributes,
        _matched_words(asked, reports),
        len(alike.attributes),
        alike.asked,
    )


def _matched_words(asked: _Asked, reports: Sequence[str]) -> tuple[MatchedWord, ...]:
    """Give the rarest words that the incident's reports hold, each where it stands best."""
    holding = asked.engine.frequencies(asked.words)
    found: list[tuple[str, str, str]] = []
    for word in sorted((w for w in asked.words if holding[w]), key=lambda w: holding[w]):
        if len(found) == WORDS_SHOWN:
            break
        place = _place(asked.engine, word, reports)
        if place:
            found.append((word, *place))
    records = asked.view.records([RecordId(i) for _, c, i in found if c == "records"])
    passages = asked.view.passages([i for _, c, i in found if c == "passages"])
    shown: list[MatchedWord] = []
    for word, collection, identity in found:
        if collection == "records" and RecordId(identity) in records:
            record = records[RecordId(identity)]
            shown.append(MatchedWord(word, record.report.id, record.record.page, identity))
        elif collection == "passages" and identity in passages:
            passage = passages[identity]
            shown.append(MatchedWord(word, passage.report.id, passage.passage.page, identity))
    return tuple(shown)


def _place(engine: SearchEngine, word: str, reports: Sequence[str]) -> tuple[str, str] | None:
    for report in reports:
        tree = And((Term(word), FieldIs("report", report)))
        for collection in COLLECTIONS:
            hits = engine.search(Search(tree, collection, limit=1)).hits
            if hits:
                return collection, hits[0].id
    return None
