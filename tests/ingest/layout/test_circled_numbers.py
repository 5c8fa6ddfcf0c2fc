"""Numbers in circles count items, wherever they open a line or stand alone before it."""

from __future__ import annotations

import pytest

from ingest.layout.circled_numbers import with_circled_numbers
from tests.support.pages import line


@pytest.mark.parametrize(
    ("printed", "read"),
    [
        ("\N{DINGBAT NEGATIVE CIRCLED DIGIT THREE}", "3."),
        ("\N{CIRCLED NUMBER TWELVE} Test the sirens.", "12. Test the sirens."),
        ("\N{DINGBAT CIRCLED SANS-SERIF DIGIT ONE} Test", "1. Test"),
        ("\N{NEGATIVE CIRCLED NUMBER ELEVEN} Test", "11. Test"),
        ("Gate \N{CIRCLED DIGIT TWO} on the map", "Gate \N{CIRCLED DIGIT TWO} on the map"),
    ],
)
def test_circled_numbers(printed: str, read: str) -> None:
    (found,) = with_circled_numbers([line(printed, 72, 100)])
    assert found.text == read == "".join(run.text for run in found.runs)
