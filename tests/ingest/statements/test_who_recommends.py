"""Paragraphs that say who recommends, and labels of kind amid paragraphs of a short report."""

from __future__ import annotations

from dataclasses import replace

from ingest.statements.records import find_records
from tests.support.blocks import PROSE, block, heading, in_order

ASKED = (
    "Corrections give police standing access to alerts.",
    "the first cordon be set by the weapon reported.",
    "a family officer be named within an hour.",
)


def read(blocks):
    """Give kind and text of what blocks hold."""
    return [(r.kind.value, r.text) for r in find_records(in_order(blocks)).records]


def test_three_paragraphs_that_recommend_are_recommendations() -> None:
    parts = [
        [heading(f"{n} A question", 2), block(PROSE), block(f"{n}.3 We recommend that {asked}")]
        for n, asked in enumerate(ASKED, start=2)
    ]
    every = [one for part in parts for one in part]
    assert read(every) == [("recommendation", f"We recommend that {asked}") for asked in ASKED]
    assert read(every[:6]) == []


def test_a_label_before_which_a_page_ends_is_one_of_those_amid_paragraphs() -> None:
    orders = ("Keep a copy of each backup apart.", "Run one shift on paper.", "Name who speaks.")
    amid = [block(f"{PROSE} Recommendation: {order}") for order in orders[:2]]
    last = [block(PROSE), replace(block(f"Recommendation: {orders[2]}"), page=2)]
    assert read([*amid, *last]) == [("recommendation", order) for order in orders]


def test_what_numbers_a_paragraph_numbers_the_sentence_that_opens_it() -> None:
    asked = [f"Every agency should train {n} sergeants to set a perimeter." for n in range(20, 29)]
    blocks = [block(f"2.{n} {text}") for n, text in enumerate(asked, start=1)]
    found = find_records(in_order(blocks)).records
    assert [(r.number, r.text) for r in found] == [
        (f"2.{n}", text) for n, text in enumerate(asked, start=1)
    ]
