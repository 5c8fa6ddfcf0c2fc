"""The two-level vocabulary of subjects, in the words of SKOS, and the tags made with it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from kb.domain.ids import TopicId


@dataclass(frozen=True, slots=True)
class Topic:
    """One subject; families have no `broader`. `abbreviations` need a report's support.

    `ambiguous` words count only beside another cue; `pairs` are two cues joined by " + " that mean
    the subject when one statement holds both. `aligns_to` names other vocabularies' terms. `firm`
    are those of all these that staff added: a statement that holds one is given the subject. One
    `retired` is given to no statement any more; its id and name stay known.
    """

    id: TopicId
    pref_label: str
    broader: TopicId | None = None
    alt_labels: tuple[str, ...] = ()
    abbreviations: tuple[str, ...] = ()
    ambiguous: tuple[str, ...] = ()
    scope_note: str = ""
    pairs: tuple[str, ...] = ()
    aligns_to: str = ""
    firm: tuple[str, ...] = ()
    retired: bool = False


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """All topics, families before their subtopics, and what abbreviations of the field stand for.

    `version` is the number of the last change by staff, 0 for the vocabulary as it is shipped.
    """

    topics: tuple[Topic, ...]
    long_forms: tuple[tuple[str, tuple[str, ...]], ...] = ()
    version: int = 0

    def __iter__(self) -> Iterator[Topic]:
        """Walk the topics in the vocabulary's order, retired ones too."""
        return iter(self.topics)

    def get(self, topic_id: str) -> Topic | None:
        """Find a topic by its id."""
        return next((t for t in self.topics if t.id == topic_id), None)

    def families(self) -> tuple[Topic, ...]:
        """Give the upper level, without what was retired."""
        return tuple(t for t in self.topics if t.broader is None and not t.retired)

    def narrower(self, topic_id: str) -> tuple[Topic, ...]:
        """Give the subtopics of a family, without those that were retired."""
        return tuple(t for t in self.topics if t.broader == topic_id and not t.retired)


@dataclass(frozen=True, slots=True)
class TopicTag:
    """A subtopic given to a record, with the words that triggered it and who gave it."""

    topic: TopicId
    cues: tuple[str, ...] = ()
    score: float = 1.0
    by: str = "machine"
