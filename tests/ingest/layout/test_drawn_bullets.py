"""Painted dots before lines are bullets; other small shapes are none."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from reportlab.pdfgen.canvas import Canvas

from ingest.reading import read
from kb.domain.record import Kind
from kb.reference import load_vocabulary
from tests.support.printed_pages import STATEMENTS, by_hand, lines_at

TOP, STEP, LEFT = 660, 15, 90


def _page(mark: Callable[[Canvas, float], None]) -> bytes:
    """Set two half lists below their headings, with a mark left of each item."""

    def draw(canvas: Canvas) -> None:
        lines_at(canvas, 740, "The night was long, and much of it was spent at the north gate.")
        lines_at(canvas, 715, "Improve", font="Helvetica-Bold", x=72)
        canvas.setFillColorRGB(0, 0, 0)
        for index, text in enumerate(STATEMENTS[:4]):
            y = TOP - STEP * index
            lines_at(canvas, y, text, x=LEFT)
            mark(canvas, y)

    return by_hand(draw)


def _dot(canvas: Canvas, y: float) -> None:
    canvas.circle(LEFT - 8, y + 3.5, 1.8, stroke=0, fill=1)


def _ring(canvas: Canvas, y: float) -> None:
    canvas.circle(LEFT - 8, y + 3.5, 1.8, stroke=1, fill=0)


def _far(canvas: Canvas, y: float) -> None:
    canvas.circle(LEFT - 50, y + 3.5, 1.8, stroke=0, fill=1)


def _dash(canvas: Canvas, y: float) -> None:
    canvas.rect(LEFT - 12, y + 3, 8, 1, stroke=0, fill=1)


@pytest.mark.parametrize("mark", [_dot, _ring])
def test_a_painted_dot_or_ring_opens_an_item(mark: Callable[[Canvas, float], None]) -> None:
    records = read(_page(mark), "list.pdf", load_vocabulary()).records
    assert [r.text for r in records] == list(STATEMENTS[:4])
    assert {r.kind for r in records} == {Kind.IMPROVEMENT}


@pytest.mark.parametrize("mark", [_far, _dash])
def test_a_mark_far_off_or_flat_opens_none(mark: Callable[[Canvas, float], None]) -> None:
    assert not read(_page(mark), "list.pdf", load_vocabulary()).records
