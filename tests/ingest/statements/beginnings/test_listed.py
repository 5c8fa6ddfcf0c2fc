from __future__ import annotations

from ingest.statements.records import find_records
from tests.support.blocks import PROSE, block, heading, in_order, item

NOTIFY = "notify the families within a day that the incident has occurred"
ACCOUNT = "give them an account of all that is known about it"
POST = "Agencies should publish the form on which people can complain about what was done."
PLAN = "Supervisors must write one plan for each operational period and hand it on in person."


def texts(*blocks):
    return [r.text for r in find_records(in_order(blocks)).records]


def test_a_list_that_ends_a_quotation_is_not_the_report_s() -> None:
    quoted = "The Act goes on: “(2) As soon as it can, an agency must” (in summary):"
    found = texts(
        heading("Recommendations"),
        block(PROSE),
        block(quoted),
        item(NOTIFY, "(a)"),
        item(ACCOUNT, "(b)"),
        heading("What we ask", 2),
        item(POST, "(a)"),
        item(PLAN, "(b)"),
    )
    assert found == [POST, PLAN]


def test_a_sentence_that_counts_its_parts_makes_no_list() -> None:
    found = texts(
        heading("Recommendations"),
        block("Part of the history has been (a) delay by those in charge;"),
        item("the failure to say who must act, and should have; and (c) a loss of trust.", "(b)"),
        heading("What we ask", 2),
        item(POST, "(a)"),
        item(PLAN, "(b)"),
    )
    assert found == [POST, PLAN]


def test_an_auditor_s_findings_are_not_the_committee_s() -> None:
    found = texts(
        heading("3. OVERVIEW OF THE AUDITOR-GENERAL’S FINDINGS"),
        item("Two contracts were let without the written consent of the treasury."),
        item("Payments to suppliers were made late throughout the whole year."),
        heading("4. FINDINGS"),
        item("Nobody in the department knew who had signed the contracts."),
        item("The department had no list of the suppliers that it owed money."),
    )
    assert [t.split()[0] for t in found] == ["Nobody", "The"]


def test_a_request_to_adopt_the_report_recommends_nothing() -> None:
    asked = [
        f"6.{n}. The Committee recommends that the office {what}."
        for n, what in enumerate(
            ("hire auditors", "publish its plans", "test its radios", "train its clerks"), 1
        )
    ]
    adopt = "7.1. The Committee recommends that the Assembly adopt this report and its contents."
    found = texts(block(PROSE), *(block(one) for one in asked), block(adopt))
    assert len(found) == len(asked)
    assert not any("adopt" in text for text in found)


def test_a_sentence_that_breaks_off_announces_its_parts_without_a_colon() -> None:
    rest = [f"6.{n}. The Committee recommends that the office publish plan {n}." for n in (1, 2, 3)]
    found = texts(
        block(PROSE),
        *(block(one) for one in rest),
        block("6.4. The Committee recommends that"),
        item("the treasury write one plan for all offices;", "(a)"),
        item("the office report on it every year.", "(b)"),
        heading("Sources"),
    )
    assert found[-1].splitlines()[1:] == [
        "(a) the treasury write one plan for all offices;",
        "(b) the office report on it every year.",
    ]


def test_a_list_begins_below_the_numbered_paragraph_that_announces_it() -> None:
    found = texts(
        heading("The family"),
        item("The family learned of the death from a journalist at noon.", "15."),
        heading("Recommendations"),
        item("For the reasons given I make the following recommendations under the Act.", "16."),
        block("To the Commissioner of Police:"),
        item(f"That every agency should {NOTIFY}.", "1."),
        item(f"That every agency should {ACCOUNT}.", "2."),
        block("To the Chief Executive of the Health District:"),
        item(POST, "3."),
        heading("Formal findings"),
        block(PROSE),
    )
    assert [t.split()[-1] for t in found] == ["occurred.", "it.", "done."]


def test_paragraphs_that_count_in_words_are_a_list() -> None:
    found = texts(
        heading("Lessons for other districts"),
        block(PROSE),
        block(f"First: {POST}", bold="First:"),
        block(f"Second: {PLAN}", bold="Second:"),
        block("None of this should be read as blame."),
    )
    assert found == [POST, PLAN]


def test_questions_to_the_reader_are_no_lessons() -> None:
    asked = ("Whom would a student in your own schools tell?", "Who may speak to the police?")
    blocks = [heading("Lessons", 1), heading("Questions", 2), *map(item, asked)]
    assert texts(*blocks) == []


def test_a_sentence_that_says_what_it_finds_heads_the_numbered_sentences_below_it() -> None:
    facts = ("No officer was told to watch his breathing.", "There was no video of the restraint.")
    told = "On the evidence I find the following facts to be established."
    for sentence, expected in ((told, list(facts)), ("These are the facts that matter.", [])):
        items = [item(text, f"({n})") for n, text in enumerate(facts, start=1)]
        assert texts(heading("Note"), block(PROSE), block(sentence), *items) == expected


def test_an_order_may_speak_of_recommendations() -> None:
    order = "Publish each year what has become of recommendations made by juries."
    told = "It matters that these recommendations are carried out."
    blocks = (item(POST, "1."), item(order, "2."), item(told, "3."), item(PLAN, "4."))
    assert texts(heading("Recommendations"), block(PROSE), *blocks) == [POST, order, PLAN]
