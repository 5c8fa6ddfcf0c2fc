from __future__ import annotations

from ingest.layout.columns import reading_order
from ingest.layout.margin_heads import usual_hangs
from tests.support.pages import line, paragraph

LEFT = "Left column words go on and on until the measure is full and the line must turn over again "
RIGHT = "Right hand words stand beside them in the second column and must be read only after these "


def test_a_head_in_the_margin_comes_before_the_paragraph_beside_it():
    body = paragraph(RIGHT * 2, 180, 100, 350)
    second = paragraph(LEFT * 2, 180, 160, 350)
    stretches = reading_order(
        [*body, *second, line("Finding 1", 72, 100), line("Finding 2", 72, 160)]
    )
    assert [s.margin for s in stretches] == [True, False, True, False]
    assert stretches[2].things[0].text == "Finding 2"
    assert stretches[3].things[0].text == second[0].text


def test_margin_heads_level_with_the_last_lines_also_come_first():
    things = []
    for index in range(4):
        body = paragraph(RIGHT * 2, 180, 100 + 60 * index, 350)
        things += [*body, line(f"Finding {index}", 72, body[-1].box.bottom - 2)]
    stretches = reading_order(things, margins=usual_hangs([things]))
    assert [s.margin for s in stretches] == [True, False] * 4
    assert all(len(s.things) == 3 for s in stretches[1::2])


def test_no_line_is_lost_beside_margin_heads_of_which_one_begins_right_below_another():
    things = []
    for index in range(4):
        top = 100 + 70 * index
        body = paragraph(RIGHT * 2, 180, top, 350)
        things += [*body, line(f"Finding {index}", 72, body[-1].box.bottom - 2)]
        things.append(line("Status: complete", 72, top + 40))
    read = [t for s in reading_order(things, margins=usual_hangs([things])) for t in s.things]
    assert sorted(t.text for t in read) == sorted(t.text for t in things)


def test_labels_in_the_right_margin_come_before_their_paragraphs():
    things = []
    for index in range(1, 4):
        body = paragraph(LEFT * 2, 72, 100 + 60 * index, 340)
        things += [*body, line(f"Recommendation {index}", 440, 100 + 60 * index)]
    stretches = reading_order(things)
    assert [s.margin for s in stretches] == [True, False] * 3
    assert [s.things[0].text for s in stretches[::2]] == [
        f"Recommendation {index}" for index in range(1, 4)
    ]


def test_labels_part_paragraphs_of_one_line_that_little_white_parts():
    texts = ("Every gate should have a key.", "The gates should bear names.", "Check the lamps.")
    things = []
    for index, text in enumerate(texts, 1):
        things += [
            line(text, 180, 100 + 14 * index),
            line(f"Finding {index}", 72, 100 + 14 * index),
        ]
    stretches = reading_order(things)
    assert [s.things[0].text for s in stretches[1::2]] == list(texts)


def test_words_in_a_narrow_column_at_the_right_are_no_labels():
    things = []
    for index in range(1, 4):
        body = paragraph(LEFT * 2, 72, 100 + 60 * index, 340)
        things += [*body, line("Complete", 440, 100 + 60 * index)]
    assert not any(s.margin for s in reading_order(things))


def test_labels_between_the_lines_of_a_text_close_what_stands_above_them():
    texts = ("Print one map of the quay.", "Test the sirens each month.", "Name one desk.")
    lines = []
    for n, text in enumerate(texts):
        y = 100 + 24 * n
        lines += [line(text, 72, y), line(f"Recommendation {n + 1}", 430, y + 12)]
    found = [t.text for s in reading_order(lines) for t in s.things]
    assert found == [n.text for n in lines]
