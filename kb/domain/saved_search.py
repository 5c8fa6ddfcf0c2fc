"""Searches that members of staff keep, and how often they are told by e-mail of what is new."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum


class Often(StrEnum):
    """How often a digest is sent."""

    NEVER = "never"
    DAILY = "daily"
    WEEKLY = "weekly"

    @property
    def period(self) -> timedelta:
        """How long lies between two digests; none for `NEVER`."""
        return {Often.DAILY: timedelta(days=1), Often.WEEKLY: timedelta(weeks=1)}.get(
            self, timedelta()
        )


@dataclass(frozen=True, slots=True)
class SavedSearch:
    """A search kept under a name of its owner's.

    `question` is its tree and filters as text (`indexer.question.saved_question`), whatever engine
    answers. `told` is the moment up to which new statements have been told of, UTC in ISO form;
    `stop` the secret of the link in each digest that ends them.
    """

    id: int
    owner: int
    name: str
    question: str
    often: Often
    told: str
    stop: str


@dataclass(frozen=True, slots=True)
class Mailbox:
    """Where a member is written to. Nothing but the request to confirm goes to an unconfirmed one.

    `secret` is that of the link that confirms it, `asked` when it was sent, UTC in ISO form.
    """

    member: int
    address: str
    confirmed: bool
    secret: str
    asked: str
