from __future__ import annotations

from ingest.layout.blocks import Block, Role
from ingest.statements.records import find_records
from kb.domain.record import Kind, Record
from tests.support.blocks import PROSE, block, heading, in_order, item

ONE = "The department did not name an incident commander during the first fourteen hours."
TWO = "Commanders should announce by radio who is in command and where the post stands."
POST = "Agencies should publish the form on which people can complain about what was done."
THREE = "Supervisors must write one plan for each operational period and hand it on in person."


def read(*blocks: Block) -> tuple[Record, ...]:
    return find_records(in_order(blocks)).records


def test_a_label_and_its_statement_in_one_paragraph() -> None:
    records = read(
        block(PROSE),
        block(f"Finding 1: {ONE}", bold="Finding 1:"),
        block(PROSE),
        block(f"Recommendation 1.1: {TWO}", bold="Recommendation 1.1:"),
        block(PROSE),
    )
    assert [(r.kind, r.number, r.text) for r in records] == [
        (Kind.FINDING, "1", ONE),
        (Kind.RECOMMENDATION, "1.1", TWO),
    ]
    assert records[1].parent == records[0].key
    assert records[1].parent_number == "1"
    assert records[0].context == PROSE


def test_a_bold_statement_ends_where_bold_ends() -> None:
    records = read(
        block(PROSE),
        block(f"Recommendation 1: {ONE} {PROSE}", bold=f"Recommendation 1: {ONE}"),
        block(f"Recommendation 2: {TWO} {PROSE}", bold=f"Recommendation 2: {TWO}"),
    )
    assert [r.text for r in records] == [ONE, TWO]


def test_a_label_alone_takes_the_paragraph_below() -> None:
    records = read(
        block("Lesson Learned 1.1", bold="Lesson Learned 1.1"),
        block(ONE),
        block(PROSE),
        block("Lesson Learned 1.2", bold="Lesson Learned 1.2"),
        block(TWO),
    )
    assert [(r.number, r.text) for r in records] == [("1.1", ONE), ("1.2", TWO)]


def test_a_statement_broken_by_a_page_is_joined() -> None:
    records = read(
        block(f"Finding 1: {ONE[:40].strip()}", page=1),
        block(ONE[40:].strip(), page=2, continues=0),
        block(f"Finding 2: {TWO}", page=2),
    )
    assert records[0].text == ONE
    assert (records[0].page, records[0].page_end) == (1, 2)
    assert [s.page for s in records[0].passage.spans] == [1, 2]


def test_items_under_a_heading_of_kind_are_records_and_others_are_not() -> None:
    records = read(
        heading("Chapter 1. Command"),
        item("This bullet stands under no heading of a kind."),
        heading("Key Findings", 2),
        item(ONE),
        item(THREE),
        heading("Recommendations", 2),
        item(TWO),
        heading("Chapter 2. Sources"),
        item("Nor does this one stand under a heading of a kind."),
    )
    assert [(r.kind, r.text) for r in records] == [
        (Kind.FINDING, ONE),
        (Kind.FINDING, THREE),
        (Kind.RECOMMENDATION, TWO),
    ]


def test_sub_items_belong_to_the_statement_that_announces_them() -> None:
    records = read(
        block("Recommendation 1: The department should:"),
        item("name a commander; and"),
        item("write a plan."),
        block(PROSE),
        block(f"Recommendation 2: {TWO}"),
    )
    assert records[0].text == ("The department should:\n• name a commander; and\n• write a plan.")
    assert len(records) == 2


def test_the_summary_repeats_and_the_body_makes_the_record() -> None:
    records = read(
        heading("Executive Summary"),
        block(f"Finding 1: {ONE}", page=1),
        block(f"Finding 2: {TWO}", page=1),
        heading("Chapter 1. Command", page=5),
        block(PROSE, page=5),
        block(f"Finding 1: {ONE}", page=5),
        block(PROSE, page=6),
        block(f"Finding 2: {TWO}", page=6),
        heading("Appendix A: List of findings", page=9),
        block(f"Finding 1: {ONE}", page=9),
        block(f"Finding 2: {TWO}", page=9),
    )
    assert [(r.number, r.page, r.also_on) for r in records] == [("1", 5, (1, 9)), ("2", 6, (1, 9))]


def test_codes_in_sequence_are_recommendations_where_they_ask() -> None:
    records = read(
        block(f"C.1 {TWO}"), block(PROSE), block(f"C.2 {THREE}"), block(PROSE),
        block("A.7 is the road by which the convoy came into the valley that night."),
    )  # fmt: skip
    assert [(r.kind, r.number) for r in records] == [
        (Kind.RECOMMENDATION, "C.1"),
        (Kind.RECOMMENDATION, "C.2"),
    ]


def test_cells_of_a_column_whose_head_names_a_kind_are_records() -> None:
    def cell(text: str, row: int, column: int) -> Block:
        return block(text, Role.CELL, table=1, row=row, column=column)

    records = read(
        cell("Core Capability", 0, 0), cell("Corrective Action", 0, 1), cell("Start", 0, 2),
        cell("Communications", 1, 0), cell(f"1.1 {TWO}", 1, 1), cell("04/01/22", 1, 2),
        cell("Communications", 2, 0), cell(f"1.2 {THREE}", 2, 1), cell("04/01/22", 2, 2),
    )  # fmt: skip
    assert [(r.kind, r.number, r.text) for r in records] == [
        (Kind.CORRECTIVE_ACTION, "1.1", TWO),
        (Kind.CORRECTIVE_ACTION, "1.2", THREE),
    ]


def test_a_boxed_statement_is_the_whole_box_without_its_title() -> None:
    title = "Recommendation 2: Cabinet leadership"
    records = read(
        block(title, bold=title, boxed=0, fill=0xEEDDDD),
        block("The government should:", boxed=0, fill=0xEEDDDD),
        item("name one minister; and", boxed=0, fill=0xEEDDDD),
        item("publish a plan.", boxed=0, fill=0xEEDDDD),
        block(PROSE),
    )
    assert records[0].text.startswith("The government should:")
    assert records[0].text.endswith("publish a plan.")


def test_a_progress_report_gives_each_recommendation_its_status() -> None:
    records = read(
        block("Recommendation 1.1"), block(TWO), block("Current status: Partially complete"),
        block(PROSE),
        block("Recommendation 1.2"), block(THREE), block("Current status: Not started"),
    )  # fmt: skip
    assert [r.status for r in records] == ["partially complete", "not started"]


def test_a_report_without_statements_gives_none() -> None:
    assert read(heading("Background"), block(PROSE), heading("Conclusion"), block(PROSE)) == ()


def test_paragraphs_that_say_they_recommend_are_records_where_nothing_else_is() -> None:
    records = read(
        heading("6. What the Committee makes of it"),
        *(block(f"6.{n}. The Committee further recommends that {TWO}") for n in range(1, 5)),
        block("6.5. The Committee noted with concern that nobody was in command."),
    )
    assert [r.number for r in records] == ["6.1", "6.2", "6.3", "6.4"]


def test_a_numbered_table_under_a_heading_of_kind() -> None:
    def cell(text: str, row: int, column: int) -> Block:
        return block(text, Role.CELL, table=1, row=row, column=column)

    records = read(
        heading("Appendix F: Summary of Recommendations"),
        cell("#", 0, 0), cell("Responsible Party", 0, 1), cell("What is required", 0, 2),
        cell("1", 1, 0), cell("Police", 1, 1), cell(TWO, 1, 2), cell("Monthly at least.", 1, 2),
        cell("2", 2, 0), cell("Police", 2, 1), cell(THREE, 2, 2),
    )  # fmt: skip
    assert [(r.number, r.text) for r in records] == [
        ("1", f"{TWO}\nMonthly at least."),
        ("2", THREE),
    ]


def test_a_response_gives_each_recommendation_its_answer() -> None:
    records = read(
        block(f"Recommendation 1: {TWO}"), block("The government accepts this in principle."),
        block(f"Recommendation 2: {THREE}"), block("The government does not accept this."),
    )  # fmt: skip
    assert [r.status for r in records] == ["accepted in principle", "not accepted"]


def test_what_others_recommended_is_no_record() -> None:
    records = read(
        heading("Recommendations"),
        block("3.1. The Commission may issue recommendations to any person or organisation."),
        block(f"3.2. {TWO}"),
        block(f"3.3. {THREE}"),
        heading("Previous recommendations"),
        item("The earlier panel said that every officer should carry a map."),
    )
    assert [r.number for r in records] == ["3.2", "3.3"]


def test_should_sentences_are_records_only_where_they_are_dense() -> None:
    sentences = [block(f"{TWO.replace('post', f'post {n}')} {PROSE}") for n in range(9)]
    assert len(read(heading("Command"), *sentences)) == 9
    assert read(heading("Command"), *sentences, *[block(PROSE)] * 200) == ()


def test_a_table_under_a_title_of_kind_holds_statements_in_its_second_column() -> None:
    def cell(text: str, row: int, column: int, bold: str = "") -> Block:
        return block(text, Role.CELL, bold=bold, table=1, row=row, column=column)

    records = read(
        heading("Probable Cause and Findings"),
        cell("Findings", 0, 0, "Findings"),
        cell("Personnel issues", 1, 0, "Personnel issues"),
        cell("Decision making and judgment - Pilot", 1, 1),
        cell("Aircraft", 2, 0, "Aircraft"),
        cell("Descent and glide path - Not attained", 2, 1),
        cell("History of Flight", 3, 0, "History of Flight"),
        cell("Approach on final", 4, 0, "Approach on final"),
        cell("Collision with terrain or object", 4, 1),
    )
    assert [r.text for r in records] == [
        "Decision making and judgment - Pilot",
        "Descent and glide path - Not attained",
    ]


def test_a_title_in_a_second_language_ends_no_section() -> None:
    records = read(
        heading("4 Findings"),
        heading("Ngā kitenga"),
        block(f"4.1 {ONE}"),
        block(f"4.2 {TWO}"),
        heading("5 Safety issues"),
        block(f"5.1 {THREE}"),
    )
    assert [r.number for r in records] == ["4.1", "4.2"]


def test_a_list_below_a_bold_recommendation_says_what_it_asks_in_parts() -> None:
    records = read(
        block(f"Recommendation 1. {TWO}", bold=f"Recommendation 1. {TWO}"),
        block("The board asks for several changes. Specifically, the department should:"),
        item("name a commander;", "(a)"),
        item("write one plan.", "(b)"),
        block(PROSE),
        block(f"Recommendation 2. {THREE}", bold=f"Recommendation 2. {THREE}"),
    )
    assert records[0].text.endswith("should:\n(a) name a commander;\n(b) write one plan.")
    assert "several changes" not in records[0].text
    assert len(records) == 2


def table(*rows: tuple[str, ...], number: int = 0, page: int = 3) -> list[Block]:
    return [
        block(text, Role.CELL, table=number, row=row, column=column, page=page)
        for row, cells in enumerate(rows)
        for column, text in enumerate(cells)
    ]


def test_the_body_argues_what_a_table_in_an_appendix_only_repeats() -> None:
    records = read(
        heading("Chapter 1. Command"),
        heading("Recommendations", 2),
        item(TWO),
        item(THREE),
        heading("Appendix A: Table of Recommendations", page=3),
        *table(("No.", "Recommendation"), ("1", TWO), ("2", THREE)),
    )
    assert [(r.text, r.page, r.also_on) for r in records] == [(TWO, 1, (3,)), (THREE, 1, (3,))]


def test_codes_in_a_table_have_the_kind_of_its_column() -> None:
    records = read(
        heading("Chapter 1. Command"),
        *table(("No.", "Observation"), ("O.1", ONE), ("O.2", f"{ONE} {PROSE}")),
        heading("Chapter 2. Next steps"),
        *table(("No.", "Recommendation"), ("O.1.1", TWO), ("O.2.1", THREE), number=1, page=4),
    )
    assert [(r.kind, r.number) for r in records] == [
        (Kind.OBSERVATION, "O.1"),
        (Kind.OBSERVATION, "O.2"),
        (Kind.RECOMMENDATION, "O.1.1"),
        (Kind.RECOMMENDATION, "O.2.1"),
    ]


def test_the_ninth_letter_of_a_list_is_no_roman_one() -> None:
    letters = "abcdefghij"
    records = read(
        heading("Recommendations"),
        *(item(f"{TWO} Item {n} of ten.", f"({n})") for n in letters),
    )
    assert [r.number for r in records] == list(letters)


def test_the_answer_below_a_line_in_bold_is_read() -> None:
    answered = [
        one
        for number in (1, 2)
        for one in (
            block(f"Recommendation {number}: {TWO}", bold=f"Recommendation {number}:"),
            heading("Government response", 3),
            block("The Government accepts this recommendation in part."),
        )
    ]
    assert [r.status for r in read(*answered)] == ["accepted in part"] * 2


def test_a_recommendation_closed_by_its_code_begins_before_its_bullets() -> None:
    records = read(
        heading("3 Recommendations"),
        block("3.4. The Commission recommended that the Director alert all surveyors:"),
        item("to the importance of documenting inspections of the fuel system;"),
        item("to check that vessels have undergone a recent inspection. (022/23)"),
        block("3.5. The Commission recommended that the Director alert all owners. (023/23)"),
    )
    assert [r.number for r in records] == ["022/23", "023/23"]
    assert records[0].text == (
        "The Commission recommended that the Director alert all surveyors:\n"
        "• to the importance of documenting inspections of the fuel system;\n"
        "• to check that vessels have undergone a recent inspection."
    )


def test_a_mere_title_on_the_label_s_line_gives_way_to_what_asks() -> None:
    records = read(
        block("Recommendation 1: Chief Medical Officer"),
        block(TWO),
        block(PROSE),
        block("Recommendation 2: Delegated powers in an emergency"),
        block(THREE),
    )
    assert [r.text for r in records] == [TWO, THREE]


def test_a_conclusion_at_the_end_of_each_part_is_no_finding() -> None:
    parts = [
        one
        for number in ("6", "7")
        for one in (
            heading(f"Part {number}. Privacy assessment"),
            block(f"Recommendation {number}: {TWO}", bold=f"Recommendation {number}:"),
            item("Conclusion:", f"{number}."),
            block(PROSE),
        )
    ]
    assert {r.kind for r in read(*parts)} == {Kind.RECOMMENDATION}


def test_a_list_that_names_the_sections_below_is_no_list_of_findings() -> None:
    records = read(
        heading("Report Findings"),
        block(PROSE),
        item("Reliance on private datasets"),
        item("Reasons for the use of private datasets"),
        heading("Reliance on private datasets", 2),
        item(ONE),
        heading("Reasons for the use of private datasets", 2),
        item(THREE),
    )
    assert [r.text for r in records] == [ONE, THREE]


def test_a_closing_list_of_letters_repeats_those_of_the_body() -> None:
    letters = [item(text, f"({n})") for n, text in zip("abc", (POST, TWO, THREE), strict=True)]
    records = read(
        heading("1.5 Recommendations"),
        heading("2. Remembering", 2),
        block(PROSE),
        *letters,
        heading("The Recommendations", 2, page=9),
        heading("2. Remembering", 3, page=9),
        *(item(b.text, b.bullet, page=9) for b in letters),
    )
    assert [(r.number, r.page, r.also_on) for r in records] == [(n, 1, (9,)) for n in "abc"]
