"""A line over two cells is cut at the blank between them."""

from __future__ import annotations

from ingest.layout.line_parts import cut_at
from tests.support.pages import of_runs, run


def test_wide_letters_before_a_rule_are_counted_as_wide() -> None:
    # Helvetica at 10 points: "Medium" ends at 36, "The" begins behind the rule at 41
    whole = run("Medium The port authority should write", 0, 10)
    printed = of_runs(100, whole)
    assert [part.text for part in cut_at(printed, 41)] == [
        "Medium",
        "The port authority should write",
    ]
