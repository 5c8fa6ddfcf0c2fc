"""The OpenAPI description of the lasting interface, made when it is first asked for.

What it is made with takes a quarter of a second to import, so nothing imports this at the start.
"""

from __future__ import annotations

from functools import cache
from typing import Any

from flask import Flask
from spectree import Response as Answers
from spectree import SecurityScheme, SpecTree
from spectree.models import SecureType, SecuritySchemeData

from kb.export.registry import FORMATS
from web.api import editing, schemas, v1
from web.api.deeds import DEEDS

_PROBLEM: dict[str, Any] = {"HTTP_400": schemas.ProblemDocument}
_MISSING: dict[str, Any] = {
    **_PROBLEM,
    "HTTP_404": schemas.ProblemDocument,
    "HTTP_410": schemas.ProblemDocument,
}


def _answers(kind: type, problems: dict[str, Any]) -> dict[str, Any]:
    return {"resp": Answers(HTTP_200=kind, **problems)}


_REFUSED: dict[str, Any] = {
    **_MISSING,
    "HTTP_401": schemas.ProblemDocument,
    "HTTP_403": schemas.ProblemDocument,
}
_UNCHANGED: dict[str, Any] = {
    **_REFUSED,
    "HTTP_409": schemas.ProblemDocument,
    "HTTP_413": schemas.ProblemDocument,
    "HTTP_503": schemas.ProblemDocument,
}
_BEARER = "bearer"


def _by_token(status: str, kind: type, problems: dict[str, Any]) -> dict[str, Any]:
    return {"resp": Answers(**{status: kind, **problems}), "security": {_BEARER: []}}


# What each function of `web.api.editing` takes and gives.
_EDITING: dict[str, dict[str, Any]] = {
    "add_report": {
        "query": schemas.AddedFile,
        **_by_token("HTTP_202", schemas.JobResult, _UNCHANGED),
    },
    "add_job": {
        "json": schemas.JobAsked,
        **_by_token("HTTP_202", schemas.JobResult, _UNCHANGED),
    },
    "job": _by_token("HTTP_200", schemas.JobResult, _REFUSED),
    "report_decisions": _by_token("HTTP_200", schemas.InReviewResult, _REFUSED),
    **{
        f"decide_{verb.value}": {
            "json": shape,
            **_by_token("HTTP_201", schemas.TakenResult, _UNCHANGED),
        }
        for verb, shape in DEEDS.items()
    },
}

# What each function of `web.api.v1` takes and gives.
_SHAPES: dict[str, dict[str, Any]] = {
    "find": {
        "query": schemas.SearchQuery,
        **_answers(schemas.SearchResult, {**_PROBLEM, "HTTP_503": schemas.ProblemDocument}),
    },
    "export": {
        "query": schemas.SearchQuery,
        "resp": Answers("HTTP_200", **{**_MISSING, "HTTP_503": schemas.ProblemDocument}),
    },
    "find_comparable": {
        "json": schemas.ComparableQuestion,
        **_answers(
            schemas.ComparableResult,
            {**_PROBLEM, "HTTP_413": schemas.ProblemDocument, "HTTP_415": schemas.ProblemDocument},
        ),
    },
    "record": _answers(schemas.RecordResult, _MISSING),
    "report": _answers(schemas.ReportResult, _MISSING),
    "site": _answers(schemas.SiteResult, _MISSING),
    "incident": _answers(schemas.IncidentResult, _MISSING),
    "lesson_list": {"query": schemas.LessonsQuery, **_answers(schemas.LessonsResult, _MISSING)},
    "lesson": _answers(schemas.LessonResult, _MISSING),
    "topic_list": _answers(schemas.TopicsResult, {}),
}


@cache
def openapi_document() -> dict[str, Any]:
    """Describe every address under /api/v1: what it takes, gives, and how it refuses."""
    described = Flask(__name__)
    described.register_blueprint(v1.blueprint)
    described.register_blueprint(editing.blueprint)
    # The description is data only: the viewers that spectree offers load code from elsewhere.
    spec = SpecTree(
        "flask",
        mode="strict",
        title="kb",
        version="1",
        description="Findings, recommendations and lessons of published after-action reports.",
        page_templates={},
        validation_error_status=400,
        validation_error_model=schemas.ProblemDocument,
        naming_strategy=lambda model: model.__name__,
        nested_naming_strategy=lambda _parent, child: child,
        security_schemes=[
            SecurityScheme(
                name=_BEARER, data=SecuritySchemeData(type=SecureType.HTTP, scheme="bearer")
            )
        ],
    )
    for blueprint, shapes in ((v1.blueprint, _SHAPES), (editing.blueprint, _EDITING)):
        for name, shape in shapes.items():
            endpoint = f"{blueprint.name}.{name}"
            view = described.view_functions[endpoint]
            described.view_functions[endpoint] = spec.validate(**shape, skip_validation=True)(view)
    spec.register(described)
    with described.app_context():
        return _pdf_taken(_files_named(_problems_named(dict(spec.spec))))


def _problems_named(document: dict[str, Any]) -> dict[str, Any]:
    """Give refusals the media type they are sent with (RFC 9457)."""
    answers = (
        (status, answer)
        for operations in document["paths"].values()
        for operation in operations.values()
        for status, answer in operation["responses"].items()
    )
    for status, answer in answers:
        if status >= "400" and "application/json" in answer.get("content", {}):
            answer["content"] = {"application/problem+json": answer["content"]["application/json"]}
    return document


def _files_named(document: dict[str, Any]) -> dict[str, Any]:
    """Say which formats there are, and that an export is a file of one of their media types."""
    operation = document["paths"]["/api/v1/export/{format_name}"]["get"]
    for parameter in operation["parameters"]:
        if parameter["name"] == "format_name":
            parameter["schema"] = {"type": "string", "enum": [one.name for one in FORMATS]}
    answer = operation["responses"]["200"]
    answer["content"] = {one.media_type: _file(one.media_type) for one in FORMATS}
    return document


def _pdf_taken(document: dict[str, Any]) -> dict[str, Any]:
    """Say that a report is added by its PDF as the body."""
    body = {"required": True, "content": {"application/pdf": _file("application/pdf")}}
    document["paths"]["/api/v1/reports"]["post"]["requestBody"] = body
    return document


def _file(media_type: str) -> dict[str, Any]:
    """Say that a body is bytes, or any JSON where it is that."""
    if media_type.partition(";")[0].endswith(("/json", "+json")):
        return {"schema": {}}
    return {"schema": {"type": "string", "format": "binary"}}
