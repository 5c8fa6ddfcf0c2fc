from __future__ import annotations

import pytest

from kb.attributes import read_attributes


def values(text):
    return {a.key: a.value for a in read_attributes(text)}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Three adults and two children were killed.", {"killed": 5}),
        ("The flood killed four men, three women and a child.", {"killed": 8}),
        ("The car struck a van, killing a mother and her son.", {"killed": 2}),
        ("The crash killed one woman, 34, and two men.", {"killed": 3}),
        ("A 19-year-old student and two teachers died.", {"killed": 3}),
        ("It claimed the lives of two nurses and a patient.", {"killed": 3}),
        ("Six people died at the scene and two more in hospital.", {"killed": 8}),
        ("Three men and two women were arrested.", {"arrests": 5}),
        ("He held two tellers and a customer hostage.", {"hostages": 3}),
        ("Some 410 pupils and 36 teachers were evacuated.", {"evacuated": 446}),
        ("The driver and his fare, a student of nineteen, were killed.", {"killed": 2}),
        ("Two women and a boy of nine were killed.", {"killed": 3}),
        (
            "Eleven patrons and a sergeant of the sheriff's office, first in, lost their lives.",
            {"killed": 12, "killed_officers": 1},
        ),
        (
            "Two officers and a bystander were wounded.",
            {"injured": 3, "injured_officers": 2, "injured_public": 1},
        ),
        (
            "Two deputies and five residents died.",
            {"killed": 7, "killed_officers": 2, "killed_public": 5},
        ),
        (
            "Officer Ann Marsh and two bystanders were wounded.",
            {"injured": 3, "injured_officers": 1, "injured_public": 2},
        ),
    ],
)
def test_people_told_of_together_are_summed(text, said):
    found = values(text)
    assert {key: found.get(key) for key in said} == said


@pytest.mark.parametrize(
    ("text", "key", "wrong"),
    [
        # The men and the women are those who were hurt
        ("Two officers, a sergeant and a constable, were hurt.", "injured", 4),
        # Whose fate it is cannot be told
        ("He killed his wife and two children were hurt.", "injured", 3),
        ("A man shot two officers and a bystander was wounded.", "injured", 3),
        # Counted with others, of whom another sentence tells
        ("A third deputy and two medics were wounded.", "injured", 3),
        # Rescued, and no evacuation
        ("The driver and two passengers were evacuated by helicopter.", "evacuated", 3),
        ("He killed four, wounding a fifth.", "injured", 1),
    ],
)
def test_what_is_no_sum_is_not_read_as_one(text, key, wrong):
    assert values(text).get(key) != wrong
