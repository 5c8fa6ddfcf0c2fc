"""An index asked before it is made live: the same counts as the catalog, and spot checks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

from indexer.engine import SearchEngine
from indexer.query import Everything, Filter, Phrase, Search
from kb.analysis import tokenize
from kb.catalog.catalog import View
from kb.domain.published import PublishedRecord
from kb.errors import IndexDamaged

SPOT_CHECKS = 20
# How many of a statement's first words are looked for, side by side.
_WORDS = 8
_LEFT_ALONE = "The one that answers now serves on. Build another: `python -m kb reindex`."


def verify(view: View, engine: SearchEngine) -> int:
    """Ask an index for what the snapshot it was made from holds; give how many spot checks passed.

    Counts of statements by kind and by report must agree, and statements spread over all reports
    must be found by their own words. Raises IndexDamaged saying what does not.
    """
    summaries = view.summaries()
    kinds: Counter[str] = Counter()
    for summary in summaries:
        kinds.update(dict(summary.counts))
    _compare("kind", kinds, _counted(engine, "kind"))
    held = {str(summary.id): summary.records for summary in summaries if summary.records}
    _compare("report", held, _counted(engine, "report"))
    checks = 0
    for statement in _spread(view, list(held)):
        _find(engine, statement)
        checks += 1
    return checks


def _counted(engine: SearchEngine, facet: str) -> dict[str, int]:
    page = engine.search(Search(Everything(), "records", facets=(facet,), limit=0))
    return {value.value: value.count for _, values in page.facets for value in values}


def _compare(facet: str, due: Mapping[str, int], found: Mapping[str, int]) -> None:
    wrong = sorted(n for n in {*due, *found} if due.get(n, 0) != found.get(n, 0))
    if wrong:
        name = wrong[0]
        raise IndexDamaged(
            f"the index to be made live has {found.get(name, 0):,} statements of {facet} {name}, "
            f"the catalog {due.get(name, 0):,}",
            hint=_LEFT_ALONE,
        )


def _spread(view: View, reports: list[str]) -> Iterator[PublishedRecord]:
    """Give statements spread evenly over the reports, from the midst of each."""
    step = max(1, len(reports) // SPOT_CHECKS)
    for report in reports[::step][:SPOT_CHECKS]:
        records = view.statements(report)
        yield records[len(records) // 2].published


def _find(engine: SearchEngine, statement: PublishedRecord) -> None:
    words = tuple(token.word for token in tokenize(statement.record.text))[:_WORDS]
    report = statement.id.partition("/")[0]
    search = Search(Phrase(words), "records", filters=(Filter("report", (report,)),), limit=100)
    if not any(hit.id == statement.id for hit in engine.search(search).hits):
        raise IndexDamaged(
            f"the index to be made live does not find {statement.id} by its own words",
            hint=_LEFT_ALONE,
        )
