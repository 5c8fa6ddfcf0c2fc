"""What a heading in a box rules: its box where it shares one with text, else what follows."""

from __future__ import annotations

from ingest.statements.flow import Zone, flow_of
from ingest.statements.records import find_records
from tests.support.blocks import PROSE, block, heading, in_order

FOUND = "The command post was placed in a lot that the gunman drove past twice."
GUIDE = "Federal planners say that every agency should rehearse linked attacks."
BOX = {"page": 1, "boxed": 0, "fill": 0xEEF2F8}


def test_a_heading_in_a_box_with_its_text_rules_no_further_than_the_box() -> None:
    blocks = [
        heading("Chapter 2. Command", 1),
        block(PROSE),
        heading("Research context", 4, **BOX),
        block(GUIDE, **BOX),
        block(f"Finding 2.1: {FOUND}", bold=f"Finding 2.1: {FOUND}"),
    ]
    flow = flow_of(in_order(blocks))
    assert flow.zones == (Zone.BODY, Zone.BODY, Zone.BODY, Zone.OTHERS, Zone.BODY)
    assert flow.paths[-1] == ("Chapter 2. Command",)
    assert [(r.number, r.text) for r in find_records(in_order(blocks)).records] == [("2.1", FOUND)]


def test_a_box_that_goes_on_overleaf_is_one() -> None:
    blocks = [
        heading("Chapter 2. Command", 1),
        heading("Research context", 4, **BOX),
        block(GUIDE, **BOX),
        block(GUIDE, **{**BOX, "page": 2}),
        block(PROSE, page=2),
    ]
    zones = flow_of(in_order(blocks)).zones
    assert zones == (Zone.BODY, Zone.BODY, Zone.OTHERS, Zone.OTHERS, Zone.BODY)


def test_a_title_alone_in_a_band_rules_what_follows() -> None:
    blocks = [heading("Report", 1), heading("Appendix A", 2, **BOX), block(PROSE)]
    assert flow_of(in_order(blocks)).paths[-1] == ("Report", "Appendix A")


def test_the_title_of_a_chapter_rules_it_also_where_its_band_holds_a_line_of_text() -> None:
    blocks = [heading("Appendix A", 1, **BOX), block(GUIDE, **BOX), block(PROSE)]
    assert flow_of(in_order(blocks)).paths[-1] == ("Appendix A",)
