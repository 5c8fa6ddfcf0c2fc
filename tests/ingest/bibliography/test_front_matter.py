from __future__ import annotations

import pytest

from ingest.bibliography.front_matter import likeness, printed_as, read_front_matter, squeeze
from ingest.layout.blocks import LaidOut, Role
from ingest.pages.lines import Line, RawDocument
from kb.domain.passage import Box
from tests.support.blocks import block, in_order


def line(text: str, top: float, size: float = 12.0, page: int = 1, role: Role = Role.BODY):
    box = Box(72.0, top, 400.0, top + size)
    return block(text, role, box=box, size=size, page=page)


def front(*blocks, info: tuple[tuple[str, str], ...] = ()):
    return read_front_matter(RawDocument((), info=info), LaidOut((), in_order(blocks), 11.0))


def test_lines_of_one_type_close_together_are_one_group():
    made = front(line("Nights on", 100, 28), line("Mill Street", 130, 28), line("Elm", 170, 12))
    assert [g.text for g in made.cover] == ["Nights on Mill Street", "Elm"]


def test_a_date_stands_apart_from_the_line_above():
    made = front(line("Delta Institute", 100), line("3 May 2017", 114))
    assert [g.text for g in made.cover] == ["Delta Institute", "3 May 2017"]


def test_white_between_lines_parts_them():
    made = front(line("Nights on", 100, 28), line("Mill Street", 330, 28))
    assert len(made.cover) == 2


def test_counting_starts_at_the_first_page_with_text():
    made = front(line("Title", 100, page=3), line("Late", 100, page=9))
    assert (made.first, [p for p, _ in made.texts]) == (3, [3])


def test_running_heads_are_told_apart():
    head = [line("Report on Stops", 20, page=n, role=Role.RUNNING) for n in (1, 2, 3)]
    made = front(line("Title", 100), *head)
    assert made.running == (("Report on Stops", 3),)
    assert [g.text for g in made.groups] == ["Title"]


def test_the_citation_may_stand_in_the_next_block():
    made = front(line("Suggested citation:", 100), line("Straker, Ann. Storm. 2017.", 130))
    assert (made.citation, made.citation_page) == ("Straker, Ann. Storm. 2017.", 1)


@pytest.mark.parametrize(
    "title",
    [
        "Microsoft Word - draft3.docx",
        "untitled",
        "report_final",
        "DRAFT: guidelines",
        "about:blank",
        "storm review.html",
        "COR 2019 002417",
    ],
)
def test_titles_that_programs_write_are_left_out(title):
    made = front(line("Storm", 100), info=(("Title", title), ("Author", "Ann  Straker")))
    assert made.info == {"Author": "Ann Straker"}


def test_short_forms_are_counted_over_the_whole_report():
    made = front(line("The SDS was set up.", 100), line("SDS and BBC", 100, page=40))
    assert (made.uses("SDS"), made.uses("BBC"), made.uses("NHS")) == (2, 1, 0)


def test_letter_spaced_words_are_found_as_printed():
    assert squeeze("N I N E  Nights") == "ninenights"
    assert printed_as("ninenights", "See Nine Nights? (2020)") == "Nine Nights?"
    assert printed_as("tennights", "See Nine Nights") == ""


def test_likeness_is_one_for_the_same_words():
    assert likeness("Delta Institute", "delta institutes") == 1.0
    assert likeness("Delta Institute", "Gamma Bureau") == 0.0


def test_display_type_is_read_row_by_row_over_a_cover():
    def word(text: str, left: float, right: float, *tops: float):
        words = text.split("|")
        lines = tuple(
            Line(w, Box(left, top, right, top + 27.0), ())
            for w, top in zip(words, tops, strict=True)
        )
        box = Box(left, tops[0], right, tops[-1] + 27.0)
        return block(" ".join(words), box=box, size=27.0, lines=lines)

    made = front(
        word("Police|2024", 239, 330, 272, 305),
        word("summer disorder", 316, 491, 305),
        word("response to the", 338, 486, 272),
    )
    assert [g.text for g in made.cover] == ["Police response to the 2024 summer disorder"]
