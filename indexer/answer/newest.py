"""What came to a question's results last: for feeds, which tell of statements as they arrive.

Newest is what was loaded last, not what was published last: an old report read today is news here.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import islice

from indexer.answer.every import every_id
from indexer.answer.finding import CatalogView, check_values, directory_for
from indexer.engine import SearchEngine
from indexer.query import Search
from indexer.question.asking import read
from indexer.question.request import MOST_VALUES, FindRequest


@dataclass(frozen=True, slots=True)
class Between:
    """A stretch of time, UTC in ISO form: later than `since`, not later than `until` if told."""

    since: str = ""
    until: str = ""

    def holds(self, moment: str) -> bool:
        """Say whether a moment lies in it."""
        return self.since < moment and (not self.until or moment <= self.until)


ANY_TIME = Between()


@dataclass(frozen=True, slots=True)
class Newest:
    """How many results were loaded in a stretch of time, and the ids of the latest of them."""

    total: int
    ids: tuple[str, ...]


def newest(
    view: CatalogView,
    engine: SearchEngine,
    request: FindRequest,
    most: int,
    loaded: Between = ANY_TIME,
) -> Newest:
    """Give up to `most` results, those of the report that was loaded last first.

    Raises what `indexer.answer.finding.find` raises.
    """
    reports = _reports(view, engine, request, loaded)
    total = sum(count for _, count in reports)
    chosen: list[str] = []
    held = 0
    for report, count in reports[:MOST_VALUES]:
        if held >= most:
            break
        chosen.append(report)
        held += count
    if not chosen:
        return Newest(0, ())
    asked = replace(request, sort="relevance").selecting("report", chosen)
    rank = {report: at for at, report in enumerate(chosen)}
    ids = sorted(every_id(view, engine, asked), key=lambda name: rank[name.partition("/")[0]])
    return Newest(total, tuple(islice(ids, most)))


def _reports(
    view: CatalogView, engine: SearchEngine, request: FindRequest, loaded: Between
) -> list[tuple[str, int]]:
    """Give the reports that have results, with how many, the last loaded first."""
    directory = directory_for(view, engine)
    check_values(directory, request)
    parsed, _ = read(engine, request, directory)
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
    added = {str(s.id): s.added for s in view.summaries() if loaded.holds(s.added)}
    found = [(r, n) for r, n in counts.items() if n and r in added and (not only or r in only)]
    return sorted(found, key=lambda one: (added[one[0]], one[0]), reverse=True)
