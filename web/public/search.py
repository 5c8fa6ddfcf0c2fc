"""The search page."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from flask import Blueprint, redirect, request
from werkzeug import Response

from indexer.answer.every import every_id
from indexer.answer.finding import FoundPage, find, values_of
from indexer.answer.newest import newest
from indexer.question.request import DEFAULT_LIMIT, FindRequest
from kb.errors import BadRequest
from kb.export.base import Row
from kb.export.rows import RowMaker
from web import atom, services
from web.atom import Entry
from web.exports import Absolute, Export, cover, exported_by, whole_address
from web.negotiate import as_json, respond, wants_json
from web.piecewise import respond_piecewise
from web.presenters.dates import Dates, between_dates
from web.presenters.facet_values import values_answer, values_shown
from web.presenters.search import search_answer, search_shown
from web.state import SearchState

# The two boxes of the form of dates; together they are one `year` or one `date`.
_SINCE, _UNTIL = "date-from", "date-to"
# Statements that a feed tells of at once.
_IN_FEED = 50
_FIND = "find"
blueprint = Blueprint("search", __name__)


def _all_found() -> Export:
    return found_export(SearchState.from_pairs(request.args.items(multi=True)).request)


def search_title(asked: FindRequest) -> str:
    """Name a search by what it asks for."""
    chosen = (value for one in asked.filters for value in one.values)
    return f"Search: {asked.q or ', '.join(chosen) or 'everything'}"


def found_export(question: FindRequest, title: str = "", path: str = "") -> Export:
    """Export all results of a question; `title` and `path` are of the page, if it is no search."""
    asked = replace(question, after="", limit=DEFAULT_LIMIT)

    def rows(maker: RowMaker) -> Iterator[Row]:
        ids = every_id(maker.view, engine, asked)
        return maker.records(ids) if asked.collection == "records" else maker.passages(ids)

    engine = services.current().engine
    return Export(cover(title or search_title(asked), path or SearchState(asked).url()), rows)


@blueprint.get("/search")
@exported_by(_all_found)
def show() -> Response:
    """Search statements or narrative, with filters."""
    if _SINCE in request.args or _UNTIL in request.args:
        return _narrowed()
    found = run(SearchState.from_pairs(request.args.items(multi=True)).request)
    if wants_json():
        return as_json(search_answer(found))
    return respond_piecewise("search.html", found, shown=search_shown(found))


@blueprint.get("/search.atom")
def feed() -> Response:
    """Tell of a search's newest statements as they are loaded."""
    asked = SearchState.from_pairs(request.args.items(multi=True)).request
    asked = replace(asked, after="", limit=DEFAULT_LIMIT)
    state = SearchState(asked)
    here = services.current()
    with here.catalog.read() as view:
        added = {str(summary.id): summary.added for summary in view.summaries()}
        ids = newest(view, here.engine, asked, _IN_FEED).ids
        maker = RowMaker(view, here.vocabulary, Absolute(whole_address("")))
        rows = maker.records(ids) if asked.collection == "records" else maker.passages(ids)
        entries = [_entry(row, added) for row in rows]
    address, page = whole_address(state.url("/search.atom")), whole_address(state.url())
    return atom.feed(f"kb: {search_title(asked)}", address, page, entries)


def _entry(row: Row, added: Mapping[str, str]) -> Entry:
    return Entry(
        f"{row.name}: {row.report.title}",
        row.permalink,
        added.get(row.report.id, ""),
        row.report.publisher,
        f"{row.text}\n\n{row.citations[0].text}",
    )


@blueprint.get("/search/values/<name>")
def values(name: str) -> Response:
    """List all values of one filter, or those whose name holds `find`."""
    typed = " ".join(request.args.get(_FIND, "").split())
    others = [p for p in request.args.items(multi=True) if p[0] != _FIND]
    state = SearchState.from_pairs(others)
    here = services.current()
    with here.catalog.read() as view:
        found = values_of(view, here.engine, state.request, name, typed)
    return respond("values.html", values_answer(found), shown=values_shown(found, state, typed))


def run(asked: FindRequest) -> FoundPage:
    """Answer a question from the live index and one snapshot of the catalog."""
    here = services.current()
    with here.catalog.read() as view:
        return find(view, here.engine, asked)


def _narrowed() -> Response:
    """Lead to the search between two dates, or say beside their boxes what is wrong with them."""
    since, until = (" ".join(request.args.get(name, "").split()) for name in (_SINCE, _UNTIL))
    others = [p for p in request.args.items(multi=True) if p[0] not in {_SINCE, _UNTIL}]
    state = SearchState.from_pairs(others)
    try:
        return redirect(between_dates(state, since, until).url(), 303)
    except BadRequest as error:
        if wants_json():
            raise
        dates = Dates(since, until, f"{error} {error.hint}")
    found = run(state.request)
    shown = search_shown(found, dates)
    return respond("search.html", search_answer(found), status=400, shown=shown)
