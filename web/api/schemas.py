"""Shapes of the API for its OpenAPI description, drawn from the presenters of the answers."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, RootModel, create_model

from indexer.fields import COLLECTIONS, FILTERS, SORTS
from indexer.incidents.comparable_question import LONGEST, MOST_TYPES, TYPE, How
from indexer.question.request import DEFAULT_LIMIT, GROUPINGS, LONGEST_QUERY, MATCHES, MOST_HITS
from kb.attribute_table import BY_KEY
from kb.domain.job import Job, JobKind
from web.api.editing import ReportInReview, Taken
from web.api.problems import Problem
from web.presenters.browse import TopicsPage
from web.presenters.comparable import ComparableAnswer
from web.presenters.incidents import IncidentPage
from web.presenters.lessons import LessonPage, LessonsPage
from web.presenters.places import SitePage
from web.presenters.records import RecordPage
from web.presenters.reports import ReportPage
from web.presenters.search import GroupedAnswer, SearchAnswer


class ProblemDocument(RootModel[Problem]):
    """RFC 9457: what was wrong and what to do."""


class SearchResult(RootModel[GroupedAnswer | SearchAnswer]):
    """Results; `notes` stand beside where there is something to say of how `q` was read."""


class RecordResult(RootModel[RecordPage]):
    """One statement in its context."""


class ReportResult(RootModel[ReportPage]):
    """One report with its outline and statements."""


class SiteResult(RootModel[SitePage]):
    """One site with its engagements, incidents and reports."""


class IncidentResult(RootModel[IncidentPage]):
    """One incident, its reports side by side."""


class TopicsResult(RootModel[TopicsPage]):
    """The vocabulary with counts."""


class LessonsResult(RootModel[LessonsPage]):
    """Lessons that recur, those seen in most incidents first."""


class LessonResult(RootModel[LessonPage]):
    """One lesson with what is said in each incident."""


class LessonsQuery(BaseModel):
    """Of which topic, and from which place in the list."""

    topic: str = Field("", description="A topic's id; its family's lessons come with it.")
    start: int = Field(0, alias="from", ge=0, description="How many to leave out.")


class ComparableResult(RootModel[ComparableAnswer]):
    """Incidents like the one described, the likest first."""


class ComparableQuestion(BaseModel):
    """What is happening, in the asker's own words, by attributes, or both; nothing of it is kept.

    Attributes are read from the text; those given take the place of what was read. `how` says by
    attribute (or `type`) what it counts.
    """

    model_config = ConfigDict(extra="forbid")

    text: str = Field(default="", max_length=LONGEST, description="In the asker's own words.")
    types: list[str] = Field(
        default=[], max_length=MOST_TYPES, description="Types of incident, `family/type`."
    )
    attributes: dict[Literal[tuple(BY_KEY)], str | float] = Field(  # type: ignore[valid-type]
        default={}, description="Values by attribute; numbers, or a value of its list."
    )
    how: dict[Literal[(TYPE, *BY_KEY)], Literal[tuple(h.value for h in How)]] = Field(  # type: ignore[valid-type]
        default={},
        description="What each counts: `more` double, `less` half, `must` and `not` are hard "
        "filters (`not` with `chemical_agents: yes` leaves out where they were used), `off`.",
    )
    family: str = Field(default="", max_length=100, description="Only this family of types.")
    state: str = Field(default="", max_length=100, description="Only this state.")
    topic: str = Field(default="", max_length=100, description="Topic to count statements on.")
    since: int | None = Field(default=None, ge=1900, le=2100, description="Not before this year.")
    until: int | None = Field(default=None, ge=1900, le=2100, description="Not after this year.")
    limit: int = Field(default=DEFAULT_LIMIT, ge=1, le=MOST_HITS)


class JobResult(RootModel[Job]):
    """A job: how far it is, and what came of it."""


class JobAsked(BaseModel):
    """Work to be done in the background. `subject` is the address to fetch or the report's id."""

    model_config = ConfigDict(extra="forbid")

    kind: Literal[JobKind.ADDRESS, JobKind.REREAD, JobKind.REINDEX]
    subject: str = Field(default="", max_length=2000)


class AddedFile(BaseModel):
    """What the PDF in the body is called."""

    name: str = Field(default="report.pdf", max_length=1000, description="The file's name.")


class TakenResult(RootModel[Taken]):
    """The decision as it was kept."""


class InReviewResult(RootModel[ReportInReview]):
    """What was decided on a report, and the marks that new decisions can rest on."""


def _parameter(kind: Any, **told: Any) -> tuple[Any, Any]:
    return kind, Field(**told)


# One array for each filter, so that a new row of FIELDS is described without a change here.
_PARAMETERS: dict[str, Any] = {
    "q": _parameter(str, default="", max_length=LONGEST_QUERY, description="What is sought."),
    "collection": _parameter(
        Literal[COLLECTIONS], default=COLLECTIONS[0], alias="in", description="What to search."
    ),
    "match": _parameter(Literal[MATCHES], default=MATCHES[0], description="Any word, or all."),
    "sort": _parameter(Literal[tuple(SORTS)], default=next(iter(SORTS)), description="Order."),
    "limit": _parameter(
        int, default=DEFAULT_LIMIT, ge=1, le=MOST_HITS, description="Results a page."
    ),
    "after": _parameter(str, default="", description="`next` of the page before."),
    "group": _parameter(
        Literal[GROUPINGS],
        default=GROUPINGS[0],
        description="Gather results: `limit` then counts groups, each with its best three.",
    ),
    "expand": _parameter(
        Literal["yes", "no"], default="yes", description="Look for other forms of words too."
    ),
}
_FILTERS: dict[str, Any] = {
    f.name: _parameter(list[str], default=[], description=f.help) for f in FILTERS
}
SearchQuery = create_model(
    "SearchQuery",
    __doc__="What the search address takes; filters are repeated for OR.",
    **_PARAMETERS,
    **_FILTERS,
)
