"""Numbered headings that ask are statements; titles of sections are none."""

from __future__ import annotations

from ingest.statements.records import find_records
from tests.support.blocks import PROSE, block, heading, in_order

ASKED = (
    "Every steward who is posted at a gate should hold its key.",
    "Teach constables in their first year that anyone may call for help.",
    "The council should keep one number for families.",
    "Publish what was learned on the notice board.",
)


def read(title, texts):
    blocks = [heading("1. The night"), block(PROSE), heading(f"6. {title}")]
    for count, text in enumerate(texts, 1):
        blocks += [heading(f"6.{count} {text}", 2), block(PROSE)]
    return [(r.kind.value, r.number, r.text) for r in find_records(in_order(blocks)).records]


def wanted(texts):
    return [("recommendation", f"6.{count}", text) for count, text in enumerate(texts, 1)]


def test_under_a_heading_that_recommends() -> None:
    assert read("Recommendations", ASKED) == wanted(ASKED)


def test_under_any_heading_where_the_report_states_nothing_else() -> None:
    assert read("The way ahead", ASKED) == wanted(ASKED)


def test_titles_of_sections_ask_nothing() -> None:
    assert read("Recommendations", ("Training", "Radio", "Records", "Review")) == []


def test_headings_that_tell_make_no_list() -> None:
    told = ("No steward at the gate held a key to it.", "Nobody told the constables.")
    assert read("The way ahead", (*told, *told)) == []
