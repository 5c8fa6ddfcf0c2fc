from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.domain.packet import (
    MOST_ITEMS,
    Packet,
    added,
    heading_moved,
    moved,
    removed,
    written,
)
from kb.errors import BadRequest


def order(packet: Packet) -> str:
    return "".join(item.record for item in packet.items)


def typed(packet: Packet, **headings: str) -> Packet:
    return written(
        packet, title=" A  title ", introduction="", questions="", headings=headings, notes={}
    )


THREE = added(Packet(), "abc")


def test_a_statement_is_gathered_once():
    assert order(added(THREE, "cad")) == "abcd"


def test_a_statement_moves_among_those_of_its_heading():
    assert order(moved(THREE, "c", -1)) == "acb"
    assert order(moved(THREE, "a", -1)) == "abc"
    headed = typed(THREE, c="Radio")
    assert order(moved(headed, "c", -1)) == "abc"
    assert moved(THREE, "z", 1) is THREE


def test_statements_of_one_heading_stand_together_and_move_together():
    headed = typed(THREE, a="Radio", c=" Radio ")
    assert order(headed) == "acb"
    assert headed.title == "A title"
    assert order(heading_moved(headed, "Radio", 1)) == "bac"
    assert order(heading_moved(headed, "Radio", -1)) == "acb"
    assert heading_moved(headed, "none", 1) is headed


def test_what_was_not_typed_stays():
    first = written(
        THREE, title="T", introduction="I", questions="Why?\n\n How? ",
        headings={"a": "Radio"}, notes={"a": " Ask. "},
    )  # fmt: skip
    assert first.asked() == ("Why?", "How?")
    again = typed(first)
    assert again.items[0].note == "Ask."
    assert again.items[0].heading == "Radio"


def test_too_many_are_refused_and_none_is_put_in():
    full = added(Packet(), (str(n) for n in range(MOST_ITEMS)))
    assert added(full, ["1"]) == full
    with pytest.raises(BadRequest, match="500"):
        added(full, ["one more"])


@given(st.lists(st.tuples(st.sampled_from("abcdef"), st.sampled_from(["", "X", "Y"]))))
def test_no_change_of_order_loses_or_doubles_a_statement(steps):
    packet = added(Packet(), "abcdef")
    for record, heading in steps:
        packet = typed(packet, **{record: heading})
        packet = moved(packet, record, -1)
        packet = heading_moved(packet, heading, 1)
    assert sorted(order(packet)) == list("abcdef")
    headings = [item.heading for item in packet.items]
    assert len({*headings}) == sum(a != b for a, b in pairwise(headings)) + 1
    assert order(removed(packet, "a")) == order(packet).replace("a", "")
