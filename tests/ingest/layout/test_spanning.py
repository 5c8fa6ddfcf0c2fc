from __future__ import annotations

from ingest.layout.columns import reading_order
from tests.support.pages import line, paragraph

LEFT = "Left column words go on and on until the measure is full and the line must turn over again "
RIGHT = "Right hand words stand beside them in the second column and must be read only after these "


def texts(things):
    return [t.text for stretch in reading_order(things) for t in stretch.things]


def text_of(*parts):
    return [n.text for part in parts for n in part]


def test_a_short_head_over_two_columns_parts_what_is_above_from_what_is_below():
    left, right = paragraph(LEFT * 3, 72, 100, 220), paragraph(RIGHT * 3, 320, 100, 220)
    head = [line("3. Training", 72, 196, 13, bold=True)]
    under, beside = paragraph(LEFT * 2, 72, 216, 220), paragraph(RIGHT * 2, 320, 216, 220)
    read = texts([*beside, *left, *head, *right, *under])
    assert read == text_of(left, right, head, under, beside)


def test_a_head_in_the_first_column_beside_text_stays_in_its_column():
    left, right = paragraph(LEFT * 3, 72, 100, 220), paragraph(RIGHT * 6, 320, 100, 220)
    head = [line("3. Training", 72, 196, 13, bold=True)]
    under = paragraph(LEFT * 2, 72, 216, 220)
    assert texts([*left, *right, *head, *under]) == text_of(left, head, under, right)


def test_a_head_beside_a_picture_in_the_other_column_stays_in_its_column():
    left, right = paragraph(LEFT * 9, 72, 100, 220), paragraph(RIGHT, 320, 100, 220)
    head = [line("3. Training", 72, 350, 13, bold=True)]
    under, caption = paragraph(LEFT * 2, 72, 370, 220), [line("Figure 2. Hours", 320, 370)]
    below = paragraph(RIGHT * 2, 320, 390, 220)
    read = texts([*left, *right, *head, *under, *caption, *below])
    assert read == text_of(left, head, under, right, caption, below)


def test_a_caption_under_a_picture_over_both_columns_is_read_between_them():
    left, right = paragraph(LEFT * 3, 72, 100, 220), paragraph(RIGHT * 3, 320, 100, 220)
    caption = [line("Figure 1. Posts and barriers", 72, 290, 9)]
    under, beside = paragraph(LEFT * 2, 72, 310, 220), paragraph(RIGHT * 2, 320, 310, 220)
    read = texts([*left, *right, *caption, *under, *beside])
    assert read == text_of(left, right, caption, under, beside)


def test_two_lines_in_each_column_are_read_along_the_columns_of_the_page():
    left, right = paragraph(LEFT * 4, 72, 100, 220), paragraph(RIGHT * 4, 320, 100, 220)
    head = [line("A heading that reaches over the whole width of both columns here", 72, 240, 14)]
    under, beside = paragraph(LEFT, 72, 262, 220), paragraph(RIGHT, 320, 262, 220)
    read = texts([*left, *right, *head, *under, *beside])
    assert read == text_of(left, right, head, under, beside)


def test_a_head_over_two_of_three_columns_is_read_with_them():
    first, second, third = (paragraph(LEFT * 3, x, 100, 140) for x in (72, 226, 380))
    head = [line("3. Training", 72, 250, 13, bold=True)]
    under, beside = (paragraph(RIGHT * 3, x, 270, 140) for x in (72, 226))
    rest = paragraph(LEFT * 5, 380, 100 + 12 * len(third), 140)
    read = texts([*first, *second, *third, *rest, *head, *under, *beside])
    assert read == text_of(first, second, head, under, beside, third, rest)


def test_a_head_above_full_width_text_ends_the_columns_above_it():
    left = paragraph(LEFT * 2, 72, 100, 220)
    right = paragraph(RIGHT * 4, 320, 100, 220)
    below = right[-1].box.bottom + 20
    head = line("2. The crush at the gate", 72, below, 15, bold=True)
    text = paragraph(LEFT * 4, 72, below + 24, 460)
    read = [t for s in reading_order([*left, *right, head, *text]) for t in s.things]
    assert read.index(right[-1]) < read.index(head) < read.index(text[0])
