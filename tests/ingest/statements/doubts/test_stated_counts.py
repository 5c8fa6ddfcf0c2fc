from __future__ import annotations

import pytest

from ingest.statements.doubts.stated_counts import read_number_word, stated_counts
from kb.domain.report import Page


def counts(text: str) -> dict[str, int]:
    return {c.kind: c.count for c in stated_counts([Page(3, "1", text, 612, 792)])}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "This report presents 15 findings and 36 lessons learned.",
            {"finding": 15, "lesson": 36},
        ),
        ("We recommend that they take the following seven actions.", {}),
        ("This report records 9 points of notable practice and 18 lessons identified.",
         {"lesson": 18}),
        ("Nine strengths, twelve areas for improvement and 22 corrective actions were identified.",
         {"strength": 9, "improvement": 12, "corrective-action": 22}),
        (
            "The assessment makes forty-eight recommendations for the city.",
            {"recommendation": 48},
        ),
        ("The review identified nine strengths and twelve areas for improvement.",
         {"strength": 9, "improvement": 12}),
        ("This report records 9 points of practice and 18 lessons identified.", {"lesson": 18}),
        ("Our conclusions are set down in a matrix, in section 7, that contains 18 findings and 23"
         " recommendations.", {"finding": 18, "recommendation": 23}),
        ("An earlier report made 14 recommendations.", {}),
        ("We made four urgent recommendations to the city and two further recommendations to it.",
         {}),
        ("In 2010 the Commission issued three safety recommendations to the city.", {}),
        ("The Commission issued two further recommendations to the agency.", {}),
        ("Officers made 14 arrests.", {}),
        ("The Commission now has a total of seven open safety recommendations.", {}),
        ("Safety actions ................................................ 19 Findings .......", {}),
        ("The initiative resulted in 19 changes and 19 nonregulatory actions.", {}),
        ("We collected responses about their activities and 5 We report findings.", {}),
    ],
)  # fmt: skip
def test_counts_that_a_report_states_of_itself(text: str, expected: dict[str, int]) -> None:
    assert counts(text) == expected


def test_the_page_and_the_words_are_kept() -> None:
    (found,) = stated_counts([Page(7, "5", "The report contains 34 recommendations.", 612, 792)])
    assert (found.page, found.quote) == (7, "The report contains 34 recommendations.")


@pytest.mark.parametrize(("word", "value"), [("38", 38), ("thirty-six", 36), ("Nine", 9), ("x", 0)])
def test_number_words(word: str, value: int) -> None:
    assert read_number_word(word) == value
