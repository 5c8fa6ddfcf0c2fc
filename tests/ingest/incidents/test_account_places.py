from __future__ import annotations

import pytest

from ingest.incidents.account import Told
from ingest.incidents.account_places import place_of_account
from ingest.incidents.days import dated

REGIONS = ("England", "NSW", "New South Wales", "Oklahoma", "Queensland")


def place(*sentences: str, title: str = "Review", published: str = "2026"):
    told = [Told(text, 2, 1.0) for text in sentences]
    return place_of_account(title, told, list(dated(title, told, published)), REGIONS)


@pytest.mark.parametrize(
    ("sentence", "name"),
    [
        ("On Saturday 2 August 2025 a crowd attacked a hotel in the market town of Thorn Cross.",
         "Thorn Cross"),
        ("On Friday 27 September 2024 a fire broke out at Kingsmoor, a village of 3,000 people.",
         "Kingsmoor"),
        ("On June 18, 2023, a man drove through the Moraine Valley and shot people.",
         "Moraine Valley"),
        ("At 5 p.m. on 2 June 2021 a man fired a rifle at 14 Totara Street, Whareora, at police.",
         "Whareora"),
        ("On January 18, 2025, people gathered on the plaza in Fort Garland, Oklahoma.",
         "Fort Garland"),
    ],
)  # fmt: skip
def test_the_sentence_of_the_day_says_where(sentence, name):
    found = place(sentence)
    assert found
    assert (found.name, found.page, found.quote) == (name, 2, sentence)


def test_an_earthquake_strikes_a_place():
    found = place("On Saturday 8 October 2016 an earthquake struck Elmford.", "Elmford has a port.")
    assert found
    assert found.name == "Elmford"


def test_a_plain_mention_counts_where_the_place_is_named_again():
    sentence = "At 17:36 on Saturday 9 March 2024 a bomb exploded in a terminal in Seaholme."
    assert place(sentence) is None
    found = place(sentence, "The chair of the forum for Seaholme retired.")
    assert found
    assert found.name == "Seaholme"


@pytest.mark.parametrize(
    "sentence",
    [
        "On October 9, 2018, a student shot nine people at Harmon High School.",
        "In March 2024, on 9 March 2024, a bomb exploded in England.",
        "The disorder of 9 March 2024 began in Carter Street.",
    ],
)
def test_a_building_a_street_a_region_and_a_month_are_no_place(sentence):
    assert place(sentence, sentence) is None


@pytest.mark.parametrize(
    ("row", "name"),
    [
        ("Place of death: Merinda Creek, Queensland", "Merinda Creek"),
        ("Place: 6 Quarry Road, Lorne Creek NSW", "Lorne Creek"),
    ],
)
def test_a_form_names_its_place(row, name):
    found = place(row, "On 3 August 2022 he shut himself in the house.")
    assert found
    assert found.name == name


def test_what_is_told_without_a_day_says_nothing():
    assert place("Panels met in the town of Elm Ford.") is None


@pytest.mark.parametrize(
    "described",
    ["Elmhurst has a population of 54,000.", "Elmhurst is a cathedral city of 88,000 people.",
     "The river at Elmhurst, a town of 14,200 people, rose."],
)  # fmt: skip
def test_what_a_report_describes_and_goes_on_naming_is_its_place(described):
    told = ("On 11 December 2019 the band was due.", described)
    found = place(*told, "He left Elmhurst.", "Elmhurst slept.")
    assert found
    assert (found.name, found.quote) == ("Elmhurst", described)
