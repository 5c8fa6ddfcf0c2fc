"""Words of justified lines torn wide apart are one line again; cells of tables stay apart."""

from __future__ import annotations

from dataclasses import replace

from ingest.layout.torn_lines import join_torn
from ingest.pages.lines import Line
from kb.domain.passage import Box
from tests.support.pages import line


def placed(text: str, x0: float, x1: float, row: int) -> Line:
    """Make a line from `x0` to `x1` points in the given row."""
    made = line(text, x0, 100 + 12 * row)
    return replace(made, box=Box(x0, 100 + 12 * row, x1, 110 + 12 * row))


COLUMN = [placed("policy, written with students", 242, 383, n) for n in (0, 1)]


def texts(*lines: Line) -> list[str]:
    return [one.text for one in join_torn([*COLUMN, *lines])[len(COLUMN) :]]


def test_words_with_the_same_white_between_them_are_one_line() -> None:
    torn = [("Public", 242, 268), ("universities", 282.3, 335), ("should", 349.2, 383)]
    assert texts(*(placed(*word, 2) for word in torn)) == ["Public universities should"]


def test_cells_stand_where_columns_begin_and_not_equally_far_apart() -> None:
    cells = [("Police", 242, 268), ("deputy", 300, 330), ("open", 360, 383)]
    assert len(texts(*(placed(*cell, 2) for cell in cells))) == len(cells)


def test_heads_of_columns_stay_apart_however_they_stand() -> None:
    heads = [("Low", 242, 262), ("Medium", 297.5, 332.5), ("High", 368, 383)]
    assert texts(*(placed(*head, 2) for head in heads)) == ["Low", "Medium", "High"]


def test_words_that_do_not_fill_their_column_stay_apart() -> None:
    words = [("seen", 242, 262), ("partly", 280, 300), ("unseen", 318, 345)]
    assert texts(*(placed(*word, 2) for word in words)) == ["seen", "partly", "unseen"]
