from __future__ import annotations

from dataclasses import replace

import pytest

from ingest.layout.blocks import Role
from ingest.layout.outline import find_sections, section_number, section_paths
from ingest.layout.stages import lay_out
from ingest.narrative import narrative
from ingest.pages.lines import Line, Run, Shape
from ingest.pages.pdf import read_document
from kb.domain.passage import Box
from tests.support.pages import document, line, page, paragraph
from tests.support.shared import CORPUS

PROSE = "Members of the team compared the radio log with the dispatch record for the same hours "
REPORTS = sorted((CORPUS / "reports").glob("*.pdf"))


def by_role(laid_out, role):
    return [b for b in laid_out.blocks if b.role is role]


@pytest.mark.parametrize("path", REPORTS, ids=lambda p: p.stem)
def test_blocks_stand_where_they_say_in_their_pages(path):
    laid_out = lay_out(read_document(path.read_bytes()))
    assert [b.order for b in laid_out.blocks] == list(range(len(laid_out.blocks)))
    for block in laid_out.blocks:
        text = laid_out.pages[block.page - 1].text
        if block.role is Role.RUNNING:
            assert block.start == -1
        else:
            assert text[block.start : block.start + len(block.text)] == block.text
        assert block.continues < block.order
    assert laid_out.contents
    assert by_role(laid_out, Role.RUNNING)


def test_sections_and_passages_cover_the_report():
    raw = read_document((CORPUS / "reports" / "kestrel-county-inquiry-2023.pdf").read_bytes())
    laid_out = lay_out(raw)
    sections = find_sections(laid_out, raw)
    assert "Command of the Search" in [s.title for s in sections]
    assert len({s.key for s in sections}) == len(sections)
    assert all(1 <= s.page <= s.page_end <= len(raw.pages) for s in sections)
    passages = narrative(laid_out)
    for passage in passages:
        span = passage.passage.spans[0]
        assert laid_out.pages[span.page - 1].text[span.start :].startswith(passage.text[:20])


def test_a_paragraph_goes_on_over_the_page_and_its_hyphen():
    first = page(1, paragraph(PROSE * 20 + "and so it was recom-", 72, 100, 460))
    second = page(2, line("mended to the council.", 72, 100), paragraph(PROSE * 4, 72, 140, 460))
    laid_out = lay_out(document(first, second))
    before, after = laid_out.blocks[0], laid_out.blocks[1]
    assert after.continues == before.order
    (*_, passage) = [p for p in narrative(laid_out) if "council" in p.text]
    assert "recommended to the council" in passage.text


def test_a_ruled_table_gives_cells_and_its_repeated_head_is_row_0_again():
    def table(number, cells):
        rules = [Shape(Box(72, y, 540, y + 0.5), 0, None) for y in (90, 120, 150)] + [
            Shape(Box(x, 90, x + 0.5, 150), 0, None) for x in (72, 250, 540)
        ]
        lines = [line("Issue", 76, 108), line("Action", 254, 108)]
        lines += [line(cells[0], 76, 138), line(cells[1], 254, 138)]
        return page(number, lines, paragraph(PROSE * 6, 72, 200, 460), shapes=tuple(rules))

    laid_out = lay_out(document(table(1, ("Radios", "Buy them")), table(2, ("Maps", "Print them"))))
    cells = [(b.table, b.row, b.column, b.text) for b in by_role(laid_out, Role.CELL)]
    assert cells == [
        (0, 0, 0, "Issue"),
        (0, 0, 1, "Action"),
        (0, 1, 0, "Radios"),
        (0, 1, 1, "Buy them"),
        (0, 0, 0, "Issue"),
        (0, 0, 1, "Action"),
        (0, 2, 0, "Maps"),
        (0, 2, 1, "Print them"),
    ]


def test_a_shaded_box_is_read_on_its_own_with_its_fill():
    shade = Shape(Box(72, 300, 540, 340), 0xEEF2F5, None)
    laid_out = lay_out(
        document(
            page(
                1,
                paragraph(PROSE * 8, 72, 100, 460),
                line("Finding 1: In the box.", 80, 320),
                paragraph(PROSE * 8, 72, 380, 460),
                shapes=(shade,),
            )
        )
    )
    (boxed,) = [b for b in laid_out.blocks if b.boxed >= 0]
    assert boxed.text == "Finding 1: In the box."
    assert boxed.fill == 0xEEF2F5


def test_contents_pages_are_harvested_and_no_text():
    entries = [("Executive Summary", "1"), ("Finding 1: Command", "2"), ("Appendix A", "3")]
    lines = [line("Contents", 72, 80, 18, bold=True)]
    for index, (title, label) in enumerate(entries):
        lines += [
            line(f"{title} {'.' * 30}", 72, 120 + 20 * index),
            line(label, 530, 120 + 20 * index),
        ]
    pages = [page(1, lines)] + [
        page(n + 1, line(str(n), 300, 770), paragraph(PROSE * 9, 72, 100, 460)) for n in range(1, 5)
    ]
    laid_out = lay_out(document(*pages))
    assert [(e.title, e.label, e.page) for e in laid_out.contents] == [
        ("Executive Summary", "1", 2),
        ("Finding 1: Command", "2", 3),
        ("Appendix A", "3", 4),
    ]
    assert len(by_role(laid_out, Role.CONTENTS)) == 3


def test_footnotes_are_set_apart_each_by_its_mark():
    notes = [line("1 See the log.", 72, 720, 7), line("2 Interview.", 72, 730, 7)]
    rule = Shape(Box(72, 710, 200, 710.5), 0, None)
    laid_out = lay_out(document(page(1, paragraph(PROSE * 8, 72, 100, 460), notes, shapes=(rule,))))
    assert [b.text for b in by_role(laid_out, Role.FOOTNOTE)] == ["1 See the log.", "2 Interview."]


def test_a_small_head_in_the_margin_beside_the_last_lines_of_a_page_is_no_footnote():
    rule = Shape(Box(72, 690, 540, 690.5), 0, None)
    text = [line(PROSE[:60], 180, 700, 11), line("compared the log.", 180, 714, 11)]
    head = line("Observation 3", 72, 700, 8)
    pages = page(1, paragraph(PROSE * 8, 72, 100, 460), head, text, shapes=(rule,))
    laid_out = lay_out(document(pages))
    assert not by_role(laid_out, Role.FOOTNOTE)
    assert "Observation 3" in {b.text for b in laid_out.blocks}


def test_headings_nest_by_size_and_hold_what_stands_under_them():
    laid_out = lay_out(
        document(
            page(
                1,
                line("2 Command", 72, 80, 16, bold=True),
                paragraph(PROSE * 6, 72, 110, 460),
                line("Training", 72, 200, 12, bold=True),
                paragraph(PROSE * 6, 72, 225, 460),
            )
        )
    )
    assert [(b.text, b.level) for b in by_role(laid_out, Role.HEADING)] == [
        ("2 Command", 1),
        ("Training", 2),
    ]
    assert section_paths(laid_out)[-1] == ("2 Command", "Training")


@pytest.mark.parametrize(
    ("title", "number"),
    [
        ("4.2 Training", "4.2"),
        ("Chapter 3: Command", "3"),
        ("Appendix B. Acronyms", "B"),
        ("IV. Findings", "IV"),
        ("A lack of planning", ""),
        ("Introduction", ""),
    ],
)
def test_section_numbers(title, number):
    assert section_number(title) == number


def test_a_bullet_printed_apart_opens_its_line():
    laid_out = lay_out(
        document(
            page(
                1,
                paragraph(PROSE * 6, 72, 100, 460),
                line("•", 80, 200),
                line("Train every officer.", 100, 200),
            )
        )
    )
    (item,) = by_role(laid_out, Role.ITEM)
    assert (item.bullet, item.text) == ("•", "Train every officer.")


def test_a_line_read_across_a_cell_border_is_cut():
    shapes = tuple(
        [Shape(Box(72, y, 540, y + 0.5), 0, None) for y in (90, 120, 150)]
        + [Shape(Box(x, 90, x + 0.5, 150), 0, None) for x in (72, 160, 540)]
    )
    long = Line(
        "Organization Emergency",
        Box(80, 100, 250, 110),
        (Run("Organization Emergency", "S", 10, False, False, 0, 80, 250),),
    )
    laid_out = lay_out(
        document(
            page(
                1,
                long,
                line("Planning", 80, 138),
                line("Sheriff", 170, 138),
                paragraph(PROSE * 6, 72, 200, 460),
                shapes=shapes,
            )
        )
    )
    assert [b.text for b in by_role(laid_out, Role.CELL)] == [
        "Organization",
        "Emergency",
        "Planning",
        "Sheriff",
    ]


def test_an_empty_document_is_laid_out():
    laid_out = lay_out(document(page(1)))
    assert laid_out.pages[0].text == ""
    assert laid_out.blocks == ()


def test_a_line_in_italics_that_the_next_column_goes_on_with_is_no_heading():
    slanted = [
        Line(n.text, n.box, tuple(replace(r, italic=True) for r in n.runs))
        for n in paragraph("Ambulance crews waited at the", 72, 700, 220)
        + paragraph("outer cordon for twenty minutes. " * 3, 320, 100, 220)
    ]
    left, right = paragraph(PROSE * 12, 72, 100, 220), paragraph(PROSE * 12, 320, 160, 220)
    laid_out = lay_out(document(page(1, left, right, slanted)))
    assert not by_role(laid_out, Role.HEADING)


def test_a_table_s_row_that_begins_with_a_figure_is_no_footnote():
    """Small rows at a page's foot: "2.2 ... callers for" / "31 hours, and in four cases ..."."""
    text = paragraph(PROSE * 10, 72, 100, 460, size=11)
    rows = [
        line("2.1", 72, 600, 9), line("Calls to the desk were answered on paper", 110, 600, 9),
        line("2.2", 72, 620, 9), line("Nobody could see where callers stood for", 110, 620, 9),
        line("31 hours, and in four cases help went astray.", 110, 631, 9),
    ]  # fmt: skip
    laid = lay_out(document(page(1, text, *rows)))
    assert not [b.text for b in laid.blocks if b.role is Role.FOOTNOTE]


def test_rows_of_a_table_without_rules_end_where_a_head_stands():
    parts = []
    for top, topic in ((100, "Topic 1. First decisions"), (240, "Topic 2. Taking calls")):
        parts.append(line(topic, 60, top, 12, bold=True))
        for index in (1, 2, 3):
            y = top + 36 * index
            parts += [line(f"{topic[6]}.{index} Malware ran for eleven days on a", 60, y)]
            parts += [line("workstation for scheduling.", 84, y + 12)]
            parts += [line(f"CA-{index}", 300, y), line("Install a monitor on every", 350, y)]
            parts += [line("machine and watch it.", 350, y + 12), line("Dec 2023", 500, y)]
    laid = lay_out(document(page(1, *parts)))
    assert [b.text for b in laid.blocks if b.bold] == [
        "Topic 1. First decisions", "Topic 2. Taking calls"
    ]  # fmt: skip
    cells = [b.text for b in laid.blocks if b.role is Role.CELL and b.column == 0]
    assert len(cells) == 6
    assert all(text.endswith("scheduling.") for text in cells)
