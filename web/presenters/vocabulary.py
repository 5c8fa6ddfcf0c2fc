"""The vocabulary as editors see it: its topics, its changes, and what one would change."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from kb.domain.topic import Topic, Vocabulary
from kb.domain.vocabulary_change import (
    WORDS,
    Edit,
    Part,
    Retagged,
    VocabularyChange,
    changes_in_force,
)
from kb.vocabulary_editing import said_otherwise, told_edit
from web.presenters import links
from web.presenters.links import Ref

MOST_SHOWN, MOST_EDITS_SHOWN, LONGEST_SHOWN = 25, 40, 300


@dataclass(frozen=True, slots=True)
class Touched:
    """A statement that gains or loses topics."""

    record: Ref
    report: Ref
    text: str
    gained: tuple[str, ...]
    lost: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TopicDifference:
    """How many statements gain and lose a topic."""

    label: str
    gained: int
    lost: int


@dataclass(frozen=True, slots=True)
class VocabularyPreview:
    """What a change would do: its edits in words, topics and statements touched.

    `statements` are the first `MOST_SHOWN` of `total`; `kept` counts those that hold the words but
    were given their topics by staff. `more_edits` are not listed. `still` pairs a word that is
    retired with one that goes on finding the same.
    """

    edits: tuple[str, ...]
    more_edits: int
    topics: tuple[TopicDifference, ...]
    statements: tuple[Touched, ...]
    total: int
    reports: int
    kept: int
    still: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class WordShown:
    """A word of a topic; `value` names it in a form, `by_staff` says that an editor added it."""

    value: str
    word: str
    by_staff: bool


@dataclass(frozen=True, slots=True)
class ChangeShown:
    """A change of the vocabulary, with what it did; `standing` says that it was not taken back."""

    seq: int
    by: str
    at: str
    told: tuple[str, ...]
    note: str
    more: int
    standing: bool


def preview_shown(
    edits: Sequence[Edit], found: Sequence[Retagged], vocabulary: Vocabulary
) -> VocabularyPreview:
    """Gather what a change would do; `vocabulary` is the one with the change."""
    touched = [one for one in found if not one.kept]
    gained = Counter(topic for one in touched for topic in one.gained)
    lost = Counter(topic for one in touched for topic in one.lost)
    order = sorted({*gained, *lost}, key=lambda name: -(gained[name] + lost[name]))
    return VocabularyPreview(
        edits=tuple(map(told_edit, edits[:MOST_EDITS_SHOWN])),
        more_edits=max(0, len(edits) - MOST_EDITS_SHOWN),
        topics=tuple(
            TopicDifference(_label(vocabulary, name), gained[name], lost[name]) for name in order
        ),
        statements=tuple(_touched(one, vocabulary) for one in touched[:MOST_SHOWN]),
        total=len(touched),
        reports=len({one.report for one in touched}),
        kept=len(found) - len(touched),
        still=said_otherwise(vocabulary, edits),
    )


def words_shown(topic: Topic) -> Mapping[Part, tuple[WordShown, ...]]:
    """Give a topic's words by kind, each with its name in a form."""
    return {
        part: tuple(
            WordShown(f"{part}|{word}", word, word in topic.firm) for word in getattr(topic, name)
        )
        for part, name in WORDS.items()
    }


def changes_shown(changes: Iterable[VocabularyChange]) -> tuple[ChangeShown, ...]:
    """Give the changes, newest first."""
    every = tuple(changes)
    standing = {change.seq for change in changes_in_force(every)}
    return tuple(_change(change, change.seq in standing) for change in reversed(every))


def _change(change: VocabularyChange, standing: bool) -> ChangeShown:
    told = [told_edit(edit) for edit in change.edits] or [f"took back change {change.undoes}"]
    return ChangeShown(
        seq=change.seq,
        by=change.by,
        at=change.at[:16].replace("T", " "),
        told=tuple(told[:_MOST_TOLD]),
        note=change.note,
        more=max(0, len(told) - _MOST_TOLD),
        standing=standing or bool(change.undoes),
    )


_MOST_TOLD = 5


def _touched(one: Retagged, vocabulary: Vocabulary) -> Touched:
    name = one.record.partition("/")[2]
    return Touched(
        record=Ref(one.record, name, links.record_url(one.record)),
        report=Ref(one.report, one.title, links.report_url(one.report)),
        text=one.text[:LONGEST_SHOWN] + ("…" if len(one.text) > LONGEST_SHOWN else ""),
        gained=tuple(_label(vocabulary, topic) for topic in one.gained),
        lost=tuple(_label(vocabulary, topic) for topic in one.lost),
    )


def _label(vocabulary: Vocabulary, topic: str) -> str:
    return links.topic_ref(vocabulary, topic).label
