from __future__ import annotations

import pytest

from ingest.incidents.reported import find_incidents, read_account
from ingest.layout.blocks import LaidOut, Role
from kb.domain.ids import site_id
from kb.domain.incident import Site
from tests.support.blocks import block, heading, in_order

ELM = Site(site_id("Elm Ford", "OH"), "Elm Ford", "OH")
MARCHES = (
    "On Friday, June 5, 2020, protesters gathered in Elm Ford.",
    "Protesters marched again on June 6 and 7.",
    "The last protest ended on June 9, 2020.",
)


def laid_out(*texts: str) -> LaidOut:
    return LaidOut((), in_order(block(text) for text in texts), 11.0)


def found(heading: str, *texts: str, sites=(ELM,)):
    return find_incidents(read_account(heading, laid_out(*texts), "2021-05"), sites)


def test_an_incident_is_named_by_type_place_and_date():
    (one,) = found("Response in Elm Ford", *MARCHES)
    assert one.name == "Demonstrations in Elm Ford, OH, June 2020"
    assert (one.type, one.start, one.end) == (
        "public-order/mass-demonstration", "2020-06-05", "2020-06-09",
    )  # fmt: skip


def test_the_name_that_a_title_prints_is_kept():
    (one,) = found("The Mill Street Demonstrations", *MARCHES)
    assert one.name == "Mill Street Demonstrations"


def test_nine_nights_end_on_the_tenth_morning():
    (one,) = found("Nine Nights of Protests", MARCHES[0], "Protest.", "Protest marches.")
    assert one.end == "2020-06-14"


def test_rows_of_a_chronology_tell_incidents_apart():
    sieges = found(
        "What Two Sieges Teach",
        "May 3-4, 2018 Oak Hill: nineteen hours, the man surrendered after a siege.",
        "June 9, 2019 Ash Vale: four hours, the hostage taker was killed in the siege.",
        "Police at each siege waited. A barricade takes time.",
    )
    assert [(s.place, s.start, s.end) for s in sieges] == [
        ("Oak Hill", "2018-05-03", "2018-05-04"), ("Ash Vale", "2019-06-09", "2019-06-09"),
    ]  # fmt: skip
    assert {a.key: a.value for a in sieges[0].attributes}["duration_hours"] == 19


def test_days_of_a_title_tell_incidents_apart():
    trains = found("Train collisions at Elm Yard, 15 April 2013 and 27 May 2014", "The train ran.")
    assert [t.start for t in trains] == ["2013-04-15", "2014-05-27"]


def test_what_a_footnote_cites_is_no_date_of_the_event():
    (one,) = found(
        "The disorder in Elm Ford", "Disorder broke out on 3 August 2020.", "The disorder spread.",
        "Inspectorate, ‘An inspection of the disorder’, 18 December 2020", "Rioters met disorder.",
    )  # fmt: skip
    assert one.start == "2020-08-03"


def test_a_shooting_told_with_its_date_comes_before_the_protests_it_led_to():
    (one,) = found(
        "Assessment of the Elm Ford Police Department",
        "On May 3, 2019, an Elm Ford officer shot and killed a man.",
        "Protests followed the fatal police shooting of May 3, 2019.", "Protesters returned.",
    )  # fmt: skip
    assert one.type == "use-of-force/officer-involved-shooting"


def test_a_report_about_no_event_has_no_incident():
    assert found("Budget of the Department", *("Costs rose.",) * 60) == ()


def test_rifles_of_hunters_start_no_wildfire():
    (one,) = found(
        "The Mill Creek Wildfire", "The wildfire started on May 3, 2019.",
        "A wildfire burned.", "Hunters carried a rifle.",
    )  # fmt: skip
    assert "weapon" not in {a.key for a in one.attributes}


def told(incident):
    return {a.key: a.value for a in incident.attributes}


def test_a_row_of_a_chronology_is_one_event():
    rows = [
        block(
            "May 9, 2020 6:30 a.m. Ninety-four people in custody.", role=Role.CELL, table=0, row=1
        ),
    ]
    laid = LaidOut((), in_order([*(block(t) for t in MARCHES[:2]), *rows]), 11.0)
    (one,) = find_incidents(read_account("Protests in Elm Ford", laid, "2021-05"), (ELM,))
    assert told(one)["arrests"] == 94


def test_a_siege_that_ended_in_surrender_killed_nobody():
    (one,) = found(
        "The Mill Street Siege", "On May 3, 2019 a man barricaded himself in a house.",
        "After a siege of nine hours the man came to the door and surrendered.", "The siege ended.",
    )  # fmt: skip
    assert (told(one)["killed"], told(one)["duration_hours"]) == (0, 9)


def test_whose_agency_it_is_stands_in_the_advice():
    (one,) = found(
        "The Occupation of Elm Green", "On May 3, 2019 students put up tents; the encampment grew.",
        "State police came to the occupation.", "Campus police should talk to occupiers.",
        "Campus police should wear names.",
    )  # fmt: skip
    assert told(one)["jurisdiction_type"] == "campus"


def test_a_place_named_in_passing_is_no_setting():
    (one,) = found(
        "Protests in Elm Ford", *MARCHES, "Forms lie at police headquarters.", *("Calm.",) * 80
    )
    assert "setting" not in told(one)


def test_crowds_on_a_named_street_are_downtown():
    (one,) = found("Protests on Canal Street", "The protests on Canal Street began May 3, 2019.",
                   "Protesters left.")  # fmt: skip
    assert told(one)["setting"] == "street/downtown"


@pytest.mark.parametrize(
    "unit", ["A", " ", "Aa ", "May 3, 2019 ", "protest ", "‘A", "shot by ", "Fire of ", "nine "]
)
@pytest.mark.timeout(120)
def test_long_lines_do_not_stall(unit):
    text = unit * (100_000 // len(unit))
    found("Protests in Elm Ford", "Protest on May 3, 2019.", text)


def test_an_event_that_no_title_names_has_a_day():
    told = ["Flood warnings come earlier."] * 5
    assert not found("Managing for Results", *told, "A flood of data began in October 2003.")
    assert found("The Mill Creek Flood", *told)
    assert found("Managing for Results", *told, "On 3 October 2003 the flood began.")


def test_the_day_a_report_was_published_is_no_day_of_the_event():
    (one,) = found(
        "Response to the report on disorder in Elm Ford",
        "The Committee published its Report on civil disorder on 14 April 2020.",
        "Civil disorder spread, and police met it. Civil disorder ended.",
    )
    assert one.start == ""


@pytest.mark.parametrize(
    ("told", "kind", "start"),
    [
        ("On December 2, 2020, a student opened fire at Elm Ford High School.",
         "mass-violence/active-shooter-school", "2020-12-02"),
        ("On September 16, 2020, a gunman killed one person at the Elm Ford County Fair.",
         "mass-violence/active-shooter-public-venue", "2020-09-16"),
        ("4.2 On 2 May 2020 a man shot eight people dead at three places on the island.",
         "mass-violence/mobile-mass-shooting", "2020-05-02"),
        ("On May 11, 2020, the river left its banks in Elm Ford.", "disaster/flood", "2020-05-11"),
        ("At 3 a.m. on May 6, 2020, ransomware stopped the screens.", "disaster/other",
         "2020-05-06"),
        ("On Saturday, March 7, 2020, a man armed with a rifle entered the Fern, a nightclub.",
         "mass-violence/active-shooter-public-venue", "2020-03-07"),
        ("On May 9, 2020, a commuter coach fire closed the road. Five passengers died.",
         "medical-event/mass-casualty", "2020-05-09"),
        ("On May 9, 2020, a man died after he was held face down.",
         "use-of-force/in-custody-death", "2020-05-09"),
    ],
)  # fmt: skip
def test_one_sentence_with_its_day_may_tell_all(told, kind, start):
    (one,) = found("A Review for the Board", told, "Officers were on their own.")
    assert (one.type, one.start) == (kind, start)


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
    laid = LaidOut((), in_order(texts), 11.0)
    (one,) = find_incidents(read_account("Protests", laid, "2021-05"), (ELM,))
    assert (one.start, one.end) == ("2020-05-03", "2020-05-04")


def test_where_it_happened_is_said_where_the_account_begins():
    (one,) = found(
        "Review of the Elm Road siege",
        "On May 3, 2020, constables went to a farmhouse to search it.", "A siege began.",
        "The ambulance waited at the highway.", *("Calm.",) * 80,
    )  # fmt: skip
    assert told(one).get("setting") != "highway"


def test_a_shooting_lasts_no_hours():
    (one,) = found(
        "The fatal police shooting of May 3, 2020",
        "An officer shot and killed a man. The search lasted six hours.",
    )
    assert "duration_hours" not in told(one)


def test_a_day_without_any_year_is_the_last_before_the_report():
    texts = (
        "Students put up tents on Wednesday, April 12.",
        "The occupation ended on April 26.",
        "The occupation was peaceful.",
    )
    for published, start in (("2023-11-20", "2023-04-12"), ("2023-02-01", "2022-04-12")):
        (one,) = find_incidents(read_account("Two Nights", laid_out(*texts), published), (ELM,))
        assert (one.type, one.start) == ("public-order/occupation", start)


@pytest.mark.parametrize(
    ("told", "kind"),
    [
        ("a former student entered the food court of the university with a handgun. "
         "He fired at a table of students. One student was killed.",
         "mass-violence/active-shooter-campus"),
        ("a man drew a rifle in the packaging plant. Six workers were killed.",
         "mass-violence/active-shooter-workplace"),
        ("two deputies were killed by rifle fire while they served a paper at a house.",
         "officer-targeted/ambush"),
        # who was hit comes before where it was: the officer did not attack the hospital
        ("a visitor drew a handgun in the hospital and shot a guard. He was shot by that officer "
         "and died.", "mass-violence/active-shooter-workplace"),
        ("a driver fled from a stop. An officer shot the driver, who died at the scene.",
         "use-of-force/officer-involved-shooting"),
        ("residents of C Unit at the Elm Correctional Center refused to return to cells.",
         "public-order/riot"),
        ("a cloud of propane ignited behind a kitchen. Firefighters evacuated the street.",
         "disaster/other"),
        ("23 people were injured at the Elm Festival.", "planned-event/special-event"),
    ],
)  # fmt: skip
def test_what_no_phrase_names_is_told_together(told, kind):
    (one,) = found("The Events at Elm Ford", f"At 9:43 a.m. on May 5, 2020, {told}")
    assert (one.type, one.start) == (kind, "2020-05-05")


def test_the_day_of_a_title_is_told_where_a_report_begins():
    (one,) = found(
        "Review of the Pursuit and Shooting of May 5, 2020",
        "The pursuit ended with the death of a driver, whom an officer shot.",
    )
    assert one.type == "use-of-force/officer-involved-shooting"


def test_a_pursuit_is_an_event_of_its_own():
    (one,) = found(
        "After-Action Review of the Route 9 Pursuit",
        "On May 5, 2020, deputies pursued a stolen sedan for 14 miles.",
        "The vehicle pursuit ended when the sedan struck a family's van.",
    )
    assert (one.type, one.start) == ("pursuit/vehicle-pursuit", "2020-05-05")
    assert found("Strategic Plan", "In pursuit of excellence, police met on May 5, 2020.") == ()


def test_a_survey_with_a_day_tells_no_event():
    assert found("Staffing in Elm Ford", "On May 5, 2020, the plant employed forty workers.") == ()


def test_the_day_of_the_week_tells_the_year():
    (one,) = found(
        "The Elm Ford Demonstrations", "The council answered in June 2021.",
        "An answer came on April 3, 2021.", "Demonstrations began on Friday, May 15.",
        "Demonstrators marched.",
    )  # fmt: skip
    assert one.start == "2020-05-15"


def test_crowds_after_a_match_are_disorder_of_sports():
    (one,) = found("Policing the Elm Derby", "Disorder broke out after the match on May 9, 2020.")
    assert one.type == "public-order/celebration-sports"


@pytest.mark.parametrize(
    ("title", "told", "type_"),
    [
        ("The Square Rallies",
         ["Two rallies met on May 13, 2020.", "A counter-rally had a permit.",
          "Opposed groups stood on the square."], "public-order/counter-demonstration"),
        ("Response to the Harbour Bridge Blockade",
         ["On Saturday, May 9, 2020, trucks stopped in protest.", "The protest ended."],
         "public-order/occupation"),
        ("The Vehicle Attack on the Elm Parade",
         ["On May 9, 2020 a man drove a truck along Market Street.", "Five people were killed.",
          "The attack on the parade lasted a minute."], "mass-violence/vehicle-attack"),
        ("Attack at Elm Station",
         ["At 5 p.m. on May 9, 2020, a man stabbed ten people on the platform. Two died.",
          "The police treat the attack as terrorism."], "mass-violence/terrorist-attack"),
        ("The Elm Leaders' Meeting",
         ["On May 9, 2020 protesters marched.", "The protest was loud.", "Protests ended."],
         "public-order/summit-nsse"),
        ("Response to the Protests", ["The protests began on May 9, 2020.", "The rally was loud."],
         "public-order/mass-demonstration"),
    ],
)  # fmt: skip
def test_the_type_that_says_more_stands(title, told, type_):
    (one,) = found(title, *told)
    assert one.type == type_


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


def test_a_title_says_for_how_many_hours():
    (one,) = found("Thirty-One Hours in Elm Ford", "On Monday, May 11, 2020 a man took hostages.",
                   "The siege lasted a day.", "The hostages were freed on May 12.")  # fmt: skip
    assert {a.key: a.value for a in one.attributes}["duration_hours"] == 31


def test_the_injured_of_one_kind_are_counted_as_that_kind():
    (one,) = found("Ambush on Route 9", "On May 9, 2020 a man fired at deputies in an ambush.",
                   "One deputy was killed and two were wounded in the ambush.")  # fmt: skip
    told = {a.key: a.value for a in one.attributes}
    assert told["injured_officers"] == 2
    assert "injured" not in told


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


def test_a_type_may_say_why_and_with_what():
    (one,) = found("The Elm Terrace Street Party", "The street party on May 9, 2020 was loud.")
    told = {a.key: a.value for a in one.attributes}
    assert (one.type, told["trigger"]) == ("public-order/celebration-sports", "celebration")
    (one,) = found("Inquest", "On May 9, 2020 a man drove a van into the mall.", "Six people died.")
    told = {a.key: a.value for a in one.attributes}
    assert (one.type, told["weapon"]) == ("mass-violence/vehicle-attack", "vehicle")


def test_a_crowd_that_fills_a_street_is_in_the_street():
    (one,) = found("Protests", *MARCHES, "People began to fill Market Street.")
    assert {a.key: a.value for a in one.attributes}["setting"] == "street/downtown"
