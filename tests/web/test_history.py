from __future__ import annotations

from dataclasses import replace

from kb.domain.ids import RecordId, ReportId
from kb.domain.published import PublishedRecord, RecordInReport, ReportSummary
from kb.domain.record import Kind, Record, Status
from web.presenters.history import history

TEXT = "The department should adopt a foot pursuit policy that discourages chasing alone."


def stated(report: str, published: str, status: str = "", text: str = TEXT, number: str = "3.1"):
    summary = ReportSummary(
        ReportId(report), f"Report {report}", "", published, None, "", (), (), 9, (), 0, 0, "", ""
    )
    record = Record("1", Kind.RECOMMENDATION, "Recommendation", number, text, 4, 4, status=status)
    return RecordInReport(summary, PublishedRecord(RecordId(f"{report}/r/{number}"), record))


def test_each_report_that_states_it_again_is_told_by_date():
    mine = stated("first", "2016-05")
    later = stated("third", "2018", Status.COMPLETE)
    between = stated("second", "2017-11-01", Status.IN_PROGRESS)
    told = history(mine, [later, between])
    assert [(t.date, t.status, t.here) for t in told] == [
        ("2016-05", "", True),
        ("2017-11-01", "in progress", False),
        ("2018", "complete", False),
    ]


def test_without_any_status_or_restatement_there_is_no_history():
    mine = stated("first", "2016")
    assert history(mine, [stated("second", "2017")]) == ()
    assert history(replace(mine), []) == ()
    assert history(stated("first", "2016", Status.COMPLETE), []) == ()


def test_another_recommendation_of_the_same_number_is_not_taken_for_it():
    other = stated("second", "2017", Status.COMPLETE, "Beats should be kept for eighteen months.")
    assert history(stated("first", "2016"), [other]) == ()


def test_a_shortened_restatement_is_known_by_its_number():
    short = "Adopt a foot pursuit policy that discourages chasing alone."
    same = stated("second", "2017", Status.PARTIAL, short)
    renumbered = stated("second", "2017", Status.PARTIAL, short[:38], "9.9")
    assert len(history(stated("first", "2016"), [same])) == 2
    assert history(stated("first", "2016"), [renumbered]) == ()
