from __future__ import annotations

import pytest

from ingest.statements.records import find_records
from tests.support.blocks import PROSE, block, heading, in_order, item

MEMORIAL = "Councils should consider a memorial for those who died in the fire."


@pytest.mark.parametrize(
    ("cover", "title", "made"),
    [
        ("Research Briefing", "2 Recommendations of the inquiry", 0),
        ("Briefing paper", "Recommendations made by the review panel", 0),
        ("Research Briefing", "Recommendations", 2),
        ("Final Report", "Recommendations of the inquiry", 2),
        ("A briefing for all who work on the bridge", "Recommendations of the inquiry", 2),
    ],
)
def test_a_briefing_on_an_inquiry_makes_no_statements(cover: str, title: str, made: int) -> None:
    blocks = [
        block(cover),
        heading(title, page=2),
        block(PROSE, page=2),
        heading("Recognition", 2, page=2),
        item(MEMORIAL, page=2),
        item(MEMORIAL.replace("Councils", "Counties"), page=2),
    ]
    assert len(find_records(in_order(blocks)).records) == made
