"""A record: one statement that a report itself presents as a finding, recommendation, lesson ..."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from kb.domain.passage import Passage
from kb.domain.topic import TopicTag

# "AFI 3" and the like keep their capitals.
_ABBREVIATION = 4


class Kind(StrEnum):
    """What printed labels are normalised to; the printed word is always kept beside it."""

    FINDING = "finding"
    OBSERVATION = "observation"
    RECOMMENDATION = "recommendation"
    LESSON = "lesson"
    STRENGTH = "strength"
    IMPROVEMENT = "improvement"
    CORRECTIVE_ACTION = "corrective-action"
    CONTRIBUTING_FACTOR = "contributing-factor"
    ACTION_ITEM = "action-item"

    @property
    def label(self) -> str:
        """Name it as people read it."""
        return (
            self.value.replace("-", " ").capitalize()
            if self is not Kind.IMPROVEMENT
            else "Area for improvement"
        )


class Status(StrEnum):
    """What a progress report says of a recommendation."""

    COMPLETE = "complete"
    PARTIAL = "partially complete"
    IN_PROGRESS = "in progress"
    NOT_STARTED = "not started"


@dataclass(frozen=True, slots=True)
class Record:
    """One statement on its pages.

    `key` is unique within the extraction (position in reading order as text), `parent` is another
    record's key; the catalog gives each record its lasting `RecordId`. `label` and `number` are as
    printed ("" where nothing is). `page` and `page_end` count the PDF's pages from 1. `confidence`
    lies between 0 and 1; `evidence` says why the machine took it.
    """

    key: str
    kind: Kind
    label: str
    number: str
    text: str
    page: int
    page_end: int
    passage: Passage = Passage()
    parent: str | None = None
    parent_number: str = ""
    section: tuple[str, ...] = ()
    also_on: tuple[int, ...] = ()
    status: str = ""
    context: str = ""
    topics: tuple[TopicTag, ...] = ()
    confidence: float = 1.0
    evidence: tuple[str, ...] = ()


def record_name(label: str, number: str, kind: str) -> str:
    """Name a record as the report does (`Finding 12`), by its kind where only a number is printed.

    The number is not said twice, and capitals are not shouted: "3.2.2 ACTION ITEM" is the printed
    label, "3.2.2 Action Item" the name.
    """
    word = label if any(c.isalpha() for c in label) else kind
    calm = word.title() if len(word) > _ABBREVIATION and word.isupper() else word
    return calm if not number or number in calm else f"{calm} {number}"
