"""Lists under a heading of two kinds, whose items tell what was found and what is asked inside.

"Findings and recommendations" above "1. No steward held a key." and, set deeper, "a. Every steward
should hold one."
"""

from __future__ import annotations

from collections.abc import Iterator

from ingest.headings_of_kind import kinds_of_heading
from ingest.labels import Form, read_number
from ingest.layout.blocks import Role
from ingest.statements.asking import ASKED, asks
from ingest.statements.beginnings.list_items import DEEPER
from ingest.statements.beginnings.recurring import is_sentence
from ingest.statements.candidate import Candidate, Source
from ingest.statements.flow import Flow, Zone, is_heading
from kb.domain.record import Kind

# Share of inner items that must ask; of outer ones at most so many may.
ASKING, TELLING = 0.75, 0.25
FEWEST_INNER = 2


def find_told_and_asked(flow: Flow, taken: set[int]) -> Iterator[Candidate]:
    """Give the items of such lists: the outer ones as what was found, inner ones as asked."""
    for head, block in enumerate(flow.blocks):
        kinds = kinds_of_heading(block.text) if is_heading(block) else ()
        both = len(kinds) > 1 and kinds[0] not in ASKED and kinds[-1] in ASKED
        if both and flow.zones[head] in (Zone.BODY, Zone.LIST):
            items = [i for i in _items_below(flow, head) if i not in taken]
            yield from _nested(flow, head, items, kinds[0], kinds[-1])


def _items_below(flow: Flow, head: int) -> Iterator[int]:
    """Give the items of the list right below a heading."""
    for index in range(head + 1, len(flow.blocks)):
        block = flow.blocks[index]
        if block.role is Role.ITEM and block.continues < 0:
            yield index
        elif block.role is not Role.RUNNING and block.continues < 0:
            return


def _nested(
    flow: Flow, head: int, items: list[int], told: Kind, asked: Kind
) -> Iterator[Candidate]:
    blocks = flow.blocks
    least = min((blocks[i].indent for i in items), default=0.0)
    outer = [i for i in items if blocks[i].indent < least + DEEPER]
    inner = [i for i in items if i not in outer]
    whole = all(is_sentence(blocks[i].text) for i in items)
    asking = sum(asks(blocks[i].text) for i in inner) >= ASKING * len(inner)
    telling = sum(asks(blocks[i].text) for i in outer) <= TELLING * len(outer)
    if len(inner) < FEWEST_INNER or not (whole and asking and telling):
        return
    for index in items:
        number = read_number(f"{blocks[index].bullet} ")
        count = number.number if number else ""
        kind = asked if index in inner else told
        # what is asked hangs under the item that it stands in
        above = max((i for i in outer if i < index), default=head) if kind is asked else head
        yield Candidate(
            index, index, 0, kind, Source.ITEM, count, count, kind.value, Form.NUMBER, head=above
        )
