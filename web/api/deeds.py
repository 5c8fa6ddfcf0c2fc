"""What programs may decide, one shape for each verb: the same functions as the review desk's.

`DEEDS` is the table; a verb without its row is found by a test.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from kb import curation, rewriting
from kb.curation import LONGEST_LINE, LONGEST_TEXT, LONGEST_TITLE, Correction
from kb.domain.decision import Decision, Verb
from kb.domain.description import Description, Standing
from kb.domain.ids import IncidentId, ReportId
from kb.domain.record import Kind, Status
from kb.domain.staff import Actor
from kb.errors import BadRequest
from kb.rewriting import MOST_PARTS, Missed
from web.services import Services
from web.staff.site_lines import read_site

_MOST_LINES, _LONGEST_ID = 100, 500
Id = Annotated[str, Field(min_length=1, max_length=_LONGEST_ID)]
Line = Annotated[str, Field(max_length=LONGEST_LINE)]
Title = Annotated[str, Field(max_length=LONGEST_TITLE)]
Text = Annotated[str, Field(max_length=LONGEST_TEXT)]
Number = Annotated[int, Field(ge=1, le=2**31 - 1)]


class Deed(BaseModel):
    """What every decision has: an optional note, kept with it."""

    model_config = ConfigDict(extra="forbid")

    note: Title = Field("", description="Why; kept with the decision.")

    def do(self, here: Services, by: Actor) -> Decision:
        """Carry it out; raises NotFound, Overtaken, BadRequest with the field's name."""
        raise NotImplementedError


class OnRecord(Deed):
    """A decision on one statement; `seen` is its `mark` as it was when that was decided."""

    record: Id = Field(description="A statement's id.")
    seen: Line = Field(
        "", description="Its `mark` that the decision rests on; another one is answered with 409."
    )


class OnReport(Deed):
    """A decision on a report as a whole."""

    report: Id = Field(description="A report's id.")


class Accept(OnRecord):
    """Confirm a statement as it is shown; one rejected before is shown again."""

    def do(self, here: Services, by: Actor) -> Decision:
        """Accept it."""
        return curation.accept(here.catalog, self.record, by=by, note=self.note, seen=self.seen)


class Reject(OnRecord):
    """Take a statement out of the published report."""

    def do(self, here: Services, by: Actor) -> Decision:
        """Reject it."""
        return curation.reject(here.catalog, self.record, by=by, note=self.note, seen=self.seen)


class Correct(OnRecord):
    """Put right what was misread; what is left out stays, a `parent` of "" unties it."""

    text: Text | None = None
    kind: Kind | None = None
    label: Line | None = None
    number: Line | None = None
    status: Status | None = None
    parent: Annotated[str, Field(max_length=_LONGEST_ID)] | None = None
    page: Number | None = None

    def do(self, here: Services, by: Actor) -> Decision:
        """Correct it."""
        told = Correction(
            self.text, self.kind, self.label, self.number, self.status, self.parent, self.page
        )
        return curation.correct(
            here.catalog, self.record, told, by=by, note=self.note, seen=self.seen
        )


class Retag(OnRecord):
    """Give a statement these subtopics instead of the machine's."""

    topics: list[Line] = Field(max_length=_MOST_LINES, description="Ids of subtopics.")

    def do(self, here: Services, by: Actor) -> Decision:
        """Retag it."""
        return curation.retag(
            here.catalog,
            self.record,
            tuple(self.topics),
            here.vocabulary,
            by=by,
            note=self.note,
            seen=self.seen,
        )


class Split(OnRecord):
    """Leave the first part to a statement and make statements of the others."""

    parts: list[Text] = Field(max_length=MOST_PARTS)

    def do(self, here: Services, by: Actor) -> Decision:
        """Split it."""
        return rewriting.split(here.catalog, self.record, self.parts, by=by, seen=self.seen)


class Merge(OnRecord):
    """Let a statement take in another of its report; with `text` in place of both their words."""

    other: Id
    text: Text = ""

    def do(self, here: Services, by: Actor) -> Decision:
        """Merge them."""
        return rewriting.merge(
            here.catalog, self.record, self.other, by=by, seen=self.seen, text=self.text
        )


class Add(OnReport):
    """Write a statement that the machine missed; it is looked for on its page by its words."""

    page: Number
    kind: Kind
    text: Text
    label: Line = ""
    number: Line = ""

    def do(self, here: Services, by: Actor) -> Decision:
        """Add it."""
        missed = Missed(self.page, self.kind, self.text, self.label, self.number)
        return rewriting.add(here.catalog, self.report, missed, by=by)


class Undo(OnReport):
    """Take a decision back, an undo among them."""

    decision: Number = Field(description="The `seq` of the decision.")

    def do(self, here: Services, by: Actor) -> Decision:
        """Undo it."""
        return curation.undo(here.catalog, self.report, self.decision, by=by)


class Reviewed(OnReport):
    """Say that a whole report was looked at and is right as it is shown."""

    def do(self, here: Services, by: Actor) -> Decision:
        """Mark it."""
        return curation.mark_reviewed(here.catalog, self.report, by=by, note=self.note)


class Describe(OnReport):
    """Put right what a report is said to be; what is left out stays."""

    seen: Line = Field("", description="The report's `mark` that the description rests on.")
    title: Title | None = None
    publisher: Title | None = None
    published: Line | None = Field(None, description="2021, 2021-03 or 2021-03-09.")
    authors: list[Title] | None = Field(None, max_length=_MOST_LINES)
    sites: list[Title] | None = Field(
        None, max_length=_MOST_LINES, description="Each as `Harlow Bend, OH`."
    )
    incidents: list[Id] | None = Field(None, max_length=_MOST_LINES, description="Ids.")
    rights: Title | None = None
    supersedes: list[Id] | None = Field(
        None, max_length=_MOST_LINES, description="Ids of the earlier versions it replaces."
    )

    def do(self, here: Services, by: Actor) -> Decision:
        """Describe it."""
        self._check_incidents(here)
        told = Description(
            title=self.title,
            publisher=self.publisher,
            published=self.published,
            authors=None if self.authors is None else tuple(self.authors),
            sites=None if self.sites is None else tuple(map(read_site, self.sites)),
            incidents=None if self.incidents is None else tuple(map(IncidentId, self.incidents)),
            rights=self.rights,
            supersedes=None if self.supersedes is None else tuple(map(ReportId, self.supersedes)),
        )
        return curation.describe(here.catalog, self.report, told, by=by, seen=self.seen)

    def _check_incidents(self, here: Services) -> None:
        with here.catalog.read(staff=True) as view:
            known = {incident.id for incident in view.incidents()}
        for name in self.incidents or ():
            if name not in known:
                raise BadRequest(f"there is no incident {name!r}", code="incidents")


class Stand(OnReport):
    """Say who sees a report."""

    standing: Standing

    def do(self, here: Services, by: Actor) -> Decision:
        """Set it."""
        return curation.stand(here.catalog, self.report, self.standing, by=by)


class Withdraw(OnReport):
    """Take a report out of every page and answer; its pages tell why."""

    why: Annotated[str, Field(min_length=1, max_length=LONGEST_TITLE, pattern=r"\S")]

    def do(self, here: Services, by: Actor) -> Decision:
        """Withdraw it."""
        return curation.withdraw(here.catalog, self.report, why=self.why, by=by)


class Restore(OnReport):
    """Show a withdrawn report again."""

    def do(self, here: Services, by: Actor) -> Decision:
        """Restore it."""
        return curation.restore(here.catalog, self.report, by=by, note=self.note)


DEEDS: Mapping[Verb, type[Deed]] = {
    Verb.ACCEPT: Accept,
    Verb.CORRECT: Correct,
    Verb.REJECT: Reject,
    Verb.RETAG: Retag,
    Verb.SPLIT: Split,
    Verb.MERGE: Merge,
    Verb.ADD: Add,
    Verb.UNDO: Undo,
    Verb.REVIEWED: Reviewed,
    Verb.DESCRIBE: Describe,
    Verb.STAND: Stand,
    Verb.WITHDRAW: Withdraw,
    Verb.RESTORE: Restore,
}
