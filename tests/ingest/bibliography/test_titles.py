from __future__ import annotations

import pytest

from ingest.bibliography.front_matter import FrontMatter, Group
from ingest.bibliography.titles import read_title


def front(*cover: tuple[str, float], **facts) -> FrontMatter:
    groups = tuple(Group(1, line, size, False, 100.0 + n) for n, (line, size) in enumerate(cover))
    return FrontMatter(1, groups, (), **facts)


_DETERMINATION = (
    "DETERMINATION", "BY", "SHERIFF MORAG BAILEY", "UNDER THE INQUIRIES INTO DEATHS ACT 2016",
    "into the death of", "JOHN ELM", "Elmbury, 2 December 2021",
)  # fmt: skip


@pytest.mark.parametrize(
    ("made", "title"),
    [
        (front(("Delta Institute for Policing", 12), ("Nights on Mill Street", 28)),
         "Nights on Mill Street"),
        (front(("NIGHTS ON MILL STREET", 28), info={"Title": "Nights on Mill Street"}),
         "Nights on Mill Street"),
        # the series in the same type as the title
        (front(("Research Working Paper 22 (Second version) Limits of Stop Data", 16)),
         "Limits of Stop Data"),
        # some programs are told the subject
        (front(("RAIL INVESTIGATION REPORT R12", 15), ("Runaway train, Elm Yard", 15),
               info={"Subject": "Runaway train, Elm Yard"}), "Runaway train, Elm Yard"),
        # a part printed by itself under the running head of the whole
        (front(("Staffing", 40), running=(("STATE OF POLICING REPORT / RELEASE 1", 20),)),
         "State Of Policing Report: Staffing"),
        # notes, numbered headings and sentences of the text are no titles, however large
        (front(("[The following report replaces an earlier one]", 20), ("Report on Stops", 12)),
         "Report on Stops"),
        (front(("1. INTRODUCTION", 20), ("Report on Stops", 12)), "Report on Stops"),
        (front(("Approved for publication: May 2014", 20), ("Grounding off Elm", 18)),
         "Grounding off Elm"),
        (front(("The Act gives every agency much more of a say in what it buys and from whom.", 20),
               ("Buying Well", 14)), "Buying Well"),
        # what kind of report it is, in larger type than what it is about
        (front(("Significant Incident Review", 28), ("Fire at Elm Mill, 9 June 2022", 16)),
         "Fire at Elm Mill, 9 June 2022"),
        # headings of the text, a body that reports in the title, a glossary's row
        (front(("Fire at Elm Mill", 12), ("III. INTAKE", 13)), "Fire at Elm Mill"),
        (front(("Fire at Elm Mill", 12), ("ISSUE 2: Radios in Elm", 13)), "Fire at Elm Mill"),
        (front(("Board of Inquiry: Death in the Elm Jail", 18), ("Elm County, Ohio", 12)),
         "Board of Inquiry: Death in the Elm Jail"),
        (front(("The 2019 Disturbance at Elm Correctional Center", 22),
               ("Count A tally of residents. It is taken five times a day. Post", 9)),
         "The 2019 Disturbance at Elm Correctional Center"),
        # the event's name, and below it what kind of paper this is
        (front(("Operation Elm", 24), ("Debrief Report", 14)), "Operation Elm: Debrief Report"),
        (front(("Storm Una Debrief", 24), ("Final Report", 14)), "Storm Una Debrief"),
        (front(("Performance Audit", 28), ("Stops on Mill Street", 20)), "Stops on Mill Street"),
        # a determination says by whom and under which act, where and when
        (FrontMatter(1, (Group(1, " ".join(_DETERMINATION), 12.0, False, 100.0, _DETERMINATION),),
                     ()), "DETERMINATION into the death of JOHN ELM"),
        (front(), ""),
    ],
)  # fmt: skip
def test_title(made, title):
    assert read_title(made)[0] == title


def test_subtitle_is_the_smaller_line_below():
    made = front(("Doors That Stay Shut", 28), ("What four sieges teach", 12))
    assert read_title(made)[:2] == ("Doors That Stay Shut", "What four sieges teach")


@pytest.mark.parametrize(
    "below",
    [
        "April 15, 2019 | Elm Ford, Kansas", "Prepared by the Office of Planning",
        "Elm Forum on Flooding 5 March 2014 Version 1.0", "Released January 31, 2022",
    ],
)  # fmt: skip
def test_imprint_and_date_are_no_subtitle(below):
    assert read_title(front(("Doors That Stay Shut", 28), (below, 12)))[1] == ""


def test_a_kind_of_paper_goes_on_in_smaller_type():
    made = front(("Sentinel Event Review", 28), ("of the Response to Demonstrations in Elm", 14))
    assert read_title(made)[0] == "Sentinel Event Review of the Response to Demonstrations in Elm"
    made = front(("Report on the Death of Ann Straker", 28), ("on Quarry Lane in Elm", 14))
    assert read_title(made)[0] == "Report on the Death of Ann Straker"


def test_the_number_of_a_case_is_no_title_alone():
    made = front(("Case 19-044", 28), ("The Death of Lionel Okafor", 14))
    assert read_title(made)[0] == "Case 19-044: The Death of Lionel Okafor"


def test_a_memorandum_has_no_larger_type_than_its_subject():
    made = front(("I. Purpose and limits", 14), subject="Review of a Pursuit")
    assert read_title(made)[0] == "Review of a Pursuit"


@pytest.mark.parametrize("unit", ["A", " ", "Aa ", "paper 1 (", "AND ", "(a) "])
@pytest.mark.timeout(120)
def test_long_lines_do_not_stall(unit):
    made = front((unit * (100_000 // len(unit)), 28.0), ("Nights on Mill Street", 12.0))
    read_title(made)


def test_two_lines_are_one_title_where_the_document_information_says_so():
    made = front(("ELM EVENTS", 26.0), ("Agencies Should Clarify Their Roles", 17.0),
                 info={"Title": "Elm Events: Agencies Should Clarify Their Roles"})  # fmt: skip
    assert read_title(made)[:2] == ("Elm Events: Agencies Should Clarify Their Roles", "")
