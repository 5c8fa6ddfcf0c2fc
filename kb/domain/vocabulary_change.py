"""What staff change about the vocabulary: edits laid over the one that is shipped, kept for ever.

Laws, held by property tests: without changes nothing changes; the same edit twice changes nothing
more; a change taken back was never made; an edit of what is not there has no effect; nothing is
ever deleted, what is retired stays known by its id.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from kb.domain.ids import RecordId, ReportId, TopicId
from kb.domain.topic import Topic, Vocabulary


class Doing(StrEnum):
    """What an edit does. To add what was retired brings it back; `SET` puts words for others."""

    ADD = "add"
    RETIRE = "retire"
    SET = "set"


class Part(StrEnum):
    """What of the vocabulary an edit is about.

    `TERM` to `ABBREVIATION` are words of a subtopic; a `LONG_FORM` is what an abbreviation, named
    in place of a topic, stands for.
    """

    TOPIC = "topic"
    LABEL = "label"
    SCOPE_NOTE = "scope note"
    TERM = "term"
    PAIR = "pair"
    AMBIGUOUS = "word that counts beside others"
    ABBREVIATION = "abbreviation"
    LONG_FORM = "long form"


# Where a topic keeps the words of each kind.
WORDS = {
    Part.TERM: "alt_labels",
    Part.PAIR: "pairs",
    Part.AMBIGUOUS: "ambiguous",
    Part.ABBREVIATION: "abbreviations",
}


@dataclass(frozen=True, slots=True)
class Edit:
    """One edit: `value` is done to the `part` of a topic.

    `of` is the topic's id, or the abbreviation for a long form; `broader` the family of a new
    subtopic, "" for a new family.
    """

    doing: Doing
    part: Part
    of: str
    value: str = ""
    broader: str = ""


@dataclass(frozen=True, slots=True)
class VocabularyChange:
    """Edits that somebody saw the outcome of and applied together.

    `seq` orders them, `at` is UTC in ISO form, `by` who made it; `undoes` is the number of the
    change that it takes back.
    """

    edits: tuple[Edit, ...] = ()
    note: str = ""
    undoes: int = 0
    by: str = ""
    at: str = ""
    seq: int = 0


@dataclass(frozen=True, slots=True)
class Retagged:
    """One statement whose topics change; ids of those gained and lost.

    `kept` says that staff gave it its topics: what the machine would give is not shown then.
    """

    report: ReportId
    title: str
    record: RecordId
    text: str
    gained: tuple[str, ...]
    lost: tuple[str, ...]
    kept: bool = False


def changes_in_force(changes: Iterable[VocabularyChange]) -> tuple[VocabularyChange, ...]:
    """Give the changes that were not taken back, oldest first; taking back can be taken back."""
    undone: set[int] = set()
    kept: list[VocabularyChange] = []
    for change in sorted(changes, key=lambda c: c.seq, reverse=True):
        if change.seq in undone:
            continue
        if change.undoes:
            undone.add(change.undoes)
        else:
            kept.append(change)
    return tuple(reversed(kept))


def lay_over(shipped: Vocabulary, changes: Iterable[VocabularyChange]) -> Vocabulary:
    """Give the vocabulary in force: the shipped one under the changes that stand."""
    every = tuple(changes)
    edits = [edit for change in changes_in_force(every) for edit in change.edits]
    version = max((change.seq for change in every), default=0)
    return replace(edited(shipped, edits), version=version)


def edited(vocabulary: Vocabulary, edits: Iterable[Edit]) -> Vocabulary:
    """Give a vocabulary with edits laid over it, its version left as it is."""
    sheet = _Sheet(vocabulary)
    for edit in edits:
        sheet.take(edit)
    return sheet.laid_out(vocabulary)


class _Sheet:
    """Topics and long forms while edits are laid over them, oldest first."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._topics = {str(topic.id): topic for topic in vocabulary}
        self._forms = dict(vocabulary.long_forms)

    def take(self, edit: Edit) -> None:
        if edit.part is Part.LONG_FORM:
            self._form(edit)
        elif edit.part is Part.TOPIC and edit.of not in self._topics:
            self._make(edit)
        elif edit.of in self._topics:
            topic = self._topics[edit.of]
            self._topics[edit.of] = _TOLD.get(edit.part, _word)(topic, edit)

    def laid_out(self, vocabulary: Vocabulary) -> Vocabulary:
        gone = {name for name, topic in self._topics.items() if topic.retired}
        topics = [
            replace(topic, retired=topic.retired or topic.broader in gone)
            for topic in self._topics.values()
        ]
        above = [topic for topic in topics if not topic.broader]
        below = [topic for topic in topics if topic.broader]
        forms = tuple((short, forms) for short, forms in self._forms.items() if forms)
        return replace(vocabulary, topics=(*above, *below), long_forms=forms)

    def _make(self, edit: Edit) -> None:
        family = self._topics.get(edit.broader)
        if edit.doing is not Doing.ADD or (edit.broader and (not family or family.broader)):
            return
        broader = TopicId(edit.broader) if edit.broader else None
        self._topics[edit.of] = Topic(TopicId(edit.of), edit.value, broader)

    def _form(self, edit: Edit) -> None:
        forms = self._forms.get(edit.of, ())
        others = tuple(form for form in forms if form.casefold() != edit.value.casefold())
        if edit.doing is Doing.RETIRE:
            self._forms[edit.of] = others
        elif len(others) == len(forms):
            self._forms[edit.of] = (*forms, edit.value)


def _topic(topic: Topic, edit: Edit) -> Topic:
    return replace(topic, retired=edit.doing is Doing.RETIRE)


def _label(topic: Topic, edit: Edit) -> Topic:
    return replace(topic, pref_label=edit.value or topic.pref_label)


def _scope_note(topic: Topic, edit: Edit) -> Topic:
    return replace(topic, scope_note=edit.value)


_TOLD: dict[Part, Callable[[Topic, Edit], Topic]] = {
    Part.TOPIC: _topic,
    Part.LABEL: _label,
    Part.SCOPE_NOTE: _scope_note,
}


def _word(topic: Topic, edit: Edit) -> Topic:
    if topic.broader is None:
        return topic
    name = WORDS[edit.part]
    words: tuple[str, ...] = getattr(topic, name)
    others = tuple(word for word in words if word.casefold() != edit.value.casefold())
    if edit.doing is Doing.RETIRE:
        firm = tuple(word for word in topic.firm if word.casefold() != edit.value.casefold())
        return _with_words(replace(topic, firm=firm), name, others)
    if len(others) < len(words):
        return topic
    firm = topic.firm if edit.part is Part.AMBIGUOUS else (*topic.firm, edit.value)
    return _with_words(replace(topic, firm=firm), name, (*words, edit.value))


def _with_words(topic: Topic, name: str, words: tuple[str, ...]) -> Topic:
    changed: Any = {name: words}
    return replace(topic, **changed)
