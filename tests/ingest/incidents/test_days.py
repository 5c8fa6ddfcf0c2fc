"""On which days an event began and ended, as its report tells them."""

from __future__ import annotations

import pytest

from tests.support.blocks import block, heading
from tests.support.incident_reports import MARCHES, found


def test_nine_nights_end_on_the_tenth_morning():
    (one,) = found("Nine Nights of Protests", MARCHES[0], "Protest.", "Protest marches.")
    assert one.end == "2020-06-14"


def test_what_a_footnote_cites_is_no_date_of_the_event():
    (one,) = found(
        "The disorder in Elm Ford", "Disorder broke out on 3 August 2020.", "The disorder spread.",
        "Inspectorate, ‘An inspection of the disorder’, 18 December 2020", "Rioters met disorder.",
    )  # fmt: skip
    assert one.start == "2020-08-03"


def test_the_day_a_report_was_published_is_no_day_of_the_event():
    (one,) = found(
        "Response to the report on disorder in Elm Ford",
        "The Committee published its Report on civil disorder on 14 April 2020.",
        "Civil disorder spread, and police met it. Civil disorder ended.",
    )
    assert one.start == ""


def test_a_sentence_that_opens_with_a_day_dates_the_event_that_others_name():
    (one,) = found(
        "The Elm Creek Eviction Standoff",
        "On October 21, 2020, deputies tried to serve an order at Elm Creek.",
        "The standoff lasted long.",
    )
    assert (one.type, one.start) == ("siege/hostage-barricade", "2020-10-21")


def test_a_day_of_the_reviewers_is_none_of_the_event():
    (one,) = found(
        "The Elm Creek Eviction Standoff",
        "On October 21, 2020, the Commission met for the first time.",
        "The standoff lasted long.",
    )
    assert one.start == ""


def test_the_account_of_an_event_has_an_hour_a_mention_of_another_has_none():
    (one,) = found(
        "Review of a Shooting at the Farmers Market",
        "At 9:52 a.m. on May 3, 2020, a man opened the back of his truck.",
        "A gunman killed six people at a fair on July 28, 2019.",
    )
    assert one.start == "2020-05-03"


def test_days_years_apart_in_one_sentence_are_those_of_others():
    (one,) = found(
        "Review of a Shooting at the Elm Market",
        "We cite the shootings at Ash (July 28, 2019), Oak (July 4, 2016) and Fir (May 3, 2014).",
        "On May 3, 2020 a crowd had come for the peaches.",
    )
    assert one.start == "2020-05-03"


@pytest.mark.parametrize("head", ["Other attacks that we mention", "Comparable Incidents"])
def test_a_section_about_other_events_tells_none_of_this(head):
    texts = [
        block("On May 3, 2020 a crowd gathered to protest."), heading(head),
        block("Protesters marched on June 1, 2017 and on June 1 people protested."),
        heading("Findings"), block("Protests went on until May 4, 2020."),
    ]  # fmt: skip
    (one,) = found("Protests", *texts)
    assert (one.start, one.end) == ("2020-05-03", "2020-05-04")


def test_a_day_without_any_year_is_the_last_before_the_report():
    texts = (
        "Students put up tents on Wednesday, April 12.",
        "The occupation ended on April 26.",
        "The occupation was peaceful.",
    )
    for published, start in (("2023-11-20", "2023-04-12"), ("2023-02-01", "2022-04-12")):
        (one,) = found("Two Nights", *texts, published=published)
        assert (one.type, one.start) == ("public-order/occupation", start)


def test_the_day_of_the_week_tells_the_year():
    (one,) = found(
        "The Elm Ford Demonstrations", "The council answered in June 2021.",
        "An answer came on April 3, 2021.", "Demonstrations began on Friday, May 15.",
        "Demonstrators marched.",
    )  # fmt: skip
    assert one.start == "2020-05-15"


def test_the_day_on_which_rain_began_is_that_of_the_flood():
    (one,) = found("Review of the May 2020 Elm Flood", "The flood closed roads.",
                   "From 12 May 2020, a slow low brought 190 millimetres of rain.")  # fmt: skip
    assert (one.type, one.start) == ("disaster/flood", "2020-05-12")


def test_the_day_from_which_it_went_on_begins_it():
    (one,) = found("Review of the Elm Flood", "From 12 May 2020, a slow low brought rain.",
                   "The flood peaked on the evening of 13 May.", "A bridge was lost on 13 May in "
                   "the flood.", "The flood was over on 15 May.")  # fmt: skip
    assert (one.start, one.end) == ("2020-05-12", "2020-05-15")


def test_the_day_told_with_its_hour_begins_what_ended_days_later():
    (one,) = found("Eleven Days on the Bridge: the Elm Blockade",
                   "On Friday, 8 May 2020, vehicles stopped on the bridge at about 4:20 p.m.",
                   "On 14 May officers arrived at the blockade.", "The blockade ended on 14 May.",
                   "By noon on 15 May the bridge was cleared.")  # fmt: skip
    assert (one.type, one.start) == ("public-order/occupation", "2020-05-08")


def test_an_accident_is_over_on_its_day():
    (one,) = found(
        "Marine Accident off Elm, 3 May 2020",
        "On 2 May at 5 p.m. the ship left port.",
        "On 3 May 2020 the fishing vessel sank in a marine accident.",
        "On 6 May divers came to the wreck of the collision.",
    )
    assert (one.type, one.start, one.end) == ("transport/marine", "2020-05-03", "2020-05-03")


def test_a_birthday_is_no_day_of_the_event():
    (one,) = found("Determination into a Death", "John Elm, born 4 May 1987, died at 06.41 on "
                   "29 December 2018 while handcuffed in a police yard.", "The death in custody "
                   "was avoidable.")  # fmt: skip
    assert one.start == "2018-12-29"


def test_what_had_been_done_before_is_no_day_of_the_event():
    (one,) = found("Inquest", "On Friday 8 May 2020 a man drove a van into a mall and killed two.",
                   "On 4 May he had been granted bail on a charge of arson by fire.")  # fmt: skip
    assert one.start == "2020-05-08"


def test_a_study_of_years_begins_with_the_first_and_ends_with_the_last():
    (one,) = found("Assessment of Use of Force Practices", "The department used force.",
                   "We looked at three years, from the first day of 2018 to the last of 2020.",
                   "A review of use of force found that use of force fell.")  # fmt: skip
    assert (one.type, one.start, one.end) == (
        "use-of-force/pattern-review", "2018-01-01", "2020-12-31",
    )  # fmt: skip


def test_the_years_of_a_bodys_term_are_no_days_of_the_event():
    (one,) = found("A Death in Custody 2018-2019 Elm County Civil Grand Jury",
                   "On August 21, 2018, at 9:40 p.m., an inmate died in custody in a restraint "
                   "chair.", "He died in custody after four hours.")  # fmt: skip
    assert (one.type, one.start) == ("use-of-force/in-custody-death", "2018-08-21")
