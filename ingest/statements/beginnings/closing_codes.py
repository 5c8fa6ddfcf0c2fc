"""Recommendations that a code in brackets closes: "... at those stations. (019/14)"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ingest.labels import Form, read_number
from ingest.layout.blocks import Role
from ingest.statements.beginnings.heads import Head
from ingest.statements.candidate import Candidate, Source
from ingest.statements.flow import Flow, is_heading

# "... at those stations. (019/14)" closes a recommendation by its number in brackets.
_CLOSING = re.compile(r"[(\[](?P<num>\d{1,4}/\d{2,4}|[A-Z]{1,3}-?\d{2}-\d{1,3})[)\]]\s*\.?$")


def closing_codes(flow: Flow, head: Head, inside: list[int]) -> Iterator[Candidate]:
    """Give what each code under a heading closes."""
    for index in inside:
        found = _CLOSING.search(flow.blocks[index].text)
        if found:
            first = _first_of(flow, index, inside[0])
            number = read_number(flow.blocks[first].text)
            yield Candidate(
                first, first, number.end if number else 0, head.kind, Source.CLOSING, "",
                found["num"], head.word, Form.NUMBER, head=head.index, until=found.start(),
                closes=index,
            )  # fmt: skip


def _first_of(flow: Flow, index: int, least: int) -> int:
    """Go back from the block that a code closes to the one that begins its recommendation.

    "3.4. ... alert all surveyors:", two bullets, "... of the fuel system. (022/23)"; or the first
    half on the page before.
    """
    places = {flow.blocks[i].order: i for i in range(max(least, index - LONGEST_LIST), index)}
    while index > least:
        block = flow.blocks[index]
        before = places.get(block.continues, index - 1)
        goes_on = block.continues in places or block.bullet or block.role is Role.ITEM
        if (
            not goes_on
            or is_heading(flow.blocks[before])
            or _CLOSING.search(flow.blocks[before].text)
        ):
            return index
        index = before
    return index


# Blocks of one recommendation before its code.
LONGEST_LIST = 20
