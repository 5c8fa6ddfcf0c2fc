"""What print does to statements, one typeset page for each trait, through the whole reading."""

from __future__ import annotations

import pytest
from reportlab.lib.pagesizes import letter
from reportlab.platypus import Flowable

from ingest.pages.pdf import read_document
from ingest.reading import read
from kb.reference import load_vocabulary
from tests.support import printed_pages as printed
from tests.support.printed_pages import NARRATIVE, STATEMENTS


def statements(data: bytes) -> list[tuple[str, str]]:
    found = read(data, "a.pdf", load_vocabulary())
    return [(r.number, r.text) for r in found.records]


def lines(data: bytes) -> list[str]:
    return [line.text for line in read_document(data).pages[0].lines]


def story() -> list[Flowable]:
    parts: list[Flowable] = [printed.heading()]
    for index in range(len(STATEMENTS)):
        parts += [printed.statement(index), printed.narrative()]
    return parts


ALL = [(str(index + 1), text) for index, text in enumerate(STATEMENTS)]


@pytest.mark.parametrize("columns", [2, 3])
def test_columns_are_read_one_after_the_other(columns):
    assert statements(printed.in_columns(columns)) == ALL


@pytest.mark.parametrize("turned", [90, 180, 270])
def test_a_page_shown_turned_is_read_as_shown(turned):
    assert statements(printed.typeset(story(), turned=turned)) == ALL


@pytest.mark.parametrize("size", [letter, letter[::-1]])
def test_a_table_over_several_pages_repeats_its_head(size):
    data = printed.wide_table(30, size=size)
    assert len(read_document(data).pages) > 2
    wanted = [
        (str(row + 1), f"{STATEMENTS[row % len(STATEMENTS)]} {NARRATIVE.strip()}")
        for row in range(30)
    ]
    assert statements(data) == wanted


@pytest.mark.parametrize(
    "paint",
    [
        printed.watermark,
        printed.level_watermark,
        printed.level_watermark_over([605, 460, 300]),
    ],
)
def test_a_watermark_is_no_part_of_what_it_lies_over(paint):
    assert statements(printed.typeset(story(), paint=paint)) == ALL


def test_a_large_pale_title_with_nothing_under_it_stays():
    def cover(canvas):
        canvas.setFillGray(0.8)
        canvas.setFont("Helvetica-Bold", 60)
        canvas.drawString(72, 600, "After Action")
        printed.lines_at(canvas, 500, "Review of the response to the harbor festival")

    assert "After Action" in lines(printed.by_hand(cover))


def test_letter_spaced_titles_are_words():
    assert lines(printed.by_hand(printed.letter_spaced)) == [
        "RECOMMENDATIONS",
        "FINDINGS AND LESSONS",
    ]


@pytest.mark.parametrize(
    ("draw", "text"),
    [
        (
            printed.hyphenated,
            "The department should train every officer in de-escalation and in after-action work.",
        ),
        (printed.doubled_bold, "The department should test its radios."),
        (printed.small_capitals, "The department should test its radios."),
        (printed.ligatures, "The briefing should confirm each flow."),
    ],
)
def test_what_typesetters_do_to_words_is_undone(draw, text):
    assert statements(printed.by_hand(draw)) == [("1", text)]
