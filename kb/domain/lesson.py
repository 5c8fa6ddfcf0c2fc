"""A lesson that recurs: statements of different reports that say the same."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from kb.domain.ids import LessonId, RecordId


@dataclass(frozen=True, slots=True)
class Told:
    """One statement of a lesson, and the event it was learned from.

    All reports on one incident, and those that follow them up, share an event; a report that tells
    of no incident is one for itself.
    """

    record: RecordId
    event: str


@dataclass(frozen=True, slots=True)
class Lesson:
    """Statements that say the same, the earliest report's first.

    `id` is that of one of its statements and stays while most of them do.
    """

    id: LessonId
    told: tuple[Told, ...]

    @property
    def records(self) -> tuple[RecordId, ...]:
        """Its statements."""
        return tuple(one.record for one in self.told)

    @property
    def events(self) -> int:
        """Count what it was learned from: each incident once, however many reports tell of it."""
        return len({one.event for one in self.told})


@dataclass(frozen=True, slots=True)
class Likeness:
    """How far two statements of different reports say the same; `one` < `other`."""

    one: RecordId
    other: RecordId
    value: float


@dataclass(frozen=True, slots=True)
class Compared:
    """A report whose statements are compared: in which version, and how ("" where not yet).

    `words` counts the statements that hold each word.
    """

    version: int
    method: str
    statements: int
    words: Mapping[str, int]
