from __future__ import annotations

import pytest

from ingest.layout.paragraphs import column_of, paragraphs, usual_depth, usual_leading
from ingest.layout.rows import rows_of
from tests.support.pages import line, of_runs, paragraph, run

PROSE = (
    "The first hours were described by everyone in much the same terms and with the same regret "
)


def cut(*parts):
    lines = [item for part in parts for item in (part if isinstance(part, list) else [part])]
    rows = rows_of(lines)
    column = column_of(rows, usual_leading([rows]))
    return [" ".join(r.text for r in group) for group in paragraphs(rows, column)]


def test_white_parts_paragraphs():
    assert len(cut(paragraph(PROSE * 3, 72, 100, 400), paragraph(PROSE * 3, 72, 170, 400))) == 2


def test_an_indent_begins_a_paragraph():
    first = paragraph(PROSE * 3 + "end of it.", 72, 100, 400)
    below = first[-1].box.bottom - 2 + 12
    second = [
        line("Indented first words of the next that fill the measure to its very end", 86, below)
    ]
    assert len(cut(first, second, paragraph(PROSE, 72, below + 12, 400))) == 2


def test_a_line_that_had_room_for_the_next_word_ended_its_paragraph():
    label = line("Finding 4", 72, 100, bold=True)
    assert cut(label, paragraph(PROSE * 2, 72, 112, 400))[0] == "Finding 4"


def test_bullets_open_items_and_their_lines_hang():
    items = [
        line(
            "• the first thing that was asked for, which takes more than one printed line of",
            72,
            100,
        ),
        line("text to say", 80, 112),
        line("• the second", 72, 124),
    ]
    assert [text[:12] for text in cut(items)] == ["• the first ", "• the second"]


def test_numbered_paragraphs_hang():
    lines = [
        line(
            "4.4.1. Appendix 2 demonstrates the best stopping distance that can be reached in rain",
            72,
            100,
        ),
        line(
            "and on dry rail, as the makers had promised to the operator and the owner before it",
            108,
            112,
        ),
        line("was delivered.", 108, 124),
        line("4.4.2. In the second accident", 72, 136),
    ]
    assert len(cut(lines)) == 2


def test_a_wrapped_number_is_no_item():
    lines = [
        line(
            "The committee then turned to what had been proposed by the minister in section",
            72,
            100,
        ),
        line("(6) of the earlier paper", 72, 112),
    ]
    assert len(cut(lines)) == 1


def test_a_bold_lead_that_ends_inside_a_line_stays_with_its_paragraph():
    first = line(
        "Facilitate open and direct communication between technical contractors and own",
        72,
        100,
        bold=True,
    )
    second = of_runs(
        112, run("staff.", 72, bold=True), run(" The team sat in one room from then on.", 102)
    )
    assert len(cut(first, second)) == 1


@pytest.mark.parametrize("mark", ["1", "12", "1,2", "*"])
def test_raised_marks_are_left_out(mark):
    (row,) = rows_of([of_runs(100, run("the incident.", 72), run(mark, 137, 6), run(" Then", 145))])
    assert row.text == "the incident. Then"


def test_a_code_in_bold_begins_a_paragraph_below_whom_the_last_one_names_in_brackets():
    first = of_runs(
        100, run("A12", 72, bold=True), run(" Sign agreements that set out who pays. (Council)", 90)
    )
    second = of_runs(
        112, run("A13", 72, bold=True), run(" Recruit interpreters from the orchards. (Port)", 90)
    )
    assert len(cut(first, second)) == 2


def test_lines_amid_sentences_tell_how_far_lines_are_apart():
    """Where most paragraphs have one line, most steps are those between paragraphs."""
    tops = [100 + 21 * n for n in range(20)]
    ones = [line("Nobody asked him to move.", 72, top) for top in tops]
    twos = [
        line(text, 72, 600 + 21 * n + 15 * below)
        for n in range(0, 14, 2)
        for below, text in enumerate(
            ("The first line goes on to fill its measure and", "ends here.")
        )
    ]
    assert usual_leading([rows_of([*ones, *twos])]) == {10.0: 15.0}


def test_first_lines_set_in_part_paragraphs_of_one_line():
    """Lines are full, so that nothing but where they begin tells."""
    lines, top = [], 100.0
    for _ in range(3):
        lines.append(line("First words of a paragraph go to the very end of it", 86, top))
        lines.append(line("and there a sentence ends that fills its whole line up.", 72, top + 12))
        top += 24
    one = "One line is a whole paragraph that fills its line."
    lines += [line(one, 86, top), line(one, 86, top + 12), line("So it ends.", 86, top + 24)]
    assert cut(*lines)[3:5] == [one, one]


def test_a_numbered_label_alone_begins_a_paragraph_below_a_full_line():
    full = "The duty manager rang round from memory and nobody answered him that night at all."
    assert cut(line(full, 72, 100), line("Recommendation 1", 72, 112))[1:] == ["Recommendation 1"]


FULL = PROSE.strip() + " that they had on the night before."


@pytest.mark.parametrize(
    "label", ["Recommendation 6", "Recommendation 6 Sound", "Charge 6", "FINDINGS", "Findings"]
)
def test_a_label_below_a_full_line_that_ends_a_sentence_stands_alone(label):
    width = line(FULL, 72, 100).box.x1 - 72
    lines = [line(FULL, 72, 100), line(label, 72, 112), *paragraph(PROSE * 2, 72, 124, width)]
    assert label in cut(lines)


def test_the_end_of_a_sentence_is_no_label():
    first = PROSE.strip() + " that they had on the way out of Harrow by"
    width = line(first, 72, 100).box.x1 - 72
    lines = [line(first, 72, 100), line("Gate 6", 72, 112), *paragraph(PROSE * 2, 72, 124, width)]
    assert "Gate 6" not in cut(lines)


def test_first_lines_set_in_throughout_a_document_tell_paragraphs_where_few_stand():
    told = []
    for y in range(100, 400, 60):
        told += [line(FULL, 72, y), line(PROSE, 86, y + 12), line("of those there.", 72, y + 24)]
    depth = usual_depth([told])
    assert depth == 14
    last = rows_of([line(FULL, 72, 100), line("F9. One line.", 86, 112),
                    line("F10. Another line.", 86, 124)])  # fmt: skip
    column = column_of(last, usual_leading([last]), depth)
    assert len(paragraphs(last, column)) == 3
