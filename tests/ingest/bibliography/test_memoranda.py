from __future__ import annotations

import pytest

from ingest.bibliography.memoranda import heading_of, subject_of
from ingest.pages.lines import Line, Run
from kb.domain.passage import Box


def line(text: str, x0: float, top: float, size: float = 11.0) -> Line:
    run = Run(text, "Serif", size, False, False, 0, x0, x0 + 80)
    return Line(text, Box(x0, top, x0 + 80, top + 12), (run,))


HEAD = (line("TO:", 72, 100), line("The Sheriff", 160, 100), line("FROM:", 72, 130),
        line("Captain of Standards", 160, 130))  # fmt: skip


@pytest.mark.parametrize(
    ("more", "subject"),
    [
        ([line("SUBJECT:", 72, 160), line("Review of a Pursuit", 160, 160)], "Review of a Pursuit"),
        ([line("RE: Review of a Pursuit", 72, 160)], "Review of a Pursuit"),
        # a subject of two lines, its label set between them
        ([line("Review of the Death of", 160, 160), line("Subject:", 72, 167),
          line("a Prisoner", 160, 174), line("CASE:", 72, 200), line("19-7", 160, 200)],
         "Review of the Death of a Prisoner"),
        ([line("It was about midnight.", 72, 160)], ""),
    ],
)  # fmt: skip
def test_the_subject_of_a_memorandum_is_its_title(more, subject):
    assert subject_of([*HEAD, *more]) == subject


def test_a_memorandum_for_record_goes_to_nobody():
    lines = [
        line("MEMORANDUM FOR RECORD", 72, 100), line("SUBJECT: Support to the Elm Valley", 72, 130),
        line("Flood, March 2018", 72, 142), line("1. Rain on snow raised the river.", 72, 180),
    ]  # fmt: skip
    assert subject_of(lines) == "Support to the Elm Valley Flood, March 2018"


def test_a_letter_of_findings_is_named_by_what_it_regards():
    about = line("Re: Investigation of the Elm Division of Police", 72, 160)
    assert subject_of([line("Dear Mayor Whitlow:", 72, 190), about]) == (
        "Investigation of the Elm Division of Police"
    )
    assert subject_of([line("Dear reader of these pages", 72, 190), about]) == ""


def test_findings_of_a_court_are_cited_by_what_stands_beside_citation():
    lines = [
        line("FINDINGS OF INQUEST", 200, 40), line("CITATION:", 72, 100),
        line("Inquest into the death of A. Rowe", 160, 100), line("TITLE OF", 72, 120),
        line("Coroners Court", 160, 120), line("COURT:", 72, 133),
        line("DELIVERED ON:", 72, 160), line("15 July 2020", 160, 160),
    ]  # fmt: skip
    assert subject_of(lines) == "Inquest into the death of A. Rowe"


def test_a_letter_that_has_a_subject_is_no_memorandum():
    assert subject_of([line("Dear Chair", 72, 100), line("Re: Staffing", 72, 120)]) == ""


def test_the_heading_of_a_memorandum_says_what_paper_it_is():
    subject = line("SUBJECT: Events of June 19-20, 2025", 72, 160)
    above = [line("ELM POLICE DEPARTMENT", 72, 40, 15.0),
             line("After Action Report: Championship", 72, 60, 15.0)]  # fmt: skip
    assert heading_of([*above, *HEAD, subject]) == "After Action Report: Championship"
    assert heading_of([above[0], *HEAD, subject]) == ""
    assert heading_of([*above, line("It was about midnight.", 72, 160)]) == ""


def test_findings_of_an_inquest_name_whose_it_is():
    lines = [
        line("CORONERS COURT", 200, 40), line("Inquest:", 72, 100),
        line("Inquest into the death of Ann Elm", 160, 100), line("Findings of:", 72, 130),
        line("Deputy State Coroner", 160, 130),
    ]  # fmt: skip
    assert subject_of(lines) == "Inquest into the death of Ann Elm"
