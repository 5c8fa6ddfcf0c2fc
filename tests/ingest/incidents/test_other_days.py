"""Days that a report names, and that are none of the event."""

from __future__ import annotations

import pytest

from ingest.incidents.other_days import without_lead_up
from tests.support.incident_reports import found


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("Flood watch issued for nine counties", ""),
        ("Operational briefing for the protest", ""),
        ("Flood warning issued, and the river floods Elm Ford", "and the river floods Elm Ford"),
        ("He fired without warning", "He fired without warning"),
    ],
)
def test_what_leads_up_to_an_event_is_left_out(text, left):
    assert without_lead_up(text).strip(" ,") == left


def test_the_days_of_an_inquest_are_not_those_of_the_death():
    (one,) = found(
        "Inquest into the Death of Harold T., September 19 to October 7, 2022",
        "Date and time of death: June 11, 2019, at 9:40 p.m.",
        "Cause of death: Gunshot wound of the abdomen", "Two officers came to the house.",
        published="2023-02",
    )  # fmt: skip
    assert (one.start, one.end) == ("2019-06-11", "2019-06-11")


def test_nothing_told_ends_on_the_day_a_report_is_published():
    (one,) = found(
        "The Death of Harold T. in Custody, September 19 to October 7, 2022",
        "He died in custody on June 11, 2019. He died in custody at night.",
        "The death in custody was seen by nobody.", published="2022-10-07",
    )  # fmt: skip
    assert one.start == "2019-06-11"


def test_day_and_hour_before_a_full_stop_begin_what_follows():
    (one,) = found(
        "Review of the Storm at Elm Ford",
        "August 26, 2021, 5 p.m. Hurricane watch issued",
        "August 29, 2021, 11:55 a.m. Hurricane makes landfall",
        "The hurricane passed over Elm Ford.",
        published="2024-05",
    )
    assert one.start == "2021-08-29"
