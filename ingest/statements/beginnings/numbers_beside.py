"""Numbers that stand beside a label without one: in the margin, the heading above, the card."""

from __future__ import annotations

import re

from ingest.labels import Label, is_lone_letter, read_number
from ingest.layout.blocks import Block, Role
from ingest.statements.beginnings.cells import number_of_card
from ingest.statements.flow import Flow


def number_beside(flow: Flow, index: int, label: Label) -> str:
    """Find the number beside an unnumbered label.

    Paragraph numbers in the margin ("17." beside the box "CONCLUSION") count for what follows.
    """
    block = flow.blocks[index]
    number = read_number(block.bullet + " ") if block.bullet else None
    if number and not is_lone_letter(number.number):
        return number.number
    if number:
        # "ISSUE 3: Reception of volunteers", below it "a. Observation:" and "c. Recommendation:"
        above = next(iter(flow.paths[index][::-1]), "")
        issue = _ISSUE.match(above)
        return issue["num"] if issue and _is_only_one(flow, index, label) else ""
    before = flow.blocks[index - 1] if index else None
    if before and before.page == block.page and _may_number(before, block):
        number = read_number(before.text)
        if number and number.end >= len(before.text):
            return number.number
    # "Item 1-01" alone above "Observation: ...", "Discussion: ...", "Recommendation: ..."
    item = _ITEM.fullmatch(next(iter(flow.paths[index][::-1]), ""))
    if item and _is_only_one(flow, index, label):
        return item["num"]
    return number_of_card(flow, index)


def _is_only_one(flow: Flow, index: int, label: Label) -> bool:
    """Say whether a heading rules one such label alone, so that its number is the label's."""
    path = flow.paths[index]
    same = (
        flow.paths[i] == path for i, b in enumerate(flow.blocks) if b.text.startswith(label.label)
    )
    return sum(same) == 1


_ISSUE = re.compile(r"(?:[A-Za-z]+ )?(?P<num>\d{1,3}(?:\.\d{1,3})*)[.:)]?(?= |$)")

_ITEM = re.compile(r"(?:Item|Issue|Point|Topic|Matter) (?P<num>\d{1,3}(?:[.-]\d{1,3})*)[.:]?")


def _may_number(before: Block, block: Block) -> bool:
    """Say whether a number alone may be the next block's: in the margin, or the row's first cell.

    "1.2 | Strength | The mesh network carried all traffic ...".
    """
    if block.role is Role.CELL or before.role is Role.CELL:
        place = (block.table, block.row, 0)
        return block.table >= 0 and (before.table, before.row, before.column) == place
    return before.role in (Role.MARGIN, Role.ITEM, Role.BODY)
