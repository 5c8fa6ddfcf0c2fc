"""kb for client programs that speak the Model Context Protocol: the pages' own functions as tools.

Everything is read-only. Each answer names the page a statement stands on and how to cite it, so
that what a program says with it can be checked.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from typing import Annotated, Any, ParamSpec, TypeVar

import msgspec
from flask import Flask
from mcp.server import MCPServer
from mcp.server.mcpserver.exceptions import ToolError
from mcp.types import ToolAnnotations
from pydantic import Field

from indexer.incidents.comparable_question import LONGEST
from indexer.question.request import MOST_HITS
from kb.errors import KbError
from kb.export.base import Row
from kb.export.rows import RowMaker
from web import services
from web.api.schemas import ComparableQuestion
from web.exports import Absolute, whole_address
from web.presenters import for_programs
from web.presenters.search import search_answer
from web.public import comparable as comparing
from web.public import incidents, records, search
from web.state import SearchState

P = ParamSpec("P")
R = TypeVar("R")

INSTRUCTIONS = (
    "Findings, recommendations and lessons from published after-action reports of critical "
    "incidents. Find statements with search, read one with get_record, find incidents like a "
    "described one with comparable, and read what an incident's reports state of it with "
    "get_incident. Quote statements in their own words and give their page: cite "
    "gives the citation. Reports marked as samples are fictional; do not cite them as real."
)
MOST_CITED = 100
_QUERY = 'Words, or a question in words. "a phrase", OR, NOT and word* are understood.'
_FILTERS = (
    'Narrow by field: {"kind": ["recommendation"], "topic": [...], "state": ["MO"], "year": '
    '["2014..2020"]}. The `facets` of an answer list the fields and the values there are.'
)
_TEXT = (
    "The incident in plain words, typed in haste or pasted whole: what happened, where, how many "
    "people, who was hurt, which agencies came."
)
_READS = ToolAnnotations(read_only_hint=True, open_world_hint=False)
_Limit = Annotated[int, Field(ge=1, le=MOST_HITS, description="How many, the best first.")]
# What only a page shows: pictures, boxes, whole texts of pages.
_FOR_PAGES = ("pages",)


def serve(app: Flask, site: str) -> None:
    """Answer one client over standard input and output; `site` begins every address given."""
    server_of(app, site).run("stdio")


def server_of(app: Flask, site: str) -> MCPServer[None]:
    """Make the server with its tools."""
    server: MCPServer[None] = MCPServer("kb", instructions=INSTRUCTIONS)
    for tool in (find, get_record, comparable, get_incident, cite):
        name = "search" if tool is find else tool.__name__
        server.add_tool(_within(app, site, tool), name=name, annotations=_READS)
    return server


def find(
    query: Annotated[str, Field(description=_QUERY)],
    filters: Annotated[dict[str, list[str]] | None, Field(description=_FILTERS)] = None,
    limit: _Limit = 10,
    after: Annotated[str, Field(description="`next` of the answer before.")] = "",
) -> dict[str, Any]:
    """Search statements by words and meaning, the best first; `facets` have values to narrow by."""
    pairs = [("q", query), ("limit", str(limit)), ("after", after)]
    pairs += [(name, value) for name, values in (filters or {}).items() for value in values]
    asked = SearchState.from_pairs(pairs).request
    return _plain(for_programs.found(search_answer(search.run(asked))))


def get_record(
    record: Annotated[str, Field(description="A statement's `id`, as search gives it.")],
) -> dict[str, Any]:
    """Give one statement by its id: its words, page, report, context, related statements."""
    told = _plain(records.read(record))
    return {name: value for name, value in told.items() if name not in _FOR_PAGES}


def comparable(
    text: Annotated[str, Field(min_length=1, max_length=LONGEST, description=_TEXT)],
    limit: _Limit = 5,
) -> dict[str, Any]:
    """Find incidents like the one described, the likest first, with the reasons and their pages."""
    asked = ComparableQuestion(text=text, limit=limit)
    answer = comparing.answer(comparing.question_of(asked.model_dump()))
    return _plain(for_programs.alike_incidents(answer))


def get_incident(
    incident: Annotated[str, Field(description="An incident's `id`, as comparable gives it.")],
) -> dict[str, Any]:
    """Give what each report states of one incident, with pages, and how much it has by topic."""
    return _plain(for_programs.incident_told(incidents.read(incident)))


def cite(
    records: Annotated[list[str], Field(description="Their `id`s.", max_length=MOST_CITED)],
) -> dict[str, Any]:
    """Cite statements, each with its page and permalink; `not_published` names ids of none."""
    here = services.current()
    with here.catalog.read() as view:
        maker = RowMaker(view, here.vocabulary, Absolute(whole_address("")))
        cited = [_cited(row) for row in maker.records(records)]
    missing = sorted(set(records) - {one["id"] for one in cited})
    return {"statements": cited, "not_published": missing}


def _cited(row: Row) -> dict[str, Any]:
    return {
        "id": row.id,
        "text": row.text,
        "printed_page": row.printed_page,
        "pdf_page": row.page,
        "permalink": row.permalink,
        "sample": row.report.sample,
        "rights": row.report.rights,
        "citations": {one.style: one.text for one in row.citations},
    }


def _plain(value: object) -> dict[str, Any]:
    plain: dict[str, Any] = msgspec.to_builtins(value)
    return plain


def _within(app: Flask, site: str, tool: Callable[P, R]) -> Callable[P, R]:
    """Let a tool run as a page would, and say in words what it cannot do."""

    @wraps(tool)
    def answer(*args: P.args, **kwargs: P.kwargs) -> R:
        with _asked(app, site):
            return tool(*args, **kwargs)

    return answer


@contextmanager
def _asked(app: Flask, site: str) -> Iterator[None]:
    try:
        with app.test_request_context(base_url=site):
            yield
    except KbError as error:
        raise ToolError(f"{error} {error.hint}".strip()) from error
