"""The lasting JSON interface: the same values as the pages, at addresses that do not change."""

from __future__ import annotations

from flask import Blueprint, Flask, Response, request
from pydantic import ValidationError
from spectree import Response as Answers
from spectree import SpecTree

from kb.errors import BadRequest
from web.api import schemas
from web.negotiate import as_json
from web.presenters.search import search_answer
from web.public import comparable, incidents, records, reports, search, sites, topics
from web.state import SearchState

blueprint = Blueprint("api", __name__, url_prefix="/api/v1")
# The description is data only: the viewers that spectree offers load code from elsewhere.
_spec = SpecTree(
    "flask",
    mode="strict",
    path="api",
    title="kb",
    version="1",
    description="Findings, recommendations and lessons of published after-action reports.",
    page_templates={},
    validation_error_status=400,
    validation_error_model=schemas.ProblemDocument,
    naming_strategy=lambda model: model.__name__,
    nested_naming_strategy=lambda _parent, child: child,
)
_PROBLEM = {"HTTP_400": schemas.ProblemDocument}
_MISSING = {**_PROBLEM, "HTTP_404": schemas.ProblemDocument, "HTTP_410": schemas.ProblemDocument}


def describe(app: Flask) -> None:
    """Serve the OpenAPI description at /api/openapi.json."""
    _spec.register(app)


@blueprint.get("/search")
@_spec.validate(
    query=schemas.SearchQuery,
    resp=Answers(HTTP_200=schemas.SearchResult, HTTP_503=schemas.ProblemDocument, **_PROBLEM),
    skip_validation=True,
)
def find() -> Response:
    """Search statements, or narrative with `in=passages`."""
    asked = SearchState.from_pairs(request.args.items(multi=True)).request
    return as_json(search_answer(search.run(asked)))


@blueprint.post("/comparable")
@_spec.validate(
    json=schemas.ComparableQuestion,
    resp=Answers(HTTP_200=schemas.ComparableResult, **_PROBLEM),
    skip_validation=True,
)
def find_comparable() -> Response:
    """Find incidents like the one described."""
    try:
        asked = schemas.ComparableQuestion.model_validate_json(request.get_data())
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"]) or "the body"
        raise BadRequest(
            f"{where}: {first['msg']}", hint='Send {"text": "what is happening", "limit": 10}.'
        ) from error
    return as_json(comparable.answer(asked.text, asked.limit), status=200)


@blueprint.get("/records/<path:record_id>")
@_spec.validate(resp=Answers(HTTP_200=schemas.RecordResult, **_MISSING), skip_validation=True)
def record(record_id: str) -> Response:
    """Give one statement."""
    return as_json(records.read(record_id))


@blueprint.get("/reports/<report_id>")
@_spec.validate(resp=Answers(HTTP_200=schemas.ReportResult, **_MISSING), skip_validation=True)
def report(report_id: str) -> Response:
    """Give one report."""
    return as_json(reports.read(report_id))


@blueprint.get("/sites/<site_id>")
@_spec.validate(resp=Answers(HTTP_200=schemas.SiteResult, **_MISSING), skip_validation=True)
def site(site_id: str) -> Response:
    """Give one site."""
    return as_json(sites.read(site_id))


@blueprint.get("/incidents/<path:incident_id>")
@_spec.validate(resp=Answers(HTTP_200=schemas.IncidentResult, **_MISSING), skip_validation=True)
def incident(incident_id: str) -> Response:
    """Give one incident."""
    return as_json(incidents.read(incident_id))


@blueprint.get("/topics")
@_spec.validate(resp=Answers(HTTP_200=schemas.TopicsResult), skip_validation=True)
def topic_list() -> Response:
    """Give the vocabulary with counts."""
    return as_json(topics.topics_page())
