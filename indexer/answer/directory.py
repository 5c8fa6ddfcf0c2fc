"""What the values of facets are called, and which values exist at all."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Protocol

from indexer.fields import BY_NAME
from indexer.question.expansion import LongForms
from kb.analysis import fold, stem, tokenize
from kb.domain.engagement import Assistance
from kb.domain.ids import slug
from kb.domain.incident import Incident
from kb.domain.published import ReportSummary
from kb.domain.record import Kind as RecordKind
from kb.domain.record import Status
from kb.domain.topic import Vocabulary
from kb.errors import BadRequest
from kb.place_names import scenes_of, site_name
from kb.programme import load_programme
from kb.reference import load_incident_types, load_states


class Listings(Protocol):
    """What of the catalog names the values of open lists."""

    def summaries(self) -> Sequence[ReportSummary]:
        """Give all reports in brief."""

    def incidents(self) -> Sequence[Incident]:
        """Give all incidents."""

    @property
    def vocabulary(self) -> Vocabulary:
        """The vocabulary in force."""


# Facets whose labels are names.
_NAMED = ("site", "agency", "incident", "publisher", "report")


@dataclass(frozen=True, slots=True)
class Directory:
    """Labels by facet and value, families of topics, and what abbreviations stand for.

    `incidents` are those that each report tells of; `terms` are the topics of each single word of
    the vocabulary, by its stem.
    """

    labels: Mapping[str, Mapping[str, str]]
    families: Mapping[str, str]
    long_forms: LongForms
    incidents: Mapping[str, tuple[str, ...]]
    terms: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def label(self, facet: str, value: str) -> str:
        """Name a value as people read it; an unknown one names itself."""
        if facet == "recurs":
            return f"in {value} incidents"
        return self.labels.get(facet, {}).get(value, value)

    def knows(self, facet: str, value: str) -> bool:
        """Say whether the value exists; numbers always do."""
        return BY_NAME[facet].kind.numeric or value in self.labels.get(facet, {})

    def names(self, word: str) -> bool:
        """Say whether a site, agency, incident, publisher or report bears a word in its name."""
        return any(
            word == token.word
            for facet in _NAMED
            for label in self.labels.get(facet, {}).values()
            if word in fold(label)
            for token in tokenize(label)
        )

    def topics_of(self, word: str) -> tuple[tuple[str, str], ...]:
        """Give the topics of whose terms a word is one (kettling, taser), each with its label."""
        topics = self.terms.get(stem(fold(word)), ())
        return tuple((topic, self.label("topic", topic)) for topic in topics)

    def parent(self, facet: str, value: str) -> str:
        """Give the upper level's value of a two-level facet, "" at the top."""
        if facet == "topic":
            return self.families.get(value, "")
        return value.rpartition("/")[0] if facet == "type" else ""

    def check(self, facet: str, value: str) -> None:
        """Refuse an unknown value of a closed list; raises BadRequest naming those that exist."""
        row = BY_NAME[facet].facet
        if row and row.closed and not self.knows(facet, value):
            known = ", ".join(sorted(self.labels.get(facet, {})))
            raise BadRequest(f"{facet} has no value {value[:60]!r}", hint=f"There are: {known}.")


def directory_of(listings: Listings) -> Directory:
    """Collect what exists now."""
    heads, incidents = listings.summaries(), listings.incidents()
    seen = (site for head in heads for site in head.sites)
    sites = [*load_programme().sites, *seen, *scenes_of(incidents)]
    places = {s.state: s.state for s in sites} | {i.state: i.state for i in incidents}
    vocabulary = listings.vocabulary
    closed = _closed_lists(vocabulary)
    return Directory(
        {
            **closed,
            "state": {k: v for k, v in (places | dict(closed["state"])).items() if k},
            "site": {s.id: site_name(s) for s in sites},
            "agency": {slug(s.agency): s.agency for s in sites if s.agency},
            "incident": {i.id: i.name for i in incidents},
            "publisher": {slug(h.publisher): h.publisher for h in heads if h.publisher},
            "report": {h.id: h.title for h in heads},
        },
        {t.id: str(t.broader or "") for t in vocabulary},
        vocabulary.long_forms,
        {h.id: h.incidents for h in heads},
        _terms(vocabulary),
    )


@lru_cache(maxsize=2)
def _terms(vocabulary: Vocabulary) -> Mapping[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for topic in vocabulary:
        for term in () if topic.retired else topic.alt_labels:
            stems = [token.term for token in tokenize(term) if not token.stop]
            if len(stems) == 1 and topic.id not in found.get(stems[0], ()):
                found[stems[0]] = (*found.get(stems[0], ()), topic.id)
    return found


@lru_cache(maxsize=2)
def _closed_lists(vocabulary: Vocabulary) -> Mapping[str, Mapping[str, str]]:
    types = load_incident_types()
    families = {t.family: t.family.replace("-", " ").capitalize() for t in types}
    return {
        "kind": {k.value: k.label for k in RecordKind},
        "topic": {t.id: t.pref_label for t in vocabulary},
        "state": {s.code: s.name for s in load_states()},
        "type": families | {t.id: t.label for t in types},
        "assistance": {a.value: a.label for a in Assistance},
        "status": {slug(s.value): s.value.capitalize() for s in Status},
    }
