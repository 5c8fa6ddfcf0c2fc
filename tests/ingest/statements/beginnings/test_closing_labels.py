"""Labels in brackets close the report's own statements, whoever repeats the numbers later."""

from __future__ import annotations

from ingest.statements.records import find_records
from tests.support.blocks import PROSE, block, heading, in_order

ASKED = (
    "The Secretary should publish the criteria by which events are rated",
    "The Director should send threat bulletins to the agency that leads planning",
    "The Administrator should issue a summary of lessons at least once a year",
)


def read(*after):
    asked = [block(f"{text}. (Recommendation {n})") for n, text in enumerate(ASKED, 1)]
    blocks = (heading("Recommendations for Executive Action"), block(PROSE), *asked, *after)
    return find_records(in_order(blocks)).records


def repeated(title):
    """Give the appendix in which an agency answers two of them under labels of its own."""
    return (
        heading(title),
        block(PROSE),
        block(f"Recommendation 1: {ASKED[0]}.", bold="Recommendation 1:"),
        block("Response: Concur. A public summary will be drafted by the spring."),
        block(f"Recommendation 2: {ASKED[1]}.", bold="Recommendation 2:"),
    )


def test_an_agency_s_letter_does_not_take_the_numbers_from_the_report() -> None:
    found = read(*repeated("Appendix II: Comments from the Department of Public Safety"))
    assert [(r.number, r.text) for r in found] == [
        (str(n), f"{text}.") for n, text in enumerate(ASKED, 1)
    ]


def test_where_the_report_itself_labels_its_statements_brackets_refer_to_them() -> None:
    labels = [
        block(f"Recommendation {n}: {text}.", bold=f"Recommendation {n}:")
        for n, text in enumerate(ASKED, 1)
    ]
    told = (
        block("Criteria that no one outside can read help nobody. (Recommendation 1)"),
        block("Bulletins went to the police alone in two of six cities. (Recommendation 2)"),
    )
    blocks = (heading("What the review found"), block(PROSE), *told, heading("Advice"), *labels)
    found = find_records(in_order(blocks)).records
    assert [r.text for r in found] == [f"{text}." for text in ASKED]


def test_what_led_to_a_request_is_no_part_of_it() -> None:
    led = "Nobody was taught how to stand at a stop. The diagram shows an officer before a car."
    asked = [block(f"{led} {text}. (Recommendation {n})") for n, text in enumerate(ASKED, 1)]
    found = find_records(in_order([heading("Policy and its use"), block(PROSE), *asked])).records
    assert [r.text for r in found] == [f"{text}." for text in ASKED]


def test_what_led_to_a_request_is_no_part_of_it_though_it_says_what_should_have_been() -> None:
    why = "The roster should have shown it. Nobody looked, and the crew did what they could."
    blocks = (
        heading("The night"),
        *(block(f"{why} {text}. [Recommendation {n}]") for n, text in enumerate(ASKED, 1)),
    )
    found = find_records(in_order(blocks)).records
    assert [r.text for r in found] == [f"{text}." for text in ASKED]


def test_a_sentence_that_goes_on_belongs_to_what_is_asked_before() -> None:
    blocks = [
        block(f"No desk was staffed. {text}. They should also report. (Recommendation {n})")
        for n, text in enumerate(ASKED, 1)
    ]
    found = find_records(in_order((heading("The night"), *blocks))).records
    assert [r.text for r in found] == [f"{text}. They should also report." for text in ASKED]
