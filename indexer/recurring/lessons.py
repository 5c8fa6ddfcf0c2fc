"""Lessons that recur, brought up to date when the index has taken in what changed.

A report is compared when it is new or has changed; what its statements are like is kept in the
catalog. The groups are made anew from that, and each report whose statements' lessons change is
noted like any other change, so that the index takes it up.
"""

from __future__ import annotations

from collections.abc import Iterator

from indexer.engine import SearchEngine
from indexer.recurring.field_rarity import rarity_among
from indexer.recurring.recurrence import SAME, Statement, recurring
from indexer.recurring.same_words import Rarity
from indexer.recurring.stance import stance_of
from indexer.recurring.statement_pairs import likenesses, method_of, terms_held
from kb.catalog.catalog import Catalog, View
from kb.domain.ids import ReportId
from kb.domain.lesson import Compared, Lesson
from kb.domain.published import RecordInReport

# Reports that are counted in one transaction.
REPORTS_AT_ONCE = 100


def renew_lessons(catalog: Catalog, engine: SearchEngine) -> int:
    """Find which statements say the same in different reports; give how many reports it changes.

    What a run cut short has compared is not compared again.
    """
    method = method_of(engine)
    _count_changed(catalog, method)
    with catalog.read() as view:
        left = [r for r, (_, how) in view.likenesses.compared().items() if how != method]
        held, sizes = view.likenesses.words(), view.likenesses.sizes()
    rarity = rarity_among(sum(sizes.values()), held)
    for report in sorted(left):
        _compare(catalog, engine, report, rarity)
    with catalog.read() as view:
        change = view.last_change()
        found = find_lessons(view)
    with catalog.begin() as tx:
        if tx.last_change() != change:
            # Reports changed meanwhile; whoever tells the index of that finds the lessons anew.
            return 0
        return tx.lessons.replace(found)


def find_lessons(view: View) -> tuple[Lesson, ...]:
    """Group what is alike in a snapshot, called as it was called before; stores nothing."""
    seeds = {name for pair in view.likenesses.every(SAME) for name in (pair.one, pair.other)}
    pairs = [p for p in view.likenesses.every() if p.one in seeds and p.other in seeds]
    events = events_of(view)
    statements = [_statement(s, events[s.report.id]) for s in view.records(seeds).values()]
    known = {r: lesson.id for lesson in view.lessons.every() for r in lesson.records}
    return recurring(statements, pairs, view.likenesses.sizes(), known)


def _count_changed(catalog: Catalog, method: str) -> None:
    """Drop reports that changed, are gone or were compared otherwise; count those that are new."""
    with catalog.read() as view:
        now, before = view.versions(), view.likenesses.compared()
    kept = {
        r for r, (version, how) in before.items() if now.get(r) == version and how in ("", method)
    }
    gone = before.keys() - kept
    new = sorted(now.keys() - kept)
    with catalog.begin() as tx:
        tx.likenesses.forget(gone)
    for start in range(0, len(new), REPORTS_AT_ONCE):
        with catalog.read() as view:
            told = {r: _counted(view, r, now[r]) for r in new[start : start + REPORTS_AT_ONCE]}
        with catalog.begin() as tx:
            for report, counted in told.items():
                tx.likenesses.count(report, counted)


def _counted(view: View, report: ReportId, version: int) -> Compared:
    statements = view.statements(report)
    return Compared(version, "", len(statements), terms_held(statements))


def _compare(catalog: Catalog, engine: SearchEngine, report: ReportId, rarity: Rarity) -> None:
    with catalog.read() as view:
        found = {(p.one, p.other): p for p in likenesses(view, engine, report, rarity)}
    with catalog.begin() as tx:
        tx.likenesses.keep(report, method_of(engine), found.values())


def _statement(told: RecordInReport, event: str) -> Statement:
    stance = stance_of(told.record)
    return Statement(told.id, told.report.id, event, told.report.published, stance)


def events_of(view: View) -> dict[ReportId, str]:
    """Name what each report is about: one name for all that tell of one incident or follow it up.

    A report that tells of no incident and follows up none is named for itself.
    """
    above = {summary.id: summary.id for summary in view.summaries()}
    for one, other in _followed(view):
        if one in above and other in above:
            first, last = sorted((_top(above, one), _top(above, other)))
            above[last] = first
    return {report: _top(above, report) for report in above}


def _followed(view: View) -> Iterator[tuple[ReportId, ReportId]]:
    for summary in view.summaries():
        for link in view.links(summary):
            yield summary.id, link.report


def _top(above: dict[ReportId, ReportId], report: ReportId) -> ReportId:
    while above[report] != report:
        report = above[report]
    return report
