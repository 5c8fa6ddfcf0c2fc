"""Shapes of the API for its OpenAPI description, drawn from the presenters of the answers."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, RootModel, create_model

from indexer.comparable import LONGEST
from indexer.fields import COLLECTIONS, FACETS, SORTS
from indexer.request import DEFAULT_LIMIT, LONGEST_QUERY, MATCHES, MOST_HITS
from web.api.problems import Problem
from web.presenters.browse import TopicsPage
from web.presenters.comparable import ComparableAnswer
from web.presenters.incidents import IncidentPage
from web.presenters.places import SitePage
from web.presenters.records import RecordPage
from web.presenters.reports import ReportPage
from web.presenters.search import SearchAnswer


class ProblemDocument(RootModel[Problem]):
    """RFC 9457: what was wrong and what to do."""


class SearchResult(RootModel[SearchAnswer]):
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


class ComparableResult(RootModel[ComparableAnswer]):
    """Incidents like the one described, the likest first."""


class ComparableQuestion(BaseModel):
    """What is happening, in the asker's own words; nothing of it is kept."""

    model_config = ConfigDict(extra="forbid")

    text: str = Field(min_length=1, max_length=LONGEST)
    limit: int = Field(default=DEFAULT_LIMIT, ge=1, le=MOST_HITS)


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
    "expand": _parameter(
        Literal["yes", "no"], default="yes", description="Look for other forms of words too."
    ),
}
_FILTERS: dict[str, Any] = {
    f.name: _parameter(list[str], default=[], description=f.help) for f in FACETS
}
SearchQuery = create_model(
    "SearchQuery",
    __doc__="What the search address takes; filters are repeated for OR.",
    **_PARAMETERS,
    **_FILTERS,
)
