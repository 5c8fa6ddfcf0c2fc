"""Large numerals open the paragraphs that they count; other large figures stay where they are."""

from __future__ import annotations

import pytest

from ingest.layout.large_numerals import with_large_numerals
from ingest.pages.lines import RawPage
from tests.support.pages import line, page

TEXTS = ("Every steward should hold a key.", "Test the sirens each month.", "Print one map of it.")


def read(*numerals: str, size: float = 26.0, x: float = 72.0) -> list[str]:
    """Set numerals at the left of lines of text, and give the page's lines as they are read."""
    parts = []
    for place, (numeral, text) in enumerate(zip(numerals, TEXTS, strict=False)):
        y = 100 + 60 * place
        parts += [line(numeral, x, y + 10, size, bold=True), line(text, 126, y)]
        parts.append(line("and it should be done by May.", 126, y + 13))
    made: RawPage = page(1, *parts)
    return [n.text for n in with_large_numerals((made,))[0].lines]


def test_numerals_that_count_up_open_their_paragraphs() -> None:
    lines = read("1", "2", "3")
    assert [n for n in lines if n[0].isdigit()] == [
        f"{count}. {text}" for count, text in enumerate(TEXTS, 1)
    ]


@pytest.mark.parametrize("figures", [("42", "7", "310"), ("1", "2"), ("2", "3", "4")])
def test_figures_that_do_not_count_from_one_are_left(figures: tuple[str, ...]) -> None:
    assert [n for n in read(*figures) if n.isdigit()] == list(figures)


def test_numbers_of_the_texts_own_size_are_left() -> None:
    assert "1" in read("1", "2", "3", size=10.0)
