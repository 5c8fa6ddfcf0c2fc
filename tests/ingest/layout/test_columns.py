from __future__ import annotations

from ingest.layout.columns import reading_order
from tests.support.pages import line, paragraph

LEFT = "Left column words go on and on until the measure is full and the line must turn over again "
RIGHT = "Right hand words stand beside them in the second column and must be read only after these "


def texts(things):
    return [t.text for stretch in reading_order(things) for t in stretch.things]


def test_two_columns_are_read_one_after_the_other_under_a_full_width_head():
    head = line("A heading that reaches over the whole width of both columns here", 72, 60, 14)
    left = paragraph(LEFT * 3, 72, 100, 220)
    right = paragraph(RIGHT * 3, 320, 100, 220)
    mixed = [item for pair in zip(left, right, strict=False) for item in pair]
    read = texts([*mixed, *left[len(right) :], *right[len(left) :], head])
    assert read[0].startswith("A heading")
    assert read[1 : 1 + len(left)] == [n.text for n in left]
    assert read[1 + len(left) :] == [n.text for n in right]


def test_text_below_columns_comes_last():
    left, right = paragraph(LEFT * 2, 72, 100, 220), paragraph(RIGHT * 2, 320, 100, 220)
    below = paragraph("Below both columns " * 12, 72, 300, 470)
    assert texts([*below, *left, *right])[-1] == below[-1].text


def test_short_cells_side_by_side_are_rows():
    cells = [
        line(f"{name} {row}", x, 100 + 14 * row)
        for row in range(4)
        for name, x in (("When", 72), ("Who", 200), ("What", 330))
    ]
    (stretch,) = reading_order(cells)
    assert len(stretch.edges) == 3
    assert [t.text for t in stretch.things[:3]] == ["When 0", "Who 0", "What 0"]


def test_three_columns_of_prose_are_no_table():
    columns = [
        [
            row
            for part in range(3)
            for row in paragraph(LEFT * 3, x, 100 + 160 * part + 11 * part * place, 130)
        ]
        for place, x in enumerate((72, 230, 390))
    ]
    read = texts([thing for column in columns for thing in column])
    assert read == [thing.text for column in columns for thing in column]


def test_the_last_lines_of_the_text_may_be_all_that_a_second_column_holds():
    left = paragraph(LEFT * 8, 72, 100, 220)
    right = paragraph(
        "The policy was issued in the month of May and is under review", 320, 100, 220
    )
    assert texts([*left, *right]) == [n.text for n in [*left, *right]]


def test_a_quoted_list_with_wide_margins_leaves_three_columns_what_they_are():
    quoted = [
        n
        for part in range(8)
        for n in paragraph("Agencies ought to meet each month", 100, 124 + 36 * part, 70)
    ]
    first = [*paragraph(LEFT, 72, 84, 140), *quoted]
    others = [paragraph(words * 7, x, 84, 140) for words, x in ((RIGHT, 230), (LEFT, 390))]
    read = texts([*first, *others[0], *others[1]])
    assert read == [n.text for column in (first, *others) for n in column]
