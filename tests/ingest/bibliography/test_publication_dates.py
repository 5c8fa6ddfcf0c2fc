from __future__ import annotations

import pytest

from ingest.bibliography.front_matter import FrontMatter, Group
from ingest.bibliography.publication_dates import read_published


def front(*cover: str, text: str = "", **facts) -> FrontMatter:
    groups = tuple(Group(1, t, 12.0, False, 100.0) for t in cover)
    return FrontMatter(1, groups, ((2, text),) if text else (), **facts)


@pytest.mark.parametrize(
    ("made", "date"),
    [
        (front("The Mill Street Fire of May 3, 2017", "January 2019"), "2019-01"),
        (front("Published: 14 April 2025"), "2025-04-14"),
        (front("Reply namely by 14 August 2023", info={"CreationDate": "D:20230620"}), "2023"),
        (front("The fire occurred on May 3, 2017", "© City of Elm 2018"), "2018"),
        (front("Doors", info={"CreationDate": "D:20210203"}), "2021"),
        (front("Doors"), ""),
        # when a file was made says less than what its cover prints in whatever company
        (front("April 15, 2019 | Larkin, Kansas", info={"CreationDate": "D:20260203"}),
         "2019-04-15"),
        # a day that the report tells of is no date of publication, though the cover shows it alone
        (front("Derailment at Elm", "24 August 2004", text="On Friday 24 August 2004 a train left.",
               info={"CreationDate": "D:20050801"}), "2005"),
        (front("Derailment", "2 May 2005", text="Issued on 2 May 2005."), "2005-05-02"),
        # each part of a line by itself, and no day that the text on the cover tells of
        (front("Report No. 22-06 | November 14, 2022", "In reports of 2016 and 2017 this office "
               "reviewed the pursuits of March 9, 2016 and of August 21, 2016, in which two died."),
         "2022-11-14"),
        # the label above a day, and the nearer of two words before it
        (front("Date and time of death", "November 3, 2015, 21:42", "Released May 19, 2017"),
         "2017-05-19"),
        (front("Event date: October 14, 2018. Notes issued October 22, 2018."), "2018-10-22"),
        (front("Last medical examination:", "July 2, 2020", info={"CreationDate": "D:20230203"}),
         "2023"),
        # a file saved anew years later, of a cover that is all title
        (front("A Death in Module C June 6, 2019", info={"CreationDate": "D:20261127"}),
         "2019-06-06"),
        # a cover that ends in a year, and findings below the days of hearing
        (front("The Road to Camp Nine", "Spring 2012", info={"CreationDate": "D:20260203"}),
         "2012"),
        (front("Inquest", "Hearing dates: 3 to 7 June 2018. Date of findings: 20 May 2019"),
         "2019-05-20"),
        # the month of what a review is about, as near as that of the review
        (front("An Assessment of the Response to the Unrest of May 2017", "March 8, 2018"),
         "2018-03-08"),
        # a day without its year dates no report
        (front("June 2019", "Revised 3 August"), "2019-06"),
        (front("Fire of May 3, 2017", "Published on 6 June 2017", text="It burned on May 3, 2017. "
               "On May 3, 2017 nobody came.", info={"CreationDate": "D:20260203"}), "2017-06-06"),
    ],
)  # fmt: skip
def test_published(made, date):
    title = "The Mill Street Fire of May 3, 2017: the Unrest of May 2017"
    assert read_published(made, title)[0] == date


def test_the_days_of_a_table_behind_the_cover_are_a_chronologys():
    cover = Group(1, "January 9, 2019", 12.0, False, 100.0)
    cells = [Group(2, day, 9.0, False, 100.0, cell=True)
             for day in ("Sept. 14, 2018", "Sept. 15, 2018", "Sept. 16, 2018")]  # fmt: skip
    value, _ = read_published(FrontMatter(1, (cover, *cells), ()), "Disturbance in C Pod")
    assert value == "2019-01-09"


def test_a_schedule_on_the_cover_dates_no_report():
    due = [Group(1, day, 10.0, False, 300.0 + n, cell=True) for n, day in enumerate(
        ("January 2022", "March 2022", "May 2022", "October 2023"))]  # fmt: skip
    cover = Group(1, "City of Elm, 15 November 2021", 12.0, False, 100.0)
    assert read_published(FrontMatter(1, (cover, *due), ()), "Plan")[0] == "2021-11-15"


def test_a_due_column_behind_the_cover_dates_no_report():
    cover = Group(1, "Approved by the Committee, December 12, 2024", 12.0, False, 100.0)
    due = [Group(3, day, 9.0, False, 100.0 + n, cell=True) for n, day in enumerate(
        ("January 2025", "March 2025", "March 2025", "May 2025", "June 2025"))]  # fmt: skip
    value, _ = read_published(FrontMatter(1, (cover, *due), ()), "Nine Days on Paper")
    assert value == "2024-12-12"


def test_a_date_stands_before_the_report_s_number():
    told = front("March 2022 Report 22-03", "An inventory was begun in April 2022.")
    assert read_published(told, "Evidence Room")[0] == "2022-03"


def test_the_month_of_an_event_in_the_title_is_not_that_of_the_report():
    title = "Review of the Response to Protests, April 2021"
    assert read_published(front(title, "December 2021"), title)[0] == "2021-12"
    assert read_published(front("After-Action Report, April 2021"), title)[0] == "2021-04"
