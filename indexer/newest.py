"""What came to a question's results last: for feeds, which tell of statements as they arrive.

Newest is what was loaded last, not what was published last: an old report read today is news here.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import islice

from indexer.asking import read
from indexer.engine import SearchEngine
from indexer.every import every_id
from indexer.finding import CatalogView, check_values, directory_for
from indexer.query import Search
from indexer.request import MOST_VALUES, FindRequest


def newest_ids(
    view: CatalogView, engine: SearchEngine, request: FindRequest, most: int
) -> tuple[str, ...]:
    """Give the ids of up to `most` results, those of the report that was loaded last first.

    Raises what `indexer.finding.find` raises.
    """
    chosen: list[str] = []
    total = 0
    for report, count in _reports(view, engine, request):
        chosen.append(report)
        total += count
        if total >= most or len(chosen) == MOST_VALUES:
            break
    if not chosen:
        return ()
    asked = replace(request, sort="relevance").selecting("report", chosen)
    rank = {report: at for at, report in enumerate(chosen)}
    ids = sorted(every_id(view, engine, asked), key=lambda name: rank[name.partition("/")[0]])
    return tuple(islice(ids, most))


def _reports(
    view: CatalogView, engine: SearchEngine, request: FindRequest
) -> list[tuple[str, int]]:
    """Give the reports that have results, with how many, the last loaded first."""
    check_values(directory_for(view, engine), request)
    parsed, _ = read(engine, request)
    search = Search(
        parsed.tree,
        request.collection,
        request.match,
        request.applied(),
        facets=("report",),
        limit=0,
    )
    # A facet's counts leave its own filter out.
    only = request.values("report")
    counts = {v.value: v.count for _, values in engine.search(search).facets for v in values}
    added = {str(summary.id): summary.added for summary in view.summaries()}
    found = [(r, n) for r, n in counts.items() if n and r in added and (not only or r in only)]
    return sorted(found, key=lambda one: (added[one[0]], one[0]), reverse=True)
