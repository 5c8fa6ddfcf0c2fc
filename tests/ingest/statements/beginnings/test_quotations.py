"""What a report quotes from others is none of its own."""

from __future__ import annotations

from ingest.statements.beginnings.quotations import quoted
from ingest.statements.records import find_records
from tests.support.blocks import PROSE, block, heading, in_order, item

OWN = "The department should name one commander for each night and say so by radio."
CHARTER = (
    block("“2. Place the public interest above our own reputations."),
    item("Approach forms of public scrutiny with candour and in an open way.", "3."),
    item("Ensure all members of staff treat members of the public with respect.”", "4."),
)


def test_a_quotation_runs_from_its_opening_mark_to_the_closing_one() -> None:
    blocks = in_order([block(PROSE), *CHARTER, item(OWN)])
    assert quoted(blocks) == {1, 2, 3}


def test_a_quoted_word_at_the_beginning_and_an_open_mark_quote_nothing() -> None:
    blocks = in_order(
        [block(f"“Sacred cows” were many. {PROSE}"), block("“And then"), heading("4.")]
    )
    assert not quoted(blocks)


def test_a_list_quoted_under_a_heading_of_recommendations_makes_no_record() -> None:
    found = find_records(in_order([heading("Recommendations"), block(PROSE), *CHARTER, item(OWN)]))
    assert [r.text for r in found.records] == [OWN]
