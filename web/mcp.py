"""kb for client programs that speak the Model Context Protocol: the pages' own functions as tools.

Everything is read-only. Each answer names the page a statement stands on and how to cite it, so
that what a program says with it can be checked.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from typing import Any, ParamSpec, TypeVar

import msgspec
from flask import Flask
from mcp.server import MCPServer
from mcp.server.mcpserver.exceptions import ToolError
from mcp.types import ToolAnnotations

from kb.errors import KbError
from kb.export.base import Row
from kb.export.rows import RowMaker
from web import services
from web.api.schemas import ComparableQuestion
from web.exports import Absolute, whole_address
from web.presenters.search import search_answer
from web.public import comparable as comparing
from web.public import records, search
from web.state import SearchState

P = ParamSpec("P")
R = TypeVar("R")

INSTRUCTIONS = (
    "Findings, recommendations and lessons from published after-action reports of critical "
    "incidents. Find statements with search, read one with get_record, find incidents like a "
    "described one with comparable. Quote statements in their own words and give their page: cite "
    "gives the citation. Reports marked as samples are fictional; do not cite them as real."
)
MOST_CITED = 100
_READS = ToolAnnotations(read_only_hint=True, open_world_hint=False)
# What only a page shows: pictures, boxes, whole texts of pages.
_FOR_PAGES = ("pages",)


def serve(app: Flask, site: str) -> None:
    """Answer one client over standard input and output; `site` begins every address given."""
    server_of(app, site).run("stdio")


def server_of(app: Flask, site: str) -> MCPServer[None]:
    """Make the server with its four tools."""
    server: MCPServer[None] = MCPServer("kb", instructions=INSTRUCTIONS)
    for tool in (find, get_record, comparable, cite):
        name = "search" if tool is find else tool.__name__
        server.add_tool(_within(app, site, tool), name=name, annotations=_READS)
    return server


def find(
    query: str, filters: dict[str, list[str]] | None = None, limit: int = 10, after: str = ""
) -> dict[str, Any]:
    """Search statements by words and meaning.

    `filters` narrow by field, for example {"kind": ["recommendation"], "topic": [...], "state":
    ["MO"], "year": ["2014..2020"]}; the facets of an answer list the values there are. `after` is
    `next` of the answer before.
    """
    pairs = [("q", query), ("limit", str(limit)), ("after", after)]
    pairs += [(name, value) for name, values in (filters or {}).items() for value in values]
    asked = SearchState.from_pairs(pairs).request
    return _plain(search_answer(search.run(asked)))


def get_record(record: str) -> dict[str, Any]:
    """Give one statement by its id: its words, page, report, context, related statements."""
    told = _plain(records.read(record))
    return {name: value for name, value in told.items() if name not in _FOR_PAGES}


def comparable(description: str, limit: int = 5) -> dict[str, Any]:
    """Find incidents like the one described in plain words, with the reasons and their pages."""
    asked = ComparableQuestion(text=description, limit=limit)
    return _plain(comparing.answer(comparing.question_of(asked.model_dump())))


def cite(records: list[str]) -> dict[str, Any]:
    """Cite statements by their ids, at most a hundred, with page and permalink."""
    if len(records) > MOST_CITED:
        raise ToolError(f"At most {MOST_CITED} statements are cited at once.")
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
