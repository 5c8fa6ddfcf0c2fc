from __future__ import annotations

from ingest.statements.records import find_records
from tests.support.blocks import PROSE, block, heading, in_order, item


def test_a_coded_recommendation_stands_where_it_is_argued_not_where_others_are_told_of_it() -> None:
    asked = "On 2 August the Commission recommended that the council review its plan. (016/16)"
    told = "The Commission has recommended that the council review its plan. (016/16)"
    other = "On 2 August the Commission recommended that the port test its pilots. (017/16)"
    blocks = [
        heading("2. Recommendations", 2),
        heading("2.2. The plan", 3),
        block(f"2.2.1. {PROSE}"),
        block(f"2.2.2. {asked}"),
        heading("2.3. Notice given to the director", 3, page=2),
        block(told, page=2),
        heading("2.4. The pilots", 3, page=2),
        block(f"2.4.1. {PROSE} {PROSE}", page=2),
        block(f"2.4.2. {other}", page=2),
    ]
    records = find_records(in_order(blocks)).records
    assert [(r.number, r.page, r.also_on) for r in records] == [
        ("016/16", 1, (2,)),
        ("017/16", 2, ()),
    ]


LEAD = "Policy should part the setting of aims, which belongs to elected officials, from tactics."
WRITTEN = "Commanders should put rules of engagement in writing and read them aloud."
RADIO = "The shared channel should be tested monthly with every neighbor that uses it."
MASKS = "Protective equipment should be issued to each officer and inspected every spring."


def test_priorities_in_front_choose_from_the_lists_by_theme_and_are_no_records() -> None:
    blocks = [
        heading("Priority Recommendations", 1),
        block(PROSE),
        item(LEAD),
        item(RADIO),
        heading("Key Recommendations", 1, page=2),
        heading("Leadership", 2, page=2),
        item(LEAD, page=2),
        item(WRITTEN, page=2),
        heading("Equipment", 2, page=2),
        item(MASKS, page=2),
        item(RADIO, page=2),
    ]
    records = find_records(in_order(blocks)).records
    assert [(r.text, r.page, r.also_on) for r in records] == [
        (LEAD, 2, (1,)), (WRITTEN, 2, ()), (MASKS, 2, ()), (RADIO, 2, (1,)),
    ]  # fmt: skip


def test_a_short_form_under_the_same_code_is_printed_again_with_the_whole() -> None:
    asked = (WRITTEN, RADIO, MASKS)
    blocks = [heading("In short")]
    blocks += [item(" ".join(t.split()[:4]), f"R{n}") for n, t in enumerate(asked, 1)]
    blocks.append(heading("In full", page=2))
    for number, text in enumerate(asked, 1):
        blocks += [block(PROSE, page=2), block(f"R{number} {text}", bold=f"R{number}", page=2)]
    records = find_records(in_order(blocks)).records
    assert [(r.text, r.page) for r in records] == [(t, 2) for t in asked]
