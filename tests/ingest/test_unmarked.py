from __future__ import annotations

from dataclasses import replace

from ingest.records import find_records
from tests.support.blocks import PROSE, block, heading, in_order

OXYGEN = "The air in the hold held too little oxygen to stay awake for more than ten seconds."
DRILL = "No drill in leaving closed spaces had been held aboard in the three months before."
RADIO = "Nobody on deck could say by radio where the master and the others were."
LATE = "The rescue came too late because both sets of masks were kept at the bow."
NOTICE = {"page": 1, "boxed": 0, "fill": 0xDDDDDD}


def test_paragraphs_of_boxes_in_the_analysis_stand_for_the_closing_list() -> None:
    boxes = [
        [heading("Findings", 4, **NOTICE), block(OXYGEN, **NOTICE), block(DRILL, **NOTICE)],
        [heading("Findings", 4, **NOTICE), block(RADIO, **NOTICE), block(LATE, **NOTICE)],
    ]
    boxes[1] = [replace(one, page=2, boxed=1) for one in boxes[1]]
    listed = [
        block(f"5.{n}. {text}", page=3) for n, text in enumerate((OXYGEN, DRILL, RADIO, LATE), 1)
    ]
    records = find_records(
        in_order(
            [
                heading("4. Analysis", 2),
                block(PROSE),
                *boxes[0],
                heading("4.2. Rescue", 3, page=2),
                block(PROSE, page=2),
                *boxes[1],
                heading("5. Findings", 2, page=3),
                *listed,
            ]
        )
    ).records
    assert [(r.number, r.page, r.also_on) for r in records] == [
        ("5.1", 1, (3,)), ("5.2", 1, (3,)), ("5.3", 2, (3,)), ("5.4", 2, (3,)),
    ]  # fmt: skip


def test_one_box_of_paragraphs_is_a_sidebar() -> None:
    records = find_records(
        in_order(
            [
                heading("4. Analysis", 2),
                block(PROSE),
                heading("Findings", 4, **NOTICE),
                block(OXYGEN, **NOTICE),
                block(DRILL, **NOTICE),
                heading("5. Sources", 2),
                block(PROSE),
            ]
        )
    ).records
    assert records == ()
