"""The incidents that a report is about: what they are called, their type, and how many."""

from __future__ import annotations

import pytest

from ingest.layout.blocks import Role
from tests.support.blocks import block, heading
from tests.support.incident_reports import MARCHES, found, told


def test_an_incident_is_named_by_type_place_and_date():
    (one,) = found("Response in Elm Ford", *MARCHES)
    assert one.name == "Demonstrations in Elm Ford, OH, June 2020"
    assert (one.type, one.start, one.end) == (
        "public-order/mass-demonstration", "2020-06-05", "2020-06-09",
    )  # fmt: skip


def test_the_name_that_a_title_prints_is_kept():
    (one,) = found("The Mill Street Demonstrations", *MARCHES)
    assert one.name == "Mill Street Demonstrations"


def test_incidents_under_numbered_headings_are_told_apart():
    death, riot = found(
        "Review of Two Incidents at the Elm County Jail",
        "The jail serves a county of 187,000. The panel sat nine times in March 2023.",
        heading("Incident #1: Death of a Man in Cell C-14"),
        "On Sunday, January 16, 2022, at 3:20 a.m. a deputy found a man in his cell without a "
        "pulse. He was pronounced dead at 4:02 a.m.",
        heading("Incident #2: Disturbance in the East Dormitory"),
        "On Saturday, June 11, 2022, at 7:40 p.m., 54 men refused to return to their bunks. "
        "Deputies threw CS gas. Nineteen people were treated for gas, four of them deputies.",
        published="2023-05",
    )
    assert (death.type, death.start) == ("use-of-force/in-custody-death", "2022-01-16")
    assert (riot.type, riot.start) == ("public-order/riot", "2022-06-11")
    assert (told(death).get("injured"), told(riot)["injured"]) == (None, 19)
    assert told(riot)["injured_officers"] == 4
    assert told(death)["jurisdiction_population"] == told(riot)["jurisdiction_population"] == 187000


def test_nights_under_numbered_headings_are_one_course():
    (one,) = found(
        "Review of the Elm Ford Protests",
        heading("Event 1: The Bridge"), "On May 30, 2020, protesters blocked the bridge.",
        heading("Event 2: The Park"), "On June 2, 2020, protesters marched to the park.",
    )  # fmt: skip
    assert (one.start, one.end) == ("2020-05-30", "2020-06-02")


def test_rows_that_run_past_midnight_end_on_the_next_day():
    (one,) = found(
        "Title Night",
        "On the night of Monday, April 8, 2019, the college won the final and fans lit fires.",
        *(block(text, Role.CELL, table=1, row=n, column=0) for n, text in enumerate(
            ("11:21 p.m. The game ends.", "11:58 p.m. A car is overturned.",
             "12:14 a.m. First order to leave.", "2:10 a.m. The street is empty."))),
    )  # fmt: skip
    assert (one.start, one.end) == ("2019-04-08", "2019-04-09")


def test_hospitals_that_work_past_midnight_lengthen_no_shooting():
    (one,) = found(
        "The Elm Tavern Shooting",
        "On Monday, April 8, 2019, a gunman opened fire in a tavern and killed three people.",
        *(block(text, Role.CELL, table=1, row=n, column=0) for n, text in enumerate(
            ("9:30 p.m. First call.", "1:12 a.m. Last patient leaves surgery."))),
    )  # fmt: skip
    assert (one.start, one.end) == ("2019-04-08", "2019-04-08")


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
    assert told(sieges[0])["duration_hours"] == 19


def test_days_of_a_title_tell_incidents_apart():
    trains = found("Train collisions at Elm Yard, 15 April 2013 and 27 May 2014", "The train ran.")
    assert [t.start for t in trains] == ["2013-04-15", "2014-05-27"]


def test_a_shooting_told_with_its_date_comes_before_the_protests_it_led_to():
    (one,) = found(
        "Assessment of the Elm Ford Police Department",
        "On May 3, 2019, an Elm Ford officer shot and killed a man.",
        "Protests followed the fatal police shooting of May 3, 2019.", "Protesters returned.",
    )  # fmt: skip
    assert one.type == "use-of-force/officer-involved-shooting"


def test_a_report_about_no_event_has_no_incident():
    assert found("Budget of the Department", *("Costs rose.",) * 60) == ()


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


def test_a_crash_at_its_end_does_not_hide_a_pursuit():
    (one,) = found(
        "Pursuit and Crash on Highway 2",
        "At 1 a.m. on January 14, 2020, an officer followed a car that did not stop.",
        "The pursuit ended when it crashed into a van and three people died.",
    )
    assert one.type == "pursuit/vehicle-pursuit"


def test_a_span_of_days_tells_an_event_amid_a_sentence():
    (one,) = found(
        "Preparing for the Ministers",
        "Ministers met in the convention center from November 17 to 20, 2020.",
        "A march of 9,000 people was followed by arrests at the hotels of the delegates.",
    )
    assert (one.type, one.start) == ("public-order/summit-nsse", "2020-11-17")


def test_a_survey_with_a_day_tells_no_event():
    assert found("Staffing in Elm Ford", "On May 5, 2020, the plant employed forty workers.") == ()


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
        ("The Attack on the Elm Parade",
         ["On May 9, 2020 the driver of a pickup entered the parade.",
          "He drove for six blocks through people, and four died.", "There was no gunfire."],
         "mass-violence/vehicle-attack"),
        ("Report on the Crush of 31 December 2019",
         ["On New Year’s Eve some 24,000 people came to the quay."],
         "medical-event/mass-casualty"),
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
