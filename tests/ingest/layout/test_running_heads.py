from __future__ import annotations

from ingest.layout.page_labels import printed_labels, roman_value
from ingest.layout.running_heads import find_running
from tests.support.pages import line, page, paragraph

BODY = "Words of the report that fill the page from left to right and say nothing much at all " * 6


def running_texts(pages):
    return [
        {p.lines[i].text for i in found}
        for p, found in zip(pages, find_running(pages), strict=True)
    ]


def pages_with(*lines_of):
    return tuple(
        page(n, *(make(n) for make in lines_of), paragraph(BODY, 72, 120, 460)) for n in range(1, 9)
    )


def test_head_and_folio_are_set_aside_and_the_folio_numbers_the_page():
    pages = pages_with(
        lambda _: line("After-Action Review", 72, 40), lambda n: line(f"- {n + 4} -", 300, 760)
    )
    found = running_texts(pages)
    assert all({"After-Action Review", f"- {n + 4} -"} == found[n - 1] for n in range(1, 9))
    assert printed_labels(pages, find_running(pages)) == tuple(str(n + 4) for n in range(1, 9))


def test_left_and_right_pages_have_heads_of_their_own():
    pages = pages_with(lambda n: line("The Report" if n % 2 else "The Agency", 72, 40))
    assert all(running_texts(pages))


def test_a_court_stamp_is_running():
    pages = pages_with(
        lambda n: line(
            f"Case: 1:15-cv-01046 Doc #: 346-1 Filed: 02/16 {n} of 8. PageID #: 70{n}", 72, 20
        )
    )
    assert all(running_texts(pages))


def test_a_label_at_the_head_of_each_page_is_none():
    pages = pages_with(lambda n: line(f"Recommendation #{n * 2}", 72, 60, 16, bold=True))
    assert not any(running_texts(pages))


def test_roman_numerals():
    assert [roman_value(t) for t in ("iv", "XII", "xc", "", "civil")] == [4, 12, 90, 0, 0]


def test_heads_with_no_text_under_them_are_the_text():
    pages = tuple(page(n, line(f"Potato {n}", 72, 40)) for n in range(1, 9))
    assert not any(running_texts(pages))


def test_the_last_line_of_a_tall_head_is_running_too():
    pages = tuple(
        page(
            n,
            line("The Use of Private Datasets", 72, 56),
            line("January 6, 2023", 72, 97),
            paragraph(BODY, 72, 130, 460),
        )
        for n in range(1, 9)
    )
    assert all("January 6, 2023" in found for found in running_texts(pages))


def test_a_small_line_on_both_pages_after_the_cover_of_a_short_paper_is_running():
    cover = page(1, line("The Night at Harrow", 72, 300, 24))
    rest = tuple(
        page(n, line("Harrow Landing", 72, 40, 8), paragraph(BODY, 72, 120, 460)) for n in (2, 3)
    )
    assert running_texts((cover, *rest)) == [set(), {"Harrow Landing"}, {"Harrow Landing"}]


def test_a_heading_that_goes_on_at_the_head_of_two_pages_is_none():
    pages = tuple(
        page(n, line("Recommendations", 72, 60, bold=True), paragraph(BODY, 72, 120, 460))
        for n in (1, 2)
    )
    assert not any(running_texts(pages))


def test_a_label_that_comes_to_the_head_of_pages_stands_amid_them_too():
    def on(n):
        amid = line("Area for improvement", 72, 300, 12, bold=True)
        head = line("Area for improvement", 72, 60, 12, bold=True)
        return page(n, head, paragraph(BODY, 72, 90, 460), amid, paragraph(BODY, 72, 330, 460))

    found = running_texts(tuple(map(on, range(1, 6))))
    assert not any("Area for improvement" in texts for texts in found)


def test_a_word_of_kind_close_above_its_bullets_is_none():
    pages = tuple(
        page(n, line("Findings", 72, 70, bold=True), paragraph(BODY, 72, 84, 460))
        for n in range(1, 6)
    )
    assert not any("Findings" in texts for texts in running_texts(pages))


def test_a_chapters_name_far_above_the_text_is_running():
    pages = tuple(
        page(n, line("Findings", 72, 40), paragraph(BODY, 72, 84, 460)) for n in range(1, 6)
    )
    assert all("Findings" in texts for texts in running_texts(pages))
