from __future__ import annotations

from ingest.layout.blocks import Block, Role
from ingest.statements.margin_labels import rejoin
from tests.support.blocks import block, in_order


def cell(text: str, row: int, column: int) -> Block:
    return block(text, Role.CELL, table=0, row=row, column=column)


def test_a_label_of_two_lines_and_its_paragraph_are_rejoined() -> None:
    found = rejoin(
        in_order(
            [
                block("A written plan, even a single page,"),
                cell("Lesson Identified", 0, 0),
                cell("gives relieving supervisors a record", 0, 1),
                cell("F1.1", 1, 0),
                cell("that memory cannot supply.", 1, 1),
                cell("Food and water should be", 1, 1),
                cell("Lesson Identified", 2, 0),
                cell("at hand before", 2, 1),
                cell("F1.2", 3, 0),
                cell("a shift ends.", 3, 1),
            ]
        )
    )
    assert [(b.role, b.text) for b in found] == [
        (Role.MARGIN, "Lesson Identified F1.1"),
        (
            Role.BODY,
            "A written plan, even a single page, gives relieving supervisors a record that memory "
            "cannot supply.",
        ),
        (Role.MARGIN, "Lesson Identified F1.2"),
        (Role.BODY, "Food and water should be at hand before a shift ends."),
    ]


def test_other_tables_stay() -> None:
    blocks = in_order([cell("Agency", 0, 0), cell("Officers", 0, 1), cell("City", 1, 0)])
    assert rejoin(blocks) == blocks


def numbered(*numbers: str) -> list[Role]:
    """Give the roles of a table whose left cells are these and whose right cells are sentences."""
    rows = [
        (cell(number, row, 0), cell("Warnings should be given in both languages.", row, 1))
        for row, number in enumerate(numbers)
    ]
    return [b.role for b in rejoin(in_order([one for row in rows for one in row]))]


def test_numbers_left_of_sentences_of_one_line_stand_in_the_margin() -> None:
    assert numbered("[5]", "[6]", "[7]") == [Role.MARGIN, Role.BODY] * 3
    assert numbered("5.", "6.") == [Role.MARGIN, Role.BODY] * 2


def test_cells_that_do_not_count_on_stay_a_table() -> None:
    for left in (("No.", "1", "2"), ("5", "7", "12"), ("Friday 5", "Saturday 6")):
        assert set(numbered(*left)) == {Role.CELL}


def test_codes_right_of_sentences_stand_in_the_margin_before_them() -> None:
    texts = ("Warnings should be given in both languages.", "Each gate should have one name.")
    rows = [(cell(t, row, 0), cell(f"R{row + 1}", row, 1)) for row, t in enumerate(texts)]
    found = rejoin(in_order([one for row in rows for one in row]))
    assert [(b.role, b.text) for b in found] == [
        (Role.MARGIN, "R1"), (Role.BODY, texts[0]), (Role.MARGIN, "R2"), (Role.BODY, texts[1]),
    ]  # fmt: skip
