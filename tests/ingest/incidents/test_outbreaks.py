"""An outbreak begins with the month or day that is told of it first."""

from __future__ import annotations

import pytest

from ingest.incidents.account import Told
from ingest.incidents.outbreaks import course_of_outbreak


@pytest.mark.parametrize(
    ("sentences", "course"),
    [
        (("Between March 2020 and June 2021 the pandemic killed 61 people.",
          "The virus arrived at Elm Ford on April 6, 2020."), ("2020-03", "2021-06")),
        (("The first case of the virus was confirmed on March 8, 2020.",),
         ("2020-03-08", "2020-03-08")),
        (("The committee met on the pandemic that began in May 2019.",
          "The virus reached the county in March 2020."), ("2020-03", "2020-03")),
    ],
)  # fmt: skip
def test_the_first_that_tells_what_the_sickness_did_gives_its_course(sentences, course):
    told = [Told(text, 1, 1.0) for text in sentences]
    read = course_of_outbreak(told, "2022-11")
    assert read is not None
    assert (read.start, read.end) == course


@pytest.mark.parametrize(
    "one",
    [
        Told("The pandemic's effects were studied in April 2020.", 1, 1.0),
        Told("The virus reached the county in March 2020.", 27, 1.0),
        Told("The virus reached the county in March 2023.", 1, 1.0),
    ],
    ids=["did nothing", "far on", "after publication"],
)
def test_other_dates_give_none(one):
    assert course_of_outbreak([one], "2022-11") is None
