"""All results of a question, however many: for exports, packets and feeds."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from indexer.answer.finding import CatalogView, check_values, directory_for
from indexer.engine import SearchEngine
from indexer.query import Search
from indexer.question.asking import read
from indexer.question.request import FindRequest

_AT_ONCE = 1000


def every_id(view: CatalogView, engine: SearchEngine, request: FindRequest) -> Iterator[str]:
    """Give the ids of all results in the order asked for; the question's page does not matter.

    Raises what `indexer.answer.finding.find` raises, before the first id is given. Ids come page by
    page, so an index that changes meanwhile may give some of its new state.
    """
    directory = directory_for(view, engine)
    check_values(directory, request)
    parsed, _ = read(engine, request, directory)
    search = Search(
        parsed.tree,
        request.collection,
        request.match,
        request.applied(),
        sort=request.sort,
        limit=_AT_ONCE,
    )
    while True:
        page = engine.search(search)
        yield from (hit.id for hit in page.hits)
        if page.next is None:
            return
        search = replace(search, after=page.next)
