"""The lasting JSON interface: the same values as the pages, at addresses that do not change."""

from __future__ import annotations

from flask import Blueprint, Response, request

from kb.errors import BadRequest
from web import exports
from web.api.bodies import body_as
from web.negotiate import as_json
from web.presenters.search import search_answer
from web.public import comparable, incidents, lessons, records, reports, search, sites, topics
from web.state import SearchState

blueprint = Blueprint("api", __name__, url_prefix="/api/v1")


@blueprint.get("/search")
def find() -> Response:
    """Search statements, or narrative with `in=passages`."""
    asked = SearchState.from_pairs(request.args.items(multi=True)).request
    return as_json(search_answer(search.run(asked)))


@blueprint.get("/export/<format_name>")
def export(format_name: str) -> Response:
    """Give all results of a search in a format, piece by piece; `limit` and `after` do nothing."""
    asked = SearchState.from_pairs(request.args.items(multi=True)).request
    return exports.send(search.found_export(asked), format_name)


@blueprint.post("/comparable")
def find_comparable() -> Response:
    """Find incidents like the one described."""
    # Takes a quarter of a second to import, which no start need wait for.
    from web.api.schemas import ComparableQuestion  # noqa: PLC0415

    asked = body_as(ComparableQuestion, 'Send {"text": "what is happening", "limit": 10}.')
    question = comparable.question_of(asked.model_dump())
    if question.empty:
        raise BadRequest("nothing is asked", hint='Send "text", "types" or "attributes".')
    return as_json(comparable.answer(question), status=200)


@blueprint.get("/records/<path:record_id>")
def record(record_id: str) -> Response:
    """Give one statement."""
    return as_json(records.read(record_id))


@blueprint.get("/reports/<report_id>")
def report(report_id: str) -> Response:
    """Give one report."""
    return as_json(reports.read(report_id))


@blueprint.get("/sites/<site_id>")
def site(site_id: str) -> Response:
    """Give one site."""
    return as_json(sites.read(site_id))


@blueprint.get("/incidents/<path:incident_id>")
def incident(incident_id: str) -> Response:
    """Give one incident."""
    return as_json(incidents.read(incident_id))


@blueprint.get("/topics")
def topic_list() -> Response:
    """Give the vocabulary with counts."""
    return as_json(topics.topics_page())


@blueprint.get("/lessons")
def lesson_list() -> Response:
    """List lessons that recur, those seen in most incidents first."""
    start = max(request.args.get("from", 0, type=int), 0)
    return as_json(lessons.listed(request.args.get("topic", ""), start))


@blueprint.get("/lessons/<path:lesson_id>")
def lesson(lesson_id: str) -> Response:
    """Give one lesson with its statements, by its id or by that of any of them."""
    return as_json(lessons.read(lesson_id))


def openapi() -> Response:
    """Describe this interface in OpenAPI's terms."""
    from web.api.description import openapi_document  # noqa: PLC0415

    return as_json(openapi_document())
