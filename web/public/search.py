"""The search page."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from flask import Blueprint, redirect, request
from werkzeug import Response

from indexer.every import every_id
from indexer.finding import FoundPage, find
from indexer.request import DEFAULT_LIMIT, FindRequest
from kb.errors import BadRequest
from kb.export.base import Row
from kb.export.rows import RowMaker
from web import services
from web.exports import Export, cover, exported_by
from web.negotiate import respond
from web.presenters.search import search_answer, search_shown
from web.state import SearchState

# The two boxes of the form of years; together they are one `year`.
_SINCE, _UNTIL = "year-from", "year-to"
blueprint = Blueprint("search", __name__)


def _all_found() -> Export:
    asked = SearchState.from_pairs(request.args.items(multi=True)).request
    return found_export(replace(asked, after="", limit=DEFAULT_LIMIT), _title(asked))


def _title(asked: FindRequest) -> str:
    chosen = (value for one in asked.filters for value in one.values)
    return f"Search: {asked.q or ', '.join(chosen) or 'everything'}"


def found_export(asked: FindRequest, title: str, path: str = "") -> Export:
    """Export all results of a question; `path` is the page they are shown on, if no search."""

    def rows(maker: RowMaker) -> Iterator[Row]:
        ids = every_id(maker.view, engine, asked)
        return maker.records(ids) if asked.collection == "records" else maker.passages(ids)

    engine = services.current().engine
    return Export(cover(title, path or SearchState(asked).url()), rows)


@blueprint.get("/search")
@exported_by(_all_found)
def show() -> Response:
    """Search statements or narrative, with filters."""
    if _SINCE in request.args or _UNTIL in request.args:
        return redirect(_with_years().url(), 303)
    found = run(SearchState.from_pairs(request.args.items(multi=True)).request)
    return respond("search.html", search_answer(found), shown=search_shown(found))


def run(asked: FindRequest) -> FoundPage:
    """Answer a question from the live index and one snapshot of the catalog."""
    here = services.current()
    with here.catalog.read() as view:
        return find(view, here.engine, asked)


def _with_years() -> SearchState:
    others = [p for p in request.args.items(multi=True) if p[0] not in {_SINCE, _UNTIL, "year"}]
    state = SearchState.from_pairs(others)
    since, until = (_year(request.args.get(name, "")) for name in (_SINCE, _UNTIL))
    if not since and not until:
        return state
    return state.only("year", since if since == until else f"{since}..{until}")


def _year(text: str) -> str:
    stripped = text.strip()
    if stripped and not (stripped.isascii() and stripped.isdigit()):
        raise BadRequest(f"{stripped[:20]!r} is not a year.", hint="Write it in digits: 2014.")
    return stripped
