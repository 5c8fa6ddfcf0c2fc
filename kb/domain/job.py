"""Work done in the background: what it is about, how far it is, how it ended."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class JobKind(StrEnum):
    """What a job does."""

    UPLOAD = "upload"
    ADDRESS = "address"
    REREAD = "reread"
    REINDEX = "reindex"
    ROLLBACK = "rollback"
    DIGEST = "digest"
    RETAG = "retag"


class JobState(StrEnum):
    """Where a job is."""

    QUEUED = "queued"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"

    @property
    def over(self) -> bool:
        """Say whether nothing more will happen of itself."""
        return self in {JobState.DONE, JobState.FAILED, JobState.CANCELLED}


@dataclass(frozen=True, slots=True)
class Work:
    """What is to be done: `about` names it for people, `subject` for the machine.

    The subject is the SHA-256 of an upload, an address, the id of a report, an engine's URL, or the
    numbers of saved searches.
    """

    kind: JobKind
    about: str
    subject: str = ""
    batch: str = ""


@dataclass(frozen=True, slots=True)
class Job:
    """One job. Times are UTC in ISO form, "" where not yet.

    `told` says what it is doing, `done` of `total` steps are behind it (0 where unknown); `report`
    is what came of it, `reason` and `hint` why nothing did. `known` says that it was here before.
    """

    id: int
    work: Work
    state: JobState
    by: str
    made: str
    due: str
    started: str = ""
    ended: str = ""
    tries: int = 0
    told: str = ""
    done: int = 0
    total: int = 0
    report: str = ""
    known: bool = False
    reason: str = ""
    hint: str = ""

    @property
    def can_be_tried_again(self) -> bool:
        """Say whether it ended without success and what it needs is here: a file refused is not."""
        here = bool(self.work.subject) or self.work.kind not in {JobKind.UPLOAD, JobKind.ADDRESS}
        return here and self.state in {JobState.FAILED, JobState.CANCELLED}
