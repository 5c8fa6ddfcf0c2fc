from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.dates import days_between, find_dates, is_date


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("Nov. 6-7, 2014", "2014-11-06", "2014-11-07"),
        ("February 27 to March 14, 2015", "2015-02-27", "2015-03-14"),
        ("December 30 to January 2, 2016", "2015-12-30", "2016-01-02"),
        ("JANUARY23,2014", "2014-01-23", "2014-01-23"),
        ("30 July to 7 August 2024", "2024-07-30", "2024-08-07"),
        ("15 April 2013", "2013-04-15", "2013-04-15"),
        ("2020-08-14", "2020-08-14", "2020-08-14"),
        ("2016-07", "2016-07", "2016-07"),
        ("9/13/2019", "2019-09-13", "2019-09-13"),
        ("December 2005", "2005-12", "2005-12"),
    ],
)
def test_ways_of_writing(text, start, end):
    (found,) = find_dates(f"on {text}.")
    assert (found.start, found.end) == (start, end)
    assert is_date(text)


def test_days_take_the_year_before_them():
    found = find_dates("On August 19, 2021, two were shot. It ended on August 30.")
    assert [(d.start, d.inferred) for d in found] == [("2021-08-19", False), ("2021-08-30", True)]


@pytest.mark.parametrize(
    ("text", "days"),
    [
        # the day first, without a year
        ("In August 2024 it began. On Saturday 3 August some gathered.", ["2024-08", "2024-08-03"]),
        ("In 1 July 2024 ... between 30 July and 7 August", ["2024-07-01", "2024-07-30"]),
        ("The second weekend of June 2019, from Friday the 14th to Sunday the 16th, was warm.",
         ["2019-06", "2019-06-14"]),
        ("From Friday the 14th on", []),
        ("In June 2019 it began. On the evening of the 14th it was warm.",
         ["2019-06", "2019-06-14"]),
        ("On the evening of the 14th it was warm", []),
        # feasts, whose year may be that told before
        ("On New Year’s Eve 2021, some 24,000 people came.", ["2021-12-31"]),
        ("In 2 July 2017 ... on the Fourth of July", ["2017-07-02", "2017-07-04"]),
        ("On Halloween children came", []),
    ],
)  # fmt: skip
def test_days_without_a_year(text, days):
    assert [d.start for d in find_dates(text)] == days


@pytest.mark.parametrize("text", ["Officers may 5 times", "31 February 2020", "GAO-07-791", "2.1"])
def test_no_dates(text):
    assert find_dates(text) == []


def test_days_between():
    assert days_between("2019-09-13", "2019-09-22") == 9
    assert days_between("2019-09", "2019-09-22") == 0


@given(st.text(max_size=200))
def test_any_text(text):
    for found in find_dates(text, "2020"):
        assert text[found.first : found.last]
