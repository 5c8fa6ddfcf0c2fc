"""Words that head other lists as well head statements only where the report shows that they do."""

from __future__ import annotations

from ingest.statements.records import find_records
from tests.support.blocks import PROSE, heading, in_order, item
from tests.support.blocks import block as paragraph

TRAFFIC = "The ambulances came through three gates at once."
QUEUE = "The calls waited in a queue that nobody could see."
RADIO = "The radio channel was ordered early and everyone found it."
ORDER = "Order the radio channel early and tell everyone where to find it."
STAFF = "Staff the crisis line with a Spanish speaker at every hour."


def kinds(*blocks):
    return [r.kind.value for r in find_records(in_order(blocks)).records]


def challenges():
    return heading("Challenges"), item(TRAFFIC), item(QUEUE)


def test_challenges_beside_successes_are_to_be_improved() -> None:
    found = kinds(heading("Successes"), item(RADIO), item(RADIO.upper()), *challenges())
    assert found[-2:] == ["improvement", "improvement"]


def test_challenges_alone_are_the_hurdles_of_a_subject() -> None:
    assert kinds(heading("Oil sands"), paragraph(PROSE), *challenges()) == []


def test_priorities_of_an_office_are_none_where_the_report_recommends() -> None:
    ends = heading("Priorities for 2022"), item(STAFF), item(STAFF.replace("crisis", "night"))
    asked = heading("Recommendations"), item("Open a night desk."), item("Print the list.")
    assert kinds(paragraph(PROSE), *ends) == ["recommendation"] * 2
    assert len(kinds(*asked, heading("The office"), paragraph(PROSE), *ends)) == 2


def test_next_steps_under_every_lesson_are_actions() -> None:
    steps = heading("Next steps"), item("Hang a key to each gate in the office.")
    parts = [heading("Floods"), *steps, heading("Gates"), *steps, heading("Roads"), *steps]
    assert set(kinds(*parts)) == {"action-item"}
    assert kinds(heading("Floods"), paragraph(PROSE), *steps) == []


def test_of_a_committee_s_closing_list_what_asks_is_taken() -> None:
    found = kinds(
        heading("Command"),
        paragraph(PROSE),
        heading("Conclusions and recommendations"),
        item("The services had never rehearsed an incident together.", "1."),
        item("The operator should hold an annual exercise.", "2."),
        item("The radios did not share a working channel.", "3."),
        item("The police should publish one casualty line.", "4."),
    )
    assert found == ["recommendation"] * 2


def test_what_others_can_do_heads_what_is_asked_of_them() -> None:
    ask = item(STAFF, "☐"), item("Give supervisors a single number to call.", "☐")
    found = kinds(heading("The warning"), paragraph(PROSE), heading("What agencies can do"), *ask)
    assert found == ["recommendation", "recommendation"]


def test_a_band_that_announces_a_list_rules_what_stands_below_it() -> None:
    blocks = [heading("Warning")]
    for number, (text, asked) in enumerate(((TRAFFIC, STAFF), (QUEUE, ORDER)), 1):
        label = f"Finding #{number} and Recommendations:"
        blocks.append(paragraph(f"{label} {text}", bold=label, fill=0xDDDDDD))
        blocks += [paragraph("There was no bus."), item(asked, "a)")]
    assert kinds(*blocks) == ["finding", "recommendation"] * 2


def test_a_heading_in_the_singular_may_stand_over_several_that_ask():
    blocks = []
    for part in ("Gate", "Quay"):
        blocks += [
            heading(part), paragraph(PROSE), heading("Recommendation", 2),
            paragraph(f"The port should light the {part.lower()}."),
            paragraph(f"Check the lamps of the {part.lower()} each week."),
        ]  # fmt: skip
    assert len(find_records(in_order(blocks)).records) == 4


def test_what_a_report_means_by_a_word_is_no_statement() -> None:
    told = "Area for Improvement: an observed action or practice that hinders performance."
    asked = [f"Recommendation {n}. {text}" for n, text in enumerate(ASKED, 1)]
    blocks = [heading("Review"), paragraph(told), *map(paragraph, asked)]
    assert [r.kind.value for r in find_records(in_order(blocks)).records] == ["recommendation"] * 2


ASKED = ("Keys should be divided.", "Rings should be numbered each year.")
