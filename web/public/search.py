"""The search page."""

from __future__ import annotations

from flask import Blueprint, redirect, request
from werkzeug import Response

from indexer.finding import FoundPage, find
from indexer.request import FindRequest
from kb.errors import BadRequest
from web import services
from web.negotiate import respond
from web.presenters.search import search_answer, search_shown
from web.state import SearchState

# The two boxes of the form of years; together they are one `year`.
_SINCE, _UNTIL = "year-from", "year-to"
blueprint = Blueprint("search", __name__)


@blueprint.get("/search")
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
