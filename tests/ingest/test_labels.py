from __future__ import annotations

import pytest

from ingest.labels import number_parts, parent_number, read_code, read_label, read_number
from kb.domain.record import Kind


@pytest.mark.parametrize(
    ("text", "kind", "number", "label", "rest"),
    [
        ("Finding 1.2: Radio traffic", Kind.FINDING, "1.2", "Finding 1.2", "Radio traffic"),
        ("FINDING 1: BREAKDOWNS", Kind.FINDING, "1", "FINDING 1", "BREAKDOWNS"),
        (
            "Recommendation 4.2. The agency should",
            Kind.RECOMMENDATION, "4.2", "Recommendation 4.2", "The agency should",
        ),
        ("Lesson Learned 12.1", Kind.LESSON, "12.1", "Lesson Learned 12.1", ""),
        (
            "Area for Improvement 3: Staging",
            Kind.IMPROVEMENT, "3", "Area for Improvement 3", "Staging",
        ),
        ("1.1.1 ACTION ITEM: Agencies", Kind.ACTION_ITEM, "1.1.1", "1.1.1 ACTION ITEM", "Agencies"),
        ("1.2 RECOMMENDATION The", Kind.RECOMMENDATION, "1.2", "1.2 RECOMMENDATION", "The"),
        ("Finding #7", Kind.FINDING, "7", "Finding #7", ""),
        ("Recommendation C.12", Kind.RECOMMENDATION, "C.12", "Recommendation C.12", ""),
        ("Recommendation No. 4: Train", Kind.RECOMMENDATION, "4", "Recommendation No. 4", "Train"),
        ("Recommendation Two – Train", Kind.RECOMMENDATION, "2", "Recommendation Two", "Train"),
        ("Recommendation (5): Train", Kind.RECOMMENDATION, "5", "Recommendation (5)", "Train"),
        ("Strength 2: Calls", Kind.STRENGTH, "2", "Strength 2", "Calls"),
        ("Recommendation No. IV The", Kind.RECOMMENDATION, "IV", "Recommendation No. IV", "The"),
        ("Rec. II: Train", Kind.RECOMMENDATION, "II", "Rec. II", "Train"),
        ("Observation 3 The radio", Kind.OBSERVATION, "3", "Observation 3", "The radio"),
        ("FINDING: ONE IN SIX", Kind.FINDING, "", "FINDING", "ONE IN SIX"),
        ("Action:", Kind.ACTION_ITEM, "", "Action", ""),
        (
            "Area for development AD1: Standby",
            Kind.IMPROVEMENT, "AD1", "Area for development AD1", "Standby",
        ),
        ("Opportunity 4 The drone", Kind.IMPROVEMENT, "4", "Opportunity 4", "The drone"),
        ("GAP 2: Sirens", Kind.IMPROVEMENT, "2", "GAP 2", "Sirens"),
        ("Key Challenge #3: Staging", Kind.IMPROVEMENT, "3", "Key Challenge #3", "Staging"),
        ("Insight IV: Calls", Kind.FINDING, "IV", "Insight IV", "Calls"),
        (
            "CONSIDERATION 1.1A Make",
            Kind.RECOMMENDATION, "1.1A", "CONSIDERATION 1.1A", "Make",
        ),
        ("Required Action 7: Train", Kind.RECOMMENDATION, "7", "Required Action 7", "Train"),
        ("Learning point 2: Crews", Kind.LESSON, "2", "Learning point 2", "Crews"),
        ("Success: Calls", Kind.STRENGTH, "", "Success", "Calls"),
        (
            "Recommendation 4 (short term). Train",
            Kind.RECOMMENDATION, "4", "Recommendation 4", "Train",
        ),
        ("Finding 2 [High]: Calls", Kind.FINDING, "2", "Finding 2", "Calls"),
        ("Finding 3 of 10: Calls", Kind.FINDING, "3", "Finding 3", "Calls"),
        ("Finding 3 / Constatation 3 Calls", Kind.FINDING, "3", "Finding 3", "Calls"),
        ("Finding | Constatation 3: Calls", Kind.FINDING, "3", "Finding | Constatation 3", "Calls"),
        ("Recommendation 2021-04: Train", Kind.RECOMMENDATION, "2021-04", "Recommendation 2021-04",
         "Train"),
        ("Third key finding: Calls", Kind.FINDING, "3", "Third key finding", "Calls"),
        ("### Finding 3", Kind.FINDING, "3", "Finding 3", ""),
        ("Recommendation 3 to the Council: Train", Kind.RECOMMENDATION, "3", "Recommendation 3",
         "Train"),
        ("Recommendation to the Council (3): Train", Kind.RECOMMENDATION, "3",
         "Recommendation to the Council (3)", "Train"),
        ("Finding 3 - High - Calls", Kind.FINDING, "3", "Finding 3", "Calls"),
        ("Finding No. 3.—Calls", Kind.FINDING, "3", "Finding No. 3", "Calls"),
        ("Consideration \N{EM DASH} Train", Kind.RECOMMENDATION, "", "Consideration", "Train"),
        ("Find. 3 Calls", Kind.FINDING, "3", "Find. 3", "Calls"),
    ],
)  # fmt: skip
def test_reads_labels(text: str, kind: Kind, number: str, label: str, rest: str) -> None:
    found = read_label(text)
    assert found is not None
    assert (found.kind, found.number, found.label) == (kind, number, label)
    assert text[found.end :] == rest


@pytest.mark.parametrize(
    "text",
    [
        "see Recommendation 4.2 for",
        "Recommendations ........ xii",
        "Finding a parking place took",
        "the committee's finding 3 days later",
        "Recommendation 1.3 of the President's Task Force states",
        "Recommendations 7 to 11 in Section B.3 pertain to tables",
        "Finding in 2019 that nobody answered",
        "Action was taken",
        "Opportunity knocks",
        "Challenges in staffing remained",
        "Considerations of 2019 applied",
        "Gap of 4 minutes",
        "FINDING A SUPERVISOR WAS HARD",
        "Recommendation 3 of 2015 asked for a list",
        "Recommendation 3 to the Council was accepted",
        "Recommendations to the Council",
        "The third finding was not disputed",
        "Second recommendation letters were sent",
        "",
    ],
)
def test_running_text_is_no_label(text: str) -> None:
    assert read_label(text) is None


@pytest.mark.parametrize(
    ("text", "number", "rest"),
    [
        ("C.12 The officer", "C.12", "The officer"),
        ("R7", "R7", ""),
        ("WP-3: The", "WP-3", "The"),
        ("2020-04-I-TX-R1", "2020-04-I-TX-R1", ""),
        ("2019-06-F2 The", "2019-06-F2", "The"),
    ],
)
def test_reads_codes(text: str, number: str, rest: str) -> None:
    found = read_code(text)
    assert found is not None
    assert (found.number, text[found.end :]) == (number, rest)


@pytest.mark.parametrize("text", ["U.S. forces", "A 12", "C.12 and others", "The officer"])
def test_words_are_no_codes(text: str) -> None:
    assert read_code(text) is None


@pytest.mark.parametrize(
    ("text", "number"),
    [("3. The", "3"), ("(3) the", "3"), ("5.2 The", "5.2"), ("a) the", "a"), ("iv. the", "iv")],
)
def test_reads_bare_numbers(text: str, number: str) -> None:
    found = read_number(text)
    assert found is not None
    assert found.number == number


@pytest.mark.parametrize(
    ("number", "parts", "parent"),
    [
        ("1.2.3", ("", (1, 2, 3)), "1.2"),
        ("C.12", ("C", (12,)), ""),
        ("2(a)", ("", (2, 1)), "2"),
        ("1.2A", ("", (1, 2, 1)), "1.2"),
        ("IV", ("", (4,)), ""),
        ("", ("", ()), ""),
    ],
)
def test_numbers_come_apart(number: str, parts: tuple[str, tuple[int, ...]], parent: str) -> None:
    assert number_parts(number) == parts
    assert parent_number(number) == parent


def test_a_number_without_a_space_before_its_sentence() -> None:
    found = read_number("6.113.The Committee recommends that")
    assert found is not None
    assert (found.number, found.end) == ("6.113", 6)
    assert read_number("3.5kg of it") is None


def test_a_paragraph_s_number_stands_before_its_label():
    label = read_label("1.5 Recommendation 3. Send notices by telephone.")
    assert label is not None
    assert (label.number, label.separator) == ("3", ".")
    assert "1.5 Recommendation 3. Send"[label.end :] == "Send"


def test_a_numbered_paragraph_that_opens_with_another_s_recommendation_has_no_label():
    assert read_label("1.2 Recommendation 4 of the 2015 inquiry asked for a list.") is None


@pytest.mark.parametrize(
    "title", ["3. SUSTAIN", "4. IMPROVE", "2. Keep doing", "2. What failed us"]
)
def test_numbered_titles_over_lists_are_no_labels(title: str) -> None:
    assert read_label(title) is None
